import Simulation
import Teaching
import Workbench

/// Keeps a journal of every run that is on the screen: of the one at hand, and of those that a
/// lesson or another session was opened over.
///
/// A failure to write is said, and marked on the screen for as long as it lasts. Writing is tried again
/// at each step; until it succeeds everything is kept in memory. What real processes do cannot be
/// repeated, and has no journal: what was seen of them is kept as it was seen.
struct JournalService: ~Copyable {
  /// The most runs that are kept open at a time; the one that was at hand longest ago is closed.
  private static let limit = 8

  /// The run at hand first.
  private var files: [JournalFile] = []
  /// Why something is unsaved; nil while nothing is.
  private(set) var failure: FileError?
  /// Which lesson was followed how far when its place was saved last.
  private var place = ""

  /// Where what is seen of a real cluster is kept, if one is watched.
  private let seen: SeenFile?

  init(seen: SeenFile? = nil) { self.seen = seen }

  /// Goes on with a journal that was read.
  ///
  /// - Parameter timeline: its run, restored.
  /// - Throws: `FileError` when it cannot be written, or another program writes it.
  mutating func adopt(
    _ path: String, _ reading: JournalReading, in timeline: Timeline
  ) throws(FileError) {
    add(try JournalFile(continuing: path, reading, in: timeline))
  }

  /// Goes on with the journal of a run that was opened on the screen, if it is the same run still
  /// and nobody else writes it; if not, the run gets a journal of its own.
  mutating func goOn(
    with path: String, _ reading: JournalReading, _ laboratory: inout Laboratory
  ) {
    guard let timeline = laboratory.timeline else { return }
    let session = Session(of: timeline)
    if session.eventCount == reading.session.eventCount,
      session.actCount == reading.session.actCount
    {
      try? adopt(path, reading, in: timeline)
    }
    keep(&laboratory)
  }

  /// Writes what is new.
  mutating func keep(_ laboratory: inout Laboratory) {
    keepPlace(&laboratory)
    guard let timeline = laboratory.timeline else { return keepSeen(&laboratory) }
    if !(files.first?.fits(timeline) ?? false) || files.count > 1 {
      bringForward(journalOf: timeline)
    }
    let file = files[0]
    let title = laboratory.title
    attempt(&laboratory) { () throws(FileError) in try file.keep(timeline, title: title) }
  }

  /// Whether some of what proves the run at hand is still to be written, by keeping it again: of a long
  /// run that was opened that takes a while.
  func isBehind(_ laboratory: Laboratory) -> Bool {
    guard failure == nil, laboratory.history is Timeline else { return false }
    return files.first?.isBehind(laboratory.history.branches) ?? false
  }

  /// Remembers how far a lesson was followed: at each step, as nobody knows which is the last.
  private mutating func keepPlace(_ laboratory: inout Laboratory) {
    let reached = laboratory.lesson.map { "\($0.id) \($0.stopNumber) \($0.phase == .over)" } ?? ""
    guard reached != place else { return }
    place = reached
    LessonMemory.save(from: &laboratory)
  }

  /// Writes what proves the last events.
  mutating func finish(_ laboratory: inout Laboratory) {
    keepSeen(&laboratory)
    guard let timeline = laboratory.timeline, let file = files.first, file.fits(timeline)
    else { return }
    attempt(&laboratory) { () throws(FileError) in try file.finish(timeline) }
  }

  private mutating func keepSeen(_ laboratory: inout Laboratory) {
    guard let seen else { return }
    attempt(&laboratory) { () throws(FileError) in try seen.save() }
  }

  /// Of all journals that a run would go on with, the one that holds most of it.
  private mutating func bringForward(journalOf timeline: Timeline) {
    var best: Int?
    for place in files.indices where files[place].fits(timeline) {
      if best.map({ files[$0].eventCount < files[place].eventCount }) ?? true { best = place }
    }
    add(best.map { files.remove(at: $0) } ?? JournalFile(of: timeline.settings))
  }

  private mutating func add(_ file: JournalFile) {
    files.insert(file, at: 0)
    // One with something unsaved is not let go.
    if files.count > Self.limit, let place = files.lastIndex(where: \.isSaved) {
      files.remove(at: place)
    }
  }

  /// Writes to the journal at hand, and to those that something is missing from.
  private mutating func attempt(
    _ laboratory: inout Laboratory, _ body: () throws(FileError) -> Void
  ) {
    let before = failure
    failure = nil
    do throws(FileError) { try body() } catch { failure = error }
    for file in files.dropFirst() where !file.isSaved {
      do throws(FileError) { try file.save() } catch { failure = failure ?? error }
    }
    if let failure, before == nil {
      let reason = laboratory.language.commandTexts.reason(of: failure)
      laboratory.take(.failed(.journal, file: failure.path, reason: reason))
    } else if let before, failure == nil {
      laboratory.take(.saved(.journal, files: [before.path]))
    }
  }
}
