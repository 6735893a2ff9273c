import NIOCore
import NIOHTTP1
import RaftCore
import Simulation

/// What passes between members: every Raft message, and which of them are let through, when.
///
/// All of it lives on one event loop, and must be used there only.
final class PeerNetwork: @unchecked Sendable {
  let loop: any EventLoop
  /// Which members reach which. Cutting a link swallows Raft's messages and keeps connections
  /// alive: members notice nothing but silence, and healing needs no new connection.
  var topology: Topology
  /// The members by the names that they have in messages.
  private(set) var names: [UInt64: ServerID] = [:]
  /// Whether members may ask each other who the members are. Not before the first leader: a booting
  /// member waits a second for each of its peers that listens and does not answer yet.
  var answersMembers = false
  /// Which members' processes run.
  var running: ServerSet = []
  private let report: (Sighting.Content) -> Void
  private var random = SystemRandomNumberGenerator()

  private var latestFlight = 0
  /// What waits: delayed, or held by hand.
  private var waiting: [Int: Waiting] = [:]
  /// When the last message on a link arrives: none overtakes another.
  private var lastArrival: [PeerLink: NIODeadline] = [:]
  /// The streams that are open.
  private var streams: [PeerLink: [StreamDecoder.Kind: any Channel]] = [:]
  /// What members say of themselves when they talk to another, and how that is reached when no
  /// stream is open.
  private var headers: [ServerID: HTTPHeaders] = [:]
  private var doors: [ServerID: HTTPConnection] = [:]
  private let peerPorts: [ServerID: Int]

  private struct Waiting {
    var message: WireMessage
    var link: PeerLink
    var timer: Scheduled<Void>?
    var isHeld = false
  }

  init(
    loop: any EventLoop, members: ServerSet, quality: LinkQuality, peerPorts: [ServerID: Int],
    report: @escaping (Sighting.Content) -> Void
  ) {
    self.loop = loop
    self.peerPorts = peerPorts
    self.report = report
    topology = Topology(of: members, quality: quality)
  }

  // MARK: Names

  /// From now on a member has this name; whatever it had before is nobody's.
  func name(_ server: ServerID, _ name: UInt64) {
    for (old, owner) in names where owner == server { names[old] = nil }
    names[name] = server
    headers[server] = nil
  }

  func name(of server: ServerID) -> UInt64? { names.first { $0.value == server }?.key }

  /// Who sends a request, by what it says of itself; nil where it does not say.
  func sender(of head: HTTPRequestHead) -> ServerID? {
    guard let text = head.headers.first(name: "X-Server-From"), let name = UInt64(text, radix: 16),
      let server = names[name]
    else { return nil }
    if headers[server] == nil {
      var kept = HTTPHeaders()
      for header in [
        "X-Server-From", "X-Server-Version", "X-Min-Cluster-Version", "X-Etcd-Cluster-Id",
        "X-PeerURLs",
      ] {
        if let value = head.headers.first(name: header) { kept.add(name: header, value: value) }
      }
      headers[server] = kept
    }
    return server
  }

  // MARK: Streams

  func opened(_ kind: StreamDecoder.Kind, _ link: PeerLink, on channel: any Channel) {
    streams[link, default: [:]][kind] = channel
  }

  func closed(_ kind: StreamDecoder.Kind, _ link: PeerLink, on channel: any Channel) {
    if streams[link]?[kind] === channel { streams[link]?[kind] = nil }
  }

  // MARK: Messages

  /// What becomes of a message that was seen.
  enum Fate {
    /// It goes on at once, by the way that it came.
    case passes
    /// It was taken: it is lost, or goes on later by itself.
    case taken
    /// Nobody is there to take it, and whoever sends it is to feel that: a member that is told so
    /// is not counted as active.
    case refused
  }

  /// A message was seen on its way. Reports it, and decides what becomes of it.
  func see(_ message: WireMessage, on link: PeerLink) -> Fate {
    latestFlight += 1
    let id = latestFlight
    let quality = topology.quality(from: link.from, to: link.to) ?? LinkQuality()
    func report(_ fate: Sighting.Fate) {
      self.report(.message(id: id, message, from: link.from, to: link.to, fate))
    }
    if let loss = loss(on: link, quality) {
      report(.lost(loss))
      return loss == .receiverDown ? .refused : .taken
    }
    let delay =
      quality.latency.upperBound == 0 ? 0 : Int.random(in: quality.latency, using: &random)
    guard delay > 0 || isOvertaking(on: link) else {
      report(.passed)
      return .passes
    }
    let now = NIODeadline.now()
    let arrival = max(now + .microseconds(Int64(delay)), lastArrival[link] ?? now)
    lastArrival[link] = arrival
    waiting[id] = Waiting(message: message, link: link)
    waiting[id]?.timer = loop.scheduleTask(deadline: arrival) { self.comesDue(id) }
    report(.waits(for: Int((arrival - now).nanoseconds / 1000)))
    return .taken
  }

  /// A snapshot was seen on its way. It takes the time that it takes, and is not held.
  func see(snapshot message: WireMessage, on link: PeerLink, isCut: Bool) {
    latestFlight += 1
    let fate = isCut ? Sighting.Fate.lost(.cut) : .passed
    report(.message(id: latestFlight, message, from: link.from, to: link.to, fate))
  }

  private func isOvertaking(on link: PeerLink) -> Bool {
    guard let last = lastArrival[link] else { return false }
    if last > .now() { return true }
    lastArrival[link] = nil
    return false
  }

  private func loss(on link: PeerLink, _ quality: LinkQuality) -> Loss? {
    if !topology.isConnected(from: link.from, to: link.to) { return .cut }
    if !running.contains(link.to) { return .receiverDown }
    let isLost = quality.loss > 0 && Int.random(in: 0..<1000, using: &random) < quality.loss
    return isLost ? .chance : nil
  }

  private func comesDue(_ id: Int) {
    guard let flight = waiting[id], !flight.isHeld else { return }
    deliver(id, force: false)
  }

  /// Lets a message that waits go on now.
  ///
  /// - Parameter force: by hand: over a cut link, too.
  private func deliver(_ id: Int, force: Bool) {
    guard let flight = waiting.removeValue(forKey: id) else { return }
    flight.timer?.cancel()
    let link = flight.link
    if !running.contains(link.to) {
      report(.ended(id: id, .lost(.receiverDown)))
    } else if !force, !topology.isConnected(from: link.from, to: link.to) {
      report(.ended(id: id, .lost(.cut)))
    } else {
      report(.ended(id: id, send(flight.message, on: link) ? .passed : .lost(.cut)))
    }
  }

  /// Sends a message on, by a stream if one is open, else by a request of its own.
  private func send(_ message: WireMessage, on link: PeerLink) -> Bool {
    let kind: StreamDecoder.Kind = message.kind == .append ? .append : .message
    if let channel = streams[link]?[kind], channel.isActive {
      let frame = StreamDecoder.frame(message, kind)
      let part = HTTPServerResponsePart.body(.byteBuffer(channel.allocator.buffer(bytes: frame)))
      channel.writeAndFlush(part, promise: nil)
      return true
    }
    guard var headers = headers[link.from], let port = peerPorts[link.to] else { return false }
    headers.add(name: "Content-Type", value: "application/protobuf")
    if let name = name(of: link.to) {
      headers.add(name: "X-Raft-To", value: String(name, radix: 16))
    }
    let door = doors[link.to] ?? HTTPConnection(port: port, loop: loop)
    doors[link.to] = door
    door.send(.POST, "/raft", headers: headers, body: message.bytes, timeout: .seconds(2)) { _ in }
    return true
  }

  /// A stream could not be read.
  func failed(_ error: WireError, on link: PeerLink) {
    report(.unreadable(error, from: link.from, to: link.to))
  }

  // MARK: By hand

  /// Whether a message waits under this number, and is held.
  func isHeld(_ id: Int) -> Bool? { waiting[id]?.isHeld }

  func drop(_ id: Int) {
    guard let flight = waiting.removeValue(forKey: id) else { return }
    flight.timer?.cancel()
    report(.ended(id: id, .lost(.dropped)))
  }

  func hold(_ id: Int) {
    waiting[id]?.isHeld = true
    waiting[id]?.timer?.cancel()
  }

  func deliverNow(_ id: Int) { deliver(id, force: true) }

  /// Ends all that waits and all connections of its own.
  func stop() {
    for flight in waiting.values { flight.timer?.cancel() }
    waiting = [:]
    for door in doors.values { door.close() }
    doors = [:]
  }
}
