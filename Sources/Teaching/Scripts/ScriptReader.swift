import Formats
import RaftCore
import Simulation
import YAML

/// Reads a script's source, and finds all that is wrong with it.
struct ScriptReader {
  private(set) var problems: [ScriptError] = []
  /// What is right, and may not be what was meant.
  private(set) var hints: [ScriptError] = []
  /// Of the cluster that steps are about where the reader is.
  var settings = Settings()
  /// Of the cluster that the script begins with.
  var first = Settings()

  /// Notes a problem at a node; columns are counted on from where it begins.
  mutating func report(_ kind: ScriptError.Kind, at node: Node?, offset: Int = 0) {
    let mark = node?.mark
    report(ScriptError(kind, line: mark?.line ?? 1, column: (mark?.column ?? 1) + offset))
  }

  /// Notes a problem.
  mutating func report(_ problem: ScriptError) {
    if problems.count < Script.problemLimit { problems.append(problem) }
  }

  /// Reads words of a scalar, and notes where they do not fit.
  mutating func read<Value>(
    _ node: Node, _ body: (String) throws(WordError) -> Value
  ) -> Value? {
    guard let text = line(node) else { return nil }
    do throws(WordError) {
      return try body(text)
    } catch {
      // Where a scalar stands in quotes its words begin one column later; in a block, elsewhere.
      let offset =
        switch node.scalar?.style {
        case .singleQuoted, .doubleQuoted: error.offset + 1
        case .folded, .literal: 0
        default: error.offset
        }
      report(error.kind, at: node, offset: offset)
      return nil
    }
  }

  // MARK: Scalars

  /// A scalar's text, in one line.
  mutating func line(_ node: Node) -> String? {
    guard let scalar = node.scalar else {
      report(.unfit(found: nil, expected: .scalar), at: node)
      return nil
    }
    guard check(scalar.string, of: node, limit: Script.textLimit, allowsLines: false) else {
      return nil
    }
    return scalar.string
  }

  /// Whether a text is short enough, and nothing in it could do harm on a terminal.
  private mutating func check(
    _ text: String, of node: Node, limit: Int, allowsLines: Bool
  ) -> Bool {
    guard text.count <= limit else {
      report(.tooLong(limit: limit), at: node)
      return false
    }
    let bad = text.unicodeScalars.first { scalar in
      if scalar == "\n" { return !allowsLines }
      return scalar.isHarmful
    }
    guard let bad else { return true }
    report(.control(bad.value), at: node)
    return false
  }

  /// A text, either one for all languages or one for each.
  mutating func text(_ node: Node, limit: Int = Script.textLimit) -> ScriptText? {
    switch node.content {
    case .scalar(let scalar):
      guard let string = words(scalar.string, of: node, limit: limit) else { return nil }
      return ScriptText(string)
    case .mapping(let mapping):
      var texts: [Language: String] = [:]
      for (key, value) in mapping {
        let known = Language.allCases.map(\.rawValue)
        guard let name = key.string, let language = Language(rawValue: name) else {
          report(.unknown(.language, found: key.string ?? "", known: known), at: key)
          continue
        }
        guard let string = value.string else {
          report(.unfit(found: nil, expected: .text), at: value)
          continue
        }
        let joined = language == .chinese ? string.withoutFolds : string
        texts[language] = words(joined, of: value, limit: limit)
      }
      if mapping.isEmpty { report(.unfit(found: nil, expected: .text), at: node) }
      return texts.isEmpty ? nil : ScriptText(texts)
    default:
      report(
        node.isFlow ? .notYAML(.indicator("[")) : .unfit(found: nil, expected: .text), at: node)
      return nil
    }
  }

  /// Notes that keys with values should be where a node is.
  mutating func reportNoMapping(_ node: Node) {
    if let offset = node.scalar?.fullWidthColon {
      report(.notYAML(.fullWidthColon), at: node, offset: offset)
    } else {
      report(.unfit(found: node.string, expected: .mapping), at: node)
    }
  }

  private mutating func words(_ string: String, of node: Node, limit: Int) -> String? {
    if let comment = node.scalar?.comment {
      hints.append(ScriptError(.comment, line: comment.line, column: comment.column))
    }
    let text = string.trimmingBlanks
    guard !text.isEmpty else {
      report(.unfit(found: nil, expected: .nonEmpty), at: node)
      return nil
    }
    return check(text, of: node, limit: limit, allowsLines: true) ? text : nil
  }

  mutating func number(_ node: Node, in range: ClosedRange<Int>) -> Int? {
    read(node) { text throws(WordError) in
      guard let number = Numbers.whole(text), range.contains(number) else {
        throw WordError(.unfit(found: text, expected: .number(range)), at: 0)
      }
      return number
    }
  }

  mutating func duration(_ node: Node, from least: TimeSpan = 0) -> TimeSpan? {
    read(node) { text throws(WordError) in
      guard let duration = Numbers.duration(text), duration >= least else {
        throw WordError(.unfit(found: text, expected: .duration), at: 0)
      }
      return duration
    }
  }

  // MARK: Collections

  /// The values of a mapping by their keys, of which only some are known.
  mutating func fields(_ node: Node, known: [String]) -> [String: Node]? {
    guard let mapping = node.mapping else {
      reportNoMapping(node)
      return nil
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.string, known.contains(name) else {
        report(.unknown(.key, found: key.string ?? "", known: known), at: key)
        continue
      }
      fields[name] = value
    }
    return fields
  }

  /// The items of a list; of a single value, itself.
  mutating func items(_ node: Node) -> [Node] {
    guard let sequence = node.sequence else { return [node] }
    if sequence.isEmpty { report(.unfit(found: nil, expected: .nonEmpty), at: node) }
    if sequence.count > Script.listLimit {
      report(.tooMany(.item, limit: Script.listLimit), at: node)
    }
    return Array(sequence.prefix(Script.listLimit))
  }

  func requireNoProblem() throws(ScriptErrors) {
    if !problems.isEmpty {
      let ordered = problems.enumerated().sorted {
        ($0.element.line, $0.element.column, $0.offset)
          < ($1.element.line, $1.element.column, $1.offset)
      }
      throw ScriptErrors(list: ordered.map(\.element))
    }
  }
}

/// All that is wrong with a script, by line; at least one problem.
package struct ScriptErrors: Error, Hashable, Sendable {
  package var list: [ScriptError]
}

extension Script {
  /// Reads a script.
  ///
  /// - Throws: everything that is wrong with it.
  package init(source: String) throws(ScriptErrors) {
    self = try Self.read(source).script
  }

  /// The source that a file's bytes are.
  ///
  /// - Throws: where it is no UTF-8.
  package static func source(of bytes: [UInt8]) throws(ScriptErrors) -> String {
    do throws(YAMLErrors) {
      return try YAMLText.text(of: bytes)
    } catch {
      throw ScriptErrors(list: error.list.map { ScriptError($0) })
    }
  }

  /// Reads a script.
  ///
  /// - Returns: the script, and by line what in it may not be what was meant.
  /// - Throws: everything that is wrong with it.
  package static func read(
    _ source: String
  ) throws(ScriptErrors) -> (script: Script, hints: [ScriptError]) {
    let (script, hints) = try ScriptReader.read(source) { $0.script($1) }
    return (script, hints)
  }
}

extension ScriptReader {
  /// Reads what a source is.
  ///
  /// - Parameters:
  ///   - source: at most `Script.sizeLimit` bytes of it.
  ///   - read: gives nil where it has reported a problem.
  /// - Returns: the value, and by line what in it may not be what was meant.
  /// - Throws: everything that is wrong with it.
  static func read<Value>(
    _ source: String, _ read: (inout ScriptReader, Node) -> Value?
  ) throws(ScriptErrors) -> (value: Value, hints: [ScriptError]) {
    guard source.utf8.count <= Script.sizeLimit else {
      throw ScriptErrors(list: [ScriptError(.tooLarge)])
    }
    let root: Node?
    do throws(YAMLErrors) {
      root = try YAMLText.compose(source)
    } catch {
      throw ScriptErrors(list: error.list.map { ScriptError($0) })
    }
    var reader = ScriptReader()
    let value = root.flatMap { read(&reader, $0) }
    if root == nil { reader.report(.missing(key: "version"), at: nil) }
    try reader.requireNoProblem()
    return (value!, reader.hints)
  }
}

extension ScriptError {
  fileprivate init(_ trouble: YAMLError) {
    let kind: Kind =
      switch trouble.kind {
      case .notYAML(let complaint): .notYAML(complaint)
      case .twice(let key): .twice(key: key)
      }
    self.init(kind, line: trouble.line, column: trouble.column)
  }
}

extension UInt8 {
  /// A byte as it is written: `0xFF`.
  var inHexadecimal: String {
    "0x" + (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true)
  }
}

extension UInt32 {
  /// A scalar's number as it is written: `U+202E`.
  var codePoint: String {
    let digits = String(self, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// The text with each character that could do harm on a terminal replaced, and cut when long.
  package var harmless: String {
    var view = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(200) { view.append(scalar.isHarmful ? "\u{FFFD}" : scalar) }
    return String(view) + (unicodeScalars.count > 200 ? "…" : "")
  }
}

extension String {
  /// Without the single blanks between Chinese characters that YAML puts where it joins lines.
  var withoutFolds: String {
    let characters = Array(self)
    let kept = characters.indices.filter { place in
      guard characters[place] == " ", place > 0, place + 1 < characters.count else { return true }
      return !(characters[place - 1].isChinese && characters[place + 1].isChinese)
    }
    return String(kept.map { characters[$0] })
  }

  /// Without blanks and line feeds at both ends.
  var trimmingBlanks: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\n" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

extension Character {
  /// Whether it is Han or the punctuation that goes with it, so that no blank stands beside it.
  fileprivate var isChinese: Bool {
    guard let value = unicodeScalars.first?.value else { return false }
    return (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0xFE30...0xFE4F).contains(value) || (0xFF00...0xFFEF).contains(value)
      || (0x20000...0x3FFFF).contains(value) || (0x2018...0x201D).contains(value)
  }
}
