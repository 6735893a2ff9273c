import ObservedEtcd
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

  /// From how much text on it is written without being asked for.
  private static let partLength = 1 << 20
  private let limits: Limits

  /// How much text there may be, in bytes.
  struct Limits {
    var file = SessionFile.sizeLimit
    /// For a disk that is full.
    var waiting = 32 << 20
  }

  /// Begins a file for a cluster.
  ///
  /// - Throws: `FileError` when none can be begun.
  convenience init(_ facts: ClusterFacts) throws(FileError) {
    let (descriptor, path) = try SessionFolder.begin()
    self.init(facts, in: descriptor, at: path)
  }

  /// - Parameter descriptor: of a file that is empty, and closed with this one.
  init(_ facts: ClusterFacts, in descriptor: Int32, at path: String, limits: Limits = Limits()) {
    self.descriptor = descriptor
    self.path = path
    self.limits = limits
    writing = HistoryWriting(facts)
  }

  deinit {
    // A file that never took a line is none.
    if savedLength == 0 { unlink(path) }
    close(descriptor)
  }

  /// Takes what was seen, to be written when `save` is asked for; much is written at once.
  func take(_ sightings: [Sighting]) {
    guard end == nil, !sightings.isEmpty else { return }
    waiting += writing.lines(of: sightings).utf8
    needsDisk =
      needsDisk
      || sightings.contains { sighting in
        if case .act = sighting.content { true } else { false }
      }
    if savedLength + waiting.count > limits.file { end = FileError(path, EFBIG) }
    if waiting.count > limits.waiting { end = FileError(path, ENOSPC) }
    // What would be behind a gap is never written.
    if end != nil { waiting = [] }
    // What goes wrong here goes wrong again when somebody asks, who is told.
    if waiting.count > Self.partLength { try? save() }
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

extension SeenFile {
  /// Begins a file for a cluster; nil, after saying why, where none can be.
  private static func begun(for cluster: any LiveCluster) -> SeenFile? {
    do throws(FileError) {
      return try SeenFile(cluster.facts)
    } catch {
      let reason = Spoken.texts.reason(of: error)
      Output.complain(Spoken.texts.text(of: .failed(.journal, file: error.path, reason: reason)))
      return nil
    }
  }

  /// The history of a cluster that runs, and the file in which all that it takes in is kept; nil where
  /// none can be, which was said.
  static func keeping(_ cluster: any LiveCluster) -> (history: EtcdHistory, file: SeenFile?) {
    guard let file = begun(for: cluster) else { return (EtcdHistory(of: cluster), nil) }
    return (EtcdHistory(of: KeptCluster(cluster: cluster, file: file)), file)
  }

  /// Writes what waits, after the last that was taken, and says why where that cannot be.
  ///
  /// - Returns: whether all that was seen is in the file.
  func finish() -> Bool {
    do throws(FileError) {
      try save()
      return true
    } catch {
      let reason = Spoken.texts.reason(of: error)
      Output.complain(Spoken.texts.text(of: .failed(.journal, file: error.path, reason: reason)))
      return false
    }
  }
}

/// A real cluster of which all that is seen is kept.
struct KeptCluster: LiveCluster {
  let cluster: any LiveCluster
  let file: SeenFile

  /// With where it is kept.
  var facts: ClusterFacts {
    var facts = cluster.facts
    facts.watched.file = file.path
    return facts
  }
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
