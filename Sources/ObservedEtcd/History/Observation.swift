import RaftCore
import Simulation

/// One thing that is known of a real cluster, in Raft's words: what a history is made of.
///
/// The same observations in the same order give the same states, so a history keeps these and goes
/// back by repeating them.
package struct Observation: Hashable, Sendable {
  /// Microseconds since the cluster was started; never less than that of the one before.
  package var time: Time
  package var content: Content

  package init(_ content: Content, at time: Time) {
    self.content = content
    self.time = time
  }

  package enum Content: Hashable, Sendable {
    /// A member begins with an empty disk.
    case began(ServerID, name: UInt64)
    /// A member that somebody else started answers, or does so no more.
    case answers(ServerID, Bool)
    /// A message on its way, under a number of its own.
    case message(id: Int, Message, Sighting.Fate)
    /// A message that waited went on, or is lost.
    case ended(id: Int, Sighting.Fate)
    /// A snapshot on its way, which has no counterpart in the paper's Figure 2.
    case snapshot(from: ServerID, to: ServerID, LogPosition, Sighting.Fate)
    /// A member's disk has a new term, a vote in it, or a commit index, which etcd writes late.
    case state(ServerID, term: Term, vote: ServerID?, commit: LogIndex)
    /// A member's disk has entries from an index on; what it had there before is gone.
    case entries(ServerID, from: LogIndex, EntryBatch)
    /// A member's disk has a snapshot that ends so.
    case snapshotOnDisk(ServerID, LogPosition)
    case status(ServerID, Standing)
    /// A member wrote a sentence for people.
    case said(ServerID, String)
    case life(ServerID, Life)
    /// Something was done by hand; of a write or read, with the request that it made.
    case act(Stimulus, ClientEvent?)
    /// A client heard of its request.
    case client(ClientEvent)
    /// Something happened to the programs outside, at a moment of their own.
    case outside(LivePrograms.Occurrence, at: Time)
    /// A rule that is known to have fired at a server by what was seen just before.
    case inferred(ServerID, Rule, Evidence)
    /// What a proxy could not read.
    case unreadable(WireError, from: ServerID, to: ServerID)

    /// What was done by hand; nil of all that came by itself.
    package var act: Stimulus? {
      switch self {
      case .act(let stimulus, _), .outside(.act(let stimulus), _): stimulus
      case .began, .answers, .message, .ended, .snapshot, .state, .entries, .snapshotOnDisk,
        .status, .said, .life, .client, .outside, .inferred, .unreadable:
        nil
      }
    }
  }

  /// How a member says that it stands.
  package struct Standing: Hashable, Sendable {
    package var term: Term
    package var vote: ServerID?
    package var commit: LogIndex
    package var applied: LogIndex
    package var leader: ServerID?
    package var role: MemberStatus.Role
    package var progress: [Progress]

    package struct Progress: Hashable, Sendable {
      package var server: ServerID
      package var match: LogIndex
      package var next: LogIndex
    }
  }

  /// How it is known.
  package var witness: Witness {
    switch content {
    case .message, .ended, .snapshot, .unreadable, .inferred(_, .becomeLeader, _): .message
    case .state, .entries, .snapshotOnDisk, .inferred: .disk
    case .status, .life, .began, .answers: .status
    case .said: .log
    case .act, .client, .outside(.act, _): .act
    // Programs are the lab's own: all of them is known.
    case .outside: .simulation
    }
  }
}
