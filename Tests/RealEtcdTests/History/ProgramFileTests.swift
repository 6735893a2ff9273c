import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd

/// What happened to programs outside is kept with all else, and gives the same programs again.
@Suite("Files of what happened to programs") struct ProgramFileTests {
  private static let facts = ClusterFacts(
    members: 3, pace: .fast, watched: Watched(program: "etcd", folder: "", machines: []),
    programs: ClusterFacts.Programs(
      ElectionSettings(.kubernetes, pods: 2, components: ["scheduler", "manager"], scale: 300),
      seed: .max))

  private static func text(_ occurrences: [LivePrograms.Occurrence]) -> String {
    var writing = HistoryWriting(facts)
    return writing.lines(
      of: occurrences.enumerated().map { place, occurrence in
        Sighting(.outside(occurrence, at: 1000 * place), at: 1000 * place + 7)
      })
  }

  private static let records = [
    KeyRecord(
      key: Text("/leader")!, value: Text("pod a, or ÿ?")!, createRevision: 4, modRevision: 7,
      version: 2, lease: .max),
    KeyRecord(key: Text("k")!, value: .empty, createRevision: 0, modRevision: 9, version: 0),
  ]

  /// Something of every kind that a member answers.
  private static let answers: [ProgramAnswer] = {
    let errors: [StoreError] = [
      .compacted(12), .futureRevision, .leaseNotFound, .leaseExists, .ttlTooLarge, .duplicateKey,
      .tooManyRequests, .noKey, .tooLong,
    ]
    let responses: [Response] =
      [
        .put, .range(records, count: 5), .range([], count: 0), .deleted(3), .compacted,
        .granted(77, ttl: 9_000_000_000), .revoked, .checkpointed,
        .transaction(
          succeeded: true,
          [
            StoreAnswer(revision: 3, .put),
            StoreAnswer(revision: 3, .range(records, count: 2)),
            StoreAnswer(revision: 4, .deleted(0)),
          ]), .transaction(succeeded: false, []),
      ] + errors.map { .failed($0) }
    return responses.map { .store(StoreAnswer(revision: 12, $0)) } + [
      .keptAlive(.max, ttl: 15), .keptAlive(0, ttl: nil),
      .timeToLive(8, Member.TimeToLive(left: -1)),
      .timeToLive(8, Member.TimeToLive(left: 0, granted: 5, keys: records.map(\.key))),
    ]
  }()

  private static let occurrences: [LivePrograms.Occurrence] = {
    let letters: [Letter.Content] =
      answers.map { .answer(3, $0, term: 2) } + CallFailure.allCases.map { .failure(4, $0) } + [
        .notice(1, .changes(records, revision: 12)), .notice(1, .changes([], revision: 12)),
        .notice(1, .cancelled(compacted: 9)), .watchLost(1),
      ]
    let acts: [Stimulus] = [
      .outside(.pause(.pod(4))), .outside(.setRule(.fencing, isOn: true)),
      .outside(.cut(from: .server(ServerID(2)), to: .program(.apiServer(1)))),
      .outside(.ask(.request(.keys(.range(.prefix(.empty))), .linearizable), through: ServerID(3))),
      .drop(flight: LivePrograms.firstLetter + 1),
    ]
    return [.opens, .due] + acts.map { .act($0) }
      + letters.enumerated().map { place, letter in
        .comes(
          letter, from: ServerID(place % 3 + 1),
          to: facts.programs!.election.programs[place % facts.programs!.election.programs.count])
      }
  }()

  @Test("what is written is read as it was, whatever happened to them")
  func roundTrip() throws {
    let reading = try HistoryReading(Array(Self.text(Self.occurrences).utf8))
    #expect(reading.loss == nil)
    #expect(reading.facts == Self.facts)
    #expect(reading.sightings.count == Self.occurrences.count)
    for (place, (read, occurrence)) in zip(reading.sightings, Self.occurrences).enumerated() {
      guard case .outside(let same, let moment) = read.content else {
        Issue.record("\(read.content)")
        continue
      }
      #expect(same == occurrence)
      #expect(moment == 1000 * place && read.time == moment + 7)
    }
  }

  @Test("words that say what cannot be are left out with all after them, by their line")
  func damaged() throws {
    let whole = Self.text([.opens])
    let essential = try #require(ElectionRule.allCases.first { !$0.isSwitchable })
    for words in [
      "o 9 9", "o 9 9 closes", "o 9 x opens", "o 9 99999999999999999 due", "o 9 9 opens more",
      "o 9 9 act dance", "o 9 9 act pause pod-i", "o 9 9 act election \(essential.id) off",
      "o 9 9 S4>pod-a watch-lost 1", "o 9 9 S1>pod-i watch-lost 1", "o 9 9 S1>S2 watch-lost 1",
      "o 9 9 S1>pod-a question 1", "o 9 9 S1>pod-a answer 1", "o 9 9 S1>pod-a answer 1 2 put",
      "o 9 9 S1>pod-a answer 1 2 revision=4", "o 9 9 S1>pod-a answer 1 2 revision=4 granted=7",
      "o 9 9 S1>pod-a answer 1 2 revision=4 granted=7/9000000001",
      "o 9 9 S1>pod-a answer 1 2 revision=4 transaction=maybe",
      "o 9 9 S1>pod-a answer 1 2 revision=4 transaction=yes revision=4 transaction=yes",
      "o 9 9 S1>pod-a answer 1 2 kept-alive=7/1000000000000000000",
      "o 9 9 S1>pod-a notice 1 revision=4 record=1/2/3/0/Cg==,Cg==",
      "o 9 9 S1>pod-a notice 1 revision=4 record=1/2/3/0/YQ==",
      "o 9 9 S1>pod-a failure 1 no-idea",
    ] {
      let reading = try HistoryReading(Array((whole + HistoryLine.text(words)).utf8))
      #expect(
        reading.loss == .unknownLine(3, String(words.prefix(40)), linesAfter: 0), "\(words)")
      #expect(reading.sightings.count == 1)
    }
  }

  @Test("programs that are none are named in the first line, with what would be right")
  func header() {
    func trouble(_ words: String) -> HistoryReading.ReadError? {
      do throws(HistoryReading.ReadError) {
        _ = try HistoryReading(Array(HistoryLine.text("raftlab-history 1 members=3 \(words)").utf8))
        return nil
      } catch {
        return error
      }
    }
    #expect(trouble("election=notes seed=1") == nil)
    guard case .badHeader(let missing)? = trouble("election=notes"),
      case .badHeader(let unknown)? = trouble(#"election="votes" seed=1"#)
    else {
      Issue.record("it is read")
      return
    }
    #expect(missing.expected == .oneOf(["seed=1"]) && unknown.found == "votes")
  }

  /// Programs that elect one of themselves by answers that are made up here, with a moment for each.
  private static func election() -> EtcdHistory {
    let facts = ClusterFacts(
      members: 3, pace: .fast, watched: Watched(program: "etcd", folder: "", machines: []),
      programs: ClusterFacts.Programs(ElectionSettings(.notes), seed: 5))
    var programs = facts.livePrograms!
    var store = Store()
    var sightings: [Sighting] = []
    var now = 0
    func happen(_ occurrence: LivePrograms.Occurrence) {
      sightings.append(Sighting(.outside(occurrence, at: now), at: now + 3))
      _ = programs.take(occurrence, at: now)
      for letter in programs.takeOutbox() {
        guard case .question(let number, .request(let request, _)) = letter.content,
          let program = letter.from.program
        else { continue }
        let answer = store.apply(request)
        now += 500
        happen(
          .comes(
            .answer(number, .store(answer), term: 2), from: letter.to.server!, to: program))
      }
    }
    happen(.opens)
    for _ in 0..<40 {
      now = max(now + 1, programs.nextDue ?? now)
      happen(.due)
    }
    happen(.act(.outside(.pause(.pod(1)))))
    var history = EtcdHistory(facts)
    history.take(sightings, now: now + 3)
    return history
  }

  @Test("the programs that are made of it are the same, back to any moment")
  func sameProgams() throws {
    var seen = Self.election()
    let observations = (1...seen.record.count).compactMap { seen.record.observation($0) }
    let sightings = observations.map { observation in
      guard case .outside(let occurrence, let moment) = observation.content else {
        fatalError("\(observation)")
      }
      return Sighting(.outside(occurrence, at: moment), at: observation.time)
    }
    var writing = HistoryWriting(seen.facts)
    var read = EtcdHistory(
      try HistoryReading(Array(writing.lines(of: sightings).utf8)))
    #expect(read.position == seen.position)
    #expect(read.state.outside?[.pod(1)]?.life == .paused)
    #expect(seen.state.outside!.processes.contains { $0.believesSince != nil })
    for position in [read.position, read.position / 2, 3, 0] {
      read.seek(to: position)
      seen.seek(to: position)
      #expect(
        read.state.outside!.processes.map(\.program) == seen.state.outside!.processes.map(\.program)
      )
      #expect(
        read.state.outside!.processes.map(\.timers) == seen.state.outside!.processes.map(\.timers))
      #expect(read.state.flights == seen.state.flights)
      #expect(read.latest?.outside?.what == seen.latest?.outside?.what)
    }
  }

  @Test("whatever a file says that is well formed, it can be opened", arguments: 1...40)
  func anything(seed: Int) throws {
    // Answers to what was never asked, in any order, between acts that nobody could have done then.
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let acts = [
      "crash", "restart", "pause", "resume", "isolate", "release", "cancel",
    ].flatMap { verb in ["pod-a", "pod-b", "api-1"].map { "\(verb) \($0)" } }
    var text = HistoryLine.text(Self.facts.header)
    for place in 0..<300 {
      let time = 40_000 * place
      let words: String
      switch draw(4) {
      case 0: words = HistoryLine.words(.due)
      case 1:
        let act = acts[draw(acts.count)]
        guard (try? Stimulus(text: act)) != nil else { continue }
        words = "act \(act)"
      default:
        let programs = Self.facts.programs!.election.programs
        let answer = Self.answers[draw(Self.answers.count)]
        let letters: [Letter.Content] = [
          .answer(draw(12), answer, term: 2), .failure(draw(12), .timedOut),
          .notice(draw(3), .changes(Self.records, revision: draw(20))), .watchLost(draw(3)),
        ]
        words = HistoryLine.words(
          .comes(
            letters[draw(letters.count)], from: ServerID(draw(3) + 1),
            to: programs[draw(programs.count)]))
      }
      text += HistoryLine.text("o \(time) \(time) \(place == 0 ? "opens" : words)")
    }
    let reading = try HistoryReading(Array(text.utf8))
    #expect(reading.loss == nil)
    let history = EtcdHistory(reading)
    #expect(history.position == reading.sightings.count)
  }
}
