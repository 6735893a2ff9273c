/// An entry of the log as etcd writes and sends it: raftpb.Entry.
package struct WireEntry: Hashable, Sendable {
  package var kind: Kind
  package var term: Int
  package var index: Int
  /// What it asks for; empty in a new leader's blank entry. See `EntryContent`.
  package var data: [UInt8]

  package enum Kind: UInt64, CaseIterable, Hashable, Sendable {
    case normal = 0
    case confChange = 1
    case confChangeV2 = 2
  }

  package init(_ kind: Kind = .normal, term: Int, index: Int, data: [UInt8] = []) {
    self.kind = kind
    self.term = term
    self.index = index
    self.data = data
  }

  package init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    self.init(term: 0, index: 0)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        let number = try field.integer()
        guard let kind = Kind(rawValue: number) else {
          throw WireError(.unknownType(number), at: field.offset)
        }
        self.kind = kind
      case 2: term = try field.count()
      case 3: index = try field.count()
      case 4: data = Array(try field.content())
      default: break
      }
    }
  }

  /// As etcd writes it: numbers always, data where there are some.
  package var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.put(1, kind.rawValue)
    writer.put(2, UInt64(term))
    writer.put(3, UInt64(index))
    writer.putUnlessEmpty(4, data)
    return writer.bytes
  }
}
