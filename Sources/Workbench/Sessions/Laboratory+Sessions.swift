import RaftCore
import Simulation
import Teaching

// Runs that were kept, saved or shared.
extension Laboratory {
  // MARK: Opening

  /// Shows another run, with its cursor where it is.
  package mutating func open(_ timeline: Timeline, title: String? = nil) {
    leaveForGood()
    show(timeline)
    self.title = title
    mode = .normal
    markLatest()
  }

  /// Shows a run that was repeated, and says what came of it.
  ///
  /// - Parameter loss: what was torn off its journal.
  package mutating func open(
    _ restoration: SessionReplay, title: String?, loss: JournalReading.Loss? = nil
  ) {
    open(restoration.timeline, title: title)
    if let divergence = restoration.divergences.first {
      notice = .session(.diverged(divergence))
    } else if let loss {
      notice = .session(.recovered(loss))
    } else {
      let extent = SessionEntry.Extent(of: Session(of: restoration.timeline))
      notice = .session(.repeated(extent, proven: restoration.provenCount))
    }
  }

  /// A script without words is a run to go on with; one with words is a lesson.
  private mutating func open(_ script: Script, from id: String) {
    guard script.isWordless else { return open(script, id: id) }
    var run = Timeline(script.settings)
    var runner = ScriptRunner(script, on: run)
    while runner.step != nil { runner.perform(on: &run) }
    open(run, title: script.title[language])
    if let failure = runner.failures.first { notice = .lessonFailed(failure.kind) }
  }

  /// Another run takes the place of this one, and no lesson brings it back.
  private mutating func leaveForGood() {
    pause()
    rememberPlace()
    lesson = nil
  }

  // MARK: Commands

  /// Does what a command means for sessions. Returns whether it means something.
  mutating func performOnSessions(_ command: KeyCommand) -> Bool {
    switch command {
    case .saveSession:
      pause()
      mode = .titling(title ?? "")
    case .openSession:
      pause()
      requests.append(.listSessions)
    case .share: share()
    default: return false
    }
    return true
  }

  private mutating func share() {
    pause()
    let session = Session(of: timeline, title: title)
    let code = ShareCode(session.checked(against: timeline, everywhere: false))
    mode = .sharing(code.text, scrolled: 0)
  }

  mutating func performSharing(_ command: KeyCommand, _ code: String, scrolled: Int) {
    let last = SharePanel(lab: self, code: code, scrolled: 0).lastScroll
    let wanted = scrolled + (command == .chooseUp ? -1 : 1)
    mode = .sharing(code, scrolled: max(0, min(last, wanted)))
  }

  mutating func performOnSession(_ command: KeyCommand, number: Int) {
    switch command {
    case .chooseUp: mode = .choosingSession(max(0, number - 1))
    case .chooseDown: mode = .choosingSession(min(sessions.count - 1, number + 1))
    case .confirm:
      mode = .normal
      requests.append(.openSession(sessions[number]))
    default: break
    }
  }

  // MARK: Saving

  mutating func finishTitling(_ typed: String) {
    let title = typed.trimmed
    guard !title.isEmpty else { return notice = .session(.untitled) }
    mode = .naming(Self.fileName(of: title), title: title, isReplacing: false)
  }

  mutating func finishNaming(_ typed: String, title: String, isReplacing: Bool) {
    let name = Self.fileName(of: typed)
    guard !name.isEmpty else { return notice = .session(.unnamed) }
    do throws(Script.LengthError) {
      let script = try Script(of: timeline, branch: timeline.branchNumber, title: title)
      requests.append(
        .saveSession(
          name: name, text: ScriptWriter.source(of: script), isReplacing: isReplacing))
      mode = .naming(name, title: title, isReplacing: isReplacing)
    } catch {
      notice = .session(.tooLong(error))
    }
  }

  /// A title as the name of a file: no blanks, no slashes, nothing that hides it or looks like an
  /// option.
  static func fileName(of title: String) -> String {
    var name = ""
    for character in title.lowercased() where character.isPrintable {
      let isKept = character.isLetter || character.isNumber || "._".contains(character)
      if isKept { name.append(character) } else if name.last != "-" { name.append("-") }
    }
    let kept = name.drop { "-.".contains($0) }.reversed().drop { "-.".contains($0) }.reversed()
    var result = ""
    for character in kept where (result + String(character)).utf8.count <= nameLimit {
      result.append(character)
    }
    return result
  }

  /// The most bytes of a name.
  private static let nameLimit = 100

  // MARK: Reports

  /// Hears what became of a request about sessions.
  mutating func take(sessions report: SessionReport) {
    switch report {
    case .list(let entries):
      sessions = entries
      if entries.isEmpty {
        notice = .session(.none)
      } else {
        mode = .choosingSession(0)
      }
    case .occupied(let name):
      notice = .session(.occupied(name))
      if case .naming(let name, let title, _) = mode {
        mode = .naming(name, title: title, isReplacing: true)
      }
    case .opened(let entry, .journal(let reading)):
      let restoration = SessionReplay(of: reading.session)
      let title = entry.title
      open(restoration, title: title, loss: reading.loss)
    case .opened(_, .script(let script, let id)): open(script, from: id)
    case .opened(_, .unreadable(let trouble)): notice = .session(.unreadable(trouble))
    case .recordingRecovered(let files): notice = .session(.recordingRecovered(files))
    }
  }

  /// The session is in its place: it is called so from now on.
  mutating func finishSaving() {
    guard case .naming(_, let title, _) = mode else { return }
    self.title = title
    mode = .normal
  }
}

extension Script {
  /// Whether there is nothing in it to wait for: what was done, and nothing said of it.
  fileprivate var isWordless: Bool {
    steps.allSatisfy { step in
      switch step.kind {
      case .act, .run: true
      default: false
      }
    }
  }
}
