import Yams

/// A text in YAML that somebody else may have written: a script, a file of settings, a theme.
///
/// It is read in a time that grows with its length, whatever is in it.
package enum YAMLText {
  /// The most keys that are said to be there twice.
  private static let twiceLimit = 20

  /// Reads a text that holds one document.
  ///
  /// Aliases are refused: with a few lines of them a text can mean more than any machine can hold.
  ///
  /// - Returns: nil if it holds nothing.
  /// - Throws: what is wrong with it, by line.
  package static func compose(_ text: String) throws(YAMLErrors) -> Node? {
    var twice: [YAMLError] = []
    let root = try compose(text) { twice.append($0) }
    guard twice.isEmpty else { throw YAMLErrors(list: twice) }
    return root
  }

  /// Reads a text though it has keys twice: its node has them twice, too.
  ///
  /// - Parameter report: is told of the keys.
  package static func compose(
    _ text: String, reportingTwice report: (YAMLError) -> Void
  ) throws(YAMLErrors) -> Node? {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    try refuseLineBreaks(in: text)
    try refuseAliases(in: text)
    let (root, twice) = try checked(text)
    twice.forEach(report)
    return root
  }

  /// A node, and the keys that are there twice.
  private typealias Checked = (root: Node?, twice: [YAMLError])

  /// The node of a text without aliases.
  private static func checked(_ text: String) throws(YAMLErrors) -> Checked {
    do {
      return (try node(of: text), [])
    } catch YamlError.duplicatedKeysInMapping {
      return try checkedWithTwice(text)
    } catch {
      throw YAMLErrors(list: [YAMLError(error)])
    }
  }

  private static func node(of text: String) throws -> Node? {
    // The standard encoding would be looked up in the environment. What is a number is the readers'
    // to say: the standard rules for it are regular expressions, which take about a megabyte.
    try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
  }

  /// Some characters end a line for YAML and for no editor: all later lines would be miscounted.
  private static func refuseLineBreaks(in text: String) throws(YAMLErrors) {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: (line, column) = (line + 1, 1)
      case 0x85, 0x2028, 0x2029:
        throw YAMLErrors(
          list: [YAMLError(.notYAML(.lineBreak(scalar.value)), line: line, column: column)])
      default: column += 1
      }
    }
  }

  /// In a copy whose anchors are tags no alias has anything that it could stand for; so it is found
  /// without being followed.
  private static func refuseAliases(in text: String) throws(YAMLErrors) {
    guard text.utf8.contains(UInt8(ascii: "*")), text.utf8.contains(UInt8(ascii: "&")) else {
      return
    }
    do throws(YAMLErrors) {
      _ = try checked(text.replacing("&", with: "!"))
    } catch {
      guard let trouble = error.list.first, trouble.kind == .notYAML(.undefinedAlias) else {
        throw error
      }
      let name = rest(of: text, from: trouble).dropFirst().prefix { (scalar: Unicode.Scalar) in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || scalar == "-" || scalar == "_"
      }
      let isAnchored = text.contains("&" + String(String.UnicodeScalarView(name)))
      throw isAnchored
        ? YAMLErrors(
          list: [YAMLError(.notYAML(.alias), line: trouble.line, column: trouble.column)])
        : error
    }
  }

  /// The rest of the line in which something is wrong.
  private static func rest(of text: String, from trouble: YAMLError) -> [Unicode.Scalar] {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(trouble.line - 1) else { return [] }
    return Array(lines[trouble.line - 1].dropFirst(trouble.column - 1))
  }
}

// MARK: Keys that are there twice

extension YAMLText {
  /// The node of a text that has keys twice, and every key that its mapping has already, where it is
  /// there again.
  ///
  /// The reader tells of one, and where it is first. So that one gets another name of the same
  /// length, until all are different.
  ///
  /// - Throws: the keys that were found until there were too many, or one could not be renamed.
  private static func checkedWithTwice(_ source: String) throws(YAMLErrors) -> Checked {
    var text = source
    var names: [String: String] = [:]
    var firsts: [(key: String, place: Mark)] = []
    while true {
      do {
        var troubles: [YAMLError] = []
        let root = try node(of: text).map { restored($0, names, &troubles) }
        guard !troubles.isEmpty else { throw again(firsts, in: source) }
        return (root, troubles.inOrder)
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard firsts.count < twiceLimit else { throw again(firsts, in: source) }
        let key = keys.first ?? ""
        firsts.append((key, context.mark))
        guard let mark = Unicode.Scalar(0xE000 + UInt32(firsts.count)),
          !text.unicodeScalars.contains(mark),
          let name = rename(key, at: context.mark, to: mark, in: &text)
        else { throw again(firsts, in: source) }
        names[name] = key
      } catch {
        throw again(firsts, in: source)
      }
    }
  }

  /// Keys that are there twice, of which only the first places are known. The other keys of a mapping
  /// begin in the same column, as a rule; where none does, the first place is told.
  private static func again(
    _ firsts: [(key: String, place: Mark)], in source: String
  ) -> YAMLErrors {
    let lines = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Array.init)
    let troubles = firsts.map { key, place in
      let line = lines.indices.dropFirst(place.line).first { number in
        isKey(key, at: place.column, of: lines[number])
      }
      return YAMLError(
        .twice(key: key), line: line.map { $0 + 1 } ?? place.line, column: place.column)
    }
    return YAMLErrors(list: troubles.inOrder)
  }

  /// Whether a line begins with a key, in quotes or without, at a column.
  private static func isKey(_ key: String, at column: Int, of line: [Unicode.Scalar]) -> Bool {
    let rest = line.dropFirst(column - 1)
    let name = rest.first == "\"" || rest.first == "'" ? rest.dropFirst() : rest
    guard line.prefix(column - 1).allSatisfy({ $0 == " " }), name.starts(with: key.unicodeScalars)
    else { return false }
    let end = name.dropFirst(key.unicodeScalars.count)
    return end.first { $0 != " " && $0 != "\"" && $0 != "'" } == ":"
  }

  /// Notes keys that are there again.
  ///
  /// - Returns: the node with their own names.
  private static func restored(
    _ node: Node, _ names: [String: String], _ troubles: inout [YAMLError]
  ) -> Node {
    switch node {
    case .mapping(let mapping):
      var known: Set<String> = []
      var rest: [(Node, Node)] = []
      for (key, value) in mapping {
        if let name = key.scalar?.string {
          let isNew = known.insert(names[name] ?? name).inserted
          if !isNew, let mark = key.mark {
            troubles.append(YAMLError(.twice(key: names[name] ?? name), at: mark))
          }
        }
        let value = restored(value, names, &troubles)
        rest.append((named(key, names), value))
      }
      return .mapping(Node.Mapping(rest, mapping.tag, mapping.style, mapping.mark))
    case .sequence(let sequence):
      let items = sequence.map { restored($0, names, &troubles) }
      return .sequence(Node.Sequence(items, sequence.tag, sequence.style, sequence.mark))
    default: return node
    }
  }

  private static func named(_ key: Node, _ names: [String: String]) -> Node {
    guard let scalar = key.scalar, let name = names[scalar.string] else { return key }
    return .scalar(Node.Scalar(name, scalar.tag, scalar.style, scalar.mark))
  }

  /// Puts a mark in the place of each character of a key.
  ///
  /// - Returns: the key's new name; nil if its end cannot be told.
  private static func rename(
    _ key: String, at place: Mark, to mark: Unicode.Scalar, in text: inout String
  ) -> String? {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Array.init)
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    let start = place.column - 1
    let rest = line.dropFirst(start)
    let length: Int
    if let quote = rest.first, quote == "\"" || quote == "'" {
      // A key with a quotation mark in it is left as it is.
      guard let end = rest.dropFirst().firstIndex(of: quote),
        rest[(start + 1)..<end].elementsEqual(key.unicodeScalars)
      else { return nil }
      length = end + 1 - start
    } else {
      guard !key.isEmpty, rest.starts(with: key.unicodeScalars) else { return nil }
      length = key.unicodeScalars.count
    }
    let name = Array(repeating: mark, count: length)
    lines[place.line - 1].replaceSubrange(start..<(start + length), with: name)
    text = String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
    return String(String.UnicodeScalarView(name))
  }
}

extension [YAMLError] {
  /// As they stand in the text.
  fileprivate var inOrder: [YAMLError] {
    sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

extension Node {
  /// Whether it stands for nothing: without quotes, YAML's words for that do.
  package var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

/// All that is wrong with a text in YAML, by line; at least one trouble.
package struct YAMLErrors: Error, Hashable {
  package var list: [YAMLError]
}

/// Something that is wrong with a text in YAML.
package struct YAMLError: Hashable, Sendable {
  /// Counted from 1; 0 when it is the text as a whole.
  package var line: Int
  package var column: Int
  package var kind: Kind

  package enum Kind: Hashable, Sendable {
    case notYAML(YAMLComplaint)
    /// A key is there twice.
    case twice(key: String)
  }

  init(_ kind: Kind, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  init(_ kind: Kind, at mark: Mark) { self.init(kind, line: mark.line, column: mark.column) }

  /// What the YAML reader has to say.
  init(_ error: any Error) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, let source),
      YamlError.parser(_, let problem, let mark, let source),
      YamlError.composer(_, let problem, let mark, let source):
      var complaint = YAMLComplaint(words: problem)
      if complaint == .noToken, Self.isTab(at: mark, in: source) { complaint = .tab }
      self.init(.notYAML(complaint), at: mark)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      self.init(.twice(key: keys.first ?? ""), at: context.mark)
    case YamlError.reader(let problem, _, _, _):
      self.init(.notYAML(YAMLComplaint(words: problem)))
    default: self.init(.notYAML(.noUTF8))
    }
  }

  private static func isTab(at mark: Mark, in source: String) -> Bool {
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].dropFirst(mark.column - 1).first == "\t"
  }
}
