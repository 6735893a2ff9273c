import Dispatch
import RaftCore
import Simulation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// In how many seeds the campaign finds something, with a mistake planted (`plant.py`) or a rule off.
///
///     count FIRST LAST THREADS MISTAKE [RULE-THAT-IS-OFF|- [EVENTS [drawn]]]
///
/// With `drawn` each seed draws the features that are on, as in `raftlab check`; else none is.
@main
enum Count {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    let numbers = words.prefix(4).compactMap { Int($0) }
    guard numbers.count == 4 else { return print("count FIRST LAST THREADS MISTAKE [RULE]") }
    plantedMistake = numbers[3]
    var rules = RuleSet()
    if let id = words.dropFirst(4).first, id != "-" {
      guard let rule = Rule.allCases.first(where: { $0.id == id }) else { return print("no rule") }
      rules = RuleSet(without: [rule])
    }
    let events = words.dropFirst(5).first.flatMap { Int($0) } ?? 2000
    let isDrawn = words.dropFirst(6).first == "drawn"
    let seedRun = SeedRun(
      rules: rules, features: isDrawn ? .drawn : .fixed(Features()), eventLimit: events)
    let seeds = Array(numbers[0]...numbers[1])
    var found = [String?](repeating: nil, count: seeds.count)
    var happened = [Int](repeating: 0, count: seeds.count)
    found.withUnsafeMutableBufferPointer { found in
      happened.withUnsafeMutableBufferPointer { happened in
        nonisolated(unsafe) let found = found
        nonisolated(unsafe) let happened = happened
        DispatchQueue.concurrentPerform(iterations: numbers[2]) { thread in
          for place in stride(from: thread, to: seeds.count, by: numbers[2]) {
            let outcome = seedRun.run(seed: UInt64(seeds[place]))
            happened[place] = outcome.events
            found[place] = outcome.violation?.property.id ?? outcome.livenessFailure?.kind.id
          }
        }
      }
    }
    var counts: [String: Int] = [:]
    for id in found { if let id { counts[id, default: 0] += 1 } }
    let first = zip(seeds, found).compactMap { seed, id in id.map { "\(seed):\($0)" } }.prefix(5)
    print("first", first.isEmpty ? "-" : first.joined(separator: ","))
    print("events", happened.reduce(0, +))
    for (id, count) in counts.sorted(by: { ($0.value, $1.key) > ($1.value, $0.key) }) {
      print(id, count)
    }
  }
}
