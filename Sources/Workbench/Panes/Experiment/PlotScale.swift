import Simulation
import Teaching

/// Where times stand on the axis of a plot.
struct PlotScale {
  let axis: Experiment.Axis
  /// The first and the last time on it, in microseconds.
  let range: ClosedRange<TimeSpan>
  /// How many dots it has.
  let dots: Int

  /// - Parameter times: what it must hold.
  init(_ times: ClosedRange<TimeSpan>, axis: Experiment.Axis, dots: Int) {
    self.axis = axis
    self.dots = max(2, dots)
    switch axis {
    case .linear: range = 0...Swift.max(1, times.upperBound)
    case .log:
      let least = Swift.max(1, times.lowerBound)
      range = least...Swift.max(least + 1, times.upperBound)
    }
  }

  /// The dot of a time; outside of the axis where the time is.
  func dot(of time: TimeSpan) -> Int {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    let part =
      switch axis {
      case .linear: (Double(time) - low) / (high - low)
      case .log: Self.log2(Double(Swift.max(1, time)) / low) / Self.log2(high / low)
      }
    return Int((part * Double(dots - 1)).rounded())
  }

  /// The logarithm to the base 2, by additions and multiplications alone: the same plot on every
  /// machine.
  ///
  /// - Precondition: the number is positive.
  static func log2(_ number: Double) -> Double {
    precondition(number > 0)
    // ln m = 2 artanh((m - 1) / (m + 1)), with m from 1 to 2.
    let z = (number.significand - 1) / (number.significand + 1)
    var (sum, power) = (0.0, z)
    for odd in stride(from: 1.0, to: 40, by: 2) {
      sum += power / odd
      power *= z * z
    }
    return Double(number.exponent) + 2 * sum / 0.693147180559945309
  }

  /// Times that are marked on the axis, ascending: round ones, not many.
  var ticks: [TimeSpan] {
    switch axis {
    case .linear:
      let wanted = range.upperBound / 6
      let step = Self.rounds.first { $0 >= wanted } ?? range.upperBound
      return Array(stride(from: 0, through: range.upperBound, by: step))
    case .log:
      let tight = range.upperBound / range.lowerBound < 50
      return Self.rounds.filter { range.contains($0) && (tight || Self.isPower($0)) }
    }
  }

  /// 1, 2 and 5 and so on, from a microsecond to some days.
  private static let rounds: [TimeSpan] = {
    var rounds: [TimeSpan] = []
    var power = 1
    while power < 1_000_000_000_000 {
      rounds += [power, 2 * power, 5 * power]
      power *= 10
    }
    return rounds
  }()

  private static func isPower(_ number: TimeSpan) -> Bool {
    var number = number
    while number % 10 == 0 { number /= 10 }
    return number == 1
  }
}
