import Foundation
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("Writing scripts")
struct ScriptWritingTests {
  /// Every kind of step, and every form of each.
  static let everything = """
    version: 1
    title: {en: "A: #1, \\"quoted\\"", zh: 标题}
    about: "One\\ntwo"
    cluster:
      servers: 7
      seed: 18446744073709551615
      timing: {election-timeout: 150500-300000us, heartbeat: 1s, disk-write: 0ms, client-tries: 3}
      link: latency 250-800us loss 0.5% reordering 2%
      rules-off: [up-to-date-check, pipelining]
      features: [lease-reads, check-quorum, etcd-variants]
      clock-bound: 1.25
    steps:
      - mark: A chapter
      - say: "- text: with: signs # and 'quotes'"
        highlight: [leader, S1 role, S2 entry 3, entry 4, AppendEntries from leader to S2, pane why]
      - say: {zh: 只有中文}
        highlight: none
      - act: [kill leader, "drop #12", split leader follower | rest, cut leader > S2]
      - act: write "a b"="c=d" through follower of majority
      - act: drop all AppendEntries-reply to stale-leader
      - act: link all > S2 latency 12ms loss 5%
      - act: [rule up-to-date-check on, feature pre-vote on, transfer to follower]
      - act: [read x linearizable through follower, read x lease, read y serializable through S2]
      - run: 1.5s
      - run: to 300us
      - run: one event
      - run: 12 events
      - run: until leader elected and S3 term >= 4 within 2s
      - run: until grant-vote fires at any-of minority
      - expect:
        - no leader
        - leader not S2
        - leader = follower
        - leaders 2 and candidates 0 and servers-down 1 and servers-up 4
        - S3 is not down
        - S3 log [1, 1, 2]
        - S3 log []
        - S3 entry 2 x=3
        - S3 vote none
        - leader next S3 4 and leader match S3 3
        - S3 disk-term 2 and S3 disk-vote S1 and S3 votes 2 and S3 length 4
        - S3 value x nothing
        - S3 is pre-candidate and S3 pre-votes 2 and no pre-candidates
        - leader transfer S3 and S1 transfer none and leader lease lasts and S2 lease not over
        - S2 reads 1 and S2 forwarded >= 1
        - committed everywhere >= 3 and committed 3 and acknowledged 2 and term < 9
        - network split and logs differ and not quiet and quiet
        - no violation
        - violation election-safety
        - write x=3 acknowledged
        - read x "a b"
      - ask: Who?
        choices: servers
        answer: S1 vote
      - explain: So.
      - ask: {en: "Will it?", zh: 会吗？}
        choices: yes-no
        answer: no leader
      - explain: So.
      - ask: How many?
        choices: 0-5
        answer: S1 commit
      - explain: So.
      - ask: Which?
        choices:
        - {text: {en: A, zh: 甲}, when: quiet}
        - {text: B, when: leader S1 and term 2}
      - explain: So.
      - pause
      - pause:
      - cluster: {servers: 3, seed: 2, rules-off: []}
      - cluster: {link: latency 1ms}
      - pause: 500ms
      - speed: 1/40
      - speed: 2.5
      - view: space-time
      - highlight: []
      - highlight: [heartbeat, pane messages]
    """

  /// The same of programs outside.
  static let programs = """
    version: 1
    title: Programs
    cluster: {servers: 3, election: kubernetes api-servers 1 scale 0.1 with fencing}
    steps:
      - act: [pause holder, crash believer of kube-controller-manager, cut standby > api-1]
      - act: [proclaim stale-believer "a b", election fencing off, clock pod-a 0.5]
      - act: put "lease" "a = b" lease 7 through leader
      - act: "txn if /leader.create = 0 then put /leader me else get /leader"
      - act: [hold all answer from api-1 to believer, drop keepalive, deliver work-answer to pod-b]
      - run: until belief changed and renewed fires at any-of majority within 40s
      - run: until take-over fires at standby
      - expect:
        - believers of kube-controller-manager 2 and no believer and no conflicts and no key /a
        - kube-controller-manager held-by pod-b and /leader held-by none
        - believer holder and believer of kube-controller-manager not pod-a and believer none
        - conflict-time >= 500ms and conflicts 1 and transitions > 1 and revision 5 and late-work 0
        - key /leader pod-b and key /leader.version 2 and key "a b.create" 3 and key x "nothing "
        - lease 13 alive and lease 13 not expired and lease-left 13 < 2s
        - accepted 3 and refused 1 and highest-token 5 and token 5 accepted and not token 6 accepted
        - watch is open and watch told 2 and watch revision 4
        - 'answer done and answer revision 4 and answer says "rev 4: put"'
        - pod-b believes and not believer believes and pod-b is paused and pod-b token 5
        - pod-b lease 0 and pod-b left <= 100us and S1 revision 4 and S1 compacted 3
        - leader applied-term 2 and S1 value "/a b" "c d"
      - cluster: {election: none}
      - cluster: {features: [], election: notes}
      - cluster: {features: [pre-vote], election: etcd}
    """

  @Test("What is written reads back as the same script, and is then written the same")
  func roundTrips() throws {
    for source in [Self.everything, Self.programs] + Library.lessons.map(\.source) {
      let script = try Script(source: source)
      let written = ScriptWriter.source(of: script)
      let again = try Script(source: written)
      #expect(again.number == script.number)
      #expect(again.title == script.title)
      #expect(again.about == script.about)
      #expect(again.settings == script.settings)
      #expect(again.steps.map(\.kind) == script.steps.map(\.kind))
      #expect(again.steps.map(\.highlights) == script.steps.map(\.highlights))
      #expect(ScriptWriter.source(of: again) == written)
    }
  }

  @Test("A script made of stimuli reads back too")
  func writesStimuli() throws {
    let script = Script(
      title: ScriptText("A session"), settings: Settings(seed: 3),
      steps: [
        ScriptStep(.run(.events(12))), ScriptStep(.act([ScriptAct(.drop(flight: 3))])),
        ScriptStep(.act([ScriptAct(.split([[ServerID(1)], [ServerID(2), ServerID(3)]]))])),
        ScriptStep(.run(.moment(1_284_001))),
      ])
    let source = ScriptWriter.source(of: script)
    let again = try Script(source: source)
    #expect(ScriptWriter.source(of: again) == source)
    #expect(source.contains("- act: \"drop #3\""))
    #expect(source.contains("- act: split S1 | S2 S3"))
  }

  /// Where the schema stands.
  private static let schemaFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources/Teaching/Scripts/script.schema.json").standardizedFileURL

  private func object(_ value: Any?) -> [String: Any] { value as? [String: Any] ?? [:] }

  @Test("The schema names the keys, rules and views that the reader knows, and no others")
  func schemaFits() throws {
    let data = try Data(contentsOf: Self.schemaFile)
    let schema = object(try JSONSerialization.jsonObject(with: data))
    let definitions = object(schema["$defs"])
    func keys(_ value: Any?) -> Set<String> { Set(object(object(value)["properties"]).keys) }
    #expect(keys(schema) == Set(ScriptReader.keys))
    #expect(keys(definitions["cluster"]) == Set(ScriptReader.clusterKeys))
    let cluster = object(object(definitions["cluster"])["properties"])
    #expect(keys(cluster["timing"]) == Set(ScriptReader.timingKeys))
    let names: [ScriptStep.Key: String] = [.highlight: "point", .cluster: "newCluster"]
    for key in ScriptStep.Key.allCases {
      let name = names[key] ?? key.rawValue
      let allowed: Set<String> = [key.rawValue, "highlight"]
      #expect(keys(definitions[name]) == allowed.union(key == .ask ? ["choices", "answer"] : []))
    }
    let rules = object(definitions["rule"])["enum"] as? [String]
    #expect(rules == Rule.allCases.filter(\.isSwitchable).map(\.id))
    let features = object(definitions["feature"])["enum"] as? [String]
    #expect(features == Feature.allCases.map(\.id))
    let view = object(object(object(definitions["view"])["properties"])["view"])["enum"]
    #expect(view as? [String] == ScriptView.allCases.map(\.rawValue))
    let text = object(
      object(object((object(definitions["text"])["oneOf"] as? [Any])?[1])["properties"]))
    #expect(Set(text.keys) == Set(Language.allCases.map(\.rawValue)))
  }

  @Test("Whatever the schema gives as an example can be read, and it knows every verb")
  func schemaExamples() throws {
    let schema = object(try JSONSerialization.jsonObject(with: Data(Library.schema.utf8)))
    let definitions = object(schema["$defs"])
    func examples(_ value: Any?) throws -> [String] {
      let found = try #require(object(value)["examples"] as? [String])
      #expect(found.count > 9)
      return found
    }
    let run = object(object(definitions["run"])["properties"])["run"]
    var steps = try examples(run).map { "run: \($0)" }
    for (key, name) in [("act", "stimulus"), ("expect", "condition"), ("highlight", "place")] {
      steps += try examples(definitions[name]).map { example in
        let quoted = example.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(key): \"\(quoted)\""
      }
    }
    for step in steps {
      let script = ScriptReadingTests.script("- \(step)", cluster: "{election: kubernetes}")
      #expect(ScriptReadingTests.problems(script) == [], "\(step)")
    }
    let pattern = try Regex(try #require(object(definitions["stimulus"])["pattern"] as? String))
    let verbs = ActRow.verbs.flatMap { $0 == "crash" ? [$0, "kill"] : [$0] }
    #expect(
      object(definitions["stimulus"])["pattern"] as? String
        == "^ *(\(verbs.joined(separator: "|")))( |$)")
    let acts = try examples(definitions["stimulus"])
    for row in ActRow.all {
      for stimulus in row.samples {
        #expect(stimulus.text.contains(pattern), "the pattern of acts lacks \(stimulus)")
      }
      #expect(acts.contains { $0.hasPrefix(row.verb) }, "the schema has no example of \(row.verb)")
    }
    #expect(!"kil S1".contains(pattern))
  }

  @Test(
    "The schema accepts every built-in lesson and everything above",
    .enabled(if: Python.has("jsonschema, yaml")))
  func schemaAccepts() throws {
    for source in [Self.everything, Self.programs] + Library.lessons.map(\.source) {
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("raftlab-\(UUID().uuidString).yaml")
      try Data(source.utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let check = """
        import json, sys, yaml, jsonschema
        jsonschema.validate(yaml.safe_load(open(sys.argv[1])), json.load(open(sys.argv[2])))
        """
      let result = Python.run(["-c", check, file.path, Self.schemaFile.path])
      #expect(result?.status == 0, "\(result?.output ?? "")")
    }
  }
}
