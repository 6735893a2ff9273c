import Teaching
import Testing

@Suite("Statistics of experiments")
struct StatisticsTests {
  private func isNear(_ one: Double, _ other: Double, by distance: Double = 5e-4) -> Bool {
    abs(one - other) < distance
  }

  @Test(
    "The interval of Wilson is that of published tables",
    arguments: [
      (8, 10, 0.490, 0.943), (0, 20, 0, 0.161), (15, 148, 0.0624, 0.1605), (5, 5, 0.566, 1),
    ])
  func wilson(hits: Int, count: Int, lower: Double, upper: Double) {
    let interval = Statistics.interval(ofShare: hits, of: count)
    #expect(isNear(interval.lowerBound, lower) && isNear(interval.upperBound, upper), "\(interval)")
  }

  @Test("The rank of a percentile is the least that reaches it")
  func rank() {
    #expect(Statistics.rank(of: 50, in: 5) == 3)
    #expect(Statistics.rank(of: 50, in: 4) == 2)
    #expect(Statistics.rank(of: 90, in: 10) == 9)
    #expect(Statistics.rank(of: 99, in: 1000) == 990)
    #expect(Statistics.rank(of: 1, in: 3) == 1)
    #expect(Statistics.rank(of: 100, in: 7) == 7)
  }

  /// From tables of confidence intervals for medians by ranks.
  @Test(
    "The ranks about a median are those of tables",
    arguments: [(6, 1, 6), (10, 2, 9), (20, 6, 15), (50, 18, 33), (100, 40, 61)])
  func ranks(count: Int, lower: Int, upper: Int) {
    let ranks = Statistics.ranks(around: 50, in: count)
    #expect(ranks.lower == lower && ranks.upper == upper, "\(ranks)")
  }

  @Test("Of too few numbers nothing is said")
  func tooFew() {
    let ranks = Statistics.ranks(around: 50, in: 5)
    #expect(ranks.lower == nil && ranks.upper == nil)
    #expect(Statistics.ranks(around: 99, in: 100).upper == nil)
    #expect(Statistics.ranks(around: 99, in: 1000).upper != nil)
  }

  @Test("Chances add up to one, also where the least are far too small to be told from nothing")
  func chances() {
    for (probability, count) in [(0.5, 10), (0.99, 5000), (0.001, 3), (0.0, 4), (1.0, 4)] {
      let chances = Statistics.chances(of: probability, in: count)
      #expect(chances.count == count + 1)
      #expect(isNear(chances.reduce(0, +), 1, by: 1e-12))
      let mean = chances.enumerated().reduce(0.0) { $0 + Double($1.offset) * $1.element }
      #expect(isNear(mean, probability * Double(count), by: 1e-8))
    }
    #expect(isNear(Statistics.chances(of: 0.5, in: 4)[2], 0.375, by: 1e-12))
  }

  /// The dissertation's own examples, §9.2.
  @Test(
    "Votes are split as often as the dissertation says",
    arguments: [
      (5, 4, 0.01, 0.0006), (5, 4, 0.1, 0.052), (5, 4, 0.2, 0.181), (5, 3, 0.2, 0.49),
      (9, 7, 0.2, 0.15), (9, 5, 0.2, 0.67), (9, 6, 0.2, 0.345), (7, 6, 0.2, 0.10),
      (9, 5, 0.1, 0.41),
    ])
  func splitVotes(servers: Int, up: Int, latency: Double, expected: Double) {
    let share = Statistics.splitVotes(servers: servers, up: up, latency: latency)
    #expect(abs(share - expected) < 0.0105 && abs(share - expected) < expected * 0.1, "\(share)")
  }
}
