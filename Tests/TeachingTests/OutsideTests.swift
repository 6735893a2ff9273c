import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import Teaching
import TestSupport
import Testing

@Suite("Sentences about what programs ask and believe")
struct OutsideTests {
  private static let two = ServerID(2)
  private static let podA = ProgramID.pod(1)
  private static let podB = ProgramID.pod(2)
  private static let key = Text("/leader")!
  private static let manager = "kube-controller-manager"
  private static let losses: [Loss] = [.chance, .cut, .receiverDown, .dropped]
  private static let record = LeaseRecord(
    holder: "pod-a", durationSeconds: 15, acquireTime: 0, renewTime: 8_000_000, transitions: 3)

  private static func put(_ key: Text, if comparison: Comparison.Target) -> Request {
    .transaction(
      Transaction(
        if: [Comparison(key, comparison)], then: [.put(key, Text("pod-a")!, lease: 21)],
        else: [.range(.key(key))]))
  }

  private static let requests: [Request] = [
    .keys(.put(key, Text("pod-a")!, lease: 21)), .keys(.put(key, Text("pod-a")!)),
    .keys(.put(APIServer.key(manager), record.text)), .keys(.range(.key(key))),
    .keys(.range(.prefix(Text("/election/")!))), .keys(.delete(.key(key))),
    .keys(.delete(.prefix(key))), put(key, if: .createRevision(0)),
    put(key, if: .createRevision(41)),
    put(APIServer.key(manager), if: .modRevision(41)), put(key, if: .version(3)),
    .transaction(
      Transaction(if: [Comparison(key, .createRevision(41))], then: [.delete(.key(key))])),
    .compact(7), .grant(21, ttl: 10), .revoke(21), .checkpoint(21, remaining: 3),
  ]

  private static let calls: [ProgramCall] =
    requests.map { .request($0, .linearizable) }
    + [.serializable, .lease].map { .request(.keys(.range(.key(key))), $0) } + [
      .keepAlive(21), .timeToLive(21), .api(.get(manager)), .api(.create(manager, record)),
      .api(.update(manager, record, resourceVersion: 41)),
      .work(Work(sender: "pod-a", contest: "/leader", token: 41)),
      .work(Work(sender: "pod-a", contest: "/leader", token: nil)),
    ]

  private static func change(_ value: Text, version: Int = 1) -> KeyRecord {
    KeyRecord(
      key: key, value: value, createRevision: version == 0 ? 0 : 41, modRevision: 44,
      version: version, lease: 21)
  }

  private static let responses: [Response] = [
    .put, .range([], count: 0), .range([change(Text("pod-a")!)], count: 1),
    .range([change(record.text)], count: 1),
    .range([change(Text("pod-a")!), change(Text("pod-b")!)], count: 2), .deleted(1),
    .transaction(succeeded: true, []), .transaction(succeeded: false, []), .compacted,
    .granted(21, ttl: 10), .revoked, .checkpointed, .failed(.leaseNotFound),
    .failed(.compacted(7)),
  ]

  private static let answers: [ProgramAnswer] =
    responses.map { .store(StoreAnswer(revision: 52, $0)) } + [
      .keptAlive(21, ttl: 10), .keptAlive(21, ttl: nil),
      .timeToLive(21, Member.TimeToLive(left: 3, granted: 10, keys: [key])),
      .api(.object(record, resourceVersion: 41)),
      .api(
        .object(
          LeaseRecord(
            holder: "", durationSeconds: 1, acquireTime: 0, renewTime: 0, transitions: 3),
          resourceVersion: 41)),
      .api(.notFound), .api(.alreadyExists), .api(.conflict), .api(.unreadable),
      .work(accepted: true), .work(accepted: false),
    ]

  private static let notices: [Watcher.Response] = [
    .changes([change(Text("pod-a")!)], revision: 52),
    .changes([change(.empty, version: 0)], revision: 52),
    .changes([change(Text("pod-a")!), change(.empty, version: 0)], revision: 52),
    .cancelled(compacted: 7),
  ]

  /// Everything that there is to say.
  private func sentences(in language: Language) -> [Phrase] {
    let words = language.phrasebook
    let parties: [Party] = [.server(Self.two), .program(.apiServer(1)), .program(.resource)]
    var told: [Phrase] = []
    for call in Self.calls {
      told.append(words.arrives(call, of: Self.podA, at: .server(Self.two)))
    }
    for answer in Self.answers {
      told.append(words.arrives(answer, from: .server(Self.two), at: Self.podA))
    }
    for notice in Self.notices {
      told.append(words.arrives(notice, from: Self.two, at: Self.podA))
    }
    for party in parties {
      told.append(words.arrives(.keepAlive(21), of: Self.podA, at: party))
      for loss in Self.losses {
        told.append(words.isLost(.keepAlive(21), of: Self.podA, to: party, by: loss))
        told.append(words.isLost(Self.answers[0], from: party, to: Self.podA, by: loss))
      }
      for failure in CallFailure.allCases {
        told.append(words.arrives(failure, from: party, at: Self.podA))
      }
    }
    for loss in Self.losses {
      told.append(words.isLost(Self.notices[1], from: Self.two, to: Self.podA, by: loss))
    }
    return told + members(words) + acts(words)
  }

  private func acts(_ words: any Phrasebook) -> [Phrase] {
    let programs: [ProgramID] = [Self.podA, .apiServer(1), .resource, .console]
    let resource = Party.program(.resource)
    return programs.map { words.crashes($0) } + [
      words.isStarted(Self.podA), words.isStarted(.resource), words.pauses(Self.podA),
      words.pauses(.resource), words.resumes(Self.podA), words.isIsolated(.apiServer(1)),
      words.isCut(from: .program(Self.podA), to: .server(Self.two)),
      words.isCut(from: resource, to: .program(Self.podA)),
      words.isMended(from: .program(.apiServer(1)), to: resource),
      words.runs(Self.podA, permille: 1000), words.runs(Self.podA, permille: 1500),
      words.jumps(Self.podA, by: 1_500_000), words.jumps(Self.podA, by: -20_000),
      words.isToRelease(Self.podA), words.isToEnd(Self.podA),
      words.isToProclaim(Self.podA, Text("ready")!), words.switches(.fencing, isOn: true),
      words.switches(.createIfAbsent, isOn: false),
      words.switches(.checkpointLeases, isOn: true),
      words.isMadeDue(.program(Self.podA), .timer(.restart), of: nil),
      words.isMadeDue(.program(Self.podA), .timer(.keepAlive), of: nil),
      words.isMadeDue(.program(Self.podA), .answer, of: .keepAlive(21)),
      words.isMadeDue(.program(Self.podA), .watch, of: nil),
      words.isMadeDue(.server(Self.two), .leases, of: nil),
      words.isMadeDue(.server(Self.two), .proposal, of: nil),
      words.isMadeDue(.server(Self.two), .giveUp, of: nil),
      words.isMadeDue(.server(Self.two), .next, of: nil),
    ]
  }

  private func members(_ words: any Phrasebook) -> [Phrase] {
    let call = ProgramCall.request(Self.put(Self.key, if: .createRevision(0)), .linearizable)
    return [
      words.timesOut(call, of: Self.podA, after: 8000),
      words.comesTooLate(Self.answers[0], from: .server(Self.two), at: Self.podA),
      words.breaksWatch(of: Self.podA, at: Self.two),
      words.beginsCounting(Self.two),
      words.servesKeepAlive(Self.two, of: 21, ttl: 10, for: Self.podA),
      words.servesKeepAlive(Self.two, of: 21, ttl: nil, for: nil),
      words.handsOnKeepAlive(Self.two, of: 21, from: Self.podA, to: ServerID(1)),
      words.handsOnKeepAlive(Self.two, of: 21, from: nil, to: nil),
      words.proposesRevocation(Self.two, of: 21, ttl: 10),
      words.proposesRevocation(Self.two, of: 21, ttl: nil),
      words.makesSure(Self.two, of: 21), words.makesSure(Self.two, of: nil),
      words.checkpoints(Self.two, 21, remaining: 3),
      words.opensWatch(Self.two, on: .key(Self.key), from: 42, for: Self.podA),
      words.opensWatch(Self.two, on: nil, from: nil, for: nil),
      words.waitsForLeader(Self.two, with: call, of: Self.podA),
      words.waitsForLeader(Self.two, with: nil, of: nil),
      words.refusesWithoutLeader(Self.two, call, of: Self.podA),
      words.refusesWithoutLeader(Self.two, nil, of: nil),
      words.givesUpWaiting(Self.two, for: call, of: Self.podA, after: 5600),
      words.givesUpWaiting(Self.two, for: nil, of: nil, after: nil),
      words.believe([], afterSeveral: nil), words.believe([Self.podB], afterSeveral: nil),
      words.believe([Self.podB], afterSeveral: 312), words.believe([], afterSeveral: 312),
      words.believe([Self.podA, Self.podB], afterSeveral: nil),
      words.believe([Self.podA, Self.podB, .pod(3)], afterSeveral: nil),
      words.isTakenFromDeposed(Self.podA, token: 41, since: 120, holder: Self.podB),
      words.isTakenFromDeposed(Self.podA, token: nil, since: 120, holder: nil),
    ]
  }

  @Test("Each is a sentence of its own, and fits on two lines", arguments: Language.allCases)
  func spoken(language: Language) {
    let texts = sentences(in: language).map(\.text)
    for text in texts { expectSpoken(text, in: language) }
    // A keepalive that arrives at S2 stands there twice, and five answers say just that it is done.
    #expect(Set(texts).count == texts.count - 5)
  }

  @Test("Both languages name the same programs, servers, keys and numbers")
  func sameNumbers() {
    for (one, other) in zip(sentences(in: .english), sentences(in: .chinese)) {
      #expect(marked(one) == marked(other), "\(one.text) \(other.text)")
      #expect(numbers(one.text) == numbers(other.text), "\(one.text) \(other.text)")
    }
  }

  @Test("A question is told in a few words")
  func calls() {
    let words = Language.english.phrasebook
    let told = [
      .keepAlive(21), .request(Self.put(Self.key, if: .createRevision(0)), .linearizable),
      .api(.get(Self.manager)), .api(.update(Self.manager, Self.record, resourceVersion: 41)),
      .work(Work(sender: "pod-a", contest: "/leader", token: 41)),
    ].map { words.describe($0 as ProgramCall).text }
    #expect(
      told == [
        "keepalive of lease 21", "put /leader pod-a if absent, lease 21",
        "get kube-controller-manager", "update kube-controller-manager at version 41",
        "work, token 41",
      ])
  }

  @Test("A record is too long for a sentence: its key is told alone")
  func records() {
    let words = Language.english.phrasebook
    let put = ProgramCall.request(
      .keys(.put(APIServer.key(Self.manager), Self.record.text)), .linearizable)
    #expect(words.describe(put).text == "put kube-controller-manager")
  }

  @Test("They read as they did", arguments: Language.allCases)
  func snapshot(language: Language) {
    let lines = sentences(in: language).map { $0.text + "\n" }
    Snapshot.expect(lines.joined(), matches: "outside.\(language.rawValue).txt")
  }
}
