import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// Makes what was seen of the lines of a history file, one after the other: some say only what is new
/// since an earlier one.
struct HistoryParser {
  typealias Misreading = HistoryWords.Misreading

  private let members: Int
  /// The programs outside.
  let programs: [ProgramID]
  /// What each member is called in messages.
  private var names: [ServerID: UInt64] = [:]
  /// What clients asked for and have heard nothing of.
  private var calls: [Int: ClientEvent] = [:]
  private var time: Time = 0

  init(_ facts: ClusterFacts) {
    members = facts.members
    programs = facts.programs?.election.programs ?? []
  }

  /// What a line says; nil of one that may be passed over.
  ///
  /// - Throws: when its kind is not known, or a word is not what its place asks for.
  mutating func sighting(
    _ line: ArraySlice<UInt8>
  ) throws(HistoryWords.Misreading) -> Sighting? {
    // Of a later version, and of no weight for who does not know it.
    if line.first == UInt8(ascii: "+") || line.starts(with: "t ".utf8) { return nil }
    var words = HistoryWords(line)
    let kind = String(decoding: try words.word(), as: UTF8.self)
    let time = try words.number()
    guard time >= self.time, time <= Act.timeLimit else { throw Misreading() }
    let content = try content(kind, &words)
    guard words.isAtEnd else { throw Misreading() }
    self.time = time
    return Sighting(content, at: time)
  }

  private mutating func content(
    _ kind: String, _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> Sighting.Content {
    switch kind {
    case "n":
      let server = try server(&words)
      names[server] = try words.name()
      return .named(server, names[server]!)
    case "q":
      let server = try server(&words)
      return .answers(server, try words.one(of: [true, false]) { $0 ? "yes" : "no" })
    case "m": return try message(&words)
    case "e": return .ended(id: try words.identity(), try fate(&words))
    case "u":
      let (from, to) = try link(&words)
      let offset = try words.number()
      return .unreadable(WireError(try fault(&words), at: offset), from: from, to: to)
    case "w": return .wrote(try server(&words), try records(&words))
    case "s": return .status(try server(&words), try status(&words))
    case "l": return .said(try server(&words), try words.quotation())
    case "p":
      let server = try server(&words)
      return .life(server, try words.one(of: [.running, .paused, .crashed], \.word))
    case "a": return try act(&words)
    case "c": return try answer(&words)
    case "o":
      let moment = try HistoryWords.number(try words.word(), in: 0...Act.timeLimit)
      return .outside(try occurrence(&words), at: moment)
    default: throw Misreading()
    }
  }

  /// A server that belongs to the cluster.
  private func server(_ words: inout HistoryWords) throws(HistoryWords.Misreading) -> ServerID {
    try known(try words.server())
  }

  func known(_ server: ServerID) throws(HistoryWords.Misreading) -> ServerID {
    guard server.number <= members else { throw Misreading() }
    return server
  }

  private func link(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> (from: ServerID, to: ServerID) {
    let (from, to) = try words.link()
    return (try known(from), try known(to))
  }

  // MARK: Messages

  private func message(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> Sighting.Content {
    let id = try words.identity()
    let (from, to) = try link(&words)
    let fate = try fate(&words)
    var message = WireMessage(try words.one(of: WireMessage.Kind.allCases, \.word))
    (message.from, message.to) = (names[from] ?? 0, names[to] ?? 0)
    while !words.isAtEnd {
      let (name, value) = try words.pair()
      switch name {
      case "term": message.term = try HistoryWords.number(value)
      case "log-term": message.logTerm = try HistoryWords.number(value)
      case "index": message.index = try HistoryWords.number(value)
      case "commit": message.commit = try HistoryWords.number(value)
      case "reject": (message.reject, message.rejectHint) = (true, try HistoryWords.number(value))
      case "context": message.context = try HistoryWords.bytes(value)
      case "snapshot":
        let (term, index) = try position(value)
        message.snapshot = WireSnapshot(index: index, term: term).bytes
      case "entry": message.entries.append(try entry(value))
      default: throw Misreading()
      }
    }
    return .message(id: id, message, from: from, to: to, fate)
  }

  private func fate(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> Sighting.Fate {
    let (name, value) = try words.pair()
    switch name {
    case "passed": return .passed
    case "waits": return .waits(for: try HistoryWords.number(value))
    case "lost":
      let losses: [Loss] = [.chance, .cut, .receiverDown, .dropped]
      guard let loss = losses.first(where: { value.elementsEqual($0.name.utf8) }) else {
        throw Misreading()
      }
      return .lost(loss)
    default: throw Misreading()
    }
  }

  private func position(
    _ value: ArraySlice<UInt8>
  ) throws(HistoryWords.Misreading) -> (term: Int, index: Int) {
    let parts = try HistoryWords.parts(value, count: 2)
    return (try HistoryWords.number(parts[0]), try HistoryWords.number(parts[1]))
  }

  private func entry(_ value: ArraySlice<UInt8>) throws(HistoryWords.Misreading) -> WireEntry {
    // Digits of the contents may be slashes: they come last.
    let parts = try HistoryWords.parts(value, count: 4)
    let kind = WireEntry.Kind.allCases.first { parts[0].elementsEqual($0.word.utf8) }
    guard let kind else { throw Misreading() }
    return WireEntry(
      kind, term: try HistoryWords.number(parts[1]), index: try HistoryWords.number(parts[2]),
      data: try HistoryWords.bytes(parts[3]))
  }

  private func fault(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> WireError.Fault {
    switch String(decoding: try words.word(), as: UTF8.self) {
    case "ends-early": return .endsEarly
    case "number-too-long": return .numberTooLong
    case "bad-field": return .badField
    case "wrong-kind": return .wrongKind(field: try words.number())
    case "too-long": return .tooLong(try large(&words))
    case "unknown-form": return .unknownForm(UInt8(truncatingIfNeeded: try words.number()))
    case "nothing-before": return .nothingBefore
    case "unknown-type": return .unknownType(try large(&words))
    case "bad-number": return .badNumber(try large(&words))
    default: throw Misreading()
    }
  }

  /// A number of up to 64 bits.
  private func large(_ words: inout HistoryWords) throws(HistoryWords.Misreading) -> UInt64 {
    guard let number = UInt64(String(decoding: try words.word(), as: UTF8.self)) else {
      throw Misreading()
    }
    return number
  }

  // MARK: Members

  private func records(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> [WALRecord] {
    var records: [WALRecord] = []
    while !words.isAtEnd {
      let (name, value) = try words.pair()
      switch name {
      case "metadata":
        let parts = try HistoryWords.parts(value, count: 2)
        records.append(
          .metadata(
            member: try HistoryWords.name(parts[0]), cluster: try HistoryWords.name(parts[1])))
      case "entry": records.append(.entry(try entry(value)))
      case "state":
        let parts = try HistoryWords.parts(value, count: 3)
        records.append(
          .state(
            WireHardState(
              term: try HistoryWords.number(parts[0]), vote: try HistoryWords.name(parts[1]),
              commit: try HistoryWords.number(parts[2]))))
      case "checksum": records.append(.checksum)
      case "snapshot":
        let (term, index) = try position(value)
        records.append(.snapshot(index: index, term: term))
      case "other": records.append(.other(UInt64(try HistoryWords.number(value))))
      default: throw Misreading()
      }
    }
    return records
  }

  private func status(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> MemberStatus {
    var status = MemberStatus(try words.one(of: MemberStatus.Role.allCases, \.word))
    while !words.isAtEnd {
      let (name, value) = try words.pair()
      switch name {
      case "name": status.name = try HistoryWords.name(value)
      case "term": status.term = try HistoryWords.number(value)
      case "vote": status.vote = try HistoryWords.name(value)
      case "commit": status.commit = try HistoryWords.number(value)
      case "applied": status.applied = try HistoryWords.number(value)
      case "leader": status.leader = try HistoryWords.name(value)
      case "progress":
        let parts = try HistoryWords.parts(value, count: 3)
        status.progress.append(
          MemberStatus.Progress(
            member: try HistoryWords.name(parts[0]), match: try HistoryWords.number(parts[1]),
            next: try HistoryWords.number(parts[2])))
      default: throw Misreading()
      }
    }
    return status
  }

  // MARK: Clients

  private mutating func act(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> Sighting.Content {
    let call = try words.word()
    let text = try words.remainder()
    guard let stimulus = try? Stimulus(text: text) else { throw Misreading() }
    for server in stimulus.servers { _ = try known(server) }
    if call.elementsEqual("-".utf8) { return .act(stimulus, nil) }
    let parts = try HistoryWords.parts(call, count: 4)
    guard parts[1].first == UInt8(ascii: "C") else { throw Misreading() }
    let client = try HistoryWords.number(parts[1].dropFirst())
    let serial = try HistoryWords.number(parts[2])
    guard (1...Clients.limit).contains(client), (1...0xFFFF_FFFF).contains(serial),
      let operation = Operation(askedBy: stimulus, client: ClientID(client), serial: serial)
    else { throw Misreading() }
    let event = ClientEvent(
      call: try HistoryWords.number(parts[0]), client: ClientID(client),
      member: try known(try HistoryWords.server(parts[3])), operation: operation, stage: .asked)
    calls[event.call] = event
    return .act(stimulus, event)
  }

  private mutating func answer(
    _ words: inout HistoryWords
  ) throws(HistoryWords.Misreading) -> Sighting.Content {
    let call = try words.number()
    guard var event = calls[call] else { throw Misreading() }
    switch String(decoding: try words.word(), as: UTF8.self) {
    case "asked": return .client(event)
    case "done":
      let revision = try words.number()
      var value: [UInt8]?
      if !words.isAtEnd {
        let (name, digits) = try words.pair()
        guard name == "value" else { throw Misreading() }
        value = try HistoryWords.bytes(digits)
      }
      event.stage = .ended(.done(revision: revision, value: value))
    case "unknown": event.stage = .ended(.unknown(try words.quotation()))
    case "refused": event.stage = .ended(.refused(try words.quotation()))
    default: throw Misreading()
    }
    calls[call] = nil
    return .client(event)
  }
}

extension MemberStatus {
  /// A status of which all else is to be filled in.
  fileprivate init(_ role: Role) {
    name = 0
    term = 0
    vote = 0
    commit = 0
    applied = 0
    leader = 0
    self.role = role
    progress = []
  }
}
