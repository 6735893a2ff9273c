import RaftCore
import Simulation
import Testing

@testable import Teaching

/// Whatever a lesson says is true of the frame on which it stands.
@Suite("Captions of lessons")
struct CaptionTests {
  private static let names = Library.simulated.map(\.name)

  private static func script(_ name: String) throws -> Script {
    try #require(Library.lesson(named: name)).script
  }

  @Test("Each server and write that a caption names is expected of its frame", arguments: names)
  func isExpected(name: String) throws {
    #expect(Self.unproved(in: try Self.script(name)) == [])
  }

  @Test("What a caption says of servers is so on its frame", arguments: names)
  func isSo(name: String) throws {
    #expect(try Self.untrue(in: try Self.script(name)) == [])
  }

  @Test("Both languages name the same servers, writes and terms", arguments: names)
  func namesTheSame(name: String) throws {
    for step in try Self.script(name).steps {
      guard let text = step.caption else { continue }
      #expect(Self.subjects(of: text[.english]) == Self.subjects(of: text[.chinese]), "\(text)")
      #expect(Self.terms(of: text[.english]) == Self.terms(of: text[.chinese]), "\(text)")
    }
  }

  @Test("Where it is asked who will lead, the answer is not the only candidate", arguments: names)
  func leavesAChoice(name: String) throws {
    #expect(try Self.foregone(in: try Self.script(name)) == [])
  }

  // MARK: Proofs that these can fail

  @Test("A caption about a server or pod that nothing is expected of is found")
  func findsTheUnproved() throws {
    let script = try Self.made(
      """
      - run: until leader elected
      - expect: leader S1
      - say: S1 leads, and S4 stores x=1.
      """)
    #expect(Self.unproved(in: script) == ["line 7: S4", "line 7: x=1"])
    let pods = try Script(
      source: ScriptReadingTests.script(
        "- expect: not pod-a believes\n- say: pod-a and pod-b.", cluster: "{election: notes}"))
    #expect(Self.unproved(in: pods) == ["line 6: pod-b"])
  }

  @Test("A caption that is not so on its frame is found, in the words of its lesson")
  func findsTheUntrue() throws {
    let script = try Self.made(
      """
      - run: until leader elected
      - say: S1 leads term 1. S2 and S3 are down, S4 is a candidate, and S5 is back.
      - act: kill S1
      - say: S1 is down. S5 leads term 1.
      """)
    #expect(
      try Self.untrue(in: script) == [
        "line 6: S2 is down", "line 6: S3 is down", "line 6: S4 is candidate",
        "line 8: S5 is leader",
      ])
  }

  @Test("A question with one candidate, and so one answer, is found")
  func findsTheForegone() throws {
    let script = try Self.made(
      """
      - run: until start-election fires
      - ask: Who will lead?
        choices: servers
        answer: leader
      - run: until leader elected
      - explain: S1.
      """)
    #expect(try Self.foregone(in: script) == ["line 6"])
  }

  private static func made(_ steps: String) throws -> Script {
    try Script(source: ScriptReadingTests.script(steps, cluster: "{servers: 5, seed: 2}"))
  }
}

// MARK: What is named

extension CaptionTests {
  /// The servers, pods and writes that a text names: `S1`, `pod-b`, `x=3`.
  private static func subjects(of text: String) -> Set<String> {
    // Not as in a dictionary, where `pod-b's` ends in one word.
    let name = /\b(?:S[1-9]|pod-[a-i])\b/.wordBoundaryKind(.simple)
    var found = Set(text.matches(of: name).map { String($0.output) })
    found.formUnion(text.matches(of: /\b[a-z]=[0-9]\b/).map { String($0.output) })
    return found
  }

  /// The terms that a text names.
  private static func terms(of text: String) -> Set<String> {
    Set(text.matches(of: /(?:\bterms? |任期(?:（Term）)? ?)([0-9]+)/).map { String($0.output.1) })
  }

  /// What an expectation or an act speaks of; a value in a state machine is that of a write.
  private static func subjects(ofFact text: String) -> Set<String> {
    var found = subjects(of: text)
    for value in text.matches(of: /value ([a-z]) ([0-9])/) {
      found.insert("\(value.output.1)=\(value.output.2)")
    }
    if text.contains(/logs agree|committed everywhere|followers 5|candidates 5|servers-up 5/) {
      found.formUnion((1...ServerID.maximum).map { "S\($0)" })
    }
    return found
  }

  /// What captions name although no expectation or act of their frame does. A question may name what
  /// comes next, up to its explanation.
  private static func unproved(in script: Script) -> [String] {
    var known: Set<String> = []
    var unproved: [String] = []
    for (place, step) in script.steps.enumerated() {
      switch step.kind {
      case .run, .cluster: known = []
      case .act(let acts): for act in acts { known.formUnion(subjects(ofFact: act.text)) }
      case .expect(let facts): for fact in facts { known.formUnion(subjects(ofFact: fact.text)) }
      default: break
      }
      guard let caption = step.caption else { continue }
      var ahead: Set<String> = []
      if case .ask = step.kind {
        for later in script.steps[place...].prefix(while: { !$0.explains }) {
          switch later.kind {
          case .act(let acts): for act in acts { ahead.formUnion(subjects(ofFact: act.text)) }
          case .expect(let facts):
            for fact in facts { ahead.formUnion(subjects(ofFact: fact.text)) }
          default: break
          }
        }
        // A server or a pod has a state now, which is to be expected like that of any other caption.
        ahead = ahead.filter { !$0.hasPrefix("S") && !$0.hasPrefix("pod") }
      }
      let missing = subjects(of: caption[.english]).subtracting(known).subtracting(ahead)
      unproved += missing.sorted().map { "line \(step.line): \($0)" }
    }
    return unproved
  }
}

// MARK: What is said

extension CaptionTests {
  /// What an English caption says outright of the state of servers, as facts of a script.
  private static func claims(of text: String) -> [String] {
    var claims: [String] = []
    for match in text.matches(of: /((?:S[1-9](?:, | and | and also )?)+) (is|are) down\b/) {
      claims += match.output.1.matches(of: /S[1-9]/).map { "\($0.output) is down" }
    }
    for match in text.matches(of: /(S[1-9]) is a (candidate|follower)\b/) {
      claims.append("\(match.output.1) is \(match.output.2)")
    }
    for match in text.matches(of: /(S[1-9]) leads term ([0-9]+)/) {
      claims += ["\(match.output.1) is leader", "\(match.output.1) term \(match.output.2)"]
    }
    for match in text.matches(of: /(S[1-9]) is back\b/) {
      claims.append("\(match.output.1) is not down")
    }
    for match in text.matches(of: /(S[1-9])'s commitIndex is ([0-9]+)/) {
      claims.append("\(match.output.1) commit \(match.output.2)")
    }
    return claims
  }

  /// What captions say that is not so where they stand.
  private static func untrue(in script: Script) throws -> [String] {
    var untrue: [String] = []
    try forEachCaption(of: script) { step, cluster in
      for claim in claims(of: step.caption![.english]) {
        let isSo = try Condition(state: claim).holds(in: cluster.state)
        if !isSo { untrue.append("line \(step.line): \(claim)") }
      }
    }
    return untrue
  }

  /// Where it is asked who will lead while one server alone stands for election.
  private static func foregone(in script: Script) throws -> [String] {
    var foregone: [String] = []
    try forEachCaption(of: script) { step, cluster in
      guard case .ask(let question) = step.kind, case .servers(.leader) = question.choices,
        try Condition(state: "candidates 1").holds(in: cluster.state)
      else { return }
      foregone.append("line \(step.line)")
    }
    return foregone
  }

  /// Runs a script, and shows each step that says something with the cluster that it stands on.
  private static func forEachCaption(
    of script: Script, _ look: (ScriptStep, Cluster) throws -> Void
  ) throws {
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while let step = runner.step {
      if step.caption != nil { try look(step, timeline.cluster) }
      runner.perform(on: &timeline)
    }
  }
}

extension ScriptStep {
  /// What the step says.
  fileprivate var caption: ScriptText? {
    switch kind {
    case .say(let text), .explain(let text): text
    case .ask(let question): question.text
    case .act, .run, .expect, .mark, .pause, .cluster, .speed, .view, .highlight: nil
    }
  }

  fileprivate var explains: Bool {
    if case .explain = kind { true } else { false }
  }
}
