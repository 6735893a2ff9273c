import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A run as a log with vector clocks, for ShiViz.
///
/// The first line is the regular expression by which ShiViz reads the rest, the second, which
/// would divide several runs, is empty. Each event is two lines: its time in seconds and what it
/// was; where it happened and that host's clock. Hosts are servers, clients, and `network` for
/// what happens to no server: a split, a lost packet. A message of a real cluster that was only seen on
/// its way is two events: that it was sent, and that it was passed on to its receiver.
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
  package init(_ chronicle: Chronicle, tell: (Happening, ClusterState) -> String) {
    var text = Self.expression + "\n\n"
    var clocks = Clocks()
    func add(_ host: String, _ clock: [Clocks.Reading], _ sentence: String, at time: Time) {
      let line = sentence.split(whereSeparator: \.isNewline).joined(separator: " ")
      text += "\(Self.seconds(time)) \(line)\n\(host) \(Self.json(of: clock).text)\n"
    }
    chronicle.forEach { event, _, state in
      if let sender = event.sender, let packet = event.flight?.packet {
        add(sender, clocks.send(from: sender, at: event), packet.line, at: event.time)
      }
      let host = event.host
      add(host, clocks.tick(host, at: event), tell(event, state), at: event.time)
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
  mutating func tick(_ host: String, at event: Happening) -> [Reading] {
    var clock = clocks[host] ?? [Reading(host: host, count: 0)]
    clock[0].count += 1
    if let flight = event.flight, event.isArrival, let sender = senders[flight.sentBy] {
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

extension Clocks {
  /// The clock of who sends a message that is first seen when it arrives.
  mutating func send(from host: String, at event: Happening) -> [Reading] {
    var clock = clocks[host] ?? [Reading(host: host, count: 0)]
    clock[0].count += 1
    clocks[host] = clock
    senders[event.number] = clock
    return clock
  }
}

extension Happening {
  /// Who sends a message that is first seen here, where it arrives or is lost; nil where it was seen
  /// before, and in the simulation, which knows when.
  fileprivate var sender: String? {
    guard witness == .message, let flight, flight.sentBy == number, sent.isEmpty else { return nil }
    return flight.packet.sender?.description
  }

  /// The name of where it happened, for exports: a server, a client, or `network`.
  var host: String {
    switch what {
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
    if case .stimulus(.hold) = what { false } else { true }
  }
}
