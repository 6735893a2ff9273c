import Foundation
import Testing

/// The compiler names every place that a new message, rule or act touches, as long as no `default:`
/// hides one from it.
@Suite("Switches over what there is of the protocol")
struct SwitchTests {
  /// What a switch can be over, and the file that declares its cases.
  static let declarations = [
    "Body": "RaftCore/Messages/Message.swift",
    "Rule": "RaftCore/Rules/Rule.swift",
    "Evidence": "RaftCore/Rules/Evidence.swift",
    "Effect": "RaftCore/Server/Effect.swift",
    "Role": "RaftCore/Server/Role.swift",
    "Stimulus": "Simulation/Acts/Stimulus.swift",
    "What": "Simulation/Observation/Happening.swift",
  ]

  /// Files with a switch over something else that has cases of the same names: the acts of a format
  /// that is only read, and what a script asks of reads and writes.
  static let others: Set<String> = [
    "Teaching/Sessions/SessionVersion1+Acts.swift", "Teaching/Scripts/Condition.swift",
  ]

  @Test("None of them has a default", arguments: declarations.keys.sorted())
  func noDefault(type: String) throws {
    let declaration = try String(
      contentsOf: Self.root.appendingPathComponent(Self.declarations[type]!), encoding: .utf8)
    let cases = Self.cases(of: type, in: declaration)
    try #require(cases.count > 2, "the cases of \(type) are not where they were")
    for (name, switches) in try Self.sources.get() {
      for found in switches {
        let names = found.subtracting(["default"])
        let isOverType = names.count > 1 && names.isSubset(of: cases)
        #expect(!isOverType, "\(name) has a default beside \(names.sorted())")
      }
    }
  }

  @Test("A switch is found with the cases that are its own")
  func finds() {
    let source = """
      switch one {
      case .crash(let server, _), .restart(let server):
        switch two {
        case .inner: break
        default: break  // "}"
        }
      case .wipe,
        .pause: return .other("case .text: }")
      default: return nil
      }
      """
    #expect(
      Set(Self.switches(in: source)) == [
        ["crash", "restart", "wipe", "pause", "default"], ["inner", "default"],
      ])
    let declaration = """
      enum Acted {
        case no
      }
      enum Act: Sendable {
        /// A.
        case a, b
        case c(d: Int, e: Int), f
        enum E {
          case g
        }
      }
      """
    #expect(Self.cases(of: "Act", in: declaration) == ["a", "b", "c", "f"])
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// The switches with a default of every source.
  private static let sources = Result {
    let names = try #require(FileManager.default.enumerator(atPath: root.path))
    return try names.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !others.contains($0) }
      .map { name in
        let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
        let found = text.contains("default:") ? switches(in: text) : []
        return (name: name, switches: found.filter { $0.contains("default") })
      }
  }

  /// The cases that an enumeration declares itself.
  private static func cases(of type: String, in source: String) -> Set<String> {
    var names: Set<String> = []
    // The depth within the enumeration; nil outside of it.
    var depth: Int?
    for line in lines(of: source) {
      if depth == nil, line.contains("enum \(type):") || line.contains("enum \(type) ") {
        depth = 0
      }
      guard let inside = depth else { continue }
      if inside == 1, line.hasPrefix("case ") {
        for part in parts(of: line.dropFirst(5)).parts {
          names.insert(String(part.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber }))
        }
      }
      depth = inside + line.utf8.count { $0 == 0x7B } - line.utf8.count { $0 == 0x7D }
      if depth == 0, !names.isEmpty { break }
    }
    return names
  }

  /// The cases of each switch in a source, `default` among them.
  private static func switches(in source: String) -> [Set<String>] {
    var found: [Set<String>] = []
    var open: [(depth: Int, cases: Set<String>)] = []
    var depth = 0
    // A pattern goes on until its colon.
    var isPattern = false
    for line in lines(of: source) {
      if !open.isEmpty {
        if line.hasPrefix("default:") { open[open.count - 1].cases.insert("default") }
        if isPattern || line.hasPrefix("case ") {
          let pattern = parts(of: line.hasPrefix("case ") ? line.dropFirst(5) : line[...])
          for part in pattern.parts {
            let name = part.drop { $0 == " " }
            guard name.first == "." else { continue }
            open[open.count - 1].cases.insert(
              String(name.dropFirst().prefix { $0.isLetter || $0.isNumber }))
          }
          isPattern = !pattern.isWhole
        }
      }
      for byte in line.utf8 {
        if byte == 0x7B { depth += 1 }
        if byte == 0x7D {
          depth -= 1
          if let last = open.last, last.depth > depth { found.append(open.removeLast().cases) }
        }
      }
      if line.contains("switch "), line.hasSuffix("{") { open.append((depth, [])) }
    }
    return found
  }

  /// What commas outside of parentheses set apart, up to a colon, and whether there is one.
  private static func parts(of text: Substring) -> (parts: [Substring], isWhole: Bool) {
    var parts: [Substring] = []
    var nesting = 0
    var start = text.startIndex
    for place in text.indices {
      switch text[place] {
      case "(", "[": nesting += 1
      case ")", "]": nesting -= 1
      case "," where nesting == 0:
        parts.append(text[start..<place])
        start = text.index(after: place)
      case ":" where nesting == 0: return (parts + [text[start..<place]], true)
      default: break
      }
    }
    return (parts + [text[start...]], false)
  }

  /// The lines of a source, without blanks around them, comments and texts.
  private static func lines(of source: String) -> [String] {
    source.utf8.split(separator: 0x0A).map { line in
      var code: [UInt8] = []
      var isText = false
      var before: UInt8 = 0
      for byte in line.drop(while: { $0 == 0x20 }) {
        if byte == 0x22, before != 0x5C { isText.toggle() }
        if !isText, byte == 0x2F, before == 0x2F {
          code.removeLast()
          break
        }
        if !isText { code.append(byte) }
        before = byte
      }
      while code.last == 0x20 { code.removeLast() }
      return String(decoding: code, as: UTF8.self)
    }
  }
}
