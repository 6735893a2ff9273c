import KeyValue
import RaftCore

/// What the entries of a real cluster's logs ask for, which are of any kind and length: an entry
/// names its content by the place here, so that entries stay small plain values.
///
/// Entries of the same content have the same place, whoever holds them. A copy shares what both
/// have.
package struct EntryTable: Sendable {
  private var rows = ChunkedArray<Row>()

  /// What an entry asks for.
  package struct Row: Hashable, Sendable {
    /// In a line.
    package let text: String
    /// The request, where it is one that the model's store knows; nil of all others.
    package let request: Request?
    /// Whether a cluster writes such entries by itself when it is founded: members that come, and
    /// what they say of themselves.
    package let isBootstrap: Bool
    /// Whether it may change the store in a way that the model's store does not know.
    package let isOpaque: Bool

    package init(
      text: String, request: Request? = nil, isBootstrap: Bool = false, isOpaque: Bool = false
    ) {
      self.text = text
      self.request = request
      self.isBootstrap = isBootstrap
      self.isOpaque = isOpaque
    }
  }

  package init() {}

  package var count: Int { rows.count }

  package subscript(place: Int) -> Row { rows[place] }

  /// The row that a command names; nil where it names none.
  package subscript(command: Command) -> Row? {
    guard let place = command.row, place < rows.count else { return nil }
    return rows[place]
  }

  /// Adds a row, and gives its place.
  package mutating func add(_ row: Row) -> Int {
    rows.append(row)
    return rows.count - 1
  }
}

extension Command {
  /// The kind of its words, beside those of `Operation` and `TableReference`.
  private static let rowKind: UInt64 = 4

  /// The command of an entry whose content stands at a place of an `EntryTable`.
  package init(row place: Int) { self.init(Self.rowKind, UInt64(place)) }

  /// The place; nil of all other commands.
  package var row: Int? { word0 == Self.rowKind ? Int(word1) : nil }
}
