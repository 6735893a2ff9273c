import Screen
import Teaching
import YAML

/// Reads scheme files: base16 and base24 in all published forms, and the terminal's own colours.
///
/// - `system`, `name`, `author`, `variant`, and `palette` with base00 … base0F, base24's base10 …
///   base17 where there are any;
/// - the older form: `scheme`, `author`, and the slots beside them;
/// - colours as six hexadecimal digits, with `#` or without; unquoted `000000` and `1e1000` are
///   text, whatever YAML calls them;
/// - or, in every slot, `default` or `ansi0` … `ansi15`: the terminal's own.
struct SchemeReader {
  let file: String

  /// Characters of a name that are shown.
  static let nameLimit = 40

  typealias Colors = [Scheme.Slot: Color]

  func scheme(of bytes: [UInt8]) throws(SchemeError) -> Scheme {
    let last = String(file.split(separator: "/").last ?? "")
    let slug = Scheme.slug(ofFile: last) ?? last
    guard Scheme.isVisible(slug) else { throw SchemeError(file, .noName) }
    let root = try root(of: bytes)
    try refuseOtherSystems(root)
    let palette = try palette(in: root)
    let colors = try colors(in: palette)
    let own = try mapping(root["raftlab"], key: "raftlab")
    return Scheme(
      slug: slug, name: text(root["name"]) ?? text(root["scheme"]) ?? slug,
      author: text(root["author"]) ?? "", colors: colors, contrast: try contrast(in: own),
      terms: try terms(in: own), styles: try styles(in: own))
  }

  // MARK: YAML

  private func root(of bytes: [UInt8]) throws(SchemeError) -> Mapping {
    guard bytes.count <= Scheme.sizeLimit else {
      throw SchemeError(file, .tooLarge(bytes: bytes.count))
    }
    let node: Node?
    do throws(YAMLErrors) {
      node = try YAMLText.compose(try YAMLText.text(of: bytes))
    } catch {
      throw SchemeError(file, error.list[0])
    }
    guard let mapping = node?.mapping else {
      throw SchemeError(file, line: node?.mark?.line, .noScheme)
    }
    return mapping
  }

  private func text(_ node: Node?) -> String? {
    guard let node, !node.isNull, let scalar = node.scalar else { return nil }
    let visible = scalar.string.filter(\.isPrintable)
    return visible.allSatisfy(\.isWhitespace) ? nil : String(visible.prefix(Self.nameLimit))
  }

  /// A file's word as it may be shown.
  private func shown(_ text: String, _ limit: Int) -> String {
    String(text.filter(\.isPrintable).prefix(limit))
  }

  private func mapping(_ node: Node?, key: String) throws(SchemeError) -> Mapping? {
    guard let node else { return nil }
    guard let mapping = node.mapping else {
      throw SchemeError(file, line: node.mark?.line, key: key, .noLines)
    }
    return mapping
  }

  private func refuseOtherSystems(_ root: Mapping) throws(SchemeError) {
    guard let node = root["system"] ?? root["scheme"]?.mapping?["system"],
      let system = node.scalar?.string
    else { return }
    guard ["base16", "base24"].contains(system.lowercased()) else {
      throw SchemeError(
        file, line: node.mark?.line, key: "system",
        .otherSystem(shown(system, 40)))
    }
  }

  // MARK: Colours

  /// Where the slots are: below `palette`, or in the older form beside `scheme`.
  private func palette(in root: Mapping) throws(SchemeError) -> Mapping {
    if let palette = try mapping(root["palette"], key: "palette") { return palette }
    guard root.keys.contains(where: { slot(of: $0) != nil }) else {
      throw SchemeError(file, line: 1, key: "palette", .noPalette)
    }
    return root
  }

  private func slot(of key: Node) -> Scheme.Slot? {
    key.scalar.flatMap { Scheme.Slot(name: $0.string) }
  }

  private func colors(in palette: Mapping) throws(SchemeError) -> Colors {
    var colors: Colors = [:]
    var lines: [Scheme.Slot: Int] = [:]
    for (key, value) in palette {
      guard let slot = slot(of: key) else { continue }
      if let earlier = lines[slot] {
        throw SchemeError(
          file, line: key.mark?.line, key: slot.name, .repeated(line: earlier))
      }
      colors[slot] = try color(value, of: slot, line: value.mark?.line ?? key.mark?.line)
      lines[slot] = key.mark?.line ?? 0
    }
    let missing = Scheme.Slot.allCases.filter { $0.fallback == nil && colors[$0] == nil }
    guard missing.isEmpty else {
      throw SchemeError(
        file, line: palette.mark?.line, key: "palette",
        .lacks(missing.map(\.name)))
    }
    try refuseMixtures(colors, lines: lines)
    return colors
  }

  private func color(
    _ node: Node, of slot: Scheme.Slot, line: Int?
  ) throws(SchemeError) -> Color {
    guard let scalar = node.scalar else {
      throw SchemeError(file, line: line, key: slot.name, .noColor)
    }
    let written = scalar.string
    if written.isEmpty || node.isNull {
      throw SchemeError(
        file, line: line, key: slot.name,
        .noValue)
    }
    if written == "default" { return .standard }
    if written.hasPrefix("ansi"), let number = UInt8(written.dropFirst(4)), number < 16 {
      return .ansi(number)
    }
    let digits = written.hasPrefix("#") ? written.dropFirst() : Substring(written)
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else {
      throw SchemeError(
        file, line: line, key: slot.name,
        .notAColor(shown(written, 20)))
    }
    return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// Contrast between a colour and whatever the terminal has cannot be known.
  private func refuseMixtures(_ colors: Colors, lines: [Scheme.Slot: Int]) throws(SchemeError) {
    func isMeasured(_ color: Color?) -> Bool { if case .rgb = color { true } else { false } }
    let first = isMeasured(colors[.base00])
    guard
      let other = Scheme.Slot.allCases.first(where: { slot in
        colors[slot].map { isMeasured($0) != first } ?? false
      })
    else { return }
    throw SchemeError(
      file, line: lines[other], key: other.name,
      .mixture(baseIsMeasured: first))
  }

  // MARK: What raftlab adds

  private func contrast(in own: Mapping?) throws(SchemeError) -> Double {
    let range = Scheme.contrasts
    guard let node = own?["contrast"] else { return range.lowerBound }
    guard let value = node.scalar.flatMap({ Double($0.string) }), range.contains(value) else {
      throw SchemeError(
        file, line: node.mark?.line, key: "contrast",
        .contrast)
    }
    return value
  }

  private func terms(in own: Mapping?) throws(SchemeError) -> [Recipe] {
    guard let node = own?["terms"] else { return [] }
    guard let sequence = node.sequence, (2...16).contains(sequence.count) else {
      throw SchemeError(
        file, line: node.mark?.line, key: "terms",
        .termList)
    }
    var recipes: [Recipe] = []
    for item in sequence { recipes.append(try recipe(item, key: "terms")) }
    return recipes
  }

  private func styles(in own: Mapping?) throws(SchemeError) -> [Theme.Ink: Recipe] {
    guard let styles = try mapping(own?["styles"], key: "styles") else { return [:] }
    var recipes: [Theme.Ink: Recipe] = [:]
    for (key, value) in styles {
      let name = key.scalar?.string ?? ""
      guard let ink = Theme.Ink.allCases.first(where: { $0.name == name }) else {
        throw SchemeError(
          file, line: key.mark?.line, key: "styles",
          .unknownStyle(shown(name, 20), known: Theme.Ink.allCases.map(\.name)))
      }
      recipes[ink] = try recipe(value, key: name)
    }
    return recipes
  }

  private func recipe(_ node: Node, key: String) throws(SchemeError) -> Recipe {
    do {
      return try Recipe(node.scalar?.string ?? "[]")
    } catch {
      throw SchemeError(
        file, line: node.mark?.line, key: key,
        .unknownWord(shown(error.word, 20)))
    }
  }
}

extension Scheme {
  /// Bytes: many times the largest scheme there is.
  package static let sizeLimit = 65_536

  /// The name by which the scheme in a file is chosen: the file's name without its ending.
  ///
  /// - Parameter name: the file's, without its folder.
  /// - Returns: nil when it does not end as a scheme's file does, or is a hidden one.
  package static func slug(ofFile name: String) -> String? {
    guard !name.hasPrefix("."), let ending = ending(ofFile: name) else { return nil }
    return String(name.dropLast(ending.count))
  }

  /// Whether a name can be seen in a list.
  package static func isVisible(_ slug: String) -> Bool {
    slug.contains { $0.isPrintable && !$0.isWhitespace }
  }

  /// The ending by which a file says that a scheme is in it, in small letters; nil when it does not.
  package static func ending(ofFile name: String) -> String? {
    [".yaml", ".yml"].first(where: name.lowercased().hasSuffix)
  }

  /// Reads a scheme file.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: its path, for errors; its name is the scheme's.
  /// - Throws: `SchemeError`, which says where the file is wrong and what would be right.
  package init(reading bytes: [UInt8], file: String) throws(SchemeError) {
    self = try SchemeReader(file: file).scheme(of: bytes)
  }
}
