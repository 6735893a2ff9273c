import RaftCore
import Simulation

/// One message, or the same one sent to several servers at once, on one line: so that what a
/// leader tells everybody does not push the answers out of a small pane.
struct FlightBundle {
  /// The one that arrives first, and the one that arrives last.
  private(set) var first: FlightState
  private(set) var last: FlightState
  /// Who receives it, by number; empty when it is for a client.
  private(set) var receivers: [ServerID]

  init(_ flight: FlightState) {
    first = flight
    last = flight
    receivers = flight.packet.receiver.map { [$0] } ?? []
  }

  /// Flights by arrival, those that belong together in one; those pointed at never with others.
  static func folding(
    _ flights: [FlightState], where isPointed: (FlightState) -> Bool
  ) -> [FlightBundle] {
    var bundles: [FlightBundle] = []
    for flight in flights {
      let place = bundles.firstIndex {
        $0.first.isSentWith(flight) && isPointed($0.first) == isPointed(flight)
      }
      if let place, let receiver = flight.packet.receiver {
        bundles[place].last = flight
        bundles[place].receivers.append(receiver)
        bundles[place].receivers.sort { $0.number < $1.number }
      } else {
        bundles.append(FlightBundle(flight))
      }
    }
    return bundles
  }
}

extension FlightState {
  /// Whether another was sent by the same event and says the same, and both are on their way.
  fileprivate func isSentWith(_ other: FlightState) -> Bool {
    guard sentBy == other.sentBy, case .message(let mine) = packet,
      case .message(let theirs) = other.packet
    else { return false }
    return mine.from == theirs.from && mine.term == theirs.term && mine.body == theirs.body
      && loss == nil && other.loss == nil && !isHeld && !other.isHeld
  }
}
