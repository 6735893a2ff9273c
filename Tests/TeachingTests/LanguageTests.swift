import Teaching
import Testing

@Suite("Choosing a language")
struct LanguageTests {
  @Test("LC_ALL decides before LC_MESSAGES, and that before LANG")
  func precedence() {
    let all = ["LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"]
    #expect(Language.preferred(in: all) == .chinese)
    let messages = ["LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"]
    #expect(Language.preferred(in: messages) == .chinese)
    #expect(Language.preferred(in: ["LANG": "zh_CN.UTF-8"]) == .chinese)
    #expect(Language.preferred(in: ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"]) == .english)
  }

  @Test("An empty variable counts as one that is not set")
  func empty() {
    #expect(Language.preferred(in: ["LC_ALL": "", "LANG": "zh_CN"]) == .chinese)
  }

  @Test("English is spoken where no language of ours is asked for", arguments: ["C", "fr_FR", ""])
  func fallback(value: String) {
    #expect(Language.preferred(in: ["LANG": value]) == .english)
    #expect(Language.preferred(in: [:]) == .english)
  }

  @Test("A language is named by its code, with or without a region")
  func options() throws {
    #expect(try Language(option: "zh") == .chinese)
    #expect(try Language(option: "zh-Hans") == .chinese)
    #expect(try Language(option: "EN_us.UTF-8@x") == .english)
  }

  @Test("A language that is not ours is refused with the choices", arguments: ["", "de", "zhx"])
  func refusal(value: String) {
    let error = #expect(throws: LanguageError.self) { try Language(option: value) }
    for speaking in Language.allCases {
      let text = error.map { speaking.phrasebook.text(of: $0) } ?? ""
      #expect(text.contains("`\(value)`"))
      for language in Language.allCases { #expect(text.contains(language.rawValue)) }
    }
  }

  @Test("The next language comes round to the first")
  func next() {
    var language = Language.english
    for _ in Language.allCases { language = language.next }
    #expect(language == .english)
  }
}
