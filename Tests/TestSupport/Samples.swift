import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// One of every kind that there is. A new kind is missing here until the compiler is told of it, and
/// whatever a test asks of all kinds it asks of that one too.
package enum Samples {
  package static let position = LogPosition(index: 3, term: 2)
  private static let request = RequestID(1 << 32 | 7)

  package static func message(_ kind: Message.Kind) -> Message {
    let body: Message.Body =
      switch kind {
      case .requestVote: .requestVote(lastLog: position)
      case .requestVoteReply: .requestVoteReply(voteGranted: true)
      case .appendEntries:
        .appendEntries(
          AppendEntries(
            previous: position, entries: [Entry(term: 4, command: .noOp)], leaderCommit: 2))
      case .appendEntriesReply: .appendEntriesReply(.success(matchIndex: 4))
      case .preVote: .preVote(nextTerm: 5, lastLog: position)
      case .preVoteReply: .preVoteReply(nextTerm: 5, voteGranted: true)
      case .timeoutNow: .timeoutNow
      case .readIndex: .readIndex(request)
      case .readIndexReply: .readIndexReply(request, index: 3)
      case .propose: .propose(request, Command(operations[0]))
      case .installSnapshot: .installSnapshot(SnapshotID(last: position, takenBy: ServerID(3)))
      }
    return Message(from: ServerID(1), to: ServerID(2), term: 4, body: body)
  }

  /// Every message, with those of one RPC that say different things.
  package static var messages: [Message] {
    let hints = [1, nil].map { BackUpHint(conflictTerm: $0, firstIndex: 2) }
    return Message.Kind.allCases.map(message)
      + hints.map {
        Message(
          from: ServerID(1), to: ServerID(2), term: 4,
          body: .appendEntriesReply(.failure(previousIndex: 3, hint: $0)))
      }
      + [
        Message(
          from: ServerID(1), to: ServerID(2), term: 4,
          body: .requestVote(lastLog: position, isTransfer: true)),
        Message(
          from: ServerID(2), to: ServerID(1), term: 4, round: 12,
          body: .appendEntriesReply(.success(matchIndex: 4))),
      ]
  }

  package static func evidence(_ kind: Evidence.Kind) -> Evidence {
    let (one, two) = (ServerID(1), ServerID(2))
    return switch kind {
    case .none: .none
    case .recovered: .recovered(term: 4, votedFor: one, lastLog: position)
    case .terms: .terms(from: one, theirs: 3, own: 4)
    case .silence: .silence(wasCandidate: false, term: 4, leader: one)
    case .candidacy: .candidacy(term: 4, needed: 3, of: 5)
    case .votedFor: .votedFor(one, candidate: two)
    case .lastLogs: .lastLogs(candidate: one, theirs: position, own: .start)
    case .vote: .vote(from: one, granted: true, votes: [one, two], needed: 3)
    case .leader: .leader(one, term: 4)
    case .sent: .sent(to: [one, two])
    case .entries: .entries(after: 2, through: 3, peer: one)
    case .previous: .previous(position, ownTerm: 1, ownLast: 5)
    case .conflict: .conflict(index: 2, theirs: 4, own: 3, last: 5)
    case .match: .match(peer: one, matchIndex: 3, nextIndex: 4, before: 2)
    case .backUp: .backUp(peer: one, from: 5, to: 3, conflictTerm: 2)
    case .stored: .stored(index: 3, term: 4, currentTerm: 4, on: [one, two], needed: 2)
    case .commit: .commit(leaderCommit: 3, lastNew: 4, before: 2)
    case .request: .request(request, index: 3)
    case .leaderHint: .leaderHint(one, request: request)
    case .written: .written(Write(term: 4, votedFor: one, keeping: 2, through: 3))
    case .preCandidacy: .preCandidacy(nextTerm: 5, needed: 3, of: 5)
    case .contact: .contact(leader: one, ago: 12_000, timeout: 150_000, answers: true)
    case .quorum: .quorum(heard: [one, two], ago: 150_000, timeout: 150_000, needed: 3)
    case .transfer: .transfer(to: two, matchIndex: 3, lastIndex: 5)
    case .stopping: .stopping(target: two, leads: false)
    case .read: .read(request, asker: two, index: 3, round: 12)
    case .round: .round(request, round: 12, by: [one, two], needed: 2)
    case .commitTerm: .commitTerm(request, index: 3, term: 2, currentTerm: 4)
    case .applied: .applied(request, index: 5, lastApplied: 3)
    case .lease: .lease(request, age: 40_000, length: 136_363)
    case .refused: .refused(by: [one, two], needed: 2, of: 3)
    case .snapshot: .snapshot(position, before: 1, every: 2)
    case .lagging: .lagging(peer: two, nextIndex: 2, start: position)
    case .offered: .offered(by: one, position, lastApplied: 1, ownLast: 2)
    case .session: .session(request, session: 4, index: 6, latest: 1)
    case .expiry: .expiry(request, session: 4, usedAt: 6, limit: 2)
    case .configuration:
      .configuration(
        index: 3, Membership(voters: [one], outgoing: [one, two]),
        before: Membership(voters: [one, two]))
    case .configured:
      .configured(
        index: 3, Membership(voters: [one, two], learners: [ServerID(3)]), commitIndex: 2)
    case .ownTerm: .ownTerm(index: 3, term: 2, currentTerm: 4)
    case .caughtUp: .caughtUp(two, matchIndex: 2, needed: 3)
    case .majorities: .majorities(of: [one], Membership(voters: [one, two], outgoing: [one]))
    }
  }

  package static func reply(_ kind: ServerReply.Kind) -> ServerReply {
    switch kind {
    case .answer: .done(.value(.number(3)), index: 4)
    case .redirect: .redirect(ServerID(1))
    }
  }

  package static let operations = [
    Operation(client: 1, serial: 2, kind: .write(.number(3)), key: ShortText("x")!),
    Operation(client: 1, serial: 3, kind: .read, key: ShortText("x")!),
    Operation(client: 1, serial: 4, kind: .read, key: ShortText("x")!, way: .lease),
  ]

  /// Every packet.
  package static var packets: [Packet] {
    messages.map { .message($0) }
      + operations.map { .request($0, to: ServerID(1), attempt: 1) }
      + ServerReply.Kind.allCases.map {
        .answer(reply($0), to: ClientID(1), from: ServerID(1), serial: 2)
      }
      + Letter.Content.Kind.allCases.map { .letter(letter($0)) }
  }

  package static func letter(_ kind: Letter.Content.Kind) -> Letter {
    let key = Text("/leader")!
    let (server, pod) = (Party.server(ServerID(1)), Party.program(.pod(2)))
    let question = ProgramCall.request(.keys(.put(key, Text("pod-b")!, lease: 12)), .linearizable)
    let answer = ProgramAnswer.store(StoreAnswer(revision: 4, .put))
    let record = KeyRecord(
      key: key, value: Text("pod-b")!, createRevision: 4, modRevision: 4, version: 1, lease: 12)
    return switch kind {
    case .question: Letter(from: pod, to: server, content: .question(3, question))
    case .answer: Letter(from: server, to: pod, content: .answer(3, answer, term: 2))
    case .failure: Letter(from: server, to: pod, content: .failure(3, .unavailable))
    case .watch: Letter(from: pod, to: server, content: .watch(1, .key(key), from: 4))
    case .unwatch: Letter(from: pod, to: server, content: .unwatch(1))
    case .notice:
      Letter(from: server, to: pod, content: .notice(1, .changes([record], revision: 4)))
    case .watchLost: Letter(from: server, to: pod, content: .watchLost(1))
    case .handedOn:
      Letter(
        from: server, to: .server(ServerID(2)),
        content: .handedOn(5, .keepAlive(12), asker: .pod(2)))
    case .handedBack:
      Letter(
        from: .server(ServerID(2)), to: server,
        content: .handedBack(5, .keptAlive(12, ttl: 10), asker: .pod(2)))
    }
  }
}
