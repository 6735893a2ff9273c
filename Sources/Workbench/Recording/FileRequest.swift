import Teaching

/// What the application asks of its surroundings: the only way in which something that it holds
/// reaches a disk.
///
/// The application is a value and does nothing by itself: it puts requests into
/// `Laboratory.requests`, in order, whoever plays it takes them out, carries them out before the
/// next frame is shown, and says with `Laboratory.take(_:)` what became of them.
package enum FileRequest: Hashable, Sendable {
  /// Write a whole document, in one piece or in several files that belong together. All of it is
  /// there afterwards, or nothing.
  case save(Document, [Part])
  /// Begin a document that grows.
  case begin(Document)
  /// Add to the document that was begun.
  case append(Document, String)
  /// The document is complete.
  case finish(Document)
  /// Write a session's script under a name.
  case saveSession(name: String, text: String, isReplacing: Bool)
  /// Write all that was seen of a real cluster, which is kept in a file, under a name.
  case saveSeen(file: String, name: String, title: String, isReplacing: Bool)
  /// Find the sessions that there are.
  case listSessions
  /// Read a session.
  case openSession(SessionEntry)
  /// Read an experiment.
  case readExperiment(path: String)

  /// What a file is for; its surroundings choose the place and the name by it.
  package enum Document: String, CaseIterable, Hashable, Sendable {
    /// An asciicast of the running screen. It grows out of sight, and is in its place when it is
    /// finished.
    case recording
    /// A picture of the screen.
    case picture
    /// The journal of the run, which is kept without being asked for.
    case journal
    /// A session saved under a name.
    case session
    /// What an experiment came to.
    case results
  }

  /// One file of a document.
  package struct Part: Hashable, Sendable {
    /// How its name ends, without the dot: `svg`.
    package var suffix: String
    package var text: String

    package init(suffix: String, text: String) {
      self.suffix = suffix
      self.text = text
    }
  }

  package var document: Document {
    switch self {
    case .save(let document, _), .begin(let document), .append(let document, _),
      .finish(let document):
      document
    case .saveSession, .saveSeen, .listSessions, .openSession: .session
    case .readExperiment: .results
    }
  }
}

/// What became of a request.
package enum FileReport: Sendable {
  /// A document is in its place; its files, as they are to be shown.
  case saved(FileRequest.Document, files: [String])
  /// It could not be written, and nothing of it is left; `reason` is the system's.
  case failed(FileRequest.Document, file: String, reason: String)
  case sessions(SessionReport)
  case experiment(ExperimentReport)
}

/// What became of reading an experiment.
package enum ExperimentReport: Sendable {
  case read(name: String, source: String, Experiment)
  /// It could not be read, or is none; where, and what would be right.
  case unreadable(String)
}

/// What became of a request about sessions.
package enum SessionReport: Sendable {
  /// The sessions that there are, those to be shown first first.
  case list([SessionEntry])
  /// There is a file of that name.
  case occupied(name: String)
  case opened(SessionEntry, OpenedSession)
  /// A recording that was cut short was put into its place.
  case recordingRecovered(files: [String])
}
