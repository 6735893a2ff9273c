import RaftCore
import Testing

@testable import Simulation

@Suite("Agenda: by time, and what was scheduled first comes first")
struct AgendaTests {
  /// What an agenda must do, done slowly: one list, searched whole.
  private struct Plain {
    var dues: [(time: Time, attempt: Int32)] = []

    mutating func removeNext(by limit: Time) -> (time: Time, attempt: Int32)? {
      guard let time = dues.map(\.time).min(), time <= limit else { return nil }
      return dues.remove(at: dues.firstIndex { $0.time == time }!)
    }
  }

  @Test("Things due soon and late, many at one moment, come in the order of a single list")
  func order() {
    var random = RandomStream(seed: 7, stream: 0)
    var agenda = Agenda()
    var plain = Plain()
    var now: Time = 0
    var ties = 0
    for attempt in 1...20_000 as ClosedRange<Int32> {
      // Few different moments, on both sides of what counts as late, so that many coincide.
      let time = now + random.next(in: 0...12) * 4_096
      agenda.schedule(.client(number: 1, attempt: attempt), at: time)
      plain.dues.append((time, attempt))
      #expect(agenda.nextTime == plain.dues.map(\.time).min())
      while random.occurs(permille: plain.dues.count > 30 ? 700 : 450) {
        let limit = now + random.next(in: 0...9) * 4_096
        let due = agenda.removeNext(by: limit)
        let expected = plain.removeNext(by: limit)
        #expect(due?.time == expected?.time)
        guard let due, let expected else { break }
        if case .client(1, let attempt) = due.what {
          #expect(attempt == expected.attempt)
        } else {
          Issue.record("not what was scheduled: \(due.what)")
        }
        if due.time == now { ties += 1 }
        now = due.time
      }
    }
    #expect(ties > 1_000)
  }

  @Test("A copy keeps what was taken from the original, and the other way round")
  func copies() {
    var agenda = Agenda()
    for attempt in 1...100 as ClosedRange<Int32> {
      agenda.schedule(.client(number: 1, attempt: attempt), at: Int(attempt))
    }
    let copy = agenda
    for _ in 1...60 { _ = agenda.removeNext(by: .max) }
    agenda.schedule(.load, at: 60)
    var rest = copy
    #expect(copy.nextTime == 1 && agenda.nextTime == 60)
    for time in 1...100 { #expect(rest.removeNext(by: .max)?.time == time) }
    #expect(rest.removeNext(by: .max).map(\.time) == nil && rest.nextTime == nil)
  }
}
