import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("Running scripts")
struct ScriptRunningTests {
  static func failures(_ steps: String, cluster: String = "{servers: 3, seed: 4}") throws
    -> [String]
  {
    let script = try Script(source: ScriptReadingTests.script(steps, cluster: cluster))
    return ScriptCheck(script).failures.map { $0.text(in: .english, file: "f") }
  }

  @Test("What holds passes, and what does not is told with what is so instead")
  func comparesExpectations() throws {
    let failures = try Self.failures(
      """
      - expect: [no leader, term 0, followers 3, S1 vote none, S1 log [], quiet]
      - run: until leader elected
      - run: until quiet
      - expect: [leaders 1, term 1, leader is leader, committed everywhere 1, logs agree]
      - expect: [term 2, S1 is candidate, leader none]
      - act: write x=3
      - run: until write x=3 acknowledged
      - expect: [leader entry 2 x=3, leader log [1, 1], leader commit 2, leader value x 3]
      - expect: leader entry 2 x=4
      - act: read x
      - run: until quiet
      - expect: [read x 3, acknowledged 2, no violation, network whole]
      - expect: read x 4
      """.replacing("S1 log []", with: "\"S1 log []\"").replacing(
        "leader log [1, 1]", with: "\"leader log [1, 1]\""))
    #expect(
      failures == [
        "f:5: expected quiet, was not so", "f:9: expected term 2, was 1",
        "f:9: expected S1 is candidate, was follower", "f:9: expected no leader, was S3",
        "f:13: expected leader entry 2 x=4, was x=3", "f:17: expected read x 4, was 3",
      ])
  }

  @Test("In a list of several lines what fails is told with its own line")
  func tellsLines() throws {
    let failures = try Self.failures(
      """
      - run: until leader elected
      - expect:
          - leader not none
          - term 7

          - S1 log [2]
      - act:
          - crash leader
          - [crash S1]
      """.replacing("[crash S1]", with: "resume S1").replacing("S1 log [2]", with: "followers 0"))
    #expect(
      failures == [
        "f:8: expected term 7, was 1", "f:10: expected followers 0, was 2",
        "f:13: `resume S1` cannot be done: S1 is not paused.",
      ])
  }

  @Test("An act that cannot be done, or that nothing fits, is a failure; the rest goes on")
  func reportsActs() throws {
    let failures = try Self.failures(
      """
      - act: crash leader
      - act: heal
      - act: drop RequestVote
      - run: until violation election-safety within 50ms
      - act: crash S1
      - expect: [S1 is down, servers-down 1]
      """)
    #expect(
      failures == [
        "f:5: nothing here is `leader`",
        "f:6: `heal` cannot be done: The network is whole already.",
        "f:7: nothing here is `RequestVote`",
        "f:8: `violation election-safety` did not come about within 50ms: it was none",
      ])
  }

  @Test("What was waited for in vain is told with what was so, and with what did happen instead")
  func tellsWhatHappenedInstead() throws {
    let failures = try Self.failures(
      """
      - run: until leader none and term 7 within 1s
      - run: until up-to-date-check fires within 300ms
      - act: crash follower
      - act: crash follower
      - run: until entry committed and followers 2 within 3s
      """)
    #expect(
      failures.first
        == "f:5: `no leader and term 7` did not come about within 1s; `no leader`: it was S3; "
        + "`term 7`: it was 1")
    // The leader is at rest: heartbeats, and answers to them.
    #expect(
      failures[1].hasPrefix(
        "f:6: `up-to-date-check fires` did not come about within 300ms; what did fire, the "
          + "rarest first: heartbeat at S3, hear-leader at S1 S2"), "\(failures)")
    // The answers to the last heartbeats were under way when the followers crashed.
    #expect(
      failures[2].hasSuffix(
        "; `followers 2`: it was 0; what did fire, the rarest first: entries-stored at S3, "
          + "heartbeat at S3"), "\(failures)")
  }

  @Test("Servers and messages are found by what they are")
  func findsByDescription() throws {
    let failures = try Self.failures(
      """
      - run: until leader elected
      - run: until quiet
      - act: split leader follower | rest
      - expect: network split
      - act: pause any-of minority
      - expect: [any-of minority is paused, leader of minority is leader]
      - act: resume paused
      - run: until leaders 2
      - expect: [stale-leader is leader, stale-leader term 1, leader of majority term > 1]
      - act: write y=1 through stale-leader
      - run: until stale-leader length 2
      - act: hold all AppendEntries from stale-leader
      - act: drop all AppendEntries from stale-leader
      - act: [heal, crash leader, restart down]
      - run: 2s
      - expect: [leaders 1, logs agree, no violation]
      """, cluster: "{servers: 5, seed: 4}")
    #expect(failures == [])
  }

  @Test("A question whose choices are all wrong is a failure")
  func wantsARightChoice() throws {
    let failures = try Self.failures(
      """
      - ask: How many?
        choices: 4-6
        answer: term
      - explain: x
      - ask: Which?
        choices: [{text: a, when: leader S1}, {text: b, when: term 7}]
      - explain: x
      """)
    #expect(
      failures == [
        "f:8: no choice of the question is right: it was 0",
        "f:11: no choice of the question is right: it was not (leader S1), not (term 7)",
      ])
  }

  @Test("Runs go for a span, to a moment, for events, and until something happens")
  func runs() throws {
    let script = try Script(
      source: ScriptReadingTests.script(
        """
        - run: 120ms
        - run: to 130ms
        - run: one event
        - run: 5 events
        - run: until term changed
        - run: until become-leader fires at S2 within 5s
        """, cluster: "{servers: 3, seed: 4}"))
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    var moments: [Moment] = []
    while !runner.isFinished {
      runner.perform(on: &timeline)
      moments.append(timeline.moment)
    }
    #expect(moments[0].time == 120_000)
    #expect(moments[1].time == 130_000)
    #expect(moments[2].position == moments[1].position + 1)
    #expect(moments[3].position == moments[2].position + 5)
    #expect(timeline.now > 130_000)
  }

  private static let long = """
    - run: until leader elected
    - act: write x=1
    - run: 30ms
    - act: crash leader
    - run: until leader elected
    - act: [restart down, split leader | rest]
    - run: 700ms
    - act: heal
    - run: until quiet
    """

  @Test("Every step can be gone back to exactly, from any later one, and repeats itself")
  func goesBackExactly() throws {
    let script = try Script(
      source: ScriptReadingTests.script(Self.long, cluster: "{servers: 5, seed: 9}"))
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    var states = [timeline.cluster.stateAndFuture]
    while !runner.isFinished {
      runner.perform(on: &timeline)
      states.append(timeline.cluster.stateAndFuture)
    }
    #expect(runner.failures.isEmpty)
    #expect(Set(states).count == states.count, "every step changes something")
    for target in [8, 3, 5, 0, 6, 1] {
      runner.goBack(toStep: min(target, runner.next), on: &timeline)
      #expect(timeline.cluster.stateAndFuture == states[runner.next])
      while !runner.isFinished {
        runner.perform(on: &timeline)
        #expect(timeline.cluster.stateAndFuture == states[runner.next])
      }
    }
    #expect(timeline.branches.count == 1, "going back and forth begins no branches")
  }

  @Test("Bit by bit or at once, a script ends in the same state")
  func stepsInBits() throws {
    let script = try Script(
      source: ScriptReadingTests.script(Self.long, cluster: "{servers: 5, seed: 9}"))
    var whole = Timeline(script.settings)
    var first = ScriptRunner(script, on: whole)
    while !first.isFinished { first.perform(on: &whole) }
    var bits = Timeline(script.settings)
    var second = ScriptRunner(script, on: bits)
    while let step = second.step {
      guard case .run = step.kind else {
        second.perform(on: &bits)
        continue
      }
      second.begin(on: bits)
      while !second.advance(on: &bits, until: bits.now + 777, maximum: 3) {}
    }
    #expect(bits.cluster.stateAndFuture == whole.cluster.stateAndFuture)
    #expect(second.trail == first.trail)
  }

  @Test("Of a long script it is told how far it is, and it can be ended there")
  func tellsProgress() throws {
    let script = try Script(
      source: ScriptReadingTests.script(
        """
        - run: 20000 events
        - act: write x=1
        - run: 600s
        - run: until leaders 2 within 200s
        """))
    var told: [Int] = []
    let check = ScriptCheck(script) { told.append($0) }
    #expect(check.eventCount == ScriptCheck(script).eventCount)
    #expect(told == told.sorted() && told.allSatisfy { (0..<ScriptRunner.work).contains($0) })
    // Within each of the three runs.
    for third in 0..<3 {
      let range = third * ScriptRunner.work / 3..<(third + 1) * ScriptRunner.work / 3
      #expect(Set(told.filter { range.contains($0) }).count > 2, "\(told)")
    }
    struct Enough: Error {}
    #expect(throws: Enough.self) {
      try ScriptCheck(script) { done throws(Enough) in if done > 500 { throw Enough() } }
    }
  }

  @Test("A run has a million events at most, whether it is run at once or bit by bit")
  func millionEvents() throws {
    let script = try Script(
      source: ScriptReadingTests.script(
        "- run: 600s", cluster: "{servers: 9, timing: {heartbeat: 1ms}}"))
    var whole = Timeline(script.settings)
    var first = ScriptRunner(script, on: whole)
    first.perform(on: &whole)
    var bits = Timeline(script.settings)
    var second = ScriptRunner(script, on: bits)
    second.begin(on: bits)
    while !second.advance(on: &bits, maximum: 77_777) {}
    #expect(whole.position == Script.eventLimit && bits.position == Script.eventLimit)
    #expect(first.failures == [] && second.failures == [])
  }

  @Test("What somebody does between steps stays on its own branch, and the script goes on unharmed")
  func isLeftAndTakenUpAgain() throws {
    let script = try Script(
      source: ScriptReadingTests.script(Self.long, cluster: "{servers: 5, seed: 9}"))
    let expected = ScriptCheck(script)
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    runner.perform(on: &timeline)
    let there = timeline.cluster.stateAndFuture
    for _ in 0..<3 {
      for _ in 0..<20 { _ = timeline.step() }
      timeline.branchOff()
      try timeline.perform(.crash(ServerID(1)))
      _ = timeline.run(until: timeline.now + 500_000)
      runner.goBack(toStep: runner.next, on: &timeline)
      #expect(timeline.cluster.stateAndFuture == there)
    }
    while !runner.isFinished { runner.perform(on: &timeline) }
    #expect(runner.failures.isEmpty)
    #expect(timeline.position == expected.eventCount)
  }

  @Test("A question about a write that nobody asked for has no answer")
  func neverAsked() throws {
    let steps = """
      - run: until leader elected
      - act: write x=1
      - ask: Will it be acknowledged?
        choices: yes-no
        answer: write y=1 acknowledged
      - run: 1s
      - explain: It is.
      """
    #expect(
      try Self.failures(steps) == [
        "f:11: no choice of the question is right: it was write y=1 none"
      ])
    #expect(try Self.failures(steps.replacing("write y=1", with: "write x=1")) == [])
  }

  @Test("Everything that an expectation finds otherwise is reported, not the first alone")
  func allFindings() throws {
    let failures = try Self.failures("- expect: [term 7, no leader, followers 2]")
    #expect(failures == ["f:5: expected term 7, was 0", "f:5: expected followers 2, was 3"])
  }

  @Test("As text, each question is stated, then its answer")
  func transcribes() throws {
    let script = try Script(
      source: ScriptReadingTests.script(
        """
        - mark: One
        - say: Look.
        - ask: Who will lead?
          choices: servers
          answer: leader
        - run: until leader elected
        - explain: The first.
        - act: time out follower
        - expect: term 7
        - ask: Is it quiet?
          choices: yes-no
          answer: quiet
        - explain: See.
        """, cluster: "{servers: 3, seed: 4}"))
    for language in Language.allCases {
      let transcript = Transcript(of: script, in: language)
      #expect(transcript.failures.count == 1)
      let text = transcript.lines.map { "\($0.kind): \($0.text)\n" }.joined()
      Snapshot.expect(text, matches: "transcript.\(language.rawValue).txt")
    }
  }
}
