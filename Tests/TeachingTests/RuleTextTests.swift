import RaftCore
import Simulation
import Teaching
import TestSupport
import Testing

@Suite("What is written about the rules")
struct RuleTextTests {
  @Test("Every rule has a short title of its own", arguments: Language.allCases)
  func titles(language: Language) {
    let titles = Rule.allCases.map { language.phrasebook.text(of: $0).title }
    #expect(Set(titles).count == Rule.allCases.count)
    for title in titles {
      #expect(!title.isEmpty && columns(title) <= 40, "\(title)")
      #expect(title.last?.isPunctuation == false, "\(title)")
    }
  }

  @Test("Every rule is said in one or two sentences", arguments: Language.allCases)
  func sentences(language: Language) {
    let texts = Rule.allCases.map { language.phrasebook.text(of: $0) }
    #expect(Set(texts.map(\.sentence)).count == Rule.allCases.count)
    for text in texts { expectSentence(text.sentence) }
  }

  @Test("What goes wrong is said of the rules that can be switched off, and of no others")
  func without() {
    for language in Language.allCases {
      for rule in Rule.allCases {
        let text = language.phrasebook.text(of: rule).without
        #expect((text != nil) == rule.isSwitchable, "\(rule.id)")
        if let text { expectSentence(text) }
      }
    }
  }

  private func expectSentence(_ text: String) {
    #expect((20...200).contains(text.count), "\(text.count): \(text)")
    #expect(text.last == "." || text.last == "。", "\(text)")
    #expect(!text.contains("\n") && !text.contains("  "), "\(text)")
  }

  @Test("Chinese texts are in Chinese, and English ones are not")
  func script() {
    for rule in Rule.allCases {
      let chinese = Language.chinese.phrasebook.text(of: rule)
      let english = Language.english.phrasebook.text(of: rule)
      #expect(hasHan(chinese.title) && hasHan(chinese.sentence))
      #expect(chinese.without.map(hasHan) ?? true)
      #expect(!hasHan(english.title + english.sentence + (english.without ?? "")))
    }
  }

  @Test("A Chinese sentence gives the English of Raft's terms beside them")
  func terms() {
    let terms = [
      ("跟随者", "Follower"), ("领导者", "Leader"), ("候选人", "Candidate"), ("状态机", "State Machine"),
    ]
    for rule in Rule.allCases {
      let sentence = Language.chinese.phrasebook.text(of: rule).sentence
      let used = terms.filter { sentence.contains($0.0) }
      let explained = used.filter { sentence.contains("\($0.0)（\($0.1)）") }
      #expect(used.isEmpty || !explained.isEmpty, "\(rule.id): \(sentence)")
    }
  }

  @Test("Every rule names its section, as the core does", arguments: Language.allCases)
  func sources(language: Language) {
    for rule in Rule.allCases {
      let text = language.phrasebook.text(of: rule.source)
      let isOfPaper = !rule.source.sections.isEmpty
      #expect(isOfPaper == text.hasPrefix("§"), "\(text)")
      #expect(isOfPaper || text.contains("§") && !text.contains("·"), "\(rule.id): \(text)")
      if case .dissertation(let number)? = rule.source.place {
        #expect(text.hasSuffix("§\(number)"), "\(rule.id): \(text)")
      }
      for section in rule.section.split(separator: ", ") where section.first!.isNumber {
        #expect(text.contains("§\(section)"), "\(rule.id): \(text)")
      }
      #expect(columns(text) <= 48, "\(text)")
      let isElsewhere = rule.section.contains("Figure 2")
      #expect(!isElsewhere || text.contains("2"), "\(rule.id): \(text)")
    }
  }

  @Test("Every feature has a short name and says what it does", arguments: Language.allCases)
  func features(language: Language) {
    let words = language.phrasebook
    let names = Feature.allCases.map(words.name(of:))
    #expect(Set(names).count == Feature.allCases.count)
    for name in names { #expect(!name.isEmpty && columns(name) <= 40, "\(name)") }
    for feature in Feature.allCases {
      let text = words.explanation(of: feature)
      expectEnded(text, in: language)
      #expect(columns(text) <= 100, "\(text)")
    }
  }

  @Test("Every safety property has a name and says what it demands", arguments: Language.allCases)
  func properties(language: Language) {
    let texts = Property.allCases.map { language.phrasebook.text(of: $0) }
    #expect(Set(texts.map(\.title)).count == Property.allCases.count)
    for text in texts {
      #expect(columns(text.title) <= 40)
      expectEnded(text.sentence, in: language)
    }
  }

  private func expectEnded(_ text: String, in language: Language) {
    #expect(text.last == (language == .chinese ? "。" : "."), "\(text)")
    #expect(hasHan(text) == (language == .chinese), "\(text)")
  }

  @Test("The rules read as they did", arguments: Language.allCases)
  func snapshot(language: Language) {
    let words = language.phrasebook
    let blocks = Rule.allCases.map { rule in
      let text = words.text(of: rule)
      return """
        \(rule.id)  \(words.text(of: rule.source))
          \(text.title)
          \(text.sentence)
        \(text.without.map { "  ✗ \($0)\n" } ?? "")
        """
    }
    Snapshot.expect(blocks.joined(separator: "\n"), matches: "rules.\(language.rawValue).txt")
  }
}
