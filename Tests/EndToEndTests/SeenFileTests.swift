import Foundation
import ObservedEtcd
import RaftCore
import Simulation
import Testing

@testable import raftlab

/// The file of what is seen of a real cluster, where it cannot be written, or not any more.
@Suite("Where what was seen cannot be kept") struct SeenFileTests {
  private static let facts = ClusterFacts(
    members: 3, pace: nil, watched: Watched(program: "etcd", folder: "", machines: []))

  private static func sightings(_ numbers: Range<Int>) -> [Sighting] {
    numbers.map { Sighting(.life(ServerID($0 % 3 + 1), .running), at: $0) }
  }

  /// A file whose disk is full until it is given room.
  private final class Disk {
    let path = "\(NSTemporaryDirectory())/seen-\(UUID().uuidString)"
    let file: SeenFile
    private let descriptor: Int32

    init(limits: SeenFile.Limits = SeenFile.Limits()) throws {
      descriptor = open("/dev/full", O_RDWR)
      try #require(descriptor >= 0)
      file = SeenFile(SeenFileTests.facts, in: descriptor, at: path, limits: limits)
    }

    deinit { unlink(path) }

    /// From now on it is a file like others.
    func makeRoom() throws {
      let real = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
      try #require(real >= 0 && dup2(real, descriptor) == descriptor)
      close(real)
    }

    var reading: HistoryReading {
      get throws { try HistoryReading(Array(Data(contentsOf: URL(fileURLWithPath: path)))) }
    }
  }

  @Test("What a full disk did not take waits, and is all there once there is room")
  func roomAgain() throws {
    let disk = try Disk()
    disk.file.take(Self.sightings(0..<50))
    for start in [50, 70] {
      #expect(throws: FileError(disk.path, ENOSPC)) { try disk.file.save() }
      disk.file.take(Self.sightings(start..<start + 20))
    }
    try disk.makeRoom()
    disk.file.take(Self.sightings(90..<100))
    try disk.file.save()
    let reading = try disk.reading
    #expect(reading.loss == nil && reading.sightings.count == 100)
    #expect(reading.facts == Self.facts)
    // What comes then follows it.
    disk.file.take(Self.sightings(100..<110))
    try disk.file.save()
    #expect(try disk.reading.sightings.count == 110)
  }

  @Test("Much is written without being asked for: it does not wait in memory")
  func writesParts() throws {
    let disk = try Disk()
    try disk.makeRoom()
    disk.file.take(Self.sightings(0..<60_000))
    #expect(try disk.reading.sightings.count == 60_000)
  }

  @Test("More than may wait for a full disk ends the file: nothing is written behind a gap")
  func waitsTooLong() throws {
    let disk = try Disk(limits: SeenFile.Limits(waiting: 2000))
    disk.file.take(Self.sightings(0..<10))
    #expect(throws: FileError(disk.path, ENOSPC)) { try disk.file.save() }
    disk.file.take(Self.sightings(10..<500))
    try disk.makeRoom()
    disk.file.take(Self.sightings(500..<510))
    #expect(throws: FileError(disk.path, ENOSPC)) { try disk.file.save() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: disk.path)).isEmpty)
  }

  @Test("A file that is as long as one may be ends there, whole, and the reason is kept")
  func tooLong() throws {
    let disk = try Disk(limits: SeenFile.Limits(file: 2000))
    try disk.makeRoom()
    disk.file.take(Self.sightings(0..<10))
    try disk.file.save()
    disk.file.take(Self.sightings(10..<500))
    for _ in 0..<2 {
      #expect(throws: FileError(disk.path, EFBIG)) { try disk.file.save() }
    }
    let reading = try disk.reading
    #expect(reading.loss == nil && reading.sightings.count == 10)
  }
}
