import KeyValue
import Testing

@Suite("§8: the state machine and its clients' serial numbers")
struct StoreTests {
  private func operation(_ client: Int, _ serial: Int, _ kind: Operation.Kind) -> Operation {
    Operation(client: client, serial: serial, kind: kind, key: ShortText("x")!)
  }

  private func write(_ value: String) -> Operation.Kind { .write(ShortText(value)!) }

  @Test("A read gives the last value written, and nothing before the first write")
  func readsLastWrite() {
    var store = Store()
    #expect(store.apply(operation(1, 1, .read), deduplicating: true) == .value(nil))
    #expect(store.apply(operation(1, 2, write("3")), deduplicating: true) == .written)
    #expect(store.apply(operation(1, 3, .read), deduplicating: true) == .value(ShortText("3")))
    #expect(store[ShortText("x")!] == ShortText("3"))
    #expect(store[ShortText("y")!] == nil)
  }

  @Test("A request that was executed before is answered as it was then and changes nothing")
  func deduplicates() {
    var store = Store()
    _ = store.apply(operation(1, 1, .read), deduplicating: true)
    _ = store.apply(operation(2, 1, write("new")), deduplicating: true)
    #expect(store.apply(operation(1, 1, .read), deduplicating: true) == .value(nil))
    _ = store.apply(operation(1, 2, write("old")), deduplicating: true)
    _ = store.apply(operation(2, 2, write("newer")), deduplicating: true)
    #expect(store.apply(operation(1, 2, write("old")), deduplicating: true) == .written)
    #expect(store[ShortText("x")!] == ShortText("newer"))
  }

  @Test("Without serial numbers a repeated request is executed again")
  func executesTwice() {
    var store = Store()
    _ = store.apply(operation(1, 1, write("old")), deduplicating: false)
    _ = store.apply(operation(2, 1, write("new")), deduplicating: false)
    _ = store.apply(operation(1, 1, write("old")), deduplicating: false)
    #expect(store[ShortText("x")!] == ShortText("old"))
  }

  @Test("A request older than the client's latest is superseded: nobody waits for it")
  func superseded() {
    var store = Store()
    _ = store.apply(operation(1, 2, write("late")), deduplicating: true)
    #expect(store.apply(operation(1, 1, write("early")), deduplicating: true) == .superseded)
    #expect(store[ShortText("x")!] == ShortText("late"))
    #expect(store.outcome(client: 1, serial: 1) == .superseded)
    #expect(store.outcome(client: 1, serial: 2) == .written)
    #expect(store.outcome(client: 7, serial: 1) == .superseded)
  }
}

@Suite("Operations as the four words of a command")
struct OperationWords {
  @Test("Words give back the operation, at the ends of every range")
  func roundTrip() {
    for key in ["x", "12345678"] {
      for kind in [
        Operation.Kind.read, .write(ShortText("")!), .write(ShortText("1234567890123456")!),
      ] {
        for (client, serial) in [(1, 1), (0xFFFF, 0xFFFF_FFFF)] {
          let operation = Operation(
            client: client, serial: serial, kind: kind, key: ShortText(key)!)
          #expect(Operation(words: operation.words) == operation)
        }
      }
    }
  }

  @Test("The leader's no-op is no operation")
  func noOp() { #expect(Operation(words: (0, 0, 0, 0)) == nil) }
}

@Suite("Short texts")
struct ShortTextTests {
  @Test(
    "A text is what it was made of", arguments: ["", "x", "12345678", "1234567890123456", "键值"])
  func roundTrip(text: String) { #expect(ShortText(text)?.description == text) }

  @Test("Limits count bytes, not letters")
  func limits() {
    #expect(ShortText("12345678901234567") == nil)
    #expect(ShortText("键值键值键值") == nil)
    #expect(ShortText("123456789", limit: 8) == nil)
    #expect(ShortText("12345678", limit: 8)?.high == 0)
  }

  @Test(
    "No control characters and no bidirectional overrides",
    arguments: ["\u{0}", "a\nb", "\u{1B}[2J", "\u{7F}", "\u{202E}x", "\u{85}"])
  func unsafeText(text: String) { #expect(ShortText(text) == nil) }
}
