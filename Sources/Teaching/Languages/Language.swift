/// A language that the program speaks.
///
/// To add one: a case here, and a folder with a type that conforms to `Phrasebook`. The compiler
/// then lists every text that is missing. Modules with texts of their own (labels, help, errors)
/// declare a protocol like `Phrasebook`, make the same types conform to it, and choose with the
/// same switch.
package enum Language: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case chinese = "zh"

  /// The name of the language in itself, for a menu.
  package var ownName: String {
    switch self {
    case .english: "English"
    case .chinese: "中文"
    }
  }

  /// Whether it can be written with the characters of ASCII.
  package var isASCII: Bool { ownName.utf8.allSatisfy { $0 < 0x80 } }

  /// Everything that can be said about a cluster, in this language.
  package var phrasebook: any Phrasebook {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }

  /// The language after this one, round and round.
  package var next: Language {
    let all = Self.allCases
    let position = all.firstIndex(of: self) ?? 0
    return all[(position + 1) % all.count]
  }
}

// Choosing a language.
extension Language {
  /// The language that the environment asks for: of LC_ALL, LC_MESSAGES and LANG the first that is
  /// set and not empty decides, as POSIX has it. English for any other language, and for none.
  package static func preferred(in environment: [String: String]) -> Language {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return value.flatMap(Language.init(locale:)) ?? .english
  }

  /// The language of a value given on the command line: `en`, `zh`, or a longer tag such as
  /// `zh_CN`.
  package init(option value: String) throws(LanguageError) {
    guard let language = Language(locale: value) else { throw LanguageError(value: value) }
    self = language
  }

  /// The language of a locale's name, such as `zh_CN.UTF-8` or `zh-Hans`; nil when it is none of
  /// ours.
  private init?(locale: String) {
    let tag = locale.prefix { !"_-.@".contains($0) }
    self.init(rawValue: tag.lowercased())
  }
}

/// A value for a language that names none of ours.
package struct LanguageError: Error, Hashable {
  /// What was asked for.
  package var value: String

  package init(value: String) { self.value = value }
}
