import KeyValue
import RaftCore
import Simulation
import TestSupport

@testable import Teaching

/// Somebody who plays at random: acts, steps, runs, goes back, changes branches.
struct RandomSession {
  private(set) var timeline: Timeline
  private var random: SeededRandom

  init(seed: Int) {
    random = SeededRandom(UInt64(seed))
    var settings = Settings()
    timeline = Timeline(settings, keepsRecent: false)
    settings = Settings(servers: 1 + below(9), seed: UInt64(below(1 << 40)))
    if below(3) == 0 { settings.rules = RuleSet(without: [.upToDateCheck, .pipelining]) }
    if below(3) == 0 { settings.link = LinkQuality(latency: 250...900, loss: 50, reordering: 20) }
    if below(4) == 0 { settings.timing.heartbeat = 33_333 }
    timeline = Timeline(settings, keepsRecent: false)
  }

  mutating func below(_ limit: Int) -> Int { random.below(limit) }

  mutating func next() {
    switch below(12) {
    case 0..<3: for _ in 0...below(20) { _ = timeline.step() }
    case 3..<6: _ = timeline.run(until: timeline.now + below(90_000))
    case 6: timeline.seek(to: below(timeline.branch.records.count + 1))
    case 7: timeline.seek(to: timeline.branch.records.count)
    case 8:
      guard below(3) == 0 else { return }
      let number = below(timeline.branches.count)
      timeline.show(branch: number, at: timeline.branches[number].records.count)
    default: try? timeline.perform(stimulus())
    }
  }

  private mutating func stimulus() -> Stimulus {
    let count = timeline.settings.servers
    let one = ServerID(1 + below(count))
    let two = ServerID(1 + below(count))
    let flights = timeline.cluster.network.flights.map(\.id)
    let flight = flights.isEmpty ? 1 : flights[below(flights.count)]
    switch below(20) {
    case 0: return .crash(one, keepingWrites: below(2), records: below(3))
    case 1, 2: return .restart(one)
    case 3: return .wipe(one)
    case 4: return .pause(one)
    case 5: return .resume(one)
    case 6: return .timeOut(one)
    case 7: return count > 1 ? .split([[one], ServerSet.first(count).removing(one)]) : .heal
    case 8: return .isolate(one)
    case 9: return one == two ? .heal : .cut(from: one, to: two)
    case 10: return .heal
    case 11:
      let value = ["3", "", "a b", "领导", "\"q\\"][below(5)]
      return .write(
        key: ShortText("键")!, value: ShortText(value)!, through: below(2) == 0 ? nil : one)
    case 12: return .read(key: ShortText("x")!, through: one)
    case 13: return [.drop(flight: flight), .hold(flight: flight)][below(2)]
    case 14: return [.duplicate(flight: flight), .deliver(flight: flight)][below(2)]
    case 16: return [.heartbeat(one), .sync(one)][below(2)]
    case 17:
      let client = ClientID(1 + below(3))
      return [.retry(client, through: one), .retry(client, through: nil), .giveUp(client)][below(3)]
    case 18: return below(8) == 0 ? .manual : .reseed(UInt64(below(1 << 40)))
    case 15:
      return [
        .setClock(one, permille: 100 + below(3000)), .jumpClock(one, by: 1 + below(2000)),
        .setDisk(one, write: below(9000)),
      ][below(3)]
    case 19:
      let low = 20_000 + below(300_000)
      return .setTiming(below(2) == 0 ? .heartbeat(low) : .electionTimeout(low...low + below(9000)))
    default:
      if below(2) == 0 { return .setRule(.oneVotePerTerm, isOn: below(2) == 0) }
      return .setLink(from: one, to: nil, LinkQuality(latency: 100...(200 + below(9000)), loss: 7))
    }
  }
}

/// A file as a journal is written into it.
struct MemoryJournal {
  var keeper: JournalKeeper
  private(set) var bytes: [UInt8] = []

  init(_ settings: Settings) { keeper = JournalKeeper(of: settings) }

  mutating func keep(_ timeline: Timeline, title: String? = nil) {
    write(keeper.keep(timeline, title: title))
  }
  mutating func finish(_ timeline: Timeline) { write(keeper.finish(timeline)) }

  private mutating func write(_ entry: JournalKeeper.Entry?) {
    guard let entry else { return }
    precondition(entry.replacing <= entry.text.utf8.count)
    bytes.removeLast(entry.replacing)
    bytes += entry.text.utf8
  }
}
