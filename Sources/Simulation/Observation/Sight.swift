import KeyValue
import RaftCore

/// What was seen of a cluster that is only watched, where that is no event of the paper's.
package enum Sight: Hashable, Sendable {
  /// A member began with an empty disk.
  case began
  /// A member's process runs, stands still, or has ended.
  case life(Life)
  /// A member said how it stands: as the server is just after this.
  case standing
  /// A member's disk has a commit index, and nothing else that is new.
  case commitOnDisk(LogIndex)
  /// A member wrote a sentence for people.
  case said(String)
  /// A message set out and waits at its proxy: for so long, or until it is let go.
  case waits(TimeSpan?)
  /// A snapshot on its way, which has no counterpart in Figure 2.
  case snapshot(from: ServerID, to: ServerID, LogPosition)
  /// A member's disk has a snapshot that ends so.
  case snapshotOnDisk(LogPosition)
  /// A message that could not be read.
  case unreadable(from: ServerID, to: ServerID)
  /// A member that somebody else started answers, or does so no more; whether it runs nobody can say.
  case answers(Bool)
  /// A client heard from a member of its request, or waits for it no more.
  case told(ClientAnswer, by: ServerID)
}

/// What a client of a real cluster knows of its request.
package enum ClientAnswer: Hashable, Sendable {
  /// A write was done: the store's revision just after it.
  case written(Revision)
  /// A read was answered: the value, nil where the key has none, as of a revision.
  case read(ShortText?, Revision)
  /// No answer in time, or none that says: it may have been done, may still be, or never.
  case unknown(String)
  /// It was not done, and why.
  case refused(String)
}

/// What is known of a cluster that is only watched, beside Raft's state.
package struct Watched: Hashable, Sendable {
  /// What runs: `etcd 3.4.23`.
  package var program: String
  /// Where its members keep their data; empty where that is not known.
  package var folder: String
  /// How it comes to be watched.
  package var access = Access.started
  /// The file in which all that was seen is kept; nil where none is.
  package var file: String?
  /// The members' processes, in the order of the servers.
  package var machines: [Machine]
  /// The messages that were passed on last, oldest first.
  package var passed: [FlightState] = []
  /// What clients heard, by the place of the operation.
  package var answers: [Int: ClientAnswer] = [:]

  package init(
    program: String, folder: String, machines: [Machine], access: Access = .started
  ) {
    self.program = program
    self.folder = folder
    self.machines = machines
    self.access = access
  }

  /// How a cluster comes to be watched, by which it is known what of it can be known.
  package enum Access: String, CaseIterable, Hashable, Sendable {
    /// Its members were started for it, each behind a proxy, and their disks are read.
    case started
    /// It runs already: its members are asked how they stand, and nothing else.
    case attached
  }

  /// One member's process.
  package struct Machine: Hashable, Sendable {
    /// Its name in messages; nil before it is known.
    package var name: UInt64?
    /// Where it serves clients, and, of one that was started for this, where it serves other members
    /// and where its proxy listens for these.
    package var clientPort: Int
    package var peerPort: Int?
    package var proxyPort: Int?

    package init(
      name: UInt64? = nil, clientPort: Int, peerPort: Int? = nil, proxyPort: Int? = nil
    ) {
      self.name = name
      self.clientPort = clientPort
      self.peerPort = peerPort
      self.proxyPort = proxyPort
    }
  }
}

extension Message {
  /// Whether it is one of etcd's heartbeats, or the answer to one, which name no entry; in the
  /// paper both are of AppendEntries.
  package var isBareHeartbeat: Bool {
    switch body {
    case .appendEntries(let request): request.previous == .start && request.entries.isEmpty
    case .appendEntriesReply(.success(let matchIndex)): matchIndex == 0
    case .appendEntriesReply(.failure), .requestVote, .requestVoteReply, .preVote, .preVoteReply,
      .timeoutNow, .readIndex, .readIndexReply, .propose, .installSnapshot:
      false
    }
  }
}
