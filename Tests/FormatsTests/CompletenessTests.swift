import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Formats

@Suite("Formats: what there is, is exported, with all that it says")
struct CompletenessTests {
  /// How many values a case of an enumeration carries.
  private func payload(of value: Any) -> Int {
    guard let carried = Mirror(reflecting: value).children.first?.value else { return 0 }
    let mirror = Mirror(reflecting: carried)
    return mirror.displayStyle == .tuple ? mirror.children.count : 1
  }

  @Test("Evidence has a field for every number that it carries", arguments: Evidence.Kind.allCases)
  func evidence(kind: Evidence.Kind) {
    let evidence = Samples.evidence(kind)
    #expect(evidence.kind == kind && evidence.fields.count == payload(of: evidence))
    #expect(evidence.fields.allSatisfy { $0.value != .none }, "the sample has a value for each")
    #expect(Set(evidence.fields.map(\.name)).count == evidence.fields.count)
    let firing = Firing(rule: .heartbeat, evidence: evidence, effects: 0..<0)
    let json = firing.json(naming: nil).text
    #expect(json.contains("null") == (kind == .none), "\(json)")
    for field in evidence.fields { #expect(json.contains("\"\(field.name)\":"), "\(json)") }
    let isInSchema = EventLines.schema.contains("\"\(kind.rawValue)\"")
    #expect(isInSchema == (kind != .none), "the schema does not name \(kind)")
  }

  @Test("A message has a field for every part of it, in every export", arguments: Samples.messages)
  func message(_ message: Message) {
    expectExported(.message(message))
    #expect(message.fields.first == Field("term", .term(4)))
    // A leader's bidding needs no word beside its term.
    let isBare = message.kind == .timeoutNow
    #expect((message.fields.count == 1) == isBare, "\(message.kind) says nothing")
    let start = "\(message.kind.rawValue) term 4\(isBare ? "" : ", ")"
    #expect(message.line.hasPrefix(start), "\(message.line)")
  }

  @Test("Requests and answers are exported with their fields")
  func clients() {
    for packet in Samples.packets { expectExported(packet) }
    #expect(Set(Samples.packets.map(\.name)) == Set(Packet.names), "a sample of each")
    for operation in Samples.operations {
      let json = JSON.object(operation.fields).text
      #expect(json.contains("\"kind\":\"\(operation.name)\""), "\(json)")
    }
  }

  private func expectExported(_ packet: Packet) {
    let json = JSON.of(packet).text
    #expect(json.hasPrefix("{\"kind\":\"\(packet.name)\","), "\(json)")
    for field in packet.fields { #expect(json.contains("\"\(field.name)\":"), "\(json)") }
    let isInSchema = EventLines.schema.contains("\"\(packet.name)\"")
    #expect(isInSchema, "the schema does not name \(packet.name)")
  }

  @Test("The schema names every kind of happening and milestone")
  func happenings() {
    for kind in Event.Happening.Kind.allCases where kind != .quiet {
      #expect(EventLines.schema.contains("\"\(kind.rawValue)\""), "\(kind)")
    }
    #expect(Milestones.all.names.count == Milestones.all.rawValue.nonzeroBitCount)
    for name in Milestones.all.names {
      #expect(EventLines.schema.contains("\"\(name)\""), "\(name)")
    }
  }
}

@Suite("Export: sequence diagram, where others read it")
struct MermaidTests {
  @Test(
    "What would mean something to Mermaid is written as an entity",
    arguments: [
      ("a;b #1 <x>", "a#59;b #35;1 #lt;x#gt;"), ("$$x^2$$ $5", "$#36;x^2$#36; $5"),
      ("%%{init}%% 5%", "%#37;{init}%#37; 5%"), ("wrap: x", "wrap#58; x"),
      (" nowrap:x: y", " nowrap#58;x: y"), ("unwrap: x", "unwrap: x"), ("a\nb", "a b"),
    ])
  func escapes(text: String, expected: String) {
    #expect(SequenceDiagram.escaped(text) == expected)
    #expect(!SequenceDiagram.escaped(text).contains("$$"))
  }

  @Test("As Markdown it stands in a fence, and one that Mermaid would refuse is known")
  func markdown() throws {
    let chronicle = Chronicle(try EventfulRun.timeline(seed: 1))
    let all = SequenceDiagram(
      chronicle, showing: Set(SequenceDiagram.Kind.allCases), tell: { _, _ in "" })
    #expect(all.markdown == "```mermaid\n\(all.text)```\n")
    #expect(all.isTooLong == (all.text.count > 50_000))
    let few = SequenceDiagram(chronicle, showing: [.votes], tell: { _, _ in "" })
    #expect(!few.isTooLong && few.text.count < all.text.count)
  }
}
