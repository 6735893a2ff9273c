import Foundation
import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("Programs, folders and processes of members")
struct MemberTests {
  /// A folder for a test, removed afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "raftlab-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func script(_ text: String, in folder: String) throws -> String {
    let path = folder + "/etcd"
    try ("#!/bin/sh\n" + text).write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  @Test("A program that is none, says nothing, or is too old")
  func programs() throws {
    try inFolder { folder in
      #expect(throws: EtcdError.noProgram("/nowhere/etcd")) {
        try EtcdProgram.find("/nowhere/etcd")
      }
      let silent = try script("echo hello", in: folder)
      #expect(throws: EtcdError.noVersion(silent, says: "hello")) { try EtcdProgram.find(silent) }
      let old = try script("echo 'etcd Version: 3.3.1'", in: folder)
      #expect(throws: EtcdError.tooOld("3.3.1")) { try EtcdProgram.find(old) }
      let new = try EtcdProgram.find(try script("echo 'etcd Version: 3.6.0'", in: folder))
      #expect(new.version == "3.6.0" && !new.isTried)
    }
  }

  @Test("Names of founding members, as etcd makes them")
  func names() {
    let member = MemberPlan(id: ServerID(1), clientPort: 1, peerPort: 2, proxyPort: 2380)
    // sha1("http://127.0.0.1:2380" + "token"), its first eight bytes.
    #expect(
      String(member.foundingName(token: "token"), radix: 16)
        == SHA1.hash("http://127.0.0.1:2380token".utf8).prefix(8)
        .map { String(0x100 | Int($0), radix: 16).dropFirst() }.joined())
  }

  @Test("Ports are free, none comes twice, and none is one that a connection may be given")
  func ports() {
    // Of one draw, and of clusters that run side by side, of which a member may be down.
    let ports = (0..<10).flatMap { _ in System.freePorts(40) }
    #expect(Set(ports).count == 400)
    #expect(ports.allSatisfy(System.portsToListenOn.contains))
    #expect(System.portsToListenOn.lowerBound > 1023)
  }

  @Test("A folder is held while it is used, found when a crash left it, and removed only then")
  func folders() throws {
    try inFolder { place in
      let folder = try LabFolder(in: place, megabytes: 1)
      #expect(LabFolder.leftBehind(in: place).isEmpty)
      #expect(throws: EtcdError.folderInUse(folder.path)) {
        try LabFolder.removeLeftBehind(folder.path)
      }
      // As after a crash: the folder is there, and nobody holds it.
      let left = place + "/raftlab-etcd-left"
      try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: left + "/lock"))
      #expect(LabFolder.leftBehind(in: place) == [left])
      try LabFolder.removeLeftBehind(left)
      #expect(LabFolder.leftBehind(in: place).isEmpty)
      folder.remove()
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  @Test("Too little room, and no place for a folder")
  func room() throws {
    #expect { try LabFolder(in: "/tmp", megabytes: .max) } throws: {
      if case .diskFull(let folder, _, _)? = $0 as? EtcdError { folder == "/tmp" } else { false }
    }
    #expect { try LabFolder(in: "/nowhere", megabytes: 1) } throws: {
      if case .noFolder? = $0 as? EtcdError { true } else { false }
    }
  }

  @Test("Bad numbers of members and bad paces are refused before anything is made")
  func configurations() {
    var configuration = EtcdCluster.Configuration(EtcdProgram(path: "/bin/true", version: "3.4.0"))
    configuration.members = 10
    #expect(throws: EtcdError.memberCount(10)) { try EtcdCluster.start(configuration) }
    configuration.members = 3
    configuration.pace = Pace(heartbeat: 100, election: 400)
    #expect(throws: EtcdError.badPace(configuration.pace)) { try EtcdCluster.start(configuration) }
    #expect(Pace.slow.minimumLease == 8 && Pace.usual.minimumLease == 2)
  }

  @Test("A member that does not start is told of, with what it said, and nothing is left")
  func doesNotStart() throws {
    try inFolder { folder in
      let program = try script("echo 'it cannot be' >&2; exit 3", in: folder)
      var configuration = EtcdCluster.Configuration(EtcdProgram(path: program, version: "3.4.0"))
      configuration.members = 1
      configuration.launcher = RealLab.launcher
      configuration.place = folder
      let cluster = try EtcdCluster.start(configuration)
      #expect(throws: EtcdError.doesNotStart(member: "m1", says: "it cannot be")) {
        try cluster.waitForLeader(milliseconds: 30_000)
      }
      cluster.stop()
      #expect(!FileManager.default.fileExists(atPath: cluster.plan.folder))
    }
  }

  @Test("A disk that is full when a member starts is named")
  func fullDisk() throws {
    try inFolder { folder in
      let program = try script(
        "echo 'panic: write m1.wal: no space left on device'; exit 2", in: folder)
      var configuration = EtcdCluster.Configuration(EtcdProgram(path: program, version: "3.4.0"))
      configuration.members = 1
      configuration.launcher = RealLab.launcher
      configuration.place = folder
      let cluster = try EtcdCluster.start(configuration)
      defer { cluster.stop() }
      #expect { try cluster.waitForLeader(milliseconds: 30_000) } throws: {
        if case .diskFull(cluster.plan.folder, _, _)? = $0 as? EtcdError { true } else { false }
      }
    }
  }

  @Test("A port that another took is named")
  func portTaken() throws {
    try inFolder { folder in
      let program = try script(
        #"while [ "$1" != --listen-peer-urls ]; do shift; done; "#
          + #"echo "panic: listen tcp ${2#http://}: bind: address already in use"; exit 1"#,
        in: folder)
      var configuration = EtcdCluster.Configuration(EtcdProgram(path: program, version: "3.4.0"))
      configuration.members = 1
      configuration.launcher = RealLab.launcher
      configuration.place = folder
      let cluster = try EtcdCluster.start(configuration)
      defer { cluster.stop() }
      #expect(throws: EtcdError.portTaken(cluster.plan.members[0].peerPort)) {
        try cluster.waitForLeader(milliseconds: 30_000)
      }
    }
  }

  @Test("Members die with the program that started them, however it ends")
  func diesWithItsParent() throws {
    try inFolder { folder in
      // The parent starts what is to die with it, says which process that is, and is killed.
      let parent = Process()
      parent.executableURL = URL(fileURLWithPath: RealLab.launcher)
      parent.arguments = ["hold", "/bin/sleep", "600"]
      let pipe = Pipe()
      parent.standardOutput = pipe
      try parent.run()
      let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      let child = try #require(Int32(said.trimmingCharacters(in: .whitespacesAndNewlines)))
      #expect(kill(child, 0) == 0)
      kill(parent.processIdentifier, SIGKILL)
      parent.waitUntilExit()
      var isGone = false
      for _ in 0..<200 where !isGone {
        isGone = kill(child, 0) == -1 || isZombie(child)
        if !isGone { usleep(20_000) }
      }
      #expect(isGone)
    }
  }

  @Test("After a crash no member runs on, and the folder is found", .enabled(if: RealLab.isWanted))
  func crash() throws {
    try inFolder { folder in
      let program = Process()
      program.executableURL = URL(fileURLWithPath: RealLab.launcher)
      program.arguments = ["serve", try #require(RealLab.programs.first).path]
      program.environment = ["TMPDIR": folder]
      let pipe = Pipe()
      program.standardOutput = pipe
      try program.run()
      let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      let words = said.split(whereSeparator: \.isWhitespace)
      try #require(words.count == 2, "\(said)")
      let member = try #require(Int32(words[1]))
      #expect(LabFolder.leftBehind(in: folder).isEmpty)
      kill(program.processIdentifier, SIGKILL)
      program.waitUntilExit()
      var isGone = false
      for _ in 0..<200 where !isGone {
        isGone = kill(member, 0) == -1 || isZombie(member)
        if !isGone { usleep(20_000) }
      }
      #expect(isGone)
      #expect(LabFolder.leftBehind(in: folder) == [String(words[0])])
      try LabFolder.removeLeftBehind(String(words[0]))
      #expect(!FileManager.default.fileExists(atPath: String(words[0])))
    }
  }

  /// Where nobody takes note of the ends of orphans, they stay in the table.
  private func isZombie(_ process: Int32) -> Bool {
    let status = String(decoding: System.contents("/proc/\(process)/stat") ?? [], as: UTF8.self)
    return status.contains(") Z ")
  }
}
