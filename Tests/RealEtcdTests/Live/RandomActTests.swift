import Foundation
import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import RealEtcd

@Suite(
  "Random acts on a real cluster", .serialized,
  .ownThreads, .enabled(if: RealLab.isWanted, RealLab.advice))
struct RandomActTests {
  @Test(
    "What was applied anywhere is everywhere in the end, and no property was seen to break",
    arguments: RealLab.programs, [1, 2] as [UInt64])
  func randomActs(program: EtcdProgram, seed: UInt64) throws {
    let lab = try RealLab(program, preVote: seed % 2 == 0)
    defer { lab.cluster.stop() }
    var random = SplitRandom(seed)
    for number in 0..<40 {
      let act = Self.act(&random, number, lab)
      if lab.history.refusal(of: act) == nil { try lab.act(act) }
      let pause = Date().addingTimeInterval(Double(random.next() % 150) / 1000)
      while Date() < pause {
        lab.cluster.sightings.wait(milliseconds: 20)
        lab.history.takeNews()
      }
    }
    try recover(lab)
    let applied = try agreement(of: lab)
    #expect(lab.history.state.violations.isEmpty, "\(lab.history.state.violations)")
    // Each write that a client was told of is in the log that all have.
    let operations = lab.history.state.operations
    for place in 0..<operations.count where operations[place].state.isAcknowledged {
      guard case .write(let value) = operations[place].operation.kind else { continue }
      let text = "put \(operations[place].operation.key) \(value)"
      #expect(applied.contains(text), "\(text) was acknowledged")
    }
  }

  private static func act(_ random: inout SplitRandom, _ number: Int, _ lab: RealLab) -> Stimulus {
    let server = ServerID(Int(random.next() % 5) + 1)
    let other = ServerID(server.number % 5 + 1)
    switch random.next() % 16 {
    case 0: return .crash(server)
    case 1, 2: return .restart(server)
    case 3: return .pause(server)
    case 4, 5: return .resume(server)
    case 6: return .split([[server, other]])
    case 7: return .isolate(server)
    case 8: return .cut(from: server, to: other)
    case 9, 10: return .heal
    case 11: return .setLink(from: nil, to: server, LinkQuality(latency: 0...5000, loss: 100))
    case 12: return .transfer(to: server)
    default:
      return .write(key: ShortText("k")!, value: ShortText("v\(number)")!, through: server)
    }
  }

  /// All members run, and all links are whole.
  private func recover(_ lab: RealLab) throws {
    let acts = lab.history.state.members.flatMap { [Stimulus.resume($0), .restart($0)] }
    let quiet = Stimulus.setLink(from: nil, to: nil, LinkQuality(latency: 0...0))
    for act in acts + [.heal, quiet] where lab.history.refusal(of: act) == nil { try lab.act(act) }
    lab.wait("all clients have heard") { $0.clients.allSatisfy { $0.request == nil } }
  }

  /// Waits until all members have applied the same, and gives it as texts.
  private func agreement(of lab: RealLab) throws -> Set<String> {
    try lab.write("end", "1", through: lab.leader())
    lab.wait("all members have applied the last write") { state in
      state.servers.allSatisfy { server in
        let index = lab.index(of: "put end 1", in: server.raft.log, state)
        return index.map { $0 <= server.raft.lastApplied ?? 0 } ?? false
      }
    }
    let texts = lab.history.state.members.map { lab.texts($0) }
    let length = texts.map { $0.lastIndex(of: "put end 1") ?? 0 }.min()!
    #expect(Set(texts.map { Array($0.prefix(length)) }).count == 1)
    return Set(texts[0].prefix(length + 1))
  }
}
