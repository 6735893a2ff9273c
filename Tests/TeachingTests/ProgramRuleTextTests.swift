import ClientPrograms
import Teaching
import TestSupport
import Testing

@Suite("What is written about the rules of programs")
struct ProgramRuleTextTests {
  @Test("Every rule has a short title of its own", arguments: Language.allCases)
  func titles(language: Language) {
    let titles = ElectionRule.allCases.map { language.phrasebook.text(of: $0).title }
    #expect(Set(titles).count == ElectionRule.allCases.count)
    for title in titles {
      #expect(!title.isEmpty && columns(title) <= 40, "\(title)")
      #expect(title.last?.isPunctuation == false, "\(title)")
      #expect(badSpacing(title) == nil || language == .english, "\(title)")
    }
  }

  @Test("Every rule is said in one or two sentences", arguments: Language.allCases)
  func sentences(language: Language) {
    let texts = ElectionRule.allCases.map { language.phrasebook.text(of: $0).sentence }
    #expect(Set(texts).count == ElectionRule.allCases.count)
    for text in texts { expectSentence(text, in: language) }
  }

  @Test(
    "What goes wrong is said of the rules that can be switched, and of no others",
    arguments: Language.allCases)
  func without(language: Language) {
    for rule in ElectionRule.allCases {
      let text = language.phrasebook.text(of: rule).without
      #expect((text != nil) == rule.isSwitchable, "\(rule.id)")
      if let text { expectSentence(text, in: language) }
    }
    #expect(language.phrasebook.with != language.phrasebook.without)
  }

  private func expectSentence(_ text: String, in language: Language) {
    #expect((20...200).contains(text.count), "\(text.count): \(text)")
    #expect(text.last == (language == .chinese ? "。" : "."), "\(text)")
    #expect(hasHan(text) == (language == .chinese), "\(text)")
    #expect(!text.contains("\n") && !text.contains("  "), "\(text)")
    #expect(badSpacing(text) == nil || language == .english, "\(text)")
  }

  @Test("A Chinese sentence gives the English of a term beside it, where it stands first")
  func terms() {
    let terms = [("领导者", "Leader"), ("租约", "Lease"), ("事务", "Txn")]
    for rule in ElectionRule.allCases {
      let sentence = Language.chinese.phrasebook.text(of: rule).sentence
      for (term, english) in terms {
        guard let first = sentence.firstRange(of: term) else { continue }
        #expect(sentence[first.upperBound...].hasPrefix("（\(english)）"), "\(rule.id): \(sentence)")
      }
    }
  }

  @Test("The rules read as they did", arguments: Language.allCases)
  func snapshot(language: Language) {
    let words = language.phrasebook
    let narrator = Narrator(in: language)
    let blocks = ElectionRule.allCases.map { rule in
      let text = words.text(of: rule)
      let label = rule.facts.weight == .risk ? words.with : words.without
      return """
        \(rule.id)  \(rule.call ?? "")
          \(text.title)
          \(text.sentence)
        \(text.without.map { "  \(label)\($0)\n" } ?? "")\
        \(narrator.samples(of: rule).map { "  · \($0)\n" }.joined())
        """
    }
    Snapshot.expect(
      blocks.joined(separator: "\n"), matches: "program-rules.\(language.rawValue).txt")
  }

  @Test("Every rule that fires is found by some sentence", arguments: Language.allCases)
  func samples(language: Language) {
    let narrator = Narrator(in: language)
    for rule in ElectionRule.allCases {
      let samples = narrator.samples(of: rule)
      #expect(samples.isEmpty == (rule == .tokenByRevision), "\(rule.id)")
      for text in samples { expectSpoken(text, in: language) }
    }
    #expect(narrator.samples(of: .beginLeading).count >= 4)
  }
}
