import KeyValue
import RaftCore
import Simulation

/// The words of a line of a history file, taken one after the other from the front.
///
/// Works on bytes: a history has millions of lines, and the words of most are plain.
struct HistoryWords {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) { rest = line }

  /// A word that is not what its place asks for.
  struct Misreading: Error {}

  var isAtEnd: Bool { rest.isEmpty }

  /// The next word, without its blank.
  mutating func word() throws(Misreading) -> ArraySlice<UInt8> {
    guard !rest.isEmpty else { throw Misreading() }
    let word = rest.prefix { $0 != 0x20 }
    rest = rest[word.endIndex...].dropFirst()
    return word
  }

  /// All that is left, as a text.
  mutating func remainder() throws(Misreading) -> String {
    guard !rest.isEmpty, let text = String(validating: rest, as: UTF8.self) else {
      throw Misreading()
    }
    rest = []
    return text
  }

  /// All that is left, which is a text in quotation marks as JSON has it.
  mutating func quotation() throws(Misreading) -> String {
    guard let text = (try? JSON(rest))?.text else { throw Misreading() }
    rest = []
    return text
  }

  /// Whether the next word is a pair of this name.
  func isPair(_ name: String) -> Bool { rest.starts(with: "\(name)=".utf8) }

  // MARK: Kinds of words

  mutating func number() throws(Misreading) -> Int { try Self.number(try word()) }

  mutating func name() throws(Misreading) -> UInt64 { try Self.name(try word()) }

  mutating func server() throws(Misreading) -> ServerID { try Self.server(try word()) }

  /// A word such as `#12`.
  mutating func identity() throws(Misreading) -> Int {
    let word = try word()
    guard word.first == UInt8(ascii: "#") else { throw Misreading() }
    return try Self.number(word.dropFirst())
  }

  /// A word such as `S1>S2`.
  mutating func link() throws(Misreading) -> (from: ServerID, to: ServerID) {
    let ends = try word().split(separator: UInt8(ascii: ">"), omittingEmptySubsequences: false)
    guard ends.count == 2 else { throw Misreading() }
    return (try Self.server(ends[0]), try Self.server(ends[1]))
  }

  /// One of the words of some values.
  mutating func one<Value>(of values: [Value], _ text: (Value) -> String) throws(Misreading)
    -> Value
  {
    let word = try word()
    for value in values where word.elementsEqual(text(value).utf8) { return value }
    throw Misreading()
  }

  /// A word such as `term=2`, as its name and its value; the value is empty where there is none.
  mutating func pair() throws(Misreading) -> (name: String, value: ArraySlice<UInt8>) {
    let word = try word()
    let name = word.prefix { $0 != UInt8(ascii: "=") }
    return (String(decoding: name, as: UTF8.self), word[name.endIndex...].dropFirst())
  }

  // MARK: Values

  static func number(_ word: ArraySlice<UInt8>) throws(Misreading) -> Int {
    var number = 0
    guard !word.isEmpty, word.count <= 18 else { throw Misreading() }
    for byte in word {
      guard (0x30...0x39).contains(byte) else { throw Misreading() }
      number = 10 * number + Int(byte - 0x30)
    }
    return number
  }

  static func number(
    _ word: ArraySlice<UInt8>, in range: ClosedRange<Int>
  ) throws(Misreading) -> Int {
    let number = try number(word)
    guard range.contains(number) else { throw Misreading() }
    return number
  }

  static func name(_ word: ArraySlice<UInt8>) throws(Misreading) -> UInt64 {
    guard !word.isEmpty, let number = UInt64(String(decoding: word, as: UTF8.self), radix: 16)
    else { throw Misreading() }
    return number
  }

  static func server(_ word: ArraySlice<UInt8>) throws(Misreading) -> ServerID {
    guard word.first == UInt8(ascii: "S") else { throw Misreading() }
    let number = try number(word.dropFirst())
    guard (1...ServerID.maximum).contains(number) else { throw Misreading() }
    return ServerID(number)
  }

  static func bytes(_ word: ArraySlice<UInt8>) throws(Misreading) -> [UInt8] {
    guard let bytes = Base64.decode(word) else { throw Misreading() }
    return bytes
  }

  /// The parts of a value such as `2/13`, so many as there should be.
  static func parts(
    _ word: ArraySlice<UInt8>, count: Int
  ) throws(Misreading) -> [ArraySlice<UInt8>] {
    let parts = word.split(
      separator: UInt8(ascii: "/"), maxSplits: count - 1, omittingEmptySubsequences: false)
    guard parts.count == count else { throw Misreading() }
    return parts
  }
}
