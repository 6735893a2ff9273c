import RaftCore
import Testing

@testable import Simulation

@Suite("Acts on chosen messages")
struct PacketActTests {
  /// A leader of three has just sent a heartbeat to S2.
  private static func heartbeat() throws -> (trial: Trial, flight: Flight) {
    var trial = try Trial.led(Settings(servers: 3))
    let found = trial.run(for: 200_000) { trial in
      trial.cluster.network.flights.contains { $0.packet.receiver == ServerID(2) }
    }
    try #require(found)
    let flight = try #require(
      trial.cluster.network.flights.first { $0.packet.receiver == ServerID(2) })
    return (trial, flight)
  }

  /// Everything that became of a packet by itself.
  private static func ends(of id: Int, in trial: Trial) -> [Event.Happening] {
    trial.events.filter { $0.flight?.id == id }.map(\.happening)
  }

  @Test("Left alone, a message arrives once, when it is due")
  func alone() throws {
    var (trial, flight) = try Self.heartbeat()
    trial.run(for: 500_000)
    #expect(Self.ends(of: flight.id, in: trial) == [.delivered])
  }

  @Test("A dropped message never arrives")
  func drop() throws {
    var (trial, flight) = try Self.heartbeat()
    let event = try trial.act("drop #\(flight.id)")
    #expect(event.flight?.loss == .dropped && event.server == ServerID(2))
    #expect(event.step.firings.isEmpty)
    #expect(trial.cluster.network[flight.id] == nil)
    trial.run(for: 500_000)
    #expect(Self.ends(of: flight.id, in: trial) == [.stimulus(.drop(flight: flight.id))])
  }

  @Test("A doubled message arrives twice, the copy with a number and a latency of its own")
  func duplicate() throws {
    var (trial, flight) = try Self.heartbeat()
    let event = try trial.act("duplicate #\(flight.id)")
    let copy = try #require(event.sent.first)
    #expect(event.sent.count == 1 && copy > flight.id)
    #expect(trial.cluster.network[copy]?.packet == flight.packet)
    trial.run(for: 500_000)
    let arrivals = trial.events.filter {
      $0.happening == .delivered && [flight.id, copy].contains($0.flight?.id)
    }
    #expect(arrivals.map { $0.flight?.packet } == [flight.packet, flight.packet])
    #expect(arrivals.map { $0.server } == [ServerID(2), ServerID(2)])
  }

  @Test("A held message waits for as long as it must, and arrives the moment it is let go")
  func hold() throws {
    var (trial, flight) = try Self.heartbeat()
    try trial.act("hold #\(flight.id)")
    #expect(throws: Refusal.isHeld(flight.id)) { try trial.act("hold #\(flight.id)") }
    trial.run(for: 3_000_000)
    let waiting = trial.cluster.network.flights.filter(\.isHeld).map(\.id)
    #expect(waiting == [flight.id])
    let event = try trial.act("deliver #\(flight.id)")
    #expect(event.time == trial.now && event.server == ServerID(2))
    #expect(!event.step.firings.isEmpty && event.message == flight.packet.message)
    trial.run(for: 1_000_000)
    #expect(
      Self.ends(of: flight.id, in: trial) == [
        .stimulus(.hold(flight: flight.id)), .stimulus(.deliver(flight: flight.id)),
      ])
  }

  @Test("A held message can be dropped, and a copy of it is not held")
  func heldThenDropped() throws {
    var (trial, flight) = try Self.heartbeat()
    try trial.act("hold #\(flight.id)")
    let doubling = try trial.act("duplicate #\(flight.id)")
    let copy = try #require(doubling.sent.first)
    trial.run(for: 100_000)
    #expect(Self.ends(of: copy, in: trial) == [.delivered])
    try trial.act("drop #\(flight.id)")
    trial.run(for: 100_000)
    #expect(!Self.ends(of: flight.id, in: trial).contains(.delivered))
  }

  @Test("A message delivered by hand arrives now, and not once more when it was due")
  func deliver() throws {
    var (trial, flight) = try Self.heartbeat()
    let count = trial.cluster.deliveredCount
    try trial.act("deliver #\(flight.id)")
    #expect(trial.now < flight.arrivesAt && trial.cluster.deliveredCount == count + 1)
    trial.run(for: 500_000)
    #expect(Self.ends(of: flight.id, in: trial) == [.stimulus(.deliver(flight: flight.id))])
  }

  @Test(
    "By hand a message arrives in spite of a cut, but not at a server that is down"
  )
  func rescued() throws {
    var (trial, flight) = try Self.heartbeat()
    try trial.act("cut S1 > S2")
    #expect(trial.cluster.network[flight.id]?.loss == .cut)
    let event = try trial.act("deliver #\(flight.id)")
    #expect(event.flight?.loss == nil && !event.step.firings.isEmpty)

    var (second, late) = try Self.heartbeat()
    try second.act("crash S2")
    let lost = try second.act("deliver #\(late.id)")
    #expect(lost.flight?.loss == .receiverDown && lost.step.firings.isEmpty)
  }

  @Test("What is not there any more, or never was, is refused, and nothing changes")
  func refusals() throws {
    var (trial, flight) = try Self.heartbeat()
    trial.run(for: 100_000)
    let portrait = Portrait(of: trial.cluster)
    for id in [flight.id, 99_999] {
      for act in ["drop", "duplicate", "hold", "deliver"] {
        #expect(throws: Refusal.noSuchFlight(id)) { try trial.act("\(act) #\(id)") }
      }
    }
    #expect(Portrait(of: trial.cluster) == portrait)
  }
}

extension Packet {
  var message: Message? {
    if case .message(let message) = self { message } else { nil }
  }
}
