import RaftCore

/// The links between servers, and what is on its way over them.
package struct Network: Sendable {
  /// The packets on their way, in places that are used again; nil where a place is free.
  private var places: [Flight?] = []
  /// The number of the packet that the agenda may find in each place; 0 where it finds none,
  /// because the place is free or the packet is held back.
  private var due: [Int32] = []
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
  func isDue(_ place: Int32, id: Int32) -> Bool { due[Int(place)] == id }

  /// The packet in a place; nil when the place is free.
  func flight(at place: Int32) -> Flight? { places[Int(place)] }

  /// The packet with a number; nil when it has arrived or never was.
  package subscript(id: Int) -> Flight? { places.first { $0?.id == id } ?? nil }

  /// What is on its way, by arrival.
  package var flights: [Flight] {
    places.compactMap { $0 }.sorted { ($0.arrivesAt, $0.id) < ($1.arrivesAt, $1.id) }
  }

  /// The place of a packet; nil when it has arrived or never was.
  func place(of id: Int) -> Int32? {
    places.firstIndex { $0?.id == id }.map(Int32.init)
  }

  /// Puts a packet on its way; returns what the agenda needs to know of it.
  ///
  /// A packet that will be lost is on its way too, and lost when it would have arrived: that is
  /// when somebody could notice.
  mutating func send(_ packet: consuming Packet, at now: Time, by event: Int) -> Ticket {
    let receiver = packet.receiver
    let index = linkIndex(from: packet.sender, to: receiver)
    let arrival = arrival(over: index, at: now)
    var loss: Loss?
    if case .message = packet { loss = self.loss(over: index) }
    let flight = Flight(
      id: sent + 1, packet: packet, sentBy: event, sentAt: now, arrivesAt: arrival, loss: loss)
    return Ticket(place: put(flight), id: sent, receiver: receiver, arrival: arrival)
  }

  /// When a packet sent now arrives.
  private mutating func arrival(over link: Int, at now: Time) -> Time {
    let quality = links[link].quality
    let arrival = now + links[link].random.next(in: quality.latency)
    if links[link].random.occurs(permille: quality.reordering) {
      return arrival + links[link].random.next(in: 0...3 * quality.latency.upperBound)
    }
    links[link].lastArrival = max(arrival, links[link].lastArrival)
    return links[link].lastArrival
  }

  /// Whether a message sent now is lost, and why.
  private mutating func loss(over link: Int) -> Loss? {
    let side = ServerID.maximum + 1
    let isConnected = reach[link / side].bits & (1 &<< (link % side)) != 0
    guard isConnected else { return .cut }
    return links[link].random.occurs(permille: links[link].quality.loss) ? .chance : nil
  }

  /// Where a packet just sent is found again.
  struct Ticket {
    var place: Int32
    var id: Int
    var receiver: ServerID?
    var arrival: Time

    var due: Due.What {
      .packet(place: place, id: Int32(truncatingIfNeeded: id), receiver: receiver)
    }
  }

  /// Whether the network makes a second copy of the packet just sent.
  mutating func duplicates(_ packet: Packet) -> Bool {
    guard case .message = packet else { return false }
    let index = linkIndex(from: packet.sender, to: packet.receiver)
    return links[index].random.occurs(permille: links[index].quality.duplication)
  }

  private mutating func put(_ flight: consuming Flight) -> Int32 {
    sent += 1
    let number = Int32(truncatingIfNeeded: sent)
    if let place = free.popLast() {
      due[Int(place)] = number
      places[Int(place)] = consume flight
      return place
    }
    due.append(number)
    places.append(consume flight)
    return Int32(places.count - 1)
  }

  /// Changes a packet on its way.
  mutating func update(_ place: Int32, _ change: (inout Flight) -> Void) {
    guard var flight = places[Int(place)] else { return }
    change(&flight)
    due[Int(place)] = flight.isHeld ? 0 : Int32(truncatingIfNeeded: flight.id)
    places[Int(place)] = flight
  }

  /// Takes a packet off its way.
  mutating func remove(_ place: Int32) -> Flight? {
    guard let flight = places[Int(place)].take() else { return nil }
    due[Int(place)] = 0
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
  mutating func split(_ sides: [ServerSet]) {
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
    split(others + [[server]])
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
    for place in places.indices {
      guard let flight = places[place], flight.loss == nil, !isConnected(flight.packet) else {
        continue
      }
      places[place]?.loss = .cut
    }
  }
}
