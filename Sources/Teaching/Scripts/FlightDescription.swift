import ClientPrograms
import RaftCore
import Simulation

/// Packets on their way, as a script names them.
///
///     RequestVote from S3 to S1    AppendEntries to follower    message    AppendEntries-reply
///     keepalive from pod-b         answer from api-1 to pod-a
package struct FlightDescription: Hashable, Sendable {
  package var kind: Kind
  package var from: PartyDescription?
  package var to: PartyDescription?

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case message
    case requestVote = "RequestVote"
    case requestVoteReply = "RequestVote-reply"
    case appendEntries = "AppendEntries"
    case appendEntriesReply = "AppendEntries-reply"
    case preVote = "PreVote"
    case preVoteReply = "PreVote-reply"
    case timeoutNow = "TimeoutNow"
    case readIndex = "ReadIndex"
    case readIndexReply = "ReadIndex-reply"
    /// A follower hands a client's command on to the leader.
    case propose = "Propose"
    case installSnapshot = "InstallSnapshot"
    /// An AppendEntries without entries.
    case heartbeat
    /// A client's request, or what a program outside asks.
    case request
    /// A server's answer to a client, or what a program outside is told.
    case answer
    /// A lease is to be kept alive, and the answer to that; also what a follower hands on.
    case keepalive
    case keepaliveAnswer = "keepalive-answer"
    /// A watch is asked for, and what it is told.
    case watch, notice
    /// Work for the resource outside, and its answer.
    case work
    case workAnswer = "work-answer"
  }

  package var text: String {
    kind.rawValue + (from.map { " from \($0.text)" } ?? "") + (to.map { " to \($0.text)" } ?? "")
  }

  /// The packets that are meant now, by arrival; none when somebody that they are named by does not
  /// exist.
  package func flights(in cluster: ClusterState) -> [FlightState] {
    let sender = from.map { $0.party(in: cluster) }
    let receiver = to.map { $0.party(in: cluster) }
    if case .some(nil) = sender { return [] }
    if case .some(nil) = receiver { return [] }
    return cluster.flights.filter { flight in
      kind.fits(flight.packet)
        && (sender == nil || flight.packet.sendingParty == sender!)
        && (receiver == nil || flight.packet.receivingParty == receiver!)
    }
  }
}

extension Packet {
  /// Who sends it, server or program; nil when a client of the paper's lab does.
  fileprivate var sendingParty: Party? {
    if case .letter(let letter) = self { letter.from } else { sender.map { .server($0) } }
  }

  /// Whom it is for, server or program; nil when it is for a client of the paper's lab.
  fileprivate var receivingParty: Party? {
    if case .letter(let letter) = self { letter.to } else { receiver.map { .server($0) } }
  }
}

extension FlightDescription.Kind {
  fileprivate func fits(_ packet: Packet) -> Bool {
    switch packet {
    case .request: self == .request
    case .answer: self == .answer
    case .letter(let letter): fits(letter.content)
    case .message(let message):
      switch message.body {
      case .requestVote: self == .message || self == .requestVote
      case .requestVoteReply: self == .message || self == .requestVoteReply
      case .appendEntries(let request):
        self == .message || self == .appendEntries
          || self == .heartbeat && request.entries.isEmpty
      case .appendEntriesReply: self == .message || self == .appendEntriesReply
      case .preVote: self == .message || self == .preVote
      case .preVoteReply: self == .message || self == .preVoteReply
      case .timeoutNow: self == .message || self == .timeoutNow
      case .readIndex: self == .message || self == .readIndex
      case .readIndexReply: self == .message || self == .readIndexReply
      case .propose: self == .message || self == .propose
      case .installSnapshot: self == .message || self == .installSnapshot
      }
    }
  }

  private func fits(_ content: Letter.Content) -> Bool {
    switch content {
    case .question(_, let call), .handedOn(_, let call, _):
      switch call {
      case .keepAlive: self == .request || self == .keepalive
      case .work: self == .request || self == .work
      case .request, .timeToLive, .api: self == .request
      }
    case .watch: self == .request || self == .watch
    case .unwatch: self == .request
    case .answer(_, let answer, _): self == .answer || fits(answer)
    case .handedBack(_, let answer, _): self == .answer || answer.map { fits($0) } ?? false
    case .notice: self == .answer || self == .notice
    case .failure, .watchLost: self == .answer
    }
  }

  private func fits(_ answer: ProgramAnswer) -> Bool {
    switch answer {
    case .keptAlive: self == .keepaliveAnswer
    case .work: self == .workAnswer
    case .store, .timeToLive, .api: false
    }
  }
}

extension FlightDescription {
  /// What comes after the kind of packet.
  init(_ kind: Kind, _ words: inout Words) throws(WordError) {
    self.kind = kind
    from = words.skip("from") ? try PartyDescription(&words) : nil
    to = words.skip("to") ? try PartyDescription(&words) : nil
  }
}
