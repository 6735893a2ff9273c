import Simulation
import Teaching
import Testing

@Suite("Whether a timing can be stable (§5.6)")
struct TimingAdviceTests {
  private func advice(
    latency: ClosedRange<TimeSpan> = 10_000...15_000, loss: Int = 0,
    timeout: ClosedRange<TimeSpan> = 150_000...300_000, heartbeat: TimeSpan = 50_000,
    meanTime: TimeSpan? = nil, servers: Int = 5
  ) -> TimingAdvice {
    TimingAdvice(
      servers: servers, link: LinkQuality(latency: latency, loss: loss), diskWrite: 2_000,
      electionTimeout: timeout, heartbeat: heartbeat, meanTime: meanTime)
  }

  @Test("What raftlab starts with can be; so can what the paper suggests")
  func usual() {
    #expect(advice().warnings.isEmpty)
    #expect(advice().broadcastTime == 32_000)
    #expect(advice(latency: 300...500, timeout: 12_000...24_000, heartbeat: 6_000).warnings.isEmpty)
  }

  @Test("Each way in which it cannot be is told with its numbers")
  func warnings() {
    typealias Warning = TimingAdvice.Warning
    #expect(
      advice(heartbeat: 150_000).warnings
        == [.lateHeartbeats(after: 155_000, timeout: 150_000)])
    #expect(
      advice(latency: 100_000...150_000).warnings.first
        == .slowVotes(broadcast: 302_000, timeout: 300_000))
    #expect(
      advice(latency: 60_000...90_000).warnings.first
        == .tightVotes(broadcast: 182_000, timeout: 150_000))
    #expect(
      advice(timeout: 150_000...151_000).warnings
        == [.splitVotes(spread: 1_000, latency: 14_500, percent: 100)])
    #expect(
      advice(loss: 100).warnings == [.lostHeartbeats(count: 2, every: 1_250_000)])
    #expect(advice(loss: 1000).warnings == [.allLost])
    #expect(
      advice(meanTime: 2_000_000).warnings
        == [.frequentCrashes(meanTime: 2_000_000, timeout: 300_000)])
    #expect(
      advice(timeout: 5_000_000...10_000_000).warnings == [.longOutage(timeout: 10_000_000)])
    #expect(advice(loss: 1000, servers: 1).warnings.isEmpty)
  }

  @Test("The share of split votes is the dissertation's formula, and falls with the spread")
  func splits() {
    let expected = Statistics.splitVotes(servers: 5, up: 4, latency: 14_500.0 / 150_000)
    #expect(advice().splitChance == expected)
    let wider = advice(timeout: 150_000...600_000).splitChance
    #expect(wider < advice().splitChance && wider > 0)
  }

  @Test("Every warning has its words, with its numbers, in both languages")
  func words() {
    let warnings: [TimingAdvice.Warning] = [
      .lateHeartbeats(after: 1_000, timeout: 2_000), .slowVotes(broadcast: 1_000, timeout: 2_000),
      .tightVotes(broadcast: 1_000, timeout: 2_000),
      .splitVotes(spread: 1_000, latency: 2_000, percent: 33),
      .lostHeartbeats(count: 3, every: 1_234_000), .allLost,
      .frequentCrashes(meanTime: 1_234_000, timeout: 2_000), .longOutage(timeout: 7_000_000),
    ]
    for language in Language.allCases {
      let texts = warnings.map { language.phrasebook.text(of: $0) }
      #expect(Set(texts).count == warnings.count)
      #expect(texts[3].contains("33") && texts[4].contains("1.2") && texts[7].contains("7s"))
    }
  }
}
