import RaftCore
import Simulation

/// Something that was seen of a real cluster, as it was seen: in etcd's words and with etcd's
/// names.
package struct Sighting: Sendable {
  /// Microseconds since the cluster was started.
  package var time: Time
  package var content: Content

  package init(_ content: Content, at time: Time) {
    self.content = content
    self.time = time
  }

  package enum Content: Sendable {
    /// A member has this name in messages from now on, and starts with an empty disk.
    case named(ServerID, UInt64)
    /// A member that somebody else started answers, or does so no more.
    case answers(ServerID, Bool)
    /// A message came to the proxy of its receiver, under a number of its own.
    case message(id: Int, WireMessage, from: ServerID, to: ServerID, Fate)
    /// A message that waited went on, or is lost.
    case ended(id: Int, Fate)
    /// What a proxy could not read, and so cut off.
    case unreadable(WireError, from: ServerID, to: ServerID)
    /// A member wrote to its log.
    case wrote(ServerID, [WALRecord])
    /// A member said how it stands.
    case status(ServerID, MemberStatus)
    /// A member wrote a line for people.
    case said(ServerID, String)
    /// A member's process began, stood still, went on, or ended.
    case life(ServerID, Life)
    /// Something was done by hand; of a write or read, with the request that it made.
    case act(Stimulus, ClientEvent?)
    /// A client asked for something, or heard of it.
    case client(ClientEvent)
    /// Something happens to the programs outside, at this moment.
    case outside(LivePrograms.Occurrence, at: Time)
  }

  /// Whether it is about a message, and nothing that is kept anywhere.
  package var isMessage: Bool {
    switch content {
    case .message, .ended: true
    case .named, .answers, .unreadable, .wrote, .status, .said, .life, .act, .client, .outside:
      false
    }
  }

  package enum Fate: Hashable, Sendable {
    case passed
    /// It goes on after so many microseconds.
    case waits(for: TimeSpan)
    case lost(Loss)
  }
}

/// What a member says of itself (`/debug/vars`, "raft.status").
package struct MemberStatus: Hashable, Sendable {
  package var name: UInt64
  package var term: Term
  /// 0 when it voted for nobody, or does not know any more.
  package var vote: UInt64
  package var commit: LogIndex
  package var applied: LogIndex
  /// 0 when it knows of none.
  package var leader: UInt64
  package var role: Role
  /// Of the leader: what it knows of each member.
  package var progress: [Progress]

  package enum Role: String, CaseIterable, Hashable, Sendable {
    case follower = "StateFollower"
    case candidate = "StateCandidate"
    case preCandidate = "StatePreCandidate"
    case leader = "StateLeader"
  }

  package struct Progress: Hashable, Sendable {
    package var member: UInt64
    package var match: LogIndex
    package var next: LogIndex
  }

  /// What a member's variables say; nil where they say nothing of Raft.
  package init?(variables: [UInt8]) {
    guard let place = Self.place(in: variables),
      let status = try? JSON(atStartOf: variables, from: place)
    else { return nil }
    self.init(status)
  }

  /// Finds it without reading the rest, which is longer and different every time.
  private static func place(in variables: [UInt8]) -> Int? {
    let mark = Array("\"raft.status\":".utf8)
    var place = 0
    while place + mark.count <= variables.count {
      if variables[place] == mark[0], variables[place...].starts(with: mark) {
        return place + mark.count
      }
      place += 1
    }
    return nil
  }

  init?(_ status: JSON) {
    guard let name = status["id"]?.hexadecimal, let term = status["term"]?.integer,
      let vote = status["vote"]?.hexadecimal, let commit = status["commit"]?.integer,
      let applied = status["applied"]?.integer, let leader = status["lead"]?.hexadecimal,
      let role = status["raftState"]?.text.flatMap(Role.init)
    else { return nil }
    self.name = name
    self.term = term
    self.vote = vote
    self.commit = commit
    self.applied = applied
    self.leader = leader
    self.role = role
    progress = (status["progress"]?.members ?? []).compactMap { member in
      guard let name = UInt64(member.name, radix: 16), let match = member.value["match"]?.integer,
        let next = member.value["next"]?.integer
      else { return nil }
      return Progress(member: name, match: match, next: next)
    }.sorted { $0.member < $1.member }
  }
}
