/// The entries of one AppendEntries, in order.
///
/// Most messages are heartbeats and replies, and a message is copied on its way through effects,
/// network and disk. So no entries are no object: with an empty array instead, every copy would
/// count references for nothing. (Eight entries held in place were measured too: plain bytes, but
/// 400 of them in every message, and half as fast.)
@usableFromInline package struct EntryBatch: Sendable, Hashable {
  /// Never empty.
  @usableFromInline let list: [Entry]?

  /// The batch of no entries.
  @inlinable package init() { list = nil }

  /// The batch of the given entries.
  @usableFromInline package init(_ entries: [Entry]) { list = entries.isEmpty ? nil : entries }
}

extension EntryBatch: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { list?.count ?? 0 }
  @inlinable package var count: Int { endIndex }
  @inlinable package var isEmpty: Bool { list == nil }

  @inlinable package subscript(position: Int) -> Entry { list![position] }
}

extension EntryBatch: ExpressibleByArrayLiteral {
  @usableFromInline package init(arrayLiteral entries: Entry...) { self.init(entries) }
}

extension EntryBatch: CustomStringConvertible {
  @usableFromInline package var description: String { (list ?? []).description }
}
