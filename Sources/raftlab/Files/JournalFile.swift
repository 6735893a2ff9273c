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
/// The file is begun with the first event, and locked for as long as the run goes on. Text that cannot
/// be written waits in memory, and is tried again each time that something is to be kept.
final class JournalFile {
  private var keeper: JournalKeeper
  private var descriptor: Int32 = -1
  private var path: String?
  /// How many bytes of the file are right.
  private var savedLength = 0
  /// The text behind them that is not in the file yet.
  private var waiting: [UInt8] = []
  /// Whether what was written last must be brought to the disk.
  private var needsDisk = false

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
    savedLength = reading.wholeLength
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      ftruncate(descriptor, off_t(savedLength)) == 0
    else { throw FileError(path, errno) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A journal that never took a line is no journal.
    if savedLength == 0, let path { unlink(path) }
    close(descriptor)
  }

  /// How many events it holds.
  var eventCount: Int { keeper.eventCount }

  /// Whether all that it was given is in the file, and on the disk as far as it must be.
  var isSaved: Bool { waiting.isEmpty && !needsDisk }

  /// Whether some of what proves a run is still to be written, by keeping it again.
  func isBehind(_ branches: [Branch]) -> Bool { keeper.isBehind(branches) }

  /// Whether a run is the one whose journal this is.
  func fits(_ timeline: Timeline) -> Bool { keeper.fits(timeline) }

  /// Writes what is new, and what could not be written before.
  ///
  /// - Throws: `FileError`; then nothing is lost, and the next call tries again.
  func keep(_ timeline: Timeline, title: String?) throws(FileError) {
    take(keeper.keep(timeline, title: title))
    try save()
  }

  /// Writes what proves the last events.
  func finish(_ timeline: Timeline) throws(FileError) {
    take(keeper.finish(timeline))
    try save()
  }

  private func take(_ entry: JournalKeeper.Entry?) {
    guard let entry else { return }
    let kept = waiting.count - entry.replacing
    if kept < 0 {
      // Its beginning takes the place of what is in the file.
      savedLength += kept
      waiting = []
    } else {
      waiting.removeLast(entry.replacing)
    }
    waiting += entry.text.utf8
    needsDisk = needsDisk || entry.hasActs
  }

  /// Writes the text that waits.
  ///
  /// - Throws: `FileError`; then nothing is lost, and the next call tries again.
  func save() throws(FileError) {
    if !waiting.isEmpty {
      if descriptor < 0 { try begin() }
      try put()
    }
    // The process may end at any time now; for the machine to, an act must be on the disk.
    if needsDisk, fdatasync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      throw FileError(path ?? "", errno)
    }
    needsDisk = false
  }

  private func begin() throws(FileError) {
    let begun = try SessionFolder.begin()
    descriptor = begun.descriptor
    path = begun.path
  }

  private func put() throws(FileError) {
    var sent = 0
    while sent < waiting.count {
      let count = waiting[sent...].withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress, $0.count, off_t(savedLength + sent))
      }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        // Half a line at the end would only have to be recovered from.
        _ = ftruncate(descriptor, off_t(savedLength))
        throw FileError(path ?? "", code)
      }
      sent += count
    }
    savedLength += waiting.count
    waiting = []
  }
}
