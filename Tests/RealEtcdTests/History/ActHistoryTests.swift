import KeyValue
import RaftCore
import Simulation
import Synchronization
import Testing

@testable import ObservedEtcd

@Suite("Acts, and what comes of them")
struct ActHistoryTests {
  /// Members of which something is seen before the program that acted on them looks again.
  private final class Quick: LiveCluster {
    let facts = Fake.facts
    let canBeActedOn = true
    private let seen = Mutex<[Sighting]>([])

    var now: Time { 3000 }

    func takeSightings() -> [Sighting] {
      seen.withLock { seen in
        defer { seen = [] }
        return seen
      }
    }

    func see(_ contents: Sighting.Content...) {
      seen.withLock { seen in
        for content in contents { seen.append(Sighting(content, at: 1000 * (seen.count + 1))) }
      }
    }

    func perform(_ stimulus: Stimulus) {
      guard let server = stimulus.servers.first else { return }
      see(.act(stimulus, nil), .life(server, .paused), .said(server, "later"))
    }

    func ask(_ event: ClientEvent, by stimulus: Stimulus) {
      see(
        .act(stimulus, event),
        .client(
          ClientEvent(
            call: event.call, client: event.client, member: event.member,
            operation: event.operation, stage: .ended(.done(revision: 2, value: nil)))))
    }
  }

  @Test(
    "What comes of an act is gone through after it, however soon it was seen",
    arguments: [
      Stimulus.pause(ServerID(2)),
      .write(key: ShortText("a")!, value: ShortText("1")!, through: ServerID(1)),
    ])
  func consequences(stimulus: Stimulus) throws {
    let live = Quick()
    var history = EtcdHistory(of: live)
    live.see(.named(ServerID(1), 1), .life(ServerID(1), .running))
    try history.perform(stimulus)
    #expect(history.latest?.what == .stimulus(stimulus))
    let position = history.position
    #expect(history.step(until: .max) && history.position == position + 1)
    #expect(history.latest?.what != .stimulus(stimulus))
    _ = history.run(until: .max, maximum: .max)
    #expect(history.nextDue == nil)
  }
}
