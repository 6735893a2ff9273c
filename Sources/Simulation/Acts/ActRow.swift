import RaftCore

/// An act's row in the table of acts: its verb, and what it says after it.
///
/// How an act is written as text, read, hinted at, packed into bytes and described follows from its
/// row; its refusal and its effect stand in `Cluster+Stimuli`. One more act is a case of `Stimulus`,
/// a row here, and these two.
package struct ActRow: Sendable {
  /// One word or two, such as `time out`.
  package let verb: String
  /// What comes after it, as documents write it: `[SERVER, [keeping COUNT]]`.
  package let forms: [String]
  /// Which names the first thing after the verb holds.
  package let names: Names
  /// Acts of all its kinds, for tests and documents.
  package let samples: [Stimulus]
  private let readRest: @Sendable (inout LineReader) throws(ActTextError) -> Stimulus
  private let textOfRest: @Sendable (Stimulus) -> [String]?
  private let packRest: @Sendable (Stimulus, inout ByteWriter) -> Void
  private let unpackRest: @Sendable (inout ByteReader) throws(ByteReader.FormatError) -> Stimulus?

  /// What is named by what it is in scripts: `leader` or `believer`, `rest`, `RequestVote to S2`, and
  /// a program before something else.
  package enum Names: Hashable, Sendable { case none, servers, sides, flights, program }

  /// An act that says nothing more.
  init(_ verb: String, _ stimulus: Stimulus) {
    self.verb = verb
    forms = []
    names = .none
    samples = [stimulus]
    readRest = { _ in stimulus }
    textOfRest = { $0 == stimulus ? [] : nil }
    packRest = { _, _ in }
    unpackRest = { _ in stimulus }
  }

  /// An act that says one thing.
  ///
  /// - Parameters:
  ///   - make: the act that says it.
  ///   - take: what an act says; nil of another act.
  init<First>(
    _ verb: String, _ first: ActParameter<First>, _ make: @escaping @Sendable (First) -> Stimulus,
    _ take: @escaping @Sendable (Stimulus) -> First?
  ) {
    self.verb = verb
    forms = [first.form]
    names = first.names
    samples = first.samples.map(make)
    readRest = { line throws(ActTextError) in make(try first.read(&line)) }
    textOfRest = { take($0).map { [first.text($0)] } }
    packRest = { stimulus, bytes in
      if let value = take(stimulus) { first.pack(value, &bytes) }
    }
    unpackRest = { bytes throws(ByteReader.FormatError) in try first.unpack(&bytes).map(make) }
  }

  /// An act that says two things.
  init<First, Second>(
    _ verb: String, _ first: ActParameter<First>, _ second: ActParameter<Second>,
    _ make: @escaping @Sendable (First, Second) -> Stimulus,
    _ take: @escaping @Sendable (Stimulus) -> (First, Second)?
  ) {
    self.verb = verb
    forms = [first.form, second.form]
    names = first.names
    samples = first.samples.flatMap { one in second.samples.map { make(one, $0) } }
    readRest = { line throws(ActTextError) in
      let one = try first.read(&line)
      return make(one, try second.read(&line))
    }
    textOfRest = { take($0).map { [first.text($0), second.text($1)] } }
    packRest = { stimulus, bytes in
      guard let (one, two) = take(stimulus) else { return }
      first.pack(one, &bytes)
      second.pack(two, &bytes)
    }
    unpackRest = { bytes throws(ByteReader.FormatError) in
      guard let one = try first.unpack(&bytes), let two = try second.unpack(&bytes) else {
        return nil
      }
      return make(one, two)
    }
  }

  // MARK: The table

  /// All rows, in the order in which they are listed.
  package static let all = Stimulus.Kind.allCases.map(\.row)

  /// All verbs.
  package static let verbs = all.map(\.verb)

  /// The row of a verb; nil when there is none.
  package static func named(_ verb: String) -> ActRow? { all.first { $0.verb == verb } }

  // MARK: Text

  /// An act of this row as one line, in the only way in which it is ever written.
  package func text(of stimulus: Stimulus) -> String {
    let rest = (textOfRest(stimulus) ?? []).filter { !$0.isEmpty }
    return ([verb] + rest).joined(separator: " ")
  }

  /// Whether an act is one of this row.
  package func holds(_ stimulus: Stimulus) -> Bool { textOfRest(stimulus) != nil }

  /// The row whose verb comes next in a line, which it takes.
  package static func row(of line: inout LineReader) throws(ActTextError) -> ActRow {
    guard let next = line.next, !next.isQuoted else { throw line.misreading(.happening(verbs)) }
    let candidates = all.filter { $0.words[0] == next.text }
    guard let first = candidates.first else {
      let near = Spelling.nearest(to: next.text, among: verbs)
      throw line.misreading(near.map { .word($0) } ?? .oneOf(verbs))
    }
    _ = line.skip(next.text)
    // No verb of two words begins as one of one word does.
    guard first.words.count == 2 else { return first }
    for row in candidates where line.skip(row.words[1]) { return row }
    throw line.misreading(.verb(second: first.words[1], of: first.verb))
  }

  /// The words of the verb.
  package var words: [String] { verb.split(separator: " ").map(String.init) }

  /// The act that a line names, to its end.
  package static func stimulus(_ line: inout LineReader) throws(ActTextError) -> Stimulus {
    let row = try row(of: &line)
    let stimulus = try row.readRest(&line)
    try line.end()
    return stimulus
  }

  // MARK: Bytes

  /// Writes all but the verb.
  package func pack(_ stimulus: Stimulus, into bytes: inout ByteWriter) {
    packRest(stimulus, &bytes)
  }

  /// Reads what `pack` wrote; nil when there is no such act.
  package func unpack(_ bytes: inout ByteReader) throws(ByteReader.FormatError) -> Stimulus? {
    try unpackRest(&bytes)
  }
}
