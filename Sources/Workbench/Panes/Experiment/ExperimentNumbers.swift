import Simulation
import Teaching

/// Numbers of experiments, as tables and plots show them.
enum ExperimentNumbers {
  /// Milliseconds, with a decimal where there are fewer than a hundred; from ten seconds on seconds.
  static func milliseconds(_ time: TimeSpan) -> String {
    if time >= 9_999_500 {
      let tenths = (time + 50_000) / 100_000
      return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
    guard time < 99_950 else { return "\((time + 500) / 1000)" }
    let tenths = (time + 50) / 100
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A time that may only be known to be longer.
  static func milliseconds(_ given: Experiment.Given?) -> String {
    guard case .time(let time, let isMore) = given else { return "–" }
    return (isMore ? ">" : "") + milliseconds(time)
  }

  /// `5.2 %`.
  static func percent(_ share: Double, decimals: Int = 2) -> String {
    let scale = [1, 10, 100][decimals]
    let parts = Int((share * 100 * Double(scale)).rounded())
    guard decimals > 0 else { return "\(parts) %" }
    let fraction = String(scale + parts % scale).dropFirst()
    return "\(parts / scale).\(fraction) %"
  }

  /// A round span on an axis: `200 ms`, `10 s`.
  static func span(_ time: TimeSpan) -> String {
    switch time {
    case 0: "0"
    case 1_000_000... where time % 100_000 == 0:
      time % 1_000_000 == 0
        ? "\(time / 1_000_000) s" : "\(time / 1_000_000).\(time / 100_000 % 10) s"
    case 1_000... where time % 1_000 == 0: "\(time / 1_000) ms"
    default: "\(time) us"
    }
  }
}
