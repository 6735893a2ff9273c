import KeyValue
import Testing

@Suite("Requests of any length")
struct RequestTests {
  private let a = Text("a")!

  @Test("A request is one line of text")
  func lines() {
    let transaction = Transaction(
      if: [Comparison(a, .version(0)), Comparison(a, .notEqual, .value(Text("1")!))],
      then: [.put(a, Text("1")!, lease: 7), .delete(.from(a))],
      else: [.range(.prefix(a), revision: 3, limit: 2)])
    let lines = [
      Request.put("a", "1").description, Request.put("a", "1", lease: 7).description,
      Request.all("a", at: 3, limit: 2).description,
      Request.keys(.delete(.between(a, Text("b")!))).description,
      Request.transaction(transaction).description, Request.compact(3).description,
      Request.grant(7, ttl: 5).description, Request.revoke(7).description,
      Request.checkpoint(7, remaining: 2).description,
    ]
    #expect(
      lines == [
        "put a 1", "put a 1 lease 7", "range a* rev 3 limit 2", "delete a..b",
        "txn if a.version = 0 and a.value != 1 then put a 1 lease 7; delete a.. "
          + "else range a* rev 3 limit 2",
        "compact 3", "grant 7 ttl 5", "revoke 7", "checkpoint 7 remaining 2",
      ])
  }

  @Test("Keys have 1 to 64 bytes, values at most 256")
  func limits() {
    let longest = (
      Text(String(repeating: "k", count: 64))!, Text(String(repeating: "v", count: 256))!
    )
    #expect(KeyRequest.put(longest.0, longest.1).refusal == nil)
    #expect(KeyRequest.put(Text(String(repeating: "k", count: 65))!, a).refusal == .tooLong)
    #expect(Text(String(repeating: "v", count: 257)) == nil)
    #expect(KeyRequest.put(.empty, a).refusal == .noKey)
    #expect(KeyRequest.range(.key(.empty)).refusal == .noKey)
    #expect(KeyRequest.delete(.key(.empty)).refusal == .noKey)
    #expect(KeyRequest.range(.prefix(.empty)).refusal == nil)
    let long = Text(String(repeating: "k", count: 65))!
    #expect(KeyRequest.range(.between(a, long)).refusal == .tooLong)
    #expect(Transaction(then: [.put(long, a)]).refusal == .tooLong)
    #expect(Transaction(if: [Comparison(long, .version(0))]).refusal == .tooLong)
  }

  @Test("Which requests can change the store")
  func writes() {
    #expect(Request.put("a", "1").isWrite && Request.delete("a").isWrite)
    #expect(!Request.all().isWrite)
    #expect(!Request.transaction(Transaction(then: [.range(.key(a))])).isWrite)
    #expect(Request.transaction(Transaction(else: [.delete(.key(a))])).isWrite)
    #expect(Request.compact(1).isWrite && Request.grant(1, ttl: 1).isWrite)
    #expect(Request.revoke(1).isWrite && Request.checkpoint(1, remaining: 1).isWrite)
  }

  @Test("A table keeps requests in order, and a copy does not see what is added later")
  func table() {
    var table = RequestTable()
    var copies: [RequestTable] = []
    for number in 0..<300 {
      copies.append(table)
      #expect(table.add(.put("a", "\(number)")) == number)
    }
    for (count, copy) in copies.enumerated() {
      #expect(copy.count == count)
      if count > 0 { #expect(copy[count - 1] == .put("a", "\(count - 1)")) }
    }
    #expect(table[299] == .put("a", "299") && table != copies[299])
  }

  @Test("A reference to the table is the words of a command, and no operation's")
  func references() {
    for reference in [
      TableReference(client: 1, serial: 1, place: 0),
      TableReference(client: 0xFFFF, serial: 0xFFFF_FFFF, place: 1_000_000),
    ] {
      #expect(TableReference(words: reference.words) == reference)
      #expect(Operation(words: reference.words) == nil)
    }
    let operation = Operation(client: 1, serial: 1, kind: .read, key: ShortText("x")!)
    #expect(TableReference(words: operation.words) == nil)
    #expect(TableReference(words: (0, 0, 0, 0)) == nil)
  }
}

@Suite("Texts of any length")
struct TextTests {
  private static let samples = [
    "", "a", "ab", "b", "键", "键值", "1234567890123456", "12345678901234567",
    "1234567890123456789", "123456789012345678a", "abcdefgh", "abcdefghi", "abcdefgi",
    String(repeating: "值", count: 80),
  ]

  @Test("A text is what it was made of", arguments: samples)
  func roundTrip(text: String) {
    let made = Text(text)
    #expect(made?.description == text)
    #expect(made?.count == text.utf8.count && made?.isEmpty == text.isEmpty)
    #expect(made.map { Array($0.bytes) } == Array(text.utf8))
  }

  @Test("Texts are ordered by their bytes, and equal when these are")
  func order() {
    for left in Self.samples {
      for right in Self.samples {
        let (first, second) = (Text(left)!, Text(right)!)
        #expect((first < second) == left.utf8.lexicographicallyPrecedes(right.utf8))
        #expect((first == second) == (left == right))
        #expect(first.hasPrefix(second) == left.utf8.starts(with: right.utf8))
      }
    }
  }

  @Test(
    "No control characters and no bidirectional overrides",
    arguments: ["\u{0}", "a\nb", "1234567890123456\u{1B}[2J", "\u{202E}x"])
  func unsafeText(text: String) { #expect(Text(text) == nil) }
}
