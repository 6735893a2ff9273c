import KeyValue
import RaftCore

/// What comes from outside the cluster.
package enum Stimulus: Hashable, Sendable {
  /// The clock rates that make sense, in thousandths of the right speed.
  package static let clockRates = 100...10_000
  /// The longest latency of a link, in microseconds.
  package static let latencyLimit: TimeSpan = 60_000_000

  /// A server stops. Volatile state is lost; of the writes that its disk was doing, the first
  /// `keepingWrites` were still done.
  case crash(ServerID, keepingWrites: Int = 0)
  /// A server that is down starts again, with what its disk kept.
  case restart(ServerID)
  /// A server stops and its disk is lost. Outside of what Raft allows for.
  case wipe(ServerID)
  /// A server stands still: its timers and messages wait.
  case pause(ServerID)
  case resume(ServerID)
  /// A server's election timer runs out now.
  case timeOut(ServerID)
  /// The network splits into sides.
  case split(Partition)
  /// One server is cut off from all others, in both directions.
  case isolate(ServerID)
  /// The link from one server to another is cut, in this direction only.
  case cut(from: ServerID, to: ServerID)
  case mend(from: ServerID, to: ServerID)
  /// The network is whole again: no sides, no cut links.
  case heal
  /// A client writes, asking this server first; nil: the one that it thinks is the leader.
  case write(key: ShortText, value: ShortText, through: ServerID?)
  case read(key: ShortText, through: ServerID?)
  /// A message on its way is lost.
  case drop(flight: Int)
  /// A message on its way arrives a second time.
  case duplicate(flight: Int)
  /// A message is held back until it is delivered by hand.
  case hold(flight: Int)
  /// A message arrives now.
  case deliver(flight: Int)
  /// A server's clock runs at this many thousandths of the right speed.
  case setClock(ServerID, permille: Int)
  /// Links change their quality; nil stands for every server.
  case setLink(from: ServerID?, to: ServerID?, LinkQuality)
  /// A rule is switched on or off, for all servers.
  case setRule(Rule, isOn: Bool)

  /// The server that it happens to, if it is one.
  package var server: ServerID? {
    switch self {
    case .crash(let server, _), .restart(let server), .wipe(let server), .pause(let server),
      .resume(let server), .timeOut(let server), .isolate(let server),
      .setClock(let server, _):
      server
    default: nil
    }
  }

  /// The packet that it happens to, if it is one.
  package var flight: Int? {
    switch self {
    case .drop(let flight), .duplicate(let flight), .hold(let flight), .deliver(let flight):
      flight
    default: nil
    }
  }
}

/// Why a stimulus cannot happen now.
package enum Refusal: Hashable, Sendable, Error {
  /// The cluster has no such server.
  case noSuchServer(ServerID)
  /// The server is down; it can only be restarted.
  case isDown(ServerID)
  /// The server is not down, so it cannot be restarted.
  case isUp(ServerID)
  /// The server is paused already, or would have to run for this.
  case isPaused(ServerID)
  /// The server is not paused.
  case isNotPaused(ServerID)
  /// A leader has no election timer.
  case isLeader(ServerID)
  /// The packet has arrived, or never was.
  case noSuchFlight(Int)
  /// The packet is held already.
  case isHeld(Int)
  /// The network is whole already.
  case isWhole
  /// All clients wait for answers.
  case clientsBusy
  /// The rule cannot be switched off.
  case essential(Rule)
}

/// A stimulus and when it happens.
package struct Act: Hashable, Sendable {
  /// The moment of virtual time.
  package var time: Time
  package var stimulus: Stimulus

  package init(at time: Time, _ stimulus: Stimulus) {
    self.time = time
    self.stimulus = stimulus
  }
}
