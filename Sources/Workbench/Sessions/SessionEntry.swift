import Simulation
import Teaching

/// A session to choose from: a run that was kept, or one that was saved under a name.
package struct SessionEntry: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A script, saved under a name.
    case saved
    /// A journal, kept without being asked for.
    case kept
    /// What was seen of a real cluster: of so many members of this program, in so many kilobytes.
    case seen(program: String, members: Int, kilobytes: Int)
  }

  package var kind: Kind
  /// Where it is; what it is opened by.
  package var path: String
  package var name: String
  package var title: String?
  /// How much is in it; nil when it cannot be read, or is a script, which must be played to know.
  package var extent: Extent?

  /// How much there is in a run.
  package struct Extent: Hashable, Sendable {
    /// In microseconds of virtual time.
    package var span: TimeSpan
    package var events: Int
    package var acts: Int
    package var branches: Int

    package init(of session: Session) {
      span = session.end
      events = session.eventCount
      acts = session.actCount
      branches = session.tracks.count
    }
  }

  package init(
    _ kind: Kind, path: String, name: String, title: String? = nil, extent: Extent? = nil
  ) {
    self.kind = kind
    self.path = path
    self.name = name
    self.title = title
    self.extent = extent
  }
}

/// A session that was asked for, as it was read.
package enum OpenedSession: Sendable {
  /// A journal, and its run if that was repeated already.
  case journal(JournalReading, SessionReplay? = nil)
  /// A script, and what its place is remembered by.
  case script(Script, id: String)
  /// What was seen of a real cluster; `note` says what could not be read.
  case seen(any History, note: String?)
  case unreadable(SessionTrouble)
}

/// Why a session cannot be read.
package enum SessionTrouble: Hashable, Sendable {
  case journal(JournalReading.ReadError)
  case script(ScriptError, file: String)
  /// Somebody else's words, in the language that is spoken.
  case words(String)
  /// The system's reason.
  case file(String, reason: String)
  /// It takes more events than a run that is read may have.
  case tooManyEvents(Int, limit: Int)
  /// Somebody ended it before it was whole.
  case ended

  package func text(in language: Language) -> String {
    switch self {
    case .journal(let trouble): language.sessionPhrases.text(of: trouble)
    case .script(let problem, let file): problem.text(in: language, file: file)
    case .words(let text): text
    case .file(let file, let reason): language.sessionLabels.notRead(file, reason: reason)
    case .tooManyEvents(let count, let limit):
      language.sessionPhrases.takesTooMany(events: count, limit: limit)
    case .ended: language.sessionLabels.openingEnded
    }
  }
}

extension SessionEntry {
  /// It in the list: its name, what it is called, how much is in it.
  func line(in language: Language, isSpoken: Bool = false) -> String {
    let gap = isSpoken ? ", " : "  "
    let title = title.map { gap + $0 } ?? ""
    return "\(name)\(gap)\(facts(in: language, isSpoken: isSpoken))\(title)"
  }

  /// How much is in it.
  package func facts(in language: Language, isSpoken: Bool = false) -> String {
    let shown = extent.map { extent in
      language.sessionPhrases.listed(
        milliseconds: extent.span / 1000, events: extent.events, acts: extent.acts,
        branches: extent.branches)
    }
    let unreadable = isSpoken ? language.labels.unreadableSession : "!"
    return switch kind {
    case .saved: shown ?? language.sessionLabels.savedScript
    case .kept: shown ?? unreadable
    case .seen(let program, let members, let kilobytes):
      language.sessionLabels.seen(program, members: members, kilobytes: kilobytes)
    }
  }

  /// What is said of the chosen one: where it is.
  func about(in language: Language) -> String { path }
}
