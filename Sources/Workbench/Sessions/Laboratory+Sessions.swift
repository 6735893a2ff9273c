import RaftCore
import Simulation
import Teaching

// Runs that were kept, saved or shared.
extension Laboratory {
  // MARK: Opening

  /// Shows another run, with its cursor where it is.
  package mutating func open(_ history: any History, title: String? = nil) {
    leaveForGood()
    show(history)
    run.title = title
    views.mode = .normal
    run.markLatest()
    // Nothing that is pressed may have led here: the first frame shows it.
    prepareView()
  }

  /// Shows a run that was repeated, and says what came of it.
  ///
  /// - Parameter loss: what was torn off its journal.
  package mutating func open(
    _ restoration: SessionReplay, title: String?, loss: JournalReading.Loss? = nil
  ) {
    open(restoration.timeline, title: title)
    if let divergence = restoration.divergences.first {
      views.notice = .session(.diverged(divergence))
    } else if let loss {
      views.notice = .session(.recovered(loss))
    } else {
      let extent = SessionEntry.Extent(of: Session(of: restoration.timeline))
      views.notice = .session(.repeated(extent, proven: restoration.provenCount))
    }
  }

  /// Shows what was seen of a real cluster, which is over.
  ///
  /// - Parameter note: what could not be read of it.
  package mutating func open(seen history: any History, title: String?, note: String?) {
    open(history, title: title)
    run.playback = Playback(permille: 1000)
    views.notice = .session(
      note.map { .seenInPart($0) }
        ?? .seen(program: state.watched?.program ?? "", events: history.branch.records.count))
  }

  /// A script without words is a run to go on with; one with words is a lesson.
  private mutating func open(_ script: Script, from id: String) {
    open(script, id: id)
    if script.isWordless { hurry(to: .end) }
  }

  /// Another run takes the place of this one, and no lesson brings it back.
  private mutating func leaveForGood() {
    pause()
    rememberPlace()
    lesson = nil
  }

  // MARK: Reports

  /// Hears what became of a request about sessions.
  mutating func take(sessions report: SessionReport) {
    switch report {
    case .list(let entries):
      views.sessions = entries
      if entries.isEmpty {
        views.notice = .session(.none)
      } else {
        list(.sessions, at: 0)
      }
    case .occupied(let name):
      views.notice = .session(.occupied(name))
      if case .naming(let name, let title, _) = mode {
        views.mode = .naming(name, title: title, isReplacing: true)
      }
    case .opened(let entry, .journal(let reading, let replay)):
      open(
        replay ?? SessionReplay(of: reading.session), title: entry.title, loss: reading.loss)
    case .opened(_, .script(let script, let id)): open(script, from: id)
    case .opened(let entry, .seen(let history, let note)):
      open(seen: history, title: entry.title, note: note)
    case .opened(_, .unreadable(let trouble)): views.notice = .session(.unreadable(trouble))
    case .recordingRecovered(let files): views.notice = .session(.recordingRecovered(files))
    }
  }

  /// The session is in its place: it is called so from now on.
  mutating func finishSaving() {
    guard case .naming(_, let title, _) = mode else { return }
    run.title = title
    views.mode = .normal
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
