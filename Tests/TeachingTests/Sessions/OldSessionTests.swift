import Foundation
import RaftCore
import Simulation
import Testing

@testable import Teaching

/// Journals and codes that raftlab 0.1 wrote, committed as it wrote them.
@Suite("Sessions of version 0.1") struct OldSessionTests {
  static let names = ["short", "branches", "all-acts"]

  private static func sample(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appendingPathComponent("Samples/\(name)")))
  }

  static func code(_ name: String) throws -> String {
    String(decoding: try sample("\(name).code"), as: UTF8.self)
  }

  @Test("A journal is read whole and repeated event for event", arguments: names)
  func journal(name: String) throws {
    let reading = try JournalReading(try Self.sample("\(name).raftlab"))
    #expect(reading.loss == nil)
    let restored = SessionReplay(of: reading.session)
    #expect(restored.divergences == [])
    #expect(restored.provenCount == reading.session.eventCount)
  }

  @Test("A code is read whole and repeated to the same digest", arguments: names)
  func code(name: String) throws {
    let session = try ShareCode.session(of: try Self.code(name))
    let restored = SessionReplay(of: session)
    #expect(restored.divergences == [])
    #expect(restored.provenCount == session.tracks[session.cursor.branch].events)
    let journal = try JournalReading(try Self.sample("\(name).raftlab")).session
    #expect(session.settings == journal.settings)
    #expect(session.tracks.map(\.acts) == journal.tracks.map(\.acts))
  }

  @Test("What is written of it now is of the new form, and says the same", arguments: names)
  func rewritten(name: String) throws {
    let session = try ShareCode.session(of: try Self.code(name))
    let code = ShareCode(session)
    #expect(code.text.hasPrefix("rl2-"))
    #expect(try ShareCode.session(of: code.text) == session)
  }

  @Test("The samples hold what 0.1 could hold: every act, branches, rules off, titles")
  func coverage() throws {
    let all = try ShareCode.session(of: try Self.code("all-acts"))
    let kinds = Set(all.tracks.flatMap(\.acts).map(\.act.stimulus.kind))
    let later: Set<Stimulus.Kind> = [.heartbeat, .sync, .retry, .giveUp, .manual, .reseed]
    #expect(kinds.isSuperset(of: [.crash, .wipe, .split, .setLink, .setRule, .write, .read]))
    #expect(kinds.isDisjoint(with: later))
    #expect(all.title == "Every act of 0.1 — 每一种操作")
    #expect(!all.settings.rules[.pipelining] && all.settings.timing.diskWrite == 1500)
    let branches = try ShareCode.session(of: try Self.code("branches"))
    #expect(branches.tracks.count == 3 && branches.title == "Two leaders")
  }
}
