import CYAML

/// Makes the node of a text from what libyaml reads.
final class Composer {
  /// Keys that are there twice, each where it is there again.
  private(set) var twice: [YAMLError] = []

  private let source: [UInt8]
  private let pairs: SurrogatePairs?
  /// libyaml keeps its address.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = yaml_event_t()
  /// Where each line of the source begins.
  private let lineStarts: [Int]
  private var anchors: [String: Mark] = [:]
  /// How many lists and mappings in brackets are open.
  private var flowDepth = 0
  /// The last list or mapping in brackets: its bracket, and where it began and ended.
  private var lastFlow: (bracket: Unicode.Scalar, start: Mark, end: Mark)?

  /// The most keys that are said to be there twice.
  private static let twiceLimit = 20
  /// How deep lists and mappings may stand within each other; ours are eight deep at most.
  private static let depthLimit = 64

  init(_ source: [UInt8], restoring pairs: SurrogatePairs?) {
    self.source = source
    self.pairs = pairs
    lineStarts =
      [0] + source.indices.lazy.filter { source[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) != 0, "there is memory for a parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The only document; nil if there is none.
  ///
  /// - Throws: what is wrong with it.
  func document() throws(YAMLErrors) -> Node? {
    // Only while it is read does libyaml look at the source.
    let source = source
    return try source.withUnsafeBufferPointer { bytes throws(YAMLErrors) in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      defer { yaml_event_delete(&event) }
      return try root()
    }
  }

  private func root() throws(YAMLErrors) -> Node? {
    // The beginning of the stream, then of a document.
    try advance()
    try advance()
    if kind(is: YAML_STREAM_END_EVENT) { return nil }
    try advance()
    let root = try node(depth: 0)
    // The end of the document, then of the stream.
    try advance()
    try advance()
    guard kind(is: YAML_STREAM_END_EVENT) else { throw YAMLErrors(.secondDocument, at: start) }
    if let place = anchors.values.min() { throw YAMLErrors(.indicator("&"), at: place) }
    return root
  }

  // MARK: Nodes

  /// The node that the event at hand begins.
  private func node(depth: Int) throws(YAMLErrors) -> Node {
    let place = start
    guard depth < Self.depthLimit else { throw YAMLErrors(.tooDeep, at: place) }
    if kind(is: YAML_SCALAR_EVENT) {
      let scalar = event.data.scalar
      try note(anchor: scalar.anchor, tag: scalar.tag, at: place)
      return Node(.scalar(self.scalar()), at: place)
    }
    if kind(is: YAML_SEQUENCE_START_EVENT) {
      let list = event.data.sequence_start
      try note(anchor: list.anchor, tag: list.tag, at: place)
      let isFlow = list.style == YAML_FLOW_SEQUENCE_STYLE
      flowDepth += isFlow ? 1 : 0
      var items: [Node] = []
      try advance()
      while !kind(is: YAML_SEQUENCE_END_EVENT) {
        items.append(try node(depth: depth + 1))
        try advance()
      }
      if isFlow { endFlow("[", from: place) }
      return Node(.sequence(items), isFlow: isFlow, at: place)
    }
    if kind(is: YAML_MAPPING_START_EVENT) {
      let mapping = event.data.mapping_start
      try note(anchor: mapping.anchor, tag: mapping.tag, at: place)
      let isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
      flowDepth += isFlow ? 1 : 0
      let pairs = try self.pairs(depth: depth)
      if isFlow { endFlow("{", from: place) }
      return Node(.mapping(Mapping(pairs, at: place)), isFlow: isFlow, at: place)
    }
    // An alias.
    let name = Self.string(event.data.alias.anchor)
    throw YAMLErrors(anchors[name] == nil ? .indicator("*") : .alias, at: place)
  }

  private func pairs(depth: Int) throws(YAMLErrors) -> [(key: Node, value: Node)] {
    var pairs: [(key: Node, value: Node)] = []
    var known: Set<String> = []
    try advance()
    while !kind(is: YAML_MAPPING_END_EVENT) {
      let key = try node(depth: depth + 1)
      if let blank = oddBlank(before: key) { throw YAMLErrors(.oddBlank(blank), at: key.mark!) }
      if let name = key.string, !known.insert(name).inserted, twice.count < Self.twiceLimit {
        twice.append(YAMLError(.twice(key: name), at: key.mark!))
      }
      try advance()
      pairs.append((key, try node(depth: depth + 1)))
      try advance()
    }
    return pairs
  }

  /// The text that the event at hand is.
  private func scalar() -> Scalar {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let style: Scalar.Style =
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    let string = String(decoding: bytes, as: UTF8.self)
    let restored = pairs?.restored(string, isEscaped: style == .doubleQuoted) ?? string
    let comment = style == .plain && flowDepth == 0 ? comment(behind: end) : nil
    return Scalar(string: restored, style: style, comment: comment)
  }

  /// Nothing of a text may be lost: an anchor or a tag is taken out of the value behind it.
  private func note(
    anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?, at place: Mark
  ) throws(YAMLErrors) {
    if let anchor { anchors[Self.string(anchor)] = place }
    if let tag, !Self.string(tag).hasPrefix("tag:yaml.org,2002:") {
      throw YAMLErrors(.indicator("!"), at: place)
    }
  }

  private func endFlow(_ bracket: Unicode.Scalar, from start: Mark) {
    flowDepth -= 1
    lastFlow = (bracket, start, end)
  }

  // MARK: Events

  private func advance() throws(YAMLErrors) {
    yaml_event_delete(&event)
    guard yaml_parser_parse(parser, &event) != 0 else { throw complaint() }
  }

  private func kind(is kind: yaml_event_type_t) -> Bool { event.type == kind }

  private var start: Mark { Mark(event.start_mark) }
  private var end: Mark { Mark(event.end_mark) }

  private static func string(_ bytes: UnsafePointer<yaml_char_t>?) -> String {
    bytes.map { String(cString: $0) } ?? ""
  }
}

extension Composer {
  // MARK: Complaints

  /// What libyaml has to say, or what a person meant where that can be told.
  private func complaint() -> YAMLErrors {
    let place = Mark(parser.pointee.problem_mark)
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "no memory is left"
    let context = Mark(parser.pointee.context_mark)
    let complaint = YAMLComplaint(problem: problem)
    if let (blank, place) = oddBlank(near: place) { return YAMLErrors(.oddBlank(blank), at: place) }
    let lines =
      complaint == .noColon ? [context.line, place.line - 1] : [place.line - 1, place.line]
    if [.noColon, .noKey, .noDash, .noValueHere].contains(complaint),
      let colon = lines.lazy.compactMap({ self.fullWidthColon(in: $0) }).first
    {
      return YAMLErrors(.fullWidthColon, at: colon)
    }
    if let flow = lastFlow, flow.end.line == place.line, flow.end <= place {
      return YAMLErrors(.indicator(flow.bracket), at: flow.start)
    }
    let sign = scalar(at: context)
    if let sign, "&*!".unicodeScalars.contains(sign), context.line == place.line {
      return YAMLErrors(.indicator(sign), at: context)
    }
    return complaint == .noToken && scalar(at: place) == "\t"
      ? YAMLErrors(.tab, at: place) : YAMLErrors(complaint, at: place)
  }

  /// A line's scalars, without its end.
  private func line(_ number: Int) -> [Unicode.Scalar] {
    guard lineStarts.indices.contains(number - 1) else { return [] }
    let end = number < lineStarts.count ? lineStarts[number] - 1 : source.count
    let bytes = source[lineStarts[number - 1]..<end]
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  private func scalar(at place: Mark) -> Unicode.Scalar? {
    let line = line(place.line)
    return line.indices.contains(place.column - 1) ? line[place.column - 1] : nil
  }

  /// Where a comment begins that stands behind a place, with nothing but blanks between.
  private func comment(behind place: Mark) -> Mark? {
    let line = line(place.line)
    var column = place.column - 1
    while line.indices.contains(column), line[column] == " " || line[column] == "\t" { column += 1 }
    guard line.indices.contains(column), line[column] == "#" else { return nil }
    return Mark(line: place.line, column: column + 1)
  }

  /// A blank that is none for YAML, with which a key begins.
  private func oddBlank(before key: Node) -> UInt32? {
    guard let scalar = key.scalar, scalar.style == .plain,
      let first = scalar.string.unicodeScalars.first, first.isOddBlank
    else { return nil }
    return first.value
  }

  /// A blank that is none for YAML, in the indentation of the line or the one before it.
  private func oddBlank(near place: Mark) -> (blank: UInt32, place: Mark)? {
    for number in [place.line, place.line - 1] {
      let line = line(number)
      guard let column = line.firstIndex(where: { $0 != " " }), line[column].isOddBlank else {
        continue
      }
      return (line[column].value, Mark(line: number, column: column + 1))
    }
    return nil
  }

  /// A colon as Chinese text has it, in a line that has none of YAML's before it.
  private func fullWidthColon(in number: Int) -> Mark? {
    let line = line(number)
    guard let colon = line.firstIndex(of: "\u{FF1A}"),
      !line[..<colon].contains(where: { ":\"'#".unicodeScalars.contains($0) })
    else { return nil }
    return Mark(line: number, column: colon + 1)
  }
}

extension Mark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension Unicode.Scalar {
  /// Whether it looks like a blank and is none for YAML.
  fileprivate var isOddBlank: Bool {
    properties.generalCategory == .spaceSeparator && self != " "
  }
}
