import Teaching
import YAML

/// What a language says about users' files and lists of keys that cannot be read.
package protocol FileComplaints {
  /// Where a scheme file is wrong, and what would be right.
  func text(of error: SchemeError) -> String
  /// The problem in a file of settings, without its place.
  func text(of problem: PreferencesError.Kind) -> String
  /// Why a word is no cue.
  func text(of cue: RecordedStep.SyntaxError) -> String
}

extension Language {
  /// What this language says about files that cannot be read.
  package var fileComplaints: any FileComplaints { labels }
}

/// Something that is wrong in a file of settings: where, and what.
package struct PreferencesError: Hashable, Sendable {
  package let file: String
  /// From 1; nil when it is the whole file.
  package let line: Int?
  /// From 1; nil where the line says enough.
  package let column: Int?
  package let kind: Kind

  package init(file: String, line: Int?, column: Int? = nil, _ kind: Kind) {
    self.file = file
    self.line = line
    self.column = column
    self.kind = kind
  }

  /// A problem that the reader of YAML found.
  package init(file: String, _ trouble: YAMLError) {
    switch trouble.kind {
    case .notYAML(let complaint):
      self.init(file: file, line: trouble.line, column: trouble.column, .notYAML(complaint))
    case .twice(let key):
      self.init(
        file: file, line: trouble.line, .twice(String(key.filter(\.isPrintable).prefix(80))))
    }
  }

  package enum Kind: Hashable, Sendable {
    case tooLarge
    case notYAML(YAMLComplaint)
    /// A key is there twice.
    case twice(String)
    /// No keys with values.
    case noSettings
    case unknownSetting(String)
    case unknownLanguage(LanguageError)
    case noTheme, motion, ascii, symbols, braille, largePrint
    /// No theme has this name.
    case unknownTheme(String, known: [String])
    /// No keys with values below `keys`.
    case noKeys
    /// Nothing that a key can do has this name.
    case unknownCommand(String)
    case digitsOnly(String)
    /// The way out needs a key.
    case wayOut(String)
    case unknownKey(String, for: String)
    /// Control with a character for which terminals send something else, or nothing.
    case neverSent(String, for: String)
    /// Neither a key nor a list of keys.
    case noKey(for: String)
    /// A character that is typed there.
    case typed(String, for: String)
    /// A key that would do two things.
    case conflict(key: String, String, String)
  }

  /// The problem on one line, after its place: `config.yaml:3`.
  package func text(in language: Language) -> String {
    let place = [line, column].compactMap(\.self).map { ":\($0)" }.joined()
    return "\(file)\(place): \(language.fileComplaints.text(of: kind))"
  }
}

extension SchemeError {
  /// The problem, to be read after the key.
  package enum Problem: Hashable, Sendable {
    case notYAML(YAMLComplaint)
    case twice
    case tooLarge(bytes: Int)
    /// The file is called nothing that can be seen.
    case noName
    case noScheme, noLines
    case otherSystem(String)
    case noPalette
    /// The slot stands in this line already.
    case repeated(line: Int)
    case lacks([String])
    case noColor, noValue
    case notAColor(String)
    /// Colours of the terminal's own beside measured ones; `base00` is measured or not.
    case mixture(baseIsMeasured: Bool)
    case contrast, termList
    case unknownStyle(String, known: [String])
    case unknownWord(String)
  }
}
