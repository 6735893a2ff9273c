import RaftCore
import Simulation

/// What a future is played on: a run of which only the end is kept, or one to step through.
package protocol FutureRun {
  /// How many packets were ever sent: the number of the latest.
  var sentCount: Int { get }
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  mutating func perform(_ stimulus: Stimulus) throws(Refusal)
  /// Lets the next event happen, if it does so by `limit`. Returns whether one did.
  mutating func step(until limit: Time) -> Bool
  /// Lets time pass in which nothing is due.
  mutating func pass(until time: Time)
}

extension TrialRun: FutureRun {}

extension Fate {
  /// Plays a future to its end: with these acts, as far as they still mean what they meant, and with no
  /// more events than a future may have.
  package func play(
    _ number: Int, doing acts: [Act], on future: inout some FutureRun, into tally: inout FateTally
  ) {
    let sent = future.sentCount
    try? future.perform(.reseed(seed(ofFuture: number)))
    var left = Self.eventLimit
    for act in acts {
      while left > 0, future.step(until: act.time) { left -= 1 }
      guard left > 0 else { break }
      future.pass(until: act.time)
      guard Self.stands(act.stimulus, packetsUpTo: sent),
        (try? future.perform(act.stimulus)) != nil
      else {
        tally.leftOut += 1
        continue
      }
    }
    while left > 0, future.step(until: end) { left -= 1 }
    tally.events += Self.eventLimit - left
    if left > 0 { future.pass(until: end) } else { tally.cut += 1 }
  }

  /// Whether an act means in a future what it meant in the run: the number of a packet names another
  /// one there, unless that was on its way already.
  static func stands(_ stimulus: Stimulus, packetsUpTo sent: Int) -> Bool {
    stimulus.flight.map { $0 <= sent } ?? true
  }
}
