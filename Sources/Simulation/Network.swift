import RaftCore

/// The links between servers, and what is on its way over them.
package struct Network: Sendable {
  /// The packets on their way, in places that are used again; a place is free when the packet's
  /// number is 0.
  private var places: [Flight] = []
  private var free: [Int32] = []
  private var sent = 0

  private var links: [Link]
  /// For each server the servers that its messages reach; bit sets by `ServerID.number`.
  private var reach: [ServerSet]
  /// The sides of a split network; empty when it is whole.
  package private(set) var groups: [ServerSet] = []
  private var cuts: [ServerSet]
  private let members: ServerSet

  private struct Link: Sendable {
    var quality: LinkQuality
    var random: RandomStream
    /// When the last packet that may not be overtaken arrives.
    var lastArrival: Time = 0

    /// When a packet sent now arrives.
    mutating func arrival(at now: Time) -> Time {
      let arrival = now + random.next(in: quality.latency)
      if random.occurs(permille: quality.reordering) {
        return arrival + random.next(in: 0...3 * quality.latency.upperBound)
      }
      lastArrival = max(arrival, lastArrival)
      return lastArrival
    }
  }

  init(settings: Settings) {
    members = .first(settings.servers)
    let side = ServerID.maximum + 1
    links = (0..<side * side).map {
      Link(
        quality: settings.link, random: RandomStream(seed: settings.seed, stream: 1000 + $0))
    }
    reach = Array(repeating: members, count: side)
    cuts = Array(repeating: [], count: side)
  }

  // MARK: Packets

  /// How many packets were ever sent; the number of the latest.
  package var sentCount: Int { sent }

  /// Whether the packet in a place is still the one with this number, and not held back.
  func isDue(_ place: Int32, id: Int32) -> Bool {
    Int32(truncatingIfNeeded: places[Int(place)].id) == id && !places[Int(place)].isHeld
  }

  /// The packet in a place, which must not be free.
  func flight(at place: Int32) -> Flight { places[Int(place)] }

  /// Whether the packet in a place is to arrive.
  func isArriving(at place: Int32) -> Bool { places[Int(place)].loss == nil }

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

  /// Puts a packet on its way, twice if the network so decides.
  mutating func transmit(
    _ packet: Packet, at now: Time, by event: Int, in agenda: inout Agenda
  ) {
    send(packet, at: now, by: event, in: &agenda)
    guard case .message = packet else { return }
    let link = linkIndex(from: packet.sender, to: packet.receiver)
    if links[link].random.occurs(permille: links[link].quality.duplication) {
      send(packet, at: now, by: event, in: &agenda)
    }
  }

  /// Puts a packet on its way, and its arrival into the agenda.
  ///
  /// A packet that will be lost is on its way too, and lost when it would have arrived: that is
  /// when somebody could notice.
  mutating func send(
    _ packet: Packet, at now: Time, by event: Int, in agenda: inout Agenda
  ) {
    let receiver = packet.receiver
    let link = linkIndex(from: packet.sender, to: receiver)
    let arrival = links[link].arrival(at: now)
    var loss: Loss?
    if case .message = packet { loss = self.loss(over: link) }
    sent += 1
    let flight = Flight(
      id: sent, packet: packet, sentBy: event, sentAt: now, arrivesAt: arrival, loss: loss)
    let place: Int32
    if let vacant = free.popLast() {
      place = vacant
      places[Int(place)] = flight
    } else {
      place = Int32(places.count)
      places.append(flight)
    }
    let id = Int32(truncatingIfNeeded: sent)
    agenda.schedule(.packet(place: place, id: id, receiver: receiver), at: arrival)
  }

  /// Whether a message sent now is lost, and why.
  private mutating func loss(over link: Int) -> Loss? {
    let side = ServerID.maximum + 1
    let isConnected = reach[link / side].bits & (1 &<< (link % side)) != 0
    guard isConnected else { return .cut }
    return links[link].random.occurs(permille: links[link].quality.loss) ? .chance : nil
  }

  /// Changes a packet on its way.
  mutating func update(_ place: Int32, _ change: (inout Flight) -> Void) {
    change(&places[Int(place)])
  }

  /// Takes a packet off its way, into an event.
  mutating func remove(_ place: Int32, into event: inout Event) {
    event.exchange(&places[Int(place)])
    places[Int(place)].id = 0
    free.append(place)
  }

  /// Takes a packet off its way.
  mutating func remove(_ place: Int32) -> Flight {
    let flight = places[Int(place)]
    places[Int(place)].id = 0
    free.append(place)
    return flight
  }

  // MARK: Links

  private func linkIndex(from sender: ServerID?, to receiver: ServerID?) -> Int {
    // Clients share number 0; their links are never cut and lose nothing.
    (sender?.number ?? 0) * (ServerID.maximum + 1) + (receiver?.number ?? 0)
  }

  private func isConnected(_ packet: Packet) -> Bool {
    guard let from = packet.sender, let to = packet.receiver else { return true }
    return reach[from.number].contains(to)
  }

  /// Whether messages from one server reach another.
  package func isConnected(from: ServerID, to: ServerID) -> Bool {
    reach[from.number].contains(to)
  }

  /// Whether the link from one server to another was cut by itself, apart from any split.
  package func isCut(from: ServerID, to: ServerID) -> Bool { cuts[from.number].contains(to) }

  /// Whether every server reaches every other.
  package var isWhole: Bool {
    members.allSatisfy { members.subtracting(reach[$0.number]).isEmpty }
  }

  /// The quality of the link from one server to another.
  package func quality(from: ServerID, to: ServerID) -> LinkQuality {
    links[from.number * (ServerID.maximum + 1) + to.number].quality
  }

  mutating func setQuality(_ quality: LinkQuality, from: ServerID?, to: ServerID?) {
    for sender in members where from == nil || from == sender {
      for receiver in members where to == nil || to == receiver {
        links[sender.number * (ServerID.maximum + 1) + receiver.number].quality = quality
      }
    }
  }

  /// Splits the network: servers reach those in their own group only. Servers named in no group
  /// form one together.
  mutating func split(into sides: some Sequence<ServerSet>) {
    var rest = members
    groups = []
    for side in sides {
      let group = side.intersection(rest)
      if !group.isEmpty { groups.append(group) }
      rest = rest.subtracting(group)
    }
    if !rest.isEmpty { groups.append(rest) }
    if groups.count < 2 { groups = [] }
    updateReach()
  }

  /// Puts one server into a group of its own; the other groups stay.
  mutating func isolate(_ server: ServerID) {
    let others = (groups.isEmpty ? [members] : groups).map { $0.removing(server) }
    split(into: others + [[server]])
  }

  /// Cuts or mends one direction of a link.
  mutating func setCut(_ isCut: Bool, from: ServerID, to: ServerID) {
    if isCut { cuts[from.number].insert(to) } else { cuts[from.number].remove(to) }
    updateReach()
  }

  /// Makes the network whole again.
  mutating func heal() {
    groups = []
    for server in members { cuts[server.number] = [] }
    updateReach()
  }

  /// What a change of the links means for what is on its way: a packet over a cut link will not
  /// arrive.
  private mutating func updateReach() {
    for server in members {
      let group = groups.first { $0.contains(server) } ?? members
      reach[server.number] = group.subtracting(cuts[server.number])
    }
    for place in places.indices
    where places[place].loss == nil && !isConnected(places[place].packet) {
      places[place].loss = .cut
    }
  }
}
