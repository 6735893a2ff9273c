import KeyValue
import RaftCore
import Simulation
import Testing

/// A run with everything in it that an export must tell.
package enum EventfulRun {
  package static func timeline(seed: UInt64) throws -> Timeline {
    var timeline = Timeline(Settings(seed: seed))
    func wait(_ milliseconds: Int) {
      _ = timeline.run(until: timeline.now + milliseconds * 1000)
    }
    wait(600)
    let leader = try #require(timeline.cluster.leader)
    try timeline.perform(.write(key: ShortText("x")!, value: .number(1), through: leader))
    wait(100)
    try timeline.perform(.read(key: ShortText("x")!, through: nil))
    try timeline.perform(.write(key: ShortText("a;b")!, value: ShortText("v \"1\"")!, through: nil))
    // A round of heartbeats is under way, an interval after the entries.
    wait(68)
    let flight = try #require(timeline.cluster.network.flights.first)
    try timeline.perform(.hold(flight: flight.id))
    try timeline.perform(.duplicate(flight: flight.id))
    try timeline.perform(.drop(flight: flight.id))
    try timeline.perform(.setLink(from: nil, to: nil, LinkQuality(loss: 100, reordering: 200)))
    wait(200)
    try timeline.perform(.crash(leader))
    try timeline.perform(.write(key: ShortText("x")!, value: .number(2), through: leader))
    wait(900)
    try timeline.perform(.split([[ServerID(1), ServerID(2)], [ServerID(3), ServerID(4)]]))
    for key in ["x", "y"] {
      try timeline.perform(.read(key: ShortText(key)!, through: ServerID(2)))
      try timeline.perform(.write(key: ShortText(key)!, value: .number(3), through: ServerID(1)))
    }
    wait(3000)
    try timeline.perform(.heal)
    try timeline.perform(.restart(leader))
    wait(1000)
    for _ in 0..<4 { try timeline.perform(.read(key: ShortText("x")!, through: nil)) }
    wait(1500)
    return timeline
  }

  package static func tell(_ event: Happening, _ state: ClusterState) -> String {
    "\(event.what.name) #\(event.number); then <more>"
  }
}
