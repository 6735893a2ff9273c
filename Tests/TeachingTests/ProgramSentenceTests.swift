import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import Teaching
import TestSupport
import Testing

@Suite("Sentences about programs")
struct ProgramSentenceTests {
  @Test(
    "Every rule of programs fires in the runs, but for the one that only says what the token is")
  func complete() {
    let fired = Set(ProgramRuns.fired.map(\.firing.rule))
    let missing = ElectionRule.allCases.filter {
      !fired.contains($0) && $0.facts.group != .member
    }
    #expect(missing == [.tokenByRevision], "\(missing.map(\.id))")
    let kinds = Set(ProgramRuns.fired.map(\.firing.evidence.kind))
    #expect(kinds == Set(ElectionEvidence.Kind.allCases))
  }

  @Test(
    "Every firing has a sentence of its own, which names the program and fits on two lines",
    arguments: Language.allCases)
  func sentences(language: Language) {
    let narrator = Narrator(in: language)
    var sorts: Set<String> = []
    for row in ProgramRuns.fired {
      let rule = narrator.words.text(of: row.firing.rule)
      let general = narrator.words.otherwise(row.scene.program, follows: rule)
      let sentence = narrator.sentence(for: row.firing, in: row.scene)
      let isFirst = sorts.insert(row.sort).inserted
      #expect(sentence.phrase != general || !isFirst, "\(row.firing)")
      #expect(names(sentence.phrase, row.scene.program), "\(sentence.text)")
      #expect(sentence.electionRule == row.firing.rule && sentence.rule == nil)
      #expect(sentence.source == row.firing.rule.call ?? "")
      expectSpoken(sentence.text, in: language)
    }
  }

  @Test("Both languages name the same programs, keys, revisions, leases and numbers")
  func sameNumbers() {
    let english = Narrator(in: .english)
    let chinese = Narrator(in: .chinese)
    for row in ProgramRuns.fired {
      let one = english.sentence(for: row.firing, in: row.scene)
      let other = chinese.sentence(for: row.firing, in: row.scene)
      #expect(one.text != other.text)
      #expect(marked(one.phrase) == marked(other.phrase), "\(one.text) \(other.text)")
      #expect(numbers(one.text) == numbers(other.text), "\(one.text) \(other.text)")
    }
  }

  /// All that is told of a run, by a narrator who knows the requests or not.
  private func told(
    in language: Language, seed: UInt64 = 1, pausing: Bool = false, knows: Bool
  ) throws -> [Sentence] {
    var timeline = Timeline(
      Settings(
        servers: 3, seed: seed, features: .likeEtcd,
        election: ElectionSettings(.notes, scale: 100)))
    var sentences: [Sentence] = []
    func run(until end: Time) {
      while timeline.step(until: end) {
        let state = timeline.state
        let narrator = Narrator(in: language, naming: knows ? state.post?.requests : nil)
        sentences += narrator.story(of: timeline.latest!, in: state)
      }
    }
    run(until: 3_000_000)
    guard pausing, let leader = timeline.state.leader else { return sentences }
    try timeline.perform(.pause(leader))
    run(until: 5_500_000)
    try timeline.perform(.resume(leader))
    run(until: 7_000_000)
    return sentences
  }

  @Test("Raft's own sentences tell what requests of programs ask for", arguments: Language.allCases)
  func requests(language: Language) throws {
    let known = try told(in: language, knows: true)
    let unknown = try told(in: language, knows: false)
    for rule in [Rule.appendCommand, .applyCommitted] {
      #expect(
        known.contains {
          $0.rule == rule && $0.text.contains("/leader pod-")
            || $0.rule == rule && $0.text.contains("/leader 的值 pod-")
        })
      #expect(!known.contains { $0.rule == rule && $0.text.contains("req ") })
      #expect(unknown.contains { $0.rule == rule && $0.text.contains("req ") })
    }
    for sentence in known { expectSpoken(sentence.text, in: language) }
  }

  @Test(
    "A member that makes sure that it leads does so in its own name", arguments: Language.allCases)
  func ownCheck(language: Language) throws {
    var texts: [String] = []
    for seed in UInt64(1)...12 where texts.isEmpty {
      texts = try told(in: language, seed: seed, pausing: true, knows: true).map(\.text)
        .filter { $0.contains(language == .english ? "its own check" : "自己的核实") }
    }
    #expect(!texts.isEmpty)
    for text in texts { expectSpoken(text, in: language) }
  }

  @Test("A step is told in the order of its firings, each with its Go call")
  func steps() {
    var pod = NotesElector(pod: 1, name: "pod-a")
    var step = ProgramStep()
    pod.handle(.started, at: 500_000, into: &step)
    let sentences = Narrator(in: .english).sentences(for: step, of: .pod(1))
    #expect(
      sentences.map(\.text) == [
        "pod-a asks for lease 11 with a TTL of 10 s, at 0.5 s by its clock."
      ])
    #expect(sentences.map(\.source) == ["clientv3.Lease.Grant"])
  }

  @Test("A leader whose own key is gone is not said to have found it")
  func goneKey() {
    let key = Text("/election/15")!
    for (created, isThere) in [(41, true), (nil, false), (52, false)] as [(Int?, Bool)] {
      let told = tell(.beginLeading, .ownKey(key, created: created, expected: 41))
      #expect(told.contains("found its own key") == isThere, "\(told)")
      #expect(told.contains("is gone") != isThere, "\(told)")
    }
  }

  @Test("Work with an old token that is taken is said to be so")
  func oldToken() {
    let evidence = ElectionEvidence.token(40, of: "pod-a", highest: 41, holder: "pod-b")
    #expect(tell(.acceptWork, evidence, at: .resource).contains("fencing is off"))
    #expect(
      tell(.fencing, evidence, at: .resource)
        == "The resource refuses work of pod-a: its token 40 is lower than the highest so far, 41, "
        + "of pod-b.")
  }

  @Test("What a member does beside Raft is told of the member", arguments: Language.allCases)
  func members(language: Language) {
    let narrator = Narrator(in: language)
    let evidence = ElectionEvidence.lease(21, ttl: 10, deadline: nil, clock: 0)
    let scene = MemberScene(at: ServerID(2), asker: .pod(1), call: .keepAlive(21))
    for rule in ElectionRule.allCases {
      let firing = ProgramFiring(rule: rule, evidence: evidence, effects: 0..<0)
      let sentence = narrator.sentence(for: firing, in: scene)
      let general = narrator.words.otherwise(
        ServerID(2), follows: narrator.words.text(of: rule))
      #expect((sentence.phrase != general) == (rule.facts.group == .member), "\(rule.id)")
      #expect(sentence.phrase.parts.contains { $0.kind == .server(ServerID(2)) })
    }
  }

  @Test("A request that was never proposed is told apart from one that may still be committed")
  func refusals() {
    let narrator = Narrator(in: .english)
    let scene = MemberScene(at: ServerID(2), asker: .pod(1), call: .keepAlive(21), waited: 5600)
    let told = [CallFailure.unavailable, .timedOut].map { failure in
      let firing = ProgramFiring(
        rule: .giveUpRequest, evidence: .failure(failure, clock: 0), effects: 0..<0)
      return narrator.sentence(for: firing, in: scene).text
    }
    #expect(
      told == [
        "S2 refuses pod-a's request, as it knows of no leader; it was never proposed: keepalive of "
          + "lease 21.",
        "S2 gives up pod-a's request after 5600 ms; it may still be committed: keepalive of lease "
          + "21.",
      ])
  }

  @Test("Moments are told to the millisecond, before 0 too")
  func moments() {
    #expect(Phrase.seconds(12_345_678).text == "12.345")
    #expect(Phrase.seconds(2_000_000).text == "2")
    #expect(Phrase.seconds(-1_500_000).text == "-1.5")
    #expect(Phrase.seconds(-999).text == "0")
  }

  private func tell(
    _ rule: ElectionRule, _ evidence: ElectionEvidence, at program: ProgramID = .pod(1)
  ) -> String {
    let firing = ProgramFiring(rule: rule, evidence: evidence, effects: 0..<0)
    return Narrator(in: .english).sentence(for: firing, in: ProgramScene(at: program)).text
  }
}

/// Whether a phrase names a program as what it is.
func names(_ phrase: Phrase, _ program: ProgramID) -> Bool {
  phrase.parts.contains { $0.kind == .program(program) }
}

/// What a phrase names, each once.
func marked(_ phrase: Phrase) -> Set<Phrase.Part> {
  Set(phrase.parts.filter { $0.kind != .plain && $0.kind != .strong })
}

/// The numbers of a text, in order of size.
func numbers(_ text: String) -> [String] {
  text.matches(of: /-?[0-9]+(\.[0-9]+)?/).map { String($0.output.0) }.sorted()
}

/// Expects that a text is a sentence of its language, for people, and fits on two lines.
func expectSpoken(_ text: String, in language: Language) {
  #expect(columns(text) <= 160, "\(columns(text)): \(text)")
  #expect(text.last == (language == .chinese ? "。" : "."), "\(text)")
  #expect(hasHan(text) == (language == .chinese), "\(text)")
  #expect(!text.contains("  ") && !text.contains("\n"), "\(text)")
  #expect(!text.contains("nil") && !text.contains("Optional"), "\(text)")
  #expect(badSpacing(text) == nil || language == .english, "\(text)")
}
