import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A run as a log with vector clocks, for ShiViz.
///
/// The first line is the regular expression by which ShiViz reads the rest, the second, which
/// would divide several runs, is empty. Each event is two lines: its time in seconds and what it
/// was; where it happened and that host's clock. Hosts are servers, clients, and `network` for
/// what happens to no server: a split, a lost packet.
package struct ClockLog: Sendable {
  /// ShiViz's named groups: time, event, host and clock.
  package static let expression =
    #"(?<time>\d+\.\d{6}) (?<event>.*)\n(?<host>\S+) (?<clock>\{.*\})"#
  /// The host of what happens to no server and no client.
  package static let network = "network"

  /// The file, each line ended by a newline.
  package let text: String

  /// - Parameters:
  ///   - chronicle: the run.
  ///   - tell: an event in a sentence.
  package init(_ chronicle: Chronicle, tell: (Event, Cluster) -> String) {
    var text = Self.expression + "\n\n"
    var clocks = Clocks()
    chronicle.forEach { event, _, cluster in
      let host = event.host
      let clock = clocks.tick(host, at: event)
      let sentence = tell(event, cluster).split(whereSeparator: \.isNewline)
      text += "\(Self.seconds(event.time)) \(sentence.joined(separator: " "))\n"
      text += "\(host) \(Self.json(of: clock).text)\n"
    }
    self.text = text
  }

  private static func json(of clock: [Clocks.Reading]) -> JSON {
    .object(clock.map { JSON.Member(name: $0.host, value: .number($0.count)) })
  }

  /// Seconds with six decimals.
  static func seconds(_ time: Time) -> String {
    let fraction = String(time % 1_000_000)
    return "\(time / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }
}

/// The vector clocks of all hosts.
private struct Clocks {
  struct Reading: Hashable {
    var host: String
    var count: Int
  }

  /// Each host's clock; readings in the order in which hosts were first heard of.
  private var clocks: [String: [Reading]] = [:]
  /// The clock of each event that sent something, by the event's number.
  private var senders: [Int: [Reading]] = [:]

  /// The clock of a host just after an event there: one step on, and past what it has heard.
  mutating func tick(_ host: String, at event: Event) -> [Reading] {
    var clock = clocks[host] ?? [Reading(host: host, count: 0)]
    clock[0].count += 1
    if let flight = event.carried, event.isArrival, let sender = senders[flight.sentBy] {
      for reading in sender {
        if let place = clock.firstIndex(where: { $0.host == reading.host }) {
          clock[place].count = max(clock[place].count, reading.count)
        } else {
          clock.append(reading)
        }
      }
    }
    clocks[host] = clock
    if !event.sent.isEmpty { senders[event.number] = clock }
    return clock
  }
}

extension Event {
  /// The name of where it happened, for exports: a server, a client, or `network`.
  var host: String {
    switch happening {
    case .lost: return ClockLog.network
    case .stimulus(let stimulus):
      switch stimulus.showing {
      case .loss, .delay: return ClockLog.network
      case .arrival: if flight?.packet.receiver != nil, let server { return server.description }
      case .request, .act: if let server { return server.description }
      }
    case .outside:
      if case .lost? = outside?.what { return ClockLog.network }
      if let server { return server.description }
    case .quiet, .delivered, .timeout, .written, .answered, .retried, .gaveUp, .asked, .seen:
      if let server { return server.description }
    }
    if let program = outside?.program { return program.description }
    return client?.description ?? ClockLog.network
  }

  /// Whether its packet came to where it happened, or to its end there.
  fileprivate var isArrival: Bool {
    if case .stimulus(.hold) = happening { false } else { true }
  }
}
