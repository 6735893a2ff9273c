import Testing

@testable import KeyValue

@Suite("Long values in a store that compacts itself")
struct LongValueTests {
  /// How many plain values something holds.
  static func valueCount(of value: Any) -> Int {
    let children = Mirror(reflecting: value).children
    return children.isEmpty ? 1 : children.reduce(0) { $0 + valueCount(of: $1.value) }
  }

  @Test("What is compacted is not kept, and what stays is what it was")
  func compacted() {
    var store = Store(retention: 8)
    for number in 1...2_000 {
      let key = Text(["x", "y", "z"][number % 3])!
      _ = store.apply(.keys(.put(key, Text("a long value \(number)")!, lease: 0)))
    }
    #expect(
      store.contents.map { "\($0.key) \($0.value)" }
        == ["y a long value 1999", "z a long value 2000", "x a long value 1998"])
    #expect(Self.valueCount(of: store) < 2_000)
  }
}
