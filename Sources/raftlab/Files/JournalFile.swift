import Simulation
import Teaching
import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The journal of a run, as it is written to its file: each act is with the operating system before
/// it is seen.
///
/// The file is begun with the first event, and locked for as long as the run goes on.
final class JournalFile {
  private var keeper: JournalKeeper
  private var descriptor: Int32 = -1
  private var path: String?
  /// Where what comes next is written.
  private var end = 0

  /// A journal of a new run.
  init(of settings: Settings) { keeper = JournalKeeper(of: settings) }

  /// Goes on with a journal; what is torn at its end is taken away.
  ///
  /// - Throws: `FileError` when it cannot be written, or another program writes it.
  init(
    continuing path: String, _ reading: JournalReading, in timeline: Timeline
  ) throws(FileError) {
    keeper = JournalKeeper(continuing: reading.session, in: timeline)
    self.path = path
    end = reading.wholeLength
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, off_t(end)) == 0 else {
      throw FileError(path, errno)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// How many events it holds.
  var eventCount: Int { keeper.eventCount }

  /// Whether a run is the one whose journal this is.
  func fits(_ timeline: Timeline) -> Bool { keeper.fits(timeline) }

  /// Writes what is new.
  func keep(_ timeline: Timeline, title: String?) throws(FileError) {
    try write(keeper.keep(timeline, title: title))
  }

  /// Writes what proves the last events.
  func finish(_ timeline: Timeline) throws(FileError) { try write(keeper.finish(timeline)) }

  private func write(_ entry: JournalKeeper.Entry?) throws(FileError) {
    guard let entry else { return }
    if descriptor < 0 { try begin() }
    try put(entry)
  }

  private func begin() throws(FileError) {
    let folder = try SessionFolder.made(.kept)
    for number in 1...999 {
      let path = "\(folder)/\(SessionFolder.newName(number: number))"
      descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        self.path = path
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        return
      }
      guard errno == EEXIST else { throw FileError(path, errno) }
    }
    throw FileError(folder, EEXIST)
  }

  private func put(_ entry: JournalKeeper.Entry) throws(FileError) {
    let bytes = Array(entry.text.utf8)
    let start = end - entry.replacing
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress, $0.count, off_t(start + sent))
      }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        // Half a line at the end would only have to be recovered from.
        _ = ftruncate(descriptor, off_t(start))
        throw FileError(path ?? "", code)
      }
      sent += count
    }
    end = start + bytes.count
    // The process may end at any time now; for the machine to, an act must be on the disk.
    if entry.hasActs { _ = fdatasync(descriptor) }
  }
}
