import Simulation

/// What a language says about lines and files that cannot be read.
package protocol ReadingPhrases {
  /// What was found in the line of a stimulus, and what would be right.
  func text(of misreading: ActTextError) -> String
  /// Why a file is no YAML.
  func text(of complaint: YAMLComplaint) -> String
  /// A value for a language names none of ours.
  func text(of unknown: LanguageError) -> String
}

/// What the YAML reader says of a file, by its English words.
package enum YAMLComplaint: Hashable, Sendable {
  case noToken, noColon, noEntryHere, noKeyHere, noValueHere, noIndicatorHere, endsEarly, noName
  case tab, badEscape, badNumber, badCodePoint, undefinedTag, noContent, noDash, noKey
  case noCommaInList, noCommaInMapping, undefinedAlias, duplicateAnchor, controlCharacter, noUTF8
  case noDocument, secondDocument, tooDeep
  /// A value that is said elsewhere.
  case alias
  /// A character that ends a line for YAML alone.
  case lineBreak(UInt32)
  /// Something rare, in the reader's own words.
  case other(String)

  package init(words: String) {
    self = Self.known.first { words.hasPrefix($0.words) }?.complaint ?? .other(words)
  }

  private static let known: [(words: String, complaint: YAMLComplaint)] = [
    ("found character that cannot start any token", .noToken),
    ("could not find expected ':'", .noColon),
    ("block sequence entries are not allowed in this context", .noEntryHere),
    ("mapping keys are not allowed in this context", .noKeyHere),
    ("mapping values are not allowed in this context", .noValueHere),
    ("found unexpected document indicator", .noIndicatorHere),
    ("found unexpected end of stream", .endsEarly),
    ("did not find expected alphabetic or numeric character", .noName),
    ("found a tab character", .tab), ("found unknown escape character", .badEscape),
    ("did not find expected hexdecimal number", .badNumber),
    ("found invalid Unicode character escape code", .badCodePoint),
    ("found undefined tag handle", .undefinedTag),
    ("did not find expected node content", .noContent),
    ("did not find expected '-' indicator", .noDash),
    ("did not find expected key", .noKey),
    ("did not find expected ',' or ']'", .noCommaInList),
    ("did not find expected ',' or '}'", .noCommaInMapping),
    ("found undefined alias", .undefinedAlias), ("found duplicate anchor", .duplicateAnchor),
    ("control characters are not allowed", .controlCharacter),
    ("invalid leading UTF-8 octet", .noUTF8), ("invalid trailing UTF-8 octet", .noUTF8),
    ("incomplete UTF-8 octet sequence", .noUTF8), ("not UTF-8", .noUTF8),
    ("did not find expected <document start>", .noDocument),
    ("but found another document", .secondDocument),
    ("Maximum nesting level reached", .tooDeep),
  ]
}
