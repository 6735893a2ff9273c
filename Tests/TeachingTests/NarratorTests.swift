import RaftCore
import Teaching
import TestSupport
import Testing

@Suite("Sentences")
struct NarratorTests {
  let table = SentenceTable.whole()

  @Test("Every rule is in the table")
  func complete() {
    #expect(Set(table.rows.map(\.firing.rule)) == Set(Rule.allCases))
  }

  @Test("Every firing that the core can produce has a sentence of its own")
  func ownSentence() {
    let never: [Rule] = [
      .randomizedTimeouts, .pipelining, .clientSerialNumbers, .roundAfterRead, .leaseClockBound,
      .leasePresentClock, .leaveJointAfterCommit,
    ]
    for language in Language.allCases {
      let narrator = Narrator(in: language)
      for row in table.rows where !never.contains(row.firing.rule) {
        let general = narrator.words.otherwise(
          row.scene.server, follows: narrator.words.text(of: row.firing.rule))
        let sentence = narrator.sentence(for: row.firing, in: row.scene)
        #expect(sentence.phrase != general, "\(row.firing)")
      }
    }
  }

  @Test("Many or long commands are left out rather than making a sentence too long")
  func longCommands() {
    let narrator = Narrator(in: .english)
    let value = String(repeating: "v", count: 16)
    for (count, isNamed) in [(1, true), (2, false), (3, false), (4, false)] {
      let entry = Entry(term: 1, command: .put("longest!", value))
      let server = Server(
        id: ServerID(1), configuration: Configuration(members: .first(1)),
        recovering: PersistentState(log: Log(Array(repeating: entry, count: count))))
      let firing = Firing(
        rule: .applyCommitted, evidence: .entries(after: 0, through: count, peer: nil),
        effects: 0..<0)
      let text = narrator.sentence(for: firing, in: Scene(at: server.id, after: server)).text
      #expect(text.contains(value) == isNamed, "\(text)")
    }
  }

  @Test("No sentence is longer than two lines of 80 columns", arguments: Language.allCases)
  func lengths(language: Language) {
    let narrator = Narrator(in: language)
    for row in table.rows {
      let text = narrator.sentence(for: row.firing, in: row.scene).text
      #expect(columns(text) <= 160, "\(columns(text)): \(text)")
      #expect(text.last == (language == .chinese ? "。" : "."), "\(text)")
      #expect(hasHan(text) == (language == .chinese), "\(text)")
      #expect(!text.contains("  ") && !text.contains("\n"), "\(text)")
    }
  }

  @Test("Chinese is set apart from letters and digits by one space, and from nothing else")
  func spacing() {
    #expect(badSpacing("条目 3追加") != nil && badSpacing("条目 追加") != nil)
    #expect(badSpacing("：S2，条目 3 追加") == nil && badSpacing("， S2") != nil)
    let narrator = Narrator(in: .chinese)
    for row in table.rows {
      #expect(badSpacing(narrator.sentence(for: row.firing, in: row.scene).text) == nil)
    }
    // Fields stand in columns, two spaces apart.
    for line in PacketTable.lines(in: narrator) where !line.text.contains("  ") {
      #expect(badSpacing(line.text) == nil)
    }
    for rule in Rule.allCases {
      let text = narrator.words.text(of: rule)
      #expect(badSpacing(text.sentence) == nil)
      #expect(badSpacing(text.title) == nil)
      #expect(badSpacing(text.without ?? "") == nil)
    }
  }

  @Test("Both languages name the same servers, terms and indexes")
  func sameNumbers() {
    let english = Narrator(in: .english)
    let chinese = Narrator(in: .chinese)
    for row in table.rows {
      let one = marked(english.sentence(for: row.firing, in: row.scene))
      let other = marked(chinese.sentence(for: row.firing, in: row.scene))
      #expect(one == other, "\(row.firing)")
    }
  }

  /// What a sentence names, each once.
  private func marked(_ sentence: Sentence) -> Set<Phrase.Kind> {
    Set(sentence.phrase.parts.map(\.kind).filter { $0 != .plain && $0 != .strong })
  }

  @Test("The sentences read as they did", arguments: Language.allCases)
  func snapshot(language: Language) {
    let narrator = Narrator(in: language)
    let lines = table.rows.map { row in
      "\(row.firing.rule.id): \(narrator.sentence(for: row.firing, in: row.scene).text)\n"
    }
    Snapshot.expect(lines.joined(), matches: "sentences.\(language.rawValue).txt")
  }
}
