import ClientPrograms
import KeyValue
import RaftCore

/// The letters of the programs outside: those on their way, the connections that they take, and the
/// requests that they and the log name by their place.
package struct Post: Sendable {
  /// The letters on their way, in the order of sending.
  private(set) var flights: [FlightState] = []
  /// All requests of the run that stand in the log or may yet.
  package internal(set) var requests = RequestTable()
  /// Programs that nobody reaches.
  package private(set) var isolated: [ProgramID] = []
  /// The links of which something else is known than that they are as at the start.
  private var links: [Link] = []
  private let quality: LinkQuality
  /// A stream for the letters of each program, by its number.
  private var random: [RandomStream] = []

  /// One direction between two parties.
  private struct Link: Sendable {
    let from: Party
    let to: Party
    var isCut = false
    var quality: LinkQuality?
    /// When the last letter arrives.
    var lastArrival: Time = 0
  }

  /// - Parameter programs: which there are; none in the paper's lab.
  init(quality: LinkQuality, seed: UInt64, programs: [ProgramID]) {
    self.quality = quality
    if !programs.isEmpty { reseed(seed) }
  }

  /// From now on chance is as by another seed.
  mutating func reseed(_ seed: UInt64) {
    random = (0...ProgramID.all.count).map { RandomStream(seed: seed, stream: 3000 + $0) }
  }

  // MARK: Letters

  /// The letter with a number; nil when it has arrived or never was.
  subscript(id: Int) -> FlightState? { place(of: id).map { flights[$0] } }

  private func place(of id: Int) -> Int? { flights.firstIndex { $0.id == id } }

  /// Changes a letter on its way.
  mutating func update(_ id: Int, _ change: (inout FlightState) -> Void) {
    if let place = place(of: id) { change(&flights[place]) }
  }

  /// Takes a letter off its way; nil when it is not on it.
  mutating func remove(_ id: Int) -> FlightState? { place(of: id).map { flights.remove(at: $0) } }

  /// Sends a letter.
  ///
  /// - Parameters:
  ///   - program: the one in whose name it is sent, which decides by what chance.
  ///   - isOpen: whether the servers' own network lets it through, if it is between two of these.
  /// - Returns: when it arrives, or would.
  mutating func send(
    _ letter: Letter, id: Int, of program: ProgramID, isOpen: Bool, at now: Time, by event: Int
  ) -> Time {
    let place = placeOfLink(from: letter.from, to: letter.to)
    let quality = links[place].quality ?? self.quality
    var stream = random[program.number]
    let arrival = max(now + stream.next(in: quality.latency), links[place].lastArrival)
    let isLost = stream.occurs(permille: quality.loss)
    random[program.number] = stream
    links[place].lastArrival = arrival
    let isCut = !isOpen || !isConnected(from: letter.from, to: letter.to)
    flights.append(
      FlightState(
        id: id, .letter(letter), sentBy: event, sentAt: now, arrivesAt: arrival,
        loss: isCut ? .cut : isLost ? .chance : nil))
    return arrival
  }

  // MARK: Links

  private mutating func placeOfLink(from: Party, to: Party) -> Int {
    if let place = links.firstIndex(where: { $0.from == from && $0.to == to }) { return place }
    links.append(Link(from: from, to: to))
    return links.count - 1
  }

  /// Whether letters from one party reach another, as far as links decide that.
  package func isConnected(from: Party, to: Party) -> Bool {
    ![from, to].contains { $0.program.map(isolated.contains) ?? false }
      && !isCut(from: from, to: to)
  }

  /// Whether the link from one party to another was cut by itself.
  package func isCut(from: Party, to: Party) -> Bool {
    links.contains { $0.from == from && $0.to == to && $0.isCut }
  }

  /// The links that are cut by themselves, in the order in which they were first used.
  package var cuts: [(from: Party, to: Party)] {
    links.filter(\.isCut).map { ($0.from, $0.to) }
  }

  /// Whether all programs reach whom they want to.
  package var isWhole: Bool { isolated.isEmpty && !links.contains { $0.isCut } }

  /// Cuts or mends one direction of a link.
  mutating func setCut(_ isCut: Bool, from: Party, to: Party) {
    let place = placeOfLink(from: from, to: to)
    links[place].isCut = isCut
    loseWhatIsCut()
  }

  /// Nobody reaches a program any more, and it reaches nobody.
  mutating func isolate(_ program: ProgramID) {
    if !isolated.contains(program) { isolated.append(program) }
    loseWhatIsCut()
  }

  /// All links are whole.
  mutating func heal() {
    isolated = []
    for place in links.indices { links[place].isCut = false }
  }

  /// The quality of a link from now on.
  mutating func setQuality(_ quality: LinkQuality, from: Party, to: Party) {
    let place = placeOfLink(from: from, to: to)
    links[place].quality = quality
  }

  /// The quality of the link from one party to another.
  package func quality(from: Party, to: Party) -> LinkQuality {
    links.first { $0.from == from && $0.to == to }?.quality ?? quality
  }

  /// The links of programs that have another quality than this.
  func changedLinks(from quality: LinkQuality) -> [(from: Party, to: Party)] {
    links.filter { ($0.quality ?? self.quality) != quality }.map { ($0.from, $0.to) }
  }

  /// A letter over a cut link will not arrive.
  private mutating func loseWhatIsCut() {
    for place in flights.indices where flights[place].loss == nil {
      guard case .letter(let letter) = flights[place].packet else { continue }
      if !isConnected(from: letter.from, to: letter.to) { flights[place].loss = .cut }
    }
  }
}

extension Network {
  /// Sends a letter in the name of a program.
  mutating func post(
    _ content: Letter.Content, from: Party, to: Party, of program: ProgramID, turn: Int = 0,
    index: LogIndex = 0, on agenda: inout Agenda, at occasion: Occasion
  ) {
    let isOpen =
      if let sender = from.server, let receiver = to.server {
        sender == receiver || isConnected(from: sender, to: receiver)
      } else {
        true
      }
    let id = nextNumber()
    let arrival = post.send(
      Letter(from: from, to: to, content: content, turn: turn, index: index), id: id, of: program,
      isOpen: isOpen,
      at: occasion.now, by: occasion.event)
    agenda.schedule(.letter(id: Int32(truncatingIfNeeded: id)), at: arrival)
  }
}
