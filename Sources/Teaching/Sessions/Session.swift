import Formats
import RaftCore
import Simulation

/// A run with all its branches, as the little that decides it: the settings, and each act with its
/// place.
///
/// What a journal holds, what a share code says, and what is read from both.
package struct Session: Hashable, Sendable {
  /// The version of journals and codes that this program writes.
  package static let version = 2
  /// The most events of a branch that a journal or a code may speak of.
  package static let eventLimit = 20_000_000
  /// The most branches.
  package static let trackLimit = 10_000
  /// How many events lie between two full checks of a track.
  package static let checkInterval = 64

  package var settings: Settings
  /// The branches, by number; a parent stands before its children.
  package var tracks: [Track]
  /// Where it was left.
  package var cursor: Moment
  /// What it is called, if it was given a name: something that a script can be called, too.
  package var title: String? {
    get { storedTitle }
    set { storedTitle = newValue.flatMap { Self.title(from: $0) } }
  }
  private var storedTitle: String?
  /// What proves that a repetition is the same.
  package var checks: [EventCheck] = []

  /// One branch: where it began, what was done on it since, and how far it was followed.
  package struct Track: Hashable, Sendable {
    /// The number of the branch that it began on; nil for the first.
    package var parent: Int?
    /// After how many events it began.
    package var forkedAt: Int
    /// What was done on it after it began, in order.
    package var acts: [Branch.PlacedAct] = []
    /// How many events it has, those before it began included.
    package var events: Int
    /// The moment that it was followed to.
    package var end: Time

    package init(parent: Int?, forkedAt: Int, events: Int? = nil, end: Time = 0) {
      self.parent = parent
      self.forkedAt = forkedAt
      self.events = events ?? forkedAt
      self.end = end
    }
  }

  /// The session of a run, without checks.
  package init(of timeline: Timeline, title: String? = nil) {
    settings = timeline.settings
    tracks = timeline.branches.map { branch in
      var track = Track(
        parent: branch.parent, forkedAt: branch.forkedAt, events: branch.records.count,
        end: branch.end)
      track.acts = branch.acts.filter { $0.event > branch.forkedAt }
      return track
    }
    cursor = timeline.moment
    self.title = title
  }

  /// A session in which nothing has happened.
  package init(_ settings: Settings) {
    self.settings = settings
    tracks = [Track(parent: nil, forkedAt: 0)]
    cursor = Moment(branch: 0, position: 0, time: 0)
  }

  /// A text as a title: in one line, without what could do harm on a terminal, cut when it is long;
  /// nil when nothing is left.
  package static func title(from text: String) -> String? {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        view.append(" ")
      } else if !scalar.isHarmful {
        view.append(scalar)
      }
    }
    let title = String(String(view).trimmingBlanks.prefix(Script.titleLimit)).trimmingBlanks
    return title.isEmpty ? nil : title
  }

  /// How many acts there are, on all branches.
  package var actCount: Int { tracks.reduce(0) { $0 + $1.acts.count } }

  /// How many events there are, on all branches, shared ones once.
  package var eventCount: Int { tracks.reduce(0) { $0 + $1.events - $1.forkedAt } }

  /// How many events happen while it is repeated: its own, and before each branch those since the
  /// last copy of the cluster.
  package var repeatedCount: Int {
    tracks.reduce(eventCount) { $0 + $1.forkedAt % Timeline.checkpointInterval }
  }

  /// The last moment of any branch.
  package var end: Time { tracks.map(\.end).max() ?? 0 }

  /// As far as a track is the same in another version: without what comes after an event on it.
  func cut(track number: Int, after event: Int) -> Session {
    var copy = self
    var isKept = tracks.map { _ in true }
    copy.tracks[number].events = event
    copy.tracks[number].acts.removeAll { $0.event > event }
    // The moment that it reaches follows from the events that are left.
    copy.tracks[number].end = copy.tracks[number].acts.last?.act.time ?? 0
    for child in tracks.indices {
      guard let parent = tracks[child].parent else { continue }
      isKept[child] = isKept[parent] && (parent != number || tracks[child].forkedAt <= event)
    }
    var names: [Int: Int] = [:]
    for place in tracks.indices where isKept[place] { names[place] = names.count }
    copy.tracks = zip(copy.tracks, isKept).filter(\.1).map(\.0)
    for place in copy.tracks.indices {
      copy.tracks[place].parent = copy.tracks[place].parent.flatMap { names[$0] }
    }
    copy.checks = checks.compactMap { check in
      guard let name = names[check.track], check.track != number || check.event <= event else {
        return nil
      }
      return EventCheck(track: name, event: check.event, digest: check.digest, marks: check.marks)
    }
    if let name = names[cursor.branch], cursor.branch != number || cursor.position <= event {
      copy.cursor.branch = name
    } else {
      copy.cursor = Moment(branch: names[number] ?? 0, position: event, time: 0)
    }
    return copy
  }
}

/// The digest of the event log of a track up to an event, and a mark for each of the events since
/// the last full interval: by the marks it is seen at which event two runs part.
package struct EventCheck: Hashable, Sendable {
  package var track: Int
  package var event: Int
  package var digest: UInt64
  /// For each event since the last multiple of the interval, the lowest six bits of the digest up
  /// to it; empty when only the digest is known.
  package var marks: [UInt8]

  package init(track: Int, event: Int, digest: UInt64, marks: [UInt8] = []) {
    self.track = track
    self.event = event
    self.digest = digest
    self.marks = marks
  }
}
