import ClientPrograms
import RaftCore
import Simulation
import Teaching

/// A part of a run as Lamport draws it: a line down for each process, a slanted one for each
/// message, time downward (L. Lamport, Time, Clocks, and the Ordering of Events, 1978).
///
/// Rows are those of the screen: 0 is the first one shown.
struct SpaceTimeDiagram: Sendable {
  /// What happened, in order.
  private(set) var marks: [Mark] = []
  /// Messages that leave, arrive or pass within the rows shown.
  private(set) var messages: [Line] = []
  /// What each lane is at the top; then what it becomes, in order.
  private(set) var start: [Lane] = []
  private(set) var changes: [(row: Int, lane: Int, state: Lane)] = []
  /// Silences that were cut short, by row.
  private(set) var silences: [(row: Int, length: TimeSpan)]
  /// The row of the cursor.
  private(set) var cursor: Int
  /// The last row that there is anything to show of.
  private(set) var end: Int
  private let scale: SpaceTimeScale
  /// Whether each event has a row of its own, and so a sentence.
  private let isEachTold: Bool
  /// Whether clients have a lane, the first one.
  let hasClients: Bool
  /// The programs outside that have lanes, in the order of these.
  let programs: [ProgramID]
  /// What each of them is at the top; then what it becomes.
  private(set) var programsAtStart: [ProgramStanding] = []
  private(set) var programChanges: [(row: Int, place: Int, standing: ProgramStanding)] = []

  /// An event in its row.
  struct Mark: Sendable {
    var row: Int
    /// The lane it is marked on: 0 for clients, the server's number, or that of a program; nil when on
    /// none.
    var lane: Int?
    var event: Happening
    /// What happened; nil when it is not told yet.
    var sentence: Sentence?
    /// The term that its server came to, if it is another than before.
    var newTerm: Term?
  }

  /// A server, between two events.
  struct Lane: Sendable, Hashable {
    var standing: EventRecord.Standing
    var term: Term
  }

  /// A message from the row in which it was sent to the one in which it arrives.
  struct Line: Sendable {
    var flight: FlightState
    var from: (lane: Int, row: Double)
    var to: (lane: Int, row: Double)
    var fate: Fate
    /// The event at its end, by number; nil when it is on its way.
    var event: Int?
  }

  /// What becomes of a message.
  enum Fate: Sendable, Hashable {
    case arrived
    case lost
    /// On its way, so many thousandths of it behind it.
    case flying(permille: Int)
  }

  /// - Complexity: as `Replay`, and the number of events shown.
  init(of history: some History, rows: Int, scale step: TimeSpan?, narrator: Narrator) {
    let scale = SpaceTimeScale(of: history, rows: rows, step: step)
    self.scale = scale
    let top = scale.top(showing: rows)
    cursor = -top
    end = Int(max(scale.rows.last!, scale.now).rounded(.down)) - top
    isEachTold = step == nil
    silences = scale.silences.map { ($0.row - top, $0.length) }
    hasClients = history.state.operations.count > 0
    var look = history.look(after: max(0, scale.first - 1))
    let state = look.state
    start = state.servers.map(Lane.init)
    programs = Self.programs(of: history.state.outside)
    programsAtStart = programs.map { Self.standing(of: $0, in: state.outside) }
    var standings = programsAtStart
    var lanes = start
    while look.position < scale.last, look.next(), let happening = look.happening {
      let row = scale.rows[look.position - scale.first] - Double(top)
      guard row < Double(rows) + 24 else { break }
      add(happening, in: look, row: row, lanes: &lanes, rows: rows, narrator)
      if happening.outside != nil { addPrograms(of: look, row: row, standings: &standings) }
      addMessage(of: happening, row: row, top: top, scale)
    }
    let isLatest = look.position == history.position && !history.isInPast
    let end = isLatest ? history.state : look.state
    for flight in end.flights { addFlying(flight, in: end, top: top, scale) }
  }

  /// The diagram where there is room for fewer rows than it was made for.
  func showing(_ rows: Int) -> SpaceTimeDiagram {
    let offset = scale.top(showing: max(1, rows)) + cursor
    guard offset > 0 else { return self }
    var part = self
    part.cursor -= offset
    part.end -= offset
    for place in marks.indices { part.marks[place].row -= offset }
    part.marks.removeAll { $0.row < 0 }
    for place in changes.indices { part.changes[place].row -= offset }
    for place in programChanges.indices { part.programChanges[place].row -= offset }
    for place in silences.indices { part.silences[place].row -= offset }
    for place in messages.indices {
      part.messages[place].from.row -= Double(offset)
      part.messages[place].to.row -= Double(offset)
    }
    part.messages.removeAll { $0.to.row < 0 }
    return part
  }

  private mutating func add(
    _ event: Happening, in look: any HistoryLook, row: Double, lanes: inout [Lane], rows: Int,
    _ narrator: Narrator
  ) {
    let row = Int(row.rounded(.down))
    var mark = Mark(row: row, lane: event.server?.number, event: event)
    if event.server == nil, event.client != nil { mark.lane = 0 }
    if event.server == nil, let program = event.outside?.program {
      mark.lane = Self.lane(of: .program(program))
    }
    if case .lost = event.what { mark.lane = nil }
    // Of events that share a row one is told, by the view; acts need the cluster to be told whole.
    if (0..<rows).contains(row), isEachTold || event.kind == .stimulus || event.kind == .client {
      mark.sentence = narrator.headline(of: event, in: look.state)
    }
    // A stimulus for the network may change nothing of a server, one for a server does.
    if let number = event.server?.number {
      let lane = Lane(look.server(ServerID(number)))
      if lane != lanes[number - 1] { changes.append((row, number - 1, lane)) }
      if lane.term != lanes[number - 1].term { mark.newTerm = lane.term }
      lanes[number - 1] = lane
    }
    if row >= 0 { marks.append(mark) }
  }

  // MARK: Programs

  /// The lane of a server or of a program: those of programs are numbered after all servers.
  static func lane(of party: Party) -> Int {
    switch party {
    case .server(let server): server.number
    case .program(let program): ServerID.maximum + program.number
    }
  }

  /// The programs that have a lane: etcdctl only where it was used. The resource is on the left of the
  /// pods that work on it, and API servers are between pods and members.
  private static func programs(of outside: Outside?) -> [ProgramID] {
    guard let outside else { return [] }
    let others = outside.processes.filter { process in
      switch process.program {
      case .console(let console): !console.questions.isEmpty || console.watched != nil
      case .resource: true
      case .notes, .session, .kubernetes, .apiServer: false
      }
    }
    return others.map(\.id).reversed() + outside.selectable.map(\.id)
  }

  private static func standing(of program: ProgramID, in outside: Outside?) -> ProgramStanding {
    outside?[program].map { ProgramStanding($0) } ?? .notStarted
  }

  /// What programs have become by an event.
  private mutating func addPrograms(
    of look: any HistoryLook, row: Double, standings: inout [ProgramStanding]
  ) {
    let outside = look.state.outside
    for (place, program) in programs.enumerated() {
      let standing = Self.standing(of: program, in: outside)
      if standing != standings[place] {
        programChanges.append((Int(row.rounded(.down)), place, standing))
      }
      standings[place] = standing
    }
  }

  // MARK: Messages

  private static func lanes(of flight: FlightState) -> (from: Int, to: Int) {
    if case .letter(let letter) = flight.packet {
      return (lane(of: letter.from), lane(of: letter.to))
    }
    return (flight.packet.sender?.number ?? 0, flight.packet.receiver?.number ?? 0)
  }

  private mutating func addMessage(
    of event: Happening, row: Double, top: Int, _ scale: SpaceTimeScale
  ) {
    guard let flight = event.flight else { return }
    let fate: Fate
    switch event.what {
    case .delivered, .answered: fate = .arrived
    case .lost, .stimulus(.drop): fate = .lost
    case .stimulus(.deliver): fate = flight.loss == nil ? .arrived : .lost
    // No other act ends a message's way.
    case .outside: fate = flight.loss == nil ? .arrived : .lost
    case .stimulus, .quiet, .timeout, .written, .retried, .gaveUp, .asked, .seen: return
    }
    let (from, to) = Self.lanes(of: flight)
    let sent = scale.row(of: flight.sentBy, at: flight.sentAt) - Double(top)
    guard row >= 0 else { return }
    messages.append(
      Line(
        flight: flight, from: (from, sent), to: (to, row), fate: fate, event: event.number))
  }

  /// A message that is still on its way at the end of what is shown.
  private mutating func addFlying(
    _ flight: FlightState, in state: ClusterState, top: Int, _ scale: SpaceTimeScale
  ) {
    let (from, to) = Self.lanes(of: flight)
    let sent = scale.row(of: flight.sentBy, at: flight.sentAt) - Double(top)
    let total = max(1, (flight.arrivesAt ?? state.now) - flight.sentAt)
    let gone = min(total, max(0, state.now - flight.sentAt))
    let bottom = max(scale.now, scale.rows.last!) - Double(top)
    messages.append(
      Line(
        flight: flight, from: (from, sent), to: (to, max(sent, bottom)),
        fate: .flying(permille: gone * 1000 / total), event: nil))
  }
}

extension SpaceTimeDiagram.Lane {
  init(_ server: ServerState) {
    standing = EventRecord.Standing(server)
    term = server.raft.currentTerm ?? 0
  }
}
