import Explorer
import RaftCore
import Teaching

extension BenchCommand {
  /// Three servers from the beginning, disks atomic, all properties checked, every state kept as it
  /// is: 4,901,135 states.
  static let plain = Bounds(crashes: 1, messages: 40)
  /// Writes to disk, losses and duplicates as steps of their own: 934,254 states.
  static let faults = Bounds(timeouts: 1, crashes: 1, losses: 1, duplicates: 1, messages: 4)

  /// How fast states are found, on each of these numbers of cores.
  ///
  /// They take turns: so whatever else the machine does for a while slows each of them, and what one
  /// is to another is not that of two different minutes.
  static func exploring(
    _ bounds: Bounds, disk: DiskTiming, cores: [Int] = [1], tries: Int
  ) -> [BenchReport.ExploringPace]? {
    guard let model = try? Model(servers: 3, within: bounds, disk: disk) else { return nil }
    var figures = [Figures?](repeating: nil, count: cores.count)
    var seconds = [[Double]](repeating: [], count: cores.count)
    var elapsed = seconds
    let clock = ContinuousClock()
    for _ in 0..<tries {
      for (place, cores) in cores.enumerated() {
        let options = Search.Options(
          usesSymmetry: false, dropsSpentMessages: false, cores: cores, memory: 1 << 30)
        guard let search = try? Search(model, for: .violation(), options) else { return nil }
        let start = Machine.cpuSeconds
        elapsed[place].append(clock.measure { _ = search.run() }.seconds)
        seconds[place].append(Machine.cpuSeconds - start)
        figures[place] = search.figures
      }
    }
    return figures.indices.compactMap { place in
      figures[place].map {
        BenchReport.ExploringPace(
          states: $0.states, steps: $0.successors, bytes: $0.bytes, cpuSeconds: seconds[place],
          seconds: elapsed[place])
      }
    }
  }
}
