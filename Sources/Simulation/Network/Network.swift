import RaftCore

/// The links between servers, and what is on its way over them.
package struct Network: Sendable {
  /// The packets on their way, in places that are used again. A place is vacant when the packet's
  /// number is 0, and free when the agenda has no notice for it any more either: so a notice never
  /// meets a packet that it was not meant for.
  private var places: [Flight] = []
  /// The first free place; each names the next in `Flight.Head.nextFree`. Negative: none.
  private var firstFree: Int32 = -1
  private var sent = 0
  /// The letters of programs outside.
  package internal(set) var post: Post
  /// What the snapshots hold that servers have, or that are on their way to one.
  package internal(set) var snapshots = SnapshotTable()

  /// A row for each sender, in it a place for each receiver; all clients together are number 0.
  private var links: [Link]
  /// The length of a row.
  private let side: Int
  /// Which servers reach which. The links follow it.
  package private(set) var topology: Topology
  private var members: ServerSet { topology.members }

  private struct Link: Sendable {
    var quality: LinkQuality
    var random: RandomStream
    /// Whether a packet sent now gets through: not when it is cut, or leads to another side.
    var isOpen = true
    /// When the last packet that may not be overtaken arrives.
    var lastArrival: Time = 0

    /// When a packet sent now arrives.
    @inline(__always) mutating func arrival(at now: Time) -> Time {
      let arrival = now + random.next(in: quality.latency)
      if random.occurs(permille: quality.reordering) {
        return arrival + random.next(in: 0...3 * quality.latency.upperBound)
      }
      lastArrival = max(arrival, lastArrival)
      return lastArrival
    }

    /// Whether a packet sent now is lost, and why.
    @inline(__always) mutating func loss() -> Loss? {
      guard isOpen else { return .cut }
      return random.occurs(permille: quality.loss) ? .chance : nil
    }

    /// When a packet sent now arrives, and whether it is lost on its way.
    @inline(__always) mutating func send(at now: Time) -> (arrival: Time, loss: Loss?) {
      let arrival = arrival(at: now)
      return (arrival, loss())
    }
  }

  init(settings: Settings) {
    topology = Topology(of: .first(settings.hostCount), quality: settings.link)
    post = Post(
      quality: settings.link, seed: settings.seed, programs: settings.election?.programs ?? [])
    // Only as many as there are servers: every checkpoint holds them all.
    let side = settings.hostCount + 1
    self.side = side
    links = (0..<side * side).map { index in
      let (sender, receiver) = index.quotientAndRemainder(dividingBy: side)
      var quality = settings.link
      if sender == 0 || receiver == 0 {
        // Clients' packets are never lost, nor doubled.
        quality.loss = 0
        quality.duplication = 0
      }
      let random = Self.random(seed: settings.seed, from: sender, to: receiver)
      return Link(quality: quality, random: random)
    }
  }

  /// The stream of a link, each by its own number; all clients together are number 0.
  private static func random(seed: UInt64, from sender: Int, to receiver: Int) -> RandomStream {
    RandomStream(seed: seed, stream: 1000 + sender * (ServerID.maximum + 1) + receiver)
  }

  /// From now on every link draws as by another seed.
  mutating func reseed(_ seed: UInt64) {
    for place in links.indices {
      let (sender, receiver) = place.quotientAndRemainder(dividingBy: side)
      links[place].random = Self.random(seed: seed, from: sender, to: receiver)
    }
    post.reseed(seed)
  }

  // MARK: Packets

  /// How many packets were ever sent; the number of the latest.
  package var sentCount: Int { sent }

  /// The number of one more.
  mutating func nextNumber() -> Int {
    sent += 1
    return sent
  }

  /// The moment of the packet in a place has come. Returns whether something happens now: not when
  /// the packet is held back, or was taken off its way by hand.
  @inline(__always) mutating func comesDue(_ place: Int32) -> Bool {
    if places[Int(place)].head.id == 0 {
      release(place)
      return false
    }
    if places[Int(place)].head.isHeld {
      places[Int(place)].head.isOverdue = true
      return false
    }
    return true
  }

  /// The packet in a place, which must not be free.
  func flight(at place: Int32) -> Flight { places[Int(place)] }

  /// The server that the packet in a place arrives at; nil when it is for a client, or lost.
  @inline(__always) func destination(of place: Int32) -> ServerID? {
    places[Int(place)].head.loss == nil ? places[Int(place)].head.cargo.receiver : nil
  }

  /// The packet with a number; nil when it has arrived or never was.
  package subscript(id: Int) -> Flight? { place(of: id).map { flight(at: $0) } }

  /// What is on its way, by arrival.
  package var flights: [Flight] {
    places.filter { $0.id != 0 }.sorted { ($0.arrivesAt, $0.id) < ($1.arrivesAt, $1.id) }
  }

  /// The place of a packet; nil when it has arrived or never was.
  func place(of id: Int) -> Int32? {
    id == 0 ? nil : places.firstIndex { $0.id == id }.map(Int32.init)
  }

  /// Puts a message on its way, twice if the network so decides.
  @inline(__always) mutating func transmit(
    _ head: Message.Head, _ entries: EntryBatch, at now: Time, by event: Int,
    in agenda: inout Agenda
  ) {
    let link = linkIndex(from: head.from, to: head.to)
    send(.message(head), entries, over: link, at: now, by: event, in: &agenda)
    if links[link].quality.duplication > 0 {
      duplicate(head, entries, over: link, at: now, by: event, in: &agenda)
    }
  }

  /// Puts a message on its way once more, if the network so decides.
  @inline(never) private mutating func duplicate(
    _ head: Message.Head, _ entries: EntryBatch, over link: Int, at now: Time, by event: Int,
    in agenda: inout Agenda
  ) {
    guard links[link].random.occurs(permille: links[link].quality.duplication) else { return }
    send(.message(head), entries, over: link, at: now, by: event, in: &agenda)
  }

  /// Puts a packet on its way.
  mutating func transmit(
    _ packet: Packet, at now: Time, by event: Int, in agenda: inout Agenda
  ) {
    let link = linkIndex(from: packet.sender, to: packet.receiver)
    let (cargo, entries) = packet.parts
    send(cargo, entries, over: link, at: now, by: event, in: &agenda)
  }

  /// Puts a packet on its way, and its arrival into the agenda.
  ///
  /// A packet that will be lost is on its way too, and lost when it would have arrived: that is
  /// when somebody could notice.
  @inline(__always) private mutating func send(
    _ cargo: Flight.Cargo, _ entries: EntryBatch, over link: Int, at now: Time, by event: Int,
    in agenda: inout Agenda
  ) {
    let (arrival, loss) = links[link].send(at: now)
    sent += 1
    let head = Flight.Head(
      id: sent, cargo: cargo, sentBy: event, sentAt: now, arrivesAt: arrival, loss: loss)
    if firstFree < 0 { makePlace() }
    let place = firstFree
    firstFree = places[Int(place)].head.nextFree
    places[Int(place)].carry(head, entries)
    agenda.schedule(.packet(place: place), at: arrival)
  }

  /// Adds a place, which is free.
  private mutating func makePlace() {
    firstFree = Int32(places.count)
    places.append(Flight(head: .vacant, entries: []))
  }

  /// Changes a packet on its way.
  mutating func update(_ place: Int32, _ change: (inout Flight.Head) -> Void) {
    change(&places[Int(place)].head)
  }

  /// Takes a packet whose moment has come off its way, into an event.
  @inline(__always) mutating func remove(_ place: Int32, into event: inout Event) {
    let next = firstFree
    // In one go: each access to a place looks whether the places are shared.
    func empty(_ flight: inout Flight) {
      event.exchange(&flight)
      flight.vacate(before: next)
    }
    empty(&places[Int(place)])
    firstFree = place
  }

  /// A place is vacant, and the agenda knows nothing of it any more.
  private mutating func release(_ place: Int32) {
    places[Int(place)].vacate(before: firstFree)
    firstFree = place
  }

  /// Takes a packet off its way by hand.
  mutating func remove(_ place: Int32) -> Flight {
    let flight = places[Int(place)]
    places[Int(place)].head.id = 0
    if flight.head.isOverdue { release(place) }
    return flight
  }

  // MARK: Links

  private func linkIndex(from sender: ServerID?, to receiver: ServerID?) -> Int {
    (sender?.number ?? 0) * side + (receiver?.number ?? 0)
  }

  private func isConnected(_ packet: Packet) -> Bool {
    guard let from = packet.sender, let to = packet.receiver else { return true }
    return topology.isConnected(from: from, to: to)
  }

  /// Whether messages from one server reach another.
  package func isConnected(from: ServerID, to: ServerID) -> Bool {
    topology.isConnected(from: from, to: to)
  }

  /// Whether the link from one server to another was cut by itself, apart from any split.
  package func isCut(from: ServerID, to: ServerID) -> Bool { topology.isCut(from: from, to: to) }

  /// Whether every server reaches every other.
  package var isWhole: Bool { topology.isWhole }

  /// The sides of a split network; empty when it is whole.
  package var groups: [ServerSet] { topology.groups }

  /// The quality of the link from one server to another.
  package func quality(from: ServerID, to: ServerID) -> LinkQuality {
    links[linkIndex(from: from, to: to)].quality
  }

  mutating func setQuality(_ quality: LinkQuality, from: ServerID?, to: ServerID?) {
    topology.setQuality(quality, from: from, to: to)
    for sender in members where from == nil || from == sender {
      for receiver in members where to == nil || to == receiver {
        links[linkIndex(from: sender, to: receiver)].quality = quality
      }
    }
  }

  /// Splits, cuts, mends or heals: links open and close, and a packet over a cut link will not
  /// arrive.
  mutating func change(_ body: (inout Topology) -> Void) {
    body(&topology)
    for server in members {
      for peer in members {
        links[linkIndex(from: server, to: peer)].isOpen =
          topology.isConnected(from: server, to: peer)
      }
    }
    for place in places.indices
    where places[place].head.loss == nil && !isConnected(places[place].packet) {
      places[place].head.loss = .cut
    }
  }
}
