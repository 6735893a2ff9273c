import RaftCore
import Simulation

extension ScriptRun {
  /// The run in the only way in which it is ever written.
  package var text: String {
    switch self {
    case .span(let span): ActNumber.text(of: span)
    case .moment(let time): "to \(ActNumber.text(of: time))"
    case .events(1): "1 event"
    case .events(let count): "\(count) events"
    case .until(let condition, nil): "until \(condition.text)"
    case .until(let condition, let span?):
      "until \(condition.text) within \(ActNumber.text(of: span))"
    }
  }

  /// Reads `200ms`, `to 1.5s`, `one event`, `12 events`, or `until …`, of a cluster in which
  /// these can be named.
  init(_ line: String, of cast: Cast = .everybody) throws(WordError) {
    var words = try Words(line, of: cast)
    if words.skip("until") {
      let condition = try Condition(&words)
      self = .until(condition, within: words.skip("within") ? try words.duration() : nil)
    } else if words.skip("to") {
      self = .moment(try words.duration())
    } else if words.skip("one") {
      try words.expect("event")
      self = .events(1)
    } else if let count = words.next.flatMap({ Numbers.whole($0.text) }) {
      guard (1...Script.eventLimit).contains(count) else {
        throw words.misfit(.number(1...Script.eventLimit))
      }
      _ = words.take()
      if !words.skip("event") { try words.expect("events") }
      self = .events(count)
    } else {
      guard words.next.flatMap({ Numbers.duration($0.text) }) != nil else {
        throw words.misfit(.run)
      }
      self = .span(try words.duration())
    }
    try words.end()
  }
}
