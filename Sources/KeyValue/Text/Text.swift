/// A key or a value: a text of any length up to a limit, held in place while it is short.
///
/// Keys are ordered by their bytes, as etcd orders them.
package struct Text: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first sixteen bytes.
  package let head: ShortText
  /// The bytes after these. Hardly any text has some, so that hardly any costs memory of its own.
  private let tail: [UInt8]

  /// A text that is held in place.
  @inline(__always) package init(_ text: ShortText) {
    head = text
    tail = []
  }

  /// The text, or nil when it is longer than `limit` bytes of UTF-8 or has a control character in
  /// it.
  package init?(_ text: String, limit: Int = Request.valueLimit) {
    guard text.utf8.count <= limit, ShortText.isHarmless(text) else { return nil }
    head = ShortText(bytes: text.utf8.prefix(ShortText.capacity))
    tail = Array(text.utf8.dropFirst(ShortText.capacity))
  }

  /// The empty text.
  package static var empty: Text { Text(ShortText(low: 0)) }

  package var isEmpty: Bool { head.isEmpty }

  /// Whether all of it is held in place.
  @inline(__always) var isShort: Bool { tail.isEmpty }

  /// The number of bytes.
  package var count: Int { tail.isEmpty ? head.count : ShortText.capacity + tail.count }

  /// The bytes, in order.
  package var bytes: [UInt8] { head.bytes + tail }

  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether it begins with all of `prefix`.
  package func hasPrefix(_ prefix: Text) -> Bool {
    prefix.count <= count && bytes.starts(with: prefix.bytes)
  }

  @inline(__always) package static func == (left: Text, right: Text) -> Bool {
    left.head == right.head
      && (left.isShort && right.isShort || left.tail == right.tail)
  }

  package static func < (left: Text, right: Text) -> Bool {
    if left.head != right.head { return left.head.precedes(right.head) }
    return left.tail.lexicographicallyPrecedes(right.tail)
  }
}
