/// A value in a YAML text, and where it begins.
package struct Node: Sendable {
  package let content: Content
  /// Whether it is a list or mapping in brackets.
  package let isFlow: Bool
  private let place: Mark

  /// What a value is made of.
  package enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping(Mapping)
  }

  init(_ content: Content, isFlow: Bool = false, at place: Mark) {
    self.content = content
    self.isFlow = isFlow
    self.place = place
  }

  /// Where it begins. A text in quotes begins with the quotation mark, a block with its sign.
  package var mark: Mark? { place }

  package var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

  package var sequence: [Node]? {
    if case .sequence(let sequence) = content { sequence } else { nil }
  }

  package var mapping: Mapping? { if case .mapping(let mapping) = content { mapping } else { nil } }

  /// A scalar's text, whatever YAML would call it: `no`, `1e1000` and `~` are texts, too.
  package var string: String? { scalar?.string }

  /// Whether it stands for nothing: without quotes, YAML's words for that do.
  package var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

/// A place in a text.
package struct Mark: Hashable, Comparable, Sendable {
  /// Counted from 1.
  package var line: Int
  /// Counted from 1, in Unicode scalars.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (one: Mark, other: Mark) -> Bool {
    (one.line, one.column) < (other.line, other.column)
  }
}

/// A text that is a value or a key.
package struct Scalar: Sendable {
  package let string: String
  package let style: Style
  /// Where a comment stands behind it in its last line. In a text without quotes that may have been
  /// meant as part of it: `S1 #1` is read as `S1`.
  package internal(set) var comment: Mark?

  package enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  /// Where a full-width colon stands in a text without quotes, in scalars from its beginning: it
  /// separates no key from its value, although it looks so.
  package var fullWidthColon: Int? {
    guard style == .plain else { return nil }
    return string.unicodeScalars.enumerated().first { $0.element == "\u{FF1A}" }?.offset
  }
}

/// Keys with values, in the order of the text. A key that is there twice is in it twice.
package struct Mapping: Sendable, RandomAccessCollection {
  /// Where it begins: with its first key, or its bracket.
  package let mark: Mark?
  private let pairs: [(key: Node, value: Node)]

  init(_ pairs: [(key: Node, value: Node)], at mark: Mark) {
    self.pairs = pairs
    self.mark = mark
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { pairs.count }
  package subscript(position: Int) -> (key: Node, value: Node) { pairs[position] }

  /// The value of the first key of a name.
  package subscript(key: String) -> Node? { pairs.first { $0.key.string == key }?.value }

  package var keys: [Node] { pairs.map(\.key) }
}
