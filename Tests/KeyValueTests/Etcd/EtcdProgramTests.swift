import KeyValue
import TestSupport
import Testing

/// The same programs on the store and on a real etcd of one member: what clients see is the same.
@Suite(
  "The store, held against a real etcd", .ownThreads,
  .enabled(if: EtcdMember.isWanted, EtcdMember.advice),
  .serialized)
struct EtcdProgramTests {
  /// Runs programs one after the other on one member and on the store.
  ///
  /// - Returns: the first difference in each program, with what led to it.
  private func differences(
    _ programs: [[ProgramStep]], minimumTTL: Int = EtcdMember.minimumTTL
  ) throws -> [String] {
    let sights = try EtcdMember.run(programs.joined().map(EtcdSteps.line))
    var run = ProgramRun(minimumTTL: minimumTTL)
    var found: [String] = []
    var place = 0
    for (number, program) in programs.enumerated() {
      var trail = ""
      var isSame = true
      for step in program {
        let expected = run.perform(step)
        let seen = EtcdMember.comparable(sights[place].text, of: step)
        place += 1
        trail += "\n  \(step)\n    \(expected)"
        if isSame, seen != expected {
          isSame = false
          found.append("program \(number):\(trail)\n    etcd says: \(seen)")
        }
      }
    }
    return found
  }

  private func programs(_ count: Int) -> [[ProgramStep]] {
    var store = Store(minimumTTL: EtcdMember.minimumTTL)
    return (1...count).map { ProgramWriter.program(seed: UInt64($0), on: &store, length: 16) }
  }

  @Test("Programs of random requests give the same answers, revisions, errors, events and keys")
  func generated() throws {
    let found = try differences(programs(240))
    #expect(found.isEmpty, "\(found.count) programs differ; the first:\n\(found.first ?? "")")
  }

  @Test("One wrong number in the store is noticed")
  func notices() throws {
    let found = try differences(programs(8), minimumTTL: EtcdMember.minimumTTL + 1)
    #expect(!found.isEmpty)
  }
}
