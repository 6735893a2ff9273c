/// What can be said of numbers that chance has brought, and how sure it is.
package enum Statistics {
  /// How many standard deviations of a normal distribution hold 95 % of it.
  private static let deviations = 1.959963984540054
  /// How likely it is that the truth lies below an interval, and above it.
  private static let outside = 0.025

  // MARK: Shares

  /// The interval of Wilson (1927) that holds a share with 95 % confidence, of which so many were
  /// seen among so many.
  ///
  /// - Precondition: `count` is positive, and `hits` at most that.
  package static func interval(ofShare hits: Int, of count: Int) -> ClosedRange<Double> {
    precondition(count > 0 && (0...count).contains(hits))
    let n = Double(count)
    let share = Double(hits) / n
    let square = deviations * deviations
    let middle = (share + square / (2 * n)) / (1 + square / n)
    let half =
      deviations / (1 + square / n)
      * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
    // Where all were seen, or none, nothing lies beyond, whatever rounding says.
    return (hits == 0 ? 0 : max(0, middle - half))...(hits == count ? 1 : min(1, middle + half))
  }

  // MARK: Ranks

  /// The rank of a percentile, counted from 1: the least by which so many percent are reached.
  ///
  /// - Precondition: `count` is positive, and `percent` 1 to 100.
  package static func rank(of percent: Int, in count: Int) -> Int {
    max(1, (percent * count + 99) / 100)
  }

  /// The ranks between which a percentile of whatever the numbers were drawn from lies with at least
  /// 95 % confidence, by the binomial distribution alone; nil where there are too few numbers to say.
  package static func ranks(
    around percent: Int, in count: Int
  ) -> (lower: Int?, upper: Int?) {
    let chances = chances(of: Double(percent) / 100, in: count)
    // The number of rank r is above the percentile when fewer than r numbers are below that.
    var lower: Int?
    var sum = 0.0
    for rank in 1...max(1, count) {
      sum += chances[rank - 1]
      guard sum <= outside else { break }
      lower = rank
    }
    var upper: Int?
    sum = 0
    for rank in stride(from: count, through: 1, by: -1) {
      sum += chances[rank]
      guard sum <= outside else { break }
      upper = rank
    }
    return (lower, upper)
  }

  /// How likely each number of hits is, 0 to `count`, when each try is one with this probability.
  package static func chances(of probability: Double, in count: Int) -> [Double] {
    guard probability > 0 else { return [1] + Array(repeating: 0, count: count) }
    guard probability < 1 else { return Array(repeating: 0, count: count) + [1] }
    // From the likeliest on to both sides, each from its neighbour: nothing becomes too small.
    let odds = probability / (1 - probability)
    let top = min(count, Int(Double(count + 1) * probability))
    var chances = Array(repeating: 0.0, count: count + 1)
    chances[top] = 1
    for hits in stride(from: top, to: count, by: 1) {
      chances[hits + 1] = chances[hits] * odds * Double(count - hits) / Double(hits + 1)
    }
    for hits in stride(from: top, to: 0, by: -1) {
      chances[hits - 1] = chances[hits] / odds * Double(hits) / Double(count - hits + 1)
    }
    let sum = chances.reduce(0, +)
    return chances.map { $0 / sum }
  }

  // MARK: Split votes

  /// How likely a vote is split when all messages take the same time (Ongaro's dissertation, §9.2).
  ///
  /// The servers that are up draw their timeouts from one range, all from the same moment on. The
  /// first to time out gets the votes of all those that do not do so before its request arrives. So
  /// the vote is split when too many do: all but a majority less one, besides the first.
  ///
  /// Of those that are up, let `m` be so many. A server is within `l` of the first, in a range of
  /// length 1, as if each of them had time out by itself with probability `l`: the distance from the
  /// least of `s` uniform numbers to the one `m` places above it is distributed as the `m`-th least
  /// itself (spacings are exchangeable). So it is the chance of at least `m` hits of `s`.
  ///
  /// - Parameters:
  ///   - servers: of the whole cluster.
  ///   - up: how many of them are up; at least a majority.
  ///   - latency: how long a message takes, as a part of the range of timeouts: 0 to 1.
  package static func splitVotes(servers: Int, up: Int, latency: Double) -> Double {
    let majority = servers / 2 + 1
    precondition(up >= majority && up <= servers)
    return chances(of: latency, in: up)[(up - majority + 1)...].reduce(0, +)
  }
}
