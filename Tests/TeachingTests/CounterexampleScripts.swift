import ClientPrograms
import RaftCore
import Testing

@testable import Simulation
@testable import Teaching

@Suite("Counterexamples as scripts")
struct CounterexampleScripts {
  /// The first thing that the campaign finds with a rule off.
  private static func found(
    without rule: Rule, from first: UInt64 = 1
  ) throws -> Counterexample {
    let seedRun = SeedRun(rules: RuleSet(without: [rule]), eventLimit: 1000)
    let outcome = try #require(
      (first...first + 400).lazy.map { seedRun.run(seed: $0) }.first { $0.finding != nil })
    // A part of the search: any story will do.
    return try #require(Counterexample(of: outcome, runLimit: 40))
  }

  @Test(
    "What the campaign found happens again from its script alone",
    arguments: [
      (Rule.oneVotePerTerm, 1), (.persistBeforeAnswering, 17), (.consistencyCheck, 1),
      (.deleteConflicting, 1), (.stepDownOnHigherTerm, 1), (.commitBoundedByLastNew, 54),
      (.clientSerialNumbers, 37), (.upToDateCheck, 2), (.randomizedTimeouts, 10),
    ] as [(Rule, UInt64)])
  func repeats(rule: Rule, from first: UInt64) throws {
    let found = try Self.found(without: rule, from: first)
    let source = ScriptWriter.source(of: try Script(of: found))
    let script = try Script(source: source)
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while runner.step != nil { runner.perform(on: &timeline) }
    #expect(runner.failures.isEmpty, "\(source)")
    #expect(timeline.position == found.finding.event, "\(source)")
    switch found.finding {
    case .violation(let violation):
      #expect(timeline.cluster.violation == violation, "\(source)")
      #expect(source.contains("expect: violation \(violation.property.id)"))
    case .livenessFailure(let failure):
      #expect(timeline.cluster.violation == nil && timeline.now == failure.time, "\(source)")
    // Only campaigns of programs find these.
    case .believers: Issue.record("there are no programs")
    }
    // All that the campaign draws is said; only what counts rules for the screen differs.
    var settings = script.settings
    settings.countsRules = found.settings.countsRules
    #expect(settings == found.settings)
  }

  @Test(
    "Several who believe are what the script of such a run expects",
    arguments: ElectionSettings.Way.allCases)
  func believers(way: ElectionSettings.Way) throws {
    let campaign = ProgramSeedRun(
      ElectionSettings(way), scale: way == .etcd ? 50 : 100, troubles: [.earlyRelease],
      seeksBelievers: true)
    let found = try #require(Counterexample(of: campaign.run(seed: 1), runLimit: 40))
    let source = ScriptWriter.source(of: try Script(of: found))
    let contest = ElectionSettings(way).contests[0]
    let expectation = "expect: believers of \(contest) 2"
    #expect(source.contains(expectation), "\(source)")
    #expect(try Self.failures(source) == 0, "\(source)")
    // It fails where fewer believe, and where what led there is left out.
    let fewer = source.replacing(expectation, with: "expect: believers of \(contest) 1")
    #expect(try Self.failures(fewer) == 1)
    let act = try #require(found.acts.first { $0.stimulus.text.hasPrefix("release") })
    let calm = source.replacing("act: \(act.stimulus.text)", with: "act: heal")
    #expect(try Self.failures(calm) > 0, "\(calm)")
  }

  /// How much goes otherwise than a script expects.
  private static func failures(_ source: String) throws -> Int {
    let script = try Script(source: source)
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while runner.step != nil { runner.perform(on: &timeline) }
    return runner.failures.count
  }

  @Test("It says in both languages what is to be seen, and is called after it")
  func words() throws {
    let found = try Self.found(without: .oneVotePerTerm)
    let script = try Script(of: found)
    #expect(script.title[.english] == "election-safety, seed \(found.seed)")
    for language in Language.allCases {
      let sentence = Narrator(in: language).sentence(for: found.finding).text
      #expect(script.about?[language] == sentence)
    }
  }

  @Test("Every liveness failure has a sentence of its own", arguments: Language.allCases)
  func sentences(language: Language) {
    let texts = LivenessFailure.Kind.allCases.map { kind in
      let failure = LivenessFailure(
        kind: kind, healedAt: 1_000_000, servers: [ServerID(2)], time: 7_000_000, event: 900,
        waited: 6_000_000)
      return Narrator(in: language).sentence(for: failure).text
    }
    #expect(Set(texts).count == texts.count)
    for text in texts { #expect(text.last == (language == .chinese ? "。" : "."), "\(text)") }
  }
}
