/// Something that is wrong with a text in YAML.
package struct YAMLError: Hashable, Sendable {
  package var place: Mark
  package var kind: Kind

  package enum Kind: Hashable, Sendable {
    case notYAML(YAMLComplaint)
    /// A key is there twice; here it is there again.
    case twice(key: String)
  }

  init(_ kind: Kind, at place: Mark) {
    self.place = place
    self.kind = kind
  }

  package var line: Int { place.line }
  package var column: Int { place.column }
}

/// All that is wrong with a text in YAML, by line; at least one trouble.
package struct YAMLErrors: Error, Hashable {
  package var list: [YAMLError]

  init(_ list: [YAMLError]) { self.list = list.sorted { $0.place < $1.place } }

  init(_ complaint: YAMLComplaint, at place: Mark) {
    self.init([YAMLError(.notYAML(complaint), at: place)])
  }
}

/// Why a text is no YAML, or none that is taken.
package enum YAMLComplaint: Hashable, Sendable {
  case noToken, noColon, noEntryHere, noKeyHere, noValueHere, noIndicatorHere, endsEarly
  case tab, badEscape, badNumber, badCodePoint, noContent, noDash, noKey
  case noCommaInList, noCommaInMapping, noDocument, secondDocument, tooDeep
  /// A byte that no UTF-8 text has there.
  case noUTF8(byte: UInt8)
  case controlCharacter(UInt32)
  /// A value that is said elsewhere.
  case alias
  /// A text that begins with a character by which YAML means something else: `[`, `{`, `!`, `*`, `&`.
  case indicator(Unicode.Scalar)
  /// A colon as Chinese text has it where YAML wants its own.
  case fullWidthColon
  /// A blank that is none for YAML, such as U+00A0 or U+3000, in the indentation of a line.
  case oddBlank(UInt32)
  /// A character that ends a line for YAML alone.
  case lineBreak(UInt32)
  /// Something rare, in the reader's own words.
  case other(String)

  /// - Parameter problem: libyaml's words, which are the only sign by which it tells its errors apart.
  init(problem: String) {
    self = Self.known.first { problem.hasPrefix($0.words) }?.complaint ?? .other(problem)
  }

  private static let known: [(words: String, complaint: YAMLComplaint)] = [
    ("found character that cannot start any token", .noToken),
    ("could not find expected ':'", .noColon),
    ("block sequence entries are not allowed in this context", .noEntryHere),
    ("mapping keys are not allowed in this context", .noKeyHere),
    ("mapping values are not allowed in this context", .noValueHere),
    ("found unexpected document indicator", .noIndicatorHere),
    ("found unexpected end of stream", .endsEarly),
    ("found a tab character", .tab), ("found unknown escape character", .badEscape),
    ("did not find expected hexdecimal number", .badNumber),
    ("found invalid Unicode character escape code", .badCodePoint),
    ("did not find expected node content", .noContent),
    ("did not find expected '-' indicator", .noDash),
    ("did not find expected key", .noKey),
    ("did not find expected ',' or ']'", .noCommaInList),
    ("did not find expected ',' or '}'", .noCommaInMapping),
    ("did not find expected <document start>", .noDocument),
  ]
}
