import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import Teaching

/// What is said of packets, clients, violations and refusals: one line for every case.
enum PacketTable {
  static func lines(in narrator: Narrator) -> [Phrase] {
    packets.flatMap { packet in
      [narrator.words.fields(of: packet), narrator.words.nothingFollows(packet)]
        + [Loss.chance, .cut, .receiverDown, .dropped].map {
          narrator.words.isLost(packet, by: $0)
        }
    } + clients(narrator.words) + details.map { detail(narrator, $0) }
      + refusals.map { narrator.words.text(of: $0) }
  }

  private static let one = ServerID(1)
  private static let two = ServerID(2)
  private static let key = ShortText("x")!
  private static let write = Operation(
    client: 1, serial: 4, kind: .write(ShortText("3")!), key: key)
  private static let read = Operation(client: 1, serial: 5, kind: .read, key: key)
  private static func read(_ way: Operation.Way) -> Operation {
    Operation(client: 1, serial: 5, kind: .read, key: key, way: way)
  }

  private static var packets: [Packet] {
    let entry = Entry(term: 4, command: .noOp)
    let requests = [[], [entry], [entry, entry]].map {
      Message.Body.appendEntries(
        AppendEntries(
          previous: LogPosition(index: 4, term: 4), entries: $0, leaderCommit: 3))
    }
    let replies: [AppendEntriesReply] = [
      .success(matchIndex: 5),
      .failure(previousIndex: 4, hint: BackUpHint(conflictTerm: 2, firstIndex: 3)),
      .failure(previousIndex: 4, hint: BackUpHint(conflictTerm: nil, firstIndex: 3)),
    ]
    let bodies: [Message.Body] =
      [
        .requestVote(lastLog: LogPosition(index: 3, term: 3)),
        .requestVoteReply(voteGranted: true), .requestVoteReply(voteGranted: false),
      ] + features + requests + replies.map { .appendEntriesReply($0) }
    let answers: [ServerReply] = [
      .done(.written, index: 4), .done(.value(ShortText("3")), index: 4),
      .done(.value(nil), index: 4), .done(.superseded, index: 4),
      .done(.sessionOpened, index: 4), .done(.sessionExpired, index: 4), .redirect(two),
      .redirect(nil),
    ]
    return bodies.map { .message(Message(from: one, to: two, term: 5, body: $0)) }
      + [
        .message(
          Message(
            from: two, to: one, term: 5, round: 12,
            body: .appendEntriesReply(.success(matchIndex: 5)))),
        .message(Message(from: one, to: two, term: 0, body: .readIndex(RequestID(1 << 32 | 4)))),
      ] + [write, read, opening, inSession].map { .request($0, to: two, attempt: 1) }
      + answers.map { .answer($0, to: ClientID(1), from: two, serial: 4) }
  }

  private static let opening = Operation.openSession(client: 1, serial: 1)

  private static var inSession: Operation {
    var operation = write
    operation.session = 4
    return operation
  }

  /// What the messages that features bring say.
  private static var features: [Message.Body] {
    let request = RequestID(1 << 32 | 4)
    return [
      .requestVote(lastLog: LogPosition(index: 3, term: 3), isTransfer: true),
      .preVote(nextTerm: 6, lastLog: LogPosition(index: 3, term: 3)),
      .preVoteReply(nextTerm: 6, voteGranted: true),
      .preVoteReply(nextTerm: 6, voteGranted: false), .timeoutNow, .readIndex(request),
      .readIndexReply(request, index: 3), .propose(request, Command(write)),
      .propose(request, .noOp),
      .installSnapshot(SnapshotID(last: LogPosition(index: 12, term: 3), takenBy: two)),
    ]
  }

  private static func clients(_ words: any Phrasebook) -> [Phrase] {
    let client = ClientID(1)
    let outcomes: [Store.Outcome] =
      [.written, .value(ShortText("3")), .value(nil), .superseded]
      + [.sessionOpened, .sessionExpired]
    return [
      words.asks(client, for: opening, at: two), words.asksForSession(client, at: two, for: write),
      words.asks(client, for: write, at: two), words.asks(client, for: read, at: two),
      words.asks(client, for: read(.linearizable), at: two),
      words.asks(client, for: read(.lease), at: nil),
      words.asks(client, for: read(.serializable), at: two),
      words.asks(client, for: write, at: nil), words.asks(client, for: nil, at: nil),
    ] + outcomes.map { words.gets(client, $0, index: 4, from: two) }
      + [
        words.isRedirected(client, from: one, to: two, follows: true),
        words.isRedirected(client, from: one, to: two, follows: false),
        words.isRedirected(client, from: one, to: nil, follows: false),
        words.retries(client, at: two), words.givesUp(client),
        words.runsOutForNothing(one, .election), words.runsOutForNothing(one, .heartbeat),
        words.runsOutForNothing(one, .quorum), words.runsOutForNothing(one, .transfer),
        words.switches(.leaseReads, isOn: true), words.switches(.checkQuorum, isOn: false),
        words.isToHandOver(one, to: two), words.isToHandOver(nil, to: two),
        words.isToTakeSnapshot(one),
        words.isToChange(one, .add(two)), words.isToChange(nil, .addLearner(two)),
        words.isToChange(one, .promote(two)), words.isToChange(one, .remove(two)),
        words.isToChange(one, .several(adding: [two], removing: [one])),
        words.isStopped(one, handsOver: true), words.isStopped(one, handsOver: false),
        words.crashes(one, kept: 1, records: 0), words.crashes(one, kept: 2, records: 0),
        words.crashes(one, kept: 0, records: 1), words.crashes(one, kept: 1, records: 2),
        words.jumps(one, by: 200_000), words.jumps(one, by: -1_500),
        words.writes(one, within: 8_000),
        words.timesOut(within: 150_000...300_000), words.beats(every: 50_000),
        words.splits([[one], [two]], majority: nil),
      ]
  }

  private static var details: [Violation.Detail] {
    let position = LogPosition(index: 3, term: 2)
    let entry = Entry(term: 2, command: Command(write))
    return [
      .leaders(term: 4, one, two), .overwritten(leader: one, term: 4, index: 3),
      .logs(one, two, agreeAt: position, differsAt: 2),
      .missing(leader: one, term: 5, committed: position, committedIn: 4),
      .applied(index: 3, one, entry, two, Entry(term: 4, command: .noOp)),
      .termFell(one, from: 4, to: 2), .votedTwice(one, term: 4, first: two, second: one),
      .votedTwice(one, term: 4, first: two, second: nil), .commitFell(one, from: 4, to: 2),
      .history(key: key, ClientID(1), read, .value(nil)),
      .staleRead(ClientID(1), read(.linearizable), applied: 3, acknowledged: 5),
      .twoQuorums(old: one, term: 4, new: two, 5, left: 34_250),
      .tokenDecreased(contest: "/leader", of: "pod-a", 3, after: 7),
      .leaseRevokedEarly(13, leader: one, after: 2_500_000, of: 5_000_000),
      .watchParted(.pod(2), .key(Text("/leader")!), expected: 4, told: 5),
      .watchParted(.pod(2), .key(Text("/leader")!), expected: 4, told: nil),
      .watchParted(.pod(2), .key(Text("/leader")!), expected: nil, told: 5),
      .answerUnexplained(.pod(1), .keepAlive(13), .keptAlive(13, ttl: 5), at: 6),
      .answerTooOld(
        .console, .request(.keys(.range(.key(Text("/leader")!))), .linearizable), applied: 3,
        acknowledged: 5),
      .stateWentBack(one, from: 7, to: 4), .stateChanged(two, by: position, takenBy: one),
      .executedTwice(two, RequestID(1 << 32 | 3), session: 4, first: 6, again: 12),
      .disjoint(
        one, term: 4, Membership(voters: [one]), Membership(voters: [two], outgoing: [one, two])),
    ]
  }

  private static func detail(_ narrator: Narrator, _ detail: Violation.Detail) -> Phrase {
    narrator.words.text(of: detail) { narrator.name(of: $0) }
  }

  private static let refusals: [Refusal] = [
    .noSuchServer(ServerID(9)), .isDown(one), .isUp(one), .isPaused(one), .isNotPaused(one),
    .isLeader(one), .noSuchFlight(3), .isHeld(3), .isWhole, .clientsBusy, .essential(.grantVote),
    .isOff(.readIndex), .needs(.leaseReads, .checkQuorum),
    .isNeeded(.checkQuorum, by: .leaseReads), .nobodyLeads, .isHandedTo(two),
    .leadsAlready(one), .isStopping(one), .hasSnapshot(one), .isWritingSnapshot(one),
    .isMember(one),
    .isNoMember(one), .isNoLearner(one), .leavesNobody, .changesNothing,
  ]
}
