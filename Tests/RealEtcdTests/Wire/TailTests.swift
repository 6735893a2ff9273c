import Foundation
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("Files that are followed while they are written")
struct TailTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "raftlab-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// A file of the log with all that was written so far, and zeros behind it.
  private func file(_ frames: [[UInt8]]) -> [UInt8] {
    frames.flatMap { $0 } + [UInt8](repeating: 0, count: 4096)
  }

  @Test("A log that grows, is torn for a moment, and goes on in the next file")
  func walTail() throws {
    try inFolder { folder in
      var tail = WALTail(folder: folder)
      #expect(tail.read().isEmpty)
      var checksum = CRC32C()
      let records = WALTests.records
      let frames = records.map { $0.frame(&checksum) }
      let first = folder + "/0000000000000000-0000000000000000.wal"
      try write(file(Array(frames[..<3])), to: first)
      try write([1, 2, 3], to: folder + "/0.tmp")
      // The file is written in place, as etcd does: the tail keeps it open.
      let handle = try #require(FileHandle(forUpdatingAtPath: first))
      #expect(tail.read() == Array(records[..<3]))
      #expect(tail.read().isEmpty)
      let offset = frames[..<3].reduce(0) { $0 + $1.count }
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: Data(frames[3].prefix(20)))
      #expect(tail.read().isEmpty)
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: Data(frames[3]))
      #expect(tail.read() == [records[3]])
      // The next file begins with the checksum so far.
      let second = folder + "/0000000000000001-0000000000000007.wal"
      var next = ProtobufWriter()
      next.put(1, 4)
      var sum = CRC32C()
      _ = records[..<4].map { $0.frame(&sum) }
      next.put(2, UInt64(sum.value))
      let padding = [UInt8](repeating: 0, count: (8 - next.bytes.count % 8) % 8)
      var length = UInt64(next.bytes.count)
      if !padding.isEmpty { length |= UInt64(0x80 | padding.count) << 56 }
      let head =
        (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + next.bytes + padding
      let entry = records[5].frame(&sum)
      try write(file([head, entry]), to: second)
      var seen: [WALRecord] = []
      // The folder is looked into now and then.
      for _ in 0..<100 { seen += tail.read() }
      #expect(seen == [.checksum, records[5]])
      tail.stop()
    }
  }

  @Test(
    "Of a log for people what Raft says is picked out, in whole lines", arguments: [true, false])
  func logTail(isOld: Bool) throws {
    try inFolder { folder in
      let path = folder + "/m1.log"
      var tail = LogTail(path: path)
      #expect(tail.read().isEmpty)
      let place = isOld ? #""caller":"raft/raft.go:966""# : #""logger":"raft","caller":"x.go:77""#
      let said = "{\"level\":\"info\",\(place),\"msg\":\"7e became follower at term 2\"}\n"
      let other =
        "{\"level\":\"info\",\"caller\":\"etcdserver/server.go:1\",\"msg\":\"other\"}\nno JSON\n"
      try (other + said + said.prefix(20)).write(toFile: path, atomically: false, encoding: .utf8)
      #expect(tail.read() == ["7e became follower at term 2"])
      let handle = try #require(FileHandle(forWritingAtPath: path))
      handle.seekToEndOfFile()
      handle.write(Data(said.dropFirst(20).utf8))
      #expect(tail.read() == ["7e became follower at term 2"])
      tail.stop()
    }
  }
}
