import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("Teaching: what there is can be told, and named in scripts")
struct CompletenessTests {
  /// Rules that shape what others do, and never fire themselves.
  private static let silent: Set<Rule> = [
    .randomizedTimeouts, .pipelining, .clientSerialNumbers, .roundAfterRead, .leaseClockBound,
    .leasePresentClock, .leaveJointAfterCommit,
  ]

  @Test("Every rule that fires, and every kind of evidence, has a sentence in the table of them")
  func sentences() {
    let rows = SentenceTable.whole().rows
    let rules = Set(rows.map(\.firing.rule))
    let missing = Set(Rule.allCases).subtracting(rules)
    #expect(missing.isEmpty, "no sentence is tried for \(missing.map(\.id))")
    let kinds = Set(rows.map(\.firing.evidence.kind))
    #expect(
      kinds == Set(Evidence.Kind.allCases), "\(Set(Evidence.Kind.allCases).subtracting(kinds))")
  }

  @Test("Every firing of the table is told in words of its own", arguments: Language.allCases)
  func ownWords(language: Language) {
    let narrator = Narrator(in: language)
    for row in SentenceTable.whole().rows where !Self.silent.contains(row.firing.rule) {
      let rule = narrator.words.text(of: row.firing.rule)
      let general = narrator.words.otherwise(row.scene.server, follows: rule)
      let sentence = narrator.sentence(for: row.firing, in: row.scene)
      #expect(sentence.phrase != general, "\(row.firing)")
    }
  }

  @Test(
    "Every message has a name and a line that says all its numbers", arguments: Language.allCases)
  func messages(language: Language) {
    let narrator = Narrator(in: language)
    var names: Set<String> = []
    for message in Samples.messages {
      names.insert(narrator.words.name(of: message.body))
      let line = narrator.summary(of: message).text
      #expect(line.hasPrefix(message.name.replacing("Reply", with: "")), "\(line)")
      for field in message.fields {
        switch field.value {
        case .term(let number), .index(let number), .count(let number):
          #expect(line.contains("\(number)"), "\(field.name) is missing: \(line)")
        case .position(let position):
          #expect(line.contains("\(position.index)/\(position.term)"), "\(line)")
        case .none, .flag, .server, .servers, .entries, .request, .command, .span, .text, .group:
          break
        }
      }
    }
    #expect(names.count == Message.Kind.allCases.count)
  }

  @Test(
    "Scripts have a word for every message, and the schema names it",
    arguments: Message.Kind.allCases)
  func wordsForMessages(kind: Message.Kind) {
    let word = kind.rawValue.replacing("Reply", with: "-reply")
    #expect(FlightDescription.Kind(rawValue: word) != nil, "no script word for \(kind.rawValue)")
    #expect(Library.schema.contains(word), "the schema does not name \(word)")
  }

  @Test(
    "Scripts have a word for every role, and the schema names it", arguments: Role.Kind.allCases)
  func wordsForRoles(role: Role.Kind) {
    #expect(ServerDescription.Manner(rawValue: role.rawValue) != nil, "no script word for \(role)")
    #expect(Library.schema.contains(role.rawValue), "the schema does not name \(role)")
  }
}
