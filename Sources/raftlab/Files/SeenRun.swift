import ObservedEtcd
import Simulation
import Teaching

/// What was seen of a real cluster, read from its file.
struct SeenRun {
  let history: EtcdHistory
  let name: String
  let title: String?
  /// What could not be read of it, in a sentence; nil where all was.
  let note: String?
  /// Whether that had been written whole.
  let isDamaged: Bool

  /// Whether a word names a file of what was seen.
  static func isMeant(by word: String) -> Bool {
    let path = SessionFolder.path(of: word)
    // A pipe can be read only once.
    guard AtomicFile.isRegular(path),
      let bytes = try? Descriptor.bytes(of: path, upTo: startLength, isPlain: false)
    else { return false }
    return HistoryReading.isMeant(by: bytes)
  }

  private static let startLength = 64
  /// More than any first line has.
  private static let headerLength = 4096

  /// What a file says of its cluster; nil when it is none of what was seen, or not readable.
  static func facts(of path: String) -> ClusterFacts? {
    let bytes = try? Descriptor.bytes(of: path, upTo: headerLength, isPlain: false)
    guard let bytes, let end = bytes.firstIndex(of: 0x0A) else { return nil }
    return try? HistoryReading(Array(bytes[...end])).facts
  }

  /// Reads what a word names, with a bar when it takes long.
  ///
  /// - Throws: an exit with code 2, after saying what is wrong with the file, and where.
  init(named word: String) throws {
    let path = SessionFolder.path(of: word)
    name = path.harmless
    let bytes = try Descriptor.bytes(of: path, upTo: SessionFile.sizeLimit, isPlain: false)
    let reading: HistoryReading
    do throws(HistoryReading.ReadError) {
      reading = try HistoryReading(bytes)
    } catch {
      throw Exit.saying("\(name): \(Spoken.texts.text(of: error))")
    }
    title = reading.title
    let loss = reading.loss.map { JournalReading.Loss($0) }
    note = loss.map { Spoken.language.sessionPhrases.text(of: $0) }
    isDamaged = loss?.isDamage ?? false
    history = try EndableBar.during(
      Spoken.language.sessionPhrases.repeating, total: reading.sightings.count,
      ended: Spoken.texts.repeatingEnded
    ) { progress throws(EndableBar.Ending) in
      try EtcdHistory(reading, keptIn: path, progress: progress)
    }
  }

  /// Says what could not be read, if something could not.
  func sayLoss() {
    guard let note else { return }
    if isDamaged { Exit.sayLeftOut("\(name): \(note)") } else { Exit.say("\(name): \(note)") }
  }
}

extension EtcdHistory {
  /// What a file holds that was read.
  init<Failure: Error>(
    _ reading: HistoryReading, keptIn path: String, progress: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    var reading = reading
    reading.facts.watched.file = path
    try self.init(reading, progress: progress)
  }
}

extension JournalReading.Loss {
  /// The same of a journal: it is said in the same words.
  init(_ loss: HistoryReading.Loss) {
    self =
      switch loss {
      case .tornLine(let line, let bytes): .tornLine(line, bytes: bytes)
      case .damagedLine(let line, let after): .damagedLine(line, linesAfter: after)
      case .unknownLine(let line, let words, let after):
        .unknownLine(line, words, linesAfter: after)
      }
  }
}
