import ObservedEtcd
import Simulation
import Teaching

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file in which all that is seen of a real cluster is kept while it is watched: what is on the
/// screen is with the operating system already, and after an act on the disk.
///
/// It is begun at once, and locked for as long as the cluster is watched. Text that cannot be written waits
/// in memory, and is tried again each time that something is to be kept. Used by one thread.
final class SeenFile: @unchecked Sendable {
  let path: String
  private let descriptor: Int32
  private var writing: HistoryWriting
  /// How many bytes of the file are right.
  private var savedLength = 0
  /// The text behind them that is not in the file yet.
  private var waiting: [UInt8] = []
  /// Whether what was written last must be brought to the disk.
  private var needsDisk = false
  /// Why nothing more is kept: a history with a gap would be none.
  private var end: FileError?

  /// The most text that waits for a disk that is full.
  private static let waitingLimit = 32 << 20

  /// Begins a file for a cluster.
  ///
  /// - Throws: `FileError` when none can be begun.
  init(_ facts: ClusterFacts) throws(FileError) {
    (descriptor, path) = try SessionFolder.begin()
    writing = HistoryWriting(facts)
  }

  deinit {
    // A file that never took a line is none.
    if savedLength == 0 { unlink(path) }
    close(descriptor)
  }

  /// Takes what was seen, to be written soon.
  func take(_ sightings: [Sighting]) {
    guard end == nil, !sightings.isEmpty else { return }
    waiting += writing.lines(of: sightings).utf8
    needsDisk =
      needsDisk
      || sightings.contains { sighting in
        if case .act = sighting.content { true } else { false }
      }
    if savedLength + waiting.count > SessionFile.sizeLimit { end = FileError(path, EFBIG) }
    if waiting.count > Self.waitingLimit { end = FileError(path, ENOSPC) }
    // What would be behind a gap is never written.
    if end != nil { waiting = [] }
  }

  /// Writes what waits.
  ///
  /// - Throws: `FileError`; then nothing is lost, and the next call tries again, unless too much waits.
  func save() throws(FileError) {
    if let end { throw end }
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
        throw FileError(path, code)
      }
      sent += count
    }
    savedLength += waiting.count
    waiting = []
    if needsDisk, fdatasync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      throw FileError(path, errno)
    }
    needsDisk = false
  }
}

/// A real cluster of which all that is seen is kept.
struct KeptCluster: LiveCluster {
  let cluster: any LiveCluster
  let file: SeenFile

  var now: Time { cluster.now }
  var canBeActedOn: Bool { cluster.canBeActedOn }

  func takeSightings() -> [Sighting] {
    let sightings = cluster.takeSightings()
    file.take(sightings)
    return sightings
  }

  func perform(_ stimulus: Stimulus) { cluster.perform(stimulus) }
  func ask(_ event: ClientEvent, by stimulus: Stimulus) { cluster.ask(event, by: stimulus) }
}
