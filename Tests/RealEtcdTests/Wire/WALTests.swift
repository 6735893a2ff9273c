import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("The write-ahead log, as bytes")
struct WALTests {
  static let records: [WALRecord] = [
    .checksum, .metadata(member: .max, cluster: 3), .snapshot(index: 0, term: 0),
    .entry(WireEntry(.confChange, term: 1, index: 1, data: [1, 2, 3])),
    .state(WireHardState(term: 2, vote: 9, commit: 5)), .entry(WireEntry(term: 2, index: 6)),
  ]

  static func file(_ records: [WALRecord]) -> [UInt8] {
    var checksum = CRC32C()
    return records.flatMap { $0.frame(&checksum) } + [UInt8](repeating: 0, count: 64)
  }

  @Test("Records are read back, up to where nothing is written yet")
  func records() {
    var decoder = WALDecoder()
    var rest = Self.file(Self.records)[...]
    for record in Self.records {
      guard case .record(let read, let length) = decoder.next(rest) else {
        Issue.record("\(record) is not read")
        return
      }
      #expect(read == record)
      #expect(length % 8 == 0)
      rest = rest.dropFirst(length)
    }
    #expect(decoder.next(rest) == .end)
  }

  @Test("The checksum is Castagnoli's")
  func checksum() {
    var checksum = CRC32C()
    checksum.add("123456789".utf8)
    #expect(checksum.value == 0xE306_9283)
    var parts = CRC32C()
    parts.add("1234".utf8)
    parts.add("56789".utf8)
    #expect(parts == checksum)
  }

  @Test("A record of which a part is not written is tried again, and then read")
  func tornRecord() {
    let bytes = Self.file([.checksum, Self.records[3]])
    for zeroed in 25..<48 {
      var torn = bytes
      for place in zeroed..<48 { torn[place] = 0 }
      guard torn != bytes else { continue }
      var decoder = WALDecoder()
      _ = decoder.next(torn[...])
      guard case .incomplete = decoder.next(torn[16...]) else {
        Issue.record("read although torn at \(zeroed)")
        continue
      }
      #expect(decoder.next(bytes[16...]) == .record(Self.records[3], length: 32))
    }
  }

  @Test("Damaged files are not read, and never a crash", arguments: 0..<20)
  func damage(seed: UInt64) {
    var random = SplitRandom(seed)
    let bytes = Self.file(Self.records)
    for _ in 0..<300 {
      var damaged = bytes
      damaged[Int(random.next() % UInt64(damaged.count))] ^= UInt8(random.next() % 255) + 1
      var decoder = WALDecoder()
      var rest = damaged[...]
      var count = 0
      while case .record(_, let length) = decoder.next(rest) {
        rest = rest.dropFirst(length)
        count += 1
      }
      #expect(count <= Self.records.count + 8)
    }
  }
}

@Suite("Small forms: JSON, Base64, SHA-1")
struct SmallFormTests {
  @Test("What etcd's variables say is read")
  func json() throws {
    let text =
      #"{"raft.status": {"id":"d501a65a55d3acc","term":2,"progress":{"7e":{"match":62}}},"#
      + #" "a":[1,-2.5e3,true,null,"\u00e9\n\ud83d\ude00"]}"#
    let json = try JSON(text.utf8)
    #expect(json["raft.status"]?["id"]?.hexadecimal == 0xd50_1a65_a55d_3acc)
    #expect(json["raft.status"]?["term"]?.integer == 2)
    #expect(json["raft.status"]?["progress"]?.members.first?.value["match"]?.integer == 62)
    #expect(json["a"]?.elements.count == 5)
    #expect(json["a"]?.elements.last?.text == "é\n😀")
    #expect(JSON.quoted("a\"\\\n") == #""a\"\\\u000a""#)
    #expect(try JSON(JSON.quoted("é😀\u{1}\"").utf8) == .string("é😀\u{1}\""))
  }

  @Test("Errors name the byte")
  func jsonErrors() {
    for (text, offset) in [
      ("{", 1), ("[1,]", 3), ("{\"a\" 1}", 5), ("\"a", 2), ("tru", 0), ("1 2", 2),
    ] {
      #expect { try JSON(text.utf8) } throws: { ($0 as? JSONError)?.offset == offset }
    }
    #expect(throws: JSONError.self) { try JSON(String(repeating: "[", count: 1000).utf8) }
  }

  @Test("Base64 and SHA-1 of known texts")
  func others() {
    for (text, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.encode(Array(text.utf8)) == code)
      #expect(Base64.decode(code) == Array(text.utf8))
    }
    #expect(Base64.decode("a") == nil && Base64.decode("a*==") == nil)
    let hash = SHA1.hash("abc".utf8).map { String(0x100 | Int($0), radix: 16).dropFirst() }.joined()
    #expect(hash == "a9993e364706816aba3e25717850c26c9cd0d89d")
    let long = SHA1.hash([UInt8](repeating: 0x61, count: 1_000_000)).prefix(3)
    #expect(Array(long) == [0x34, 0xaa, 0x97])
  }
}
