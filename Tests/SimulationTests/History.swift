import Formats
import RaftCore
import Testing

@testable import Simulation

/// A run with its history, and what a test wrote down of it while it happened.
struct History: CustomTestStringConvertible {
  var testDescription: String { "history" }

  var timeline: Timeline
  /// A digest of each event, by number - 1.
  private(set) var prints: [Int] = []
  private(set) var portraits: [Portrait?]

  /// The acts of one seed of a campaign. Of every `spacing`th position the whole cluster is kept.
  init(seed: UInt64, events: Int = 2300, spacing: Int = 23, servers: Int? = nil) {
    let outcome = SeedRun(servers: servers, eventLimit: events).run(seed: seed)
    timeline = Timeline(outcome.settings)
    portraits = [Portrait(of: timeline.cluster)]
    func follow(until limit: Time) {
      while timeline.position < outcome.events, timeline.step(until: limit) { note(spacing) }
    }
    for act in outcome.acts {
      follow(until: act.time)
      _ = timeline.run(until: act.time)
      try! timeline.perform(act.stimulus)
      note(spacing)
    }
    follow(until: .max)
  }

  private mutating func note(_ spacing: Int) {
    prints.append(Self.print(of: timeline.latest!))
    let isKept = timeline.position.isMultiple(of: spacing)
    portraits.append(isKept ? Portrait(of: timeline.cluster) : nil)
  }

  static func print(of event: Event) -> Int { print(of: Happening(event)) }

  static func print(of event: Happening) -> Int {
    var hasher = Hasher()
    hasher.combine(event.number)
    hasher.combine(event.time)
    hasher.combine(event.what)
    hasher.combine(event.server)
    hasher.combine(event.client)
    hasher.combine(event.flight)
    hasher.combine(event.isTooLate)
    hasher.combine(Array(event.step.firings))
    hasher.combine(Array(event.step.effects))
    hasher.combine(event.sent)
    hasher.combine(event.violation)
    return hasher.finalize()
  }

  /// The positions of which the whole cluster is kept.
  var keptPositions: [Int] { portraits.indices.filter { portraits[$0] != nil } }

  /// Whether the timeline shows its position as it was, and the events that led there.
  func isRight(_ timeline: Timeline) -> Bool {
    let position = timeline.position
    if let portrait = portraits[position], portrait != Portrait(of: timeline.cluster) {
      return false
    }
    let recent = timeline.recent.suffix(Timeline.recentLimit)
    guard recent.count == min(Timeline.recentLimit, position) else { return false }
    return recent.map(Self.print) == Array(prints[(position - recent.count)..<position])
  }
}
