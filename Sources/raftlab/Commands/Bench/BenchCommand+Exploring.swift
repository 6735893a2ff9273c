import Explorer
import RaftCore
import Teaching

extension BenchCommand {
  /// Three servers from the beginning, disks atomic, all properties checked, every state kept as it
  /// is: 4,901,135 states.
  static let plain = Bounds(crashes: 1, messages: 40)
  /// Writes to disk, losses and duplicates as steps of their own: 934,254 states.
  static let faults = Bounds(timeouts: 1, crashes: 1, losses: 1, duplicates: 1, messages: 4)

  /// How fast states are found.
  static func exploring(
    _ bounds: Bounds, disk: DiskTiming, cores: Int = 1, tries: Int
  ) -> BenchReport.ExploringPace? {
    guard let model = try? Model(servers: 3, within: bounds, disk: disk) else { return nil }
    var figures: Figures?
    var seconds: [Double] = []
    var elapsed: [Double] = []
    let clock = ContinuousClock()
    for _ in 0..<tries {
      let options = Search.Options(
        usesSymmetry: false, dropsSpentMessages: false, cores: cores, memory: 1 << 30)
      guard let search = try? Search(model, for: .violation(), options) else { return nil }
      let start = Machine.cpuSeconds
      let time = clock.measure { _ = search.run() }.seconds
      seconds.append(Machine.cpuSeconds - start)
      elapsed.append(time)
      figures = search.figures
    }
    return figures.map {
      BenchReport.ExploringPace(
        states: $0.states, steps: $0.successors, bytes: $0.bytes, cpuSeconds: seconds,
        seconds: elapsed)
    }
  }
}
