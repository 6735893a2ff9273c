import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// All state of Figure 2 for the selected server, and all fields of the chosen message.
struct Inspector: Pane {
  let glance: Glance
  /// Whether it is said in words, without signs.
  var isSpoken = false

  var id: PaneID { .inspector }

  func draw(into surface: inout Surface, in area: Rect) {
    let body = body(in: area)
    surface.mark(area, of: id, scrollingTo: body.lastScroll)
    let isCut = body.draw(into: &surface, from: glance.views[scroll: .inspector])
    if isCut { glance.drawMore(into: &surface, in: area) }
  }

  /// What it tells, within its area.
  private func body(in area: Rect) -> ScrolledLines {
    let body = area.inset(left: 1)
    let wrapped = lines.flatMap { line in
      line.isEmpty ? [[]] : TextWidth.standard.wrap(line, columns: max(1, body.columns))
    }
    return ScrolledLines(lines: wrapped, area: body)
  }

  /// The lines as text.
  var spoken: [String] {
    Inspector(glance: glance, isSpoken: true).lines.map { line in
      line.map(\.text).joined().split(separator: " ").joined(separator: " ")
    }
  }

  /// An entry of a log.
  private func text(of entry: Entry) -> String {
    isSpoken
      ? LogColumns.spoken(entry, in: glance.state, glance.labels)
      : LogColumns.text(of: entry, in: glance.state)
  }

  private func text(ofCut from: ServerID, to: ServerID) -> String {
    isSpoken
      ? glance.labels.spokenLinkCut(from: from, to: to) : glance.labels.linkCut(from: from, to: to)
  }

  private var host: ServerState { glance.state[glance.selected] }

  private var lines: [[Span]] {
    var lines: [[Span]] = []
    if let flight = chosen { lines += messageLines(flight) + [[]] }
    if let process = glance.process {
      return lines + ProgramFields(glance: glance, process: process, isSpoken: isSpoken).lines
    }
    if let index = glance.views.entry { lines += entryLines(index) }
    lines += heading + persistent + disk + volatile + roleLines
    lines += features.sections + MemberFields(glance: glance, host: host).lines
    lines += rulesOfLatest + machine + WatchedFields(glance: glance, host: host).lines
    return lines
  }

  // MARK: An entry

  /// The entry that was pointed at, in the selected server's log, and who else stores the same.
  private func entryLines(_ index: LogIndex) -> [[Span]] {
    let server = host.raft
    guard let entry = server.log?[index] else { return [] }
    let holders = glance.state.servers.filter { $0.raft.log?[index] == entry }
    let isCommitted = index <= server.commitIndex ?? 0
    let session = entry.command.operation.flatMap { operation in
      operation.session > 0
        ? [
          field(
            "session",
            glance.labels.spokenSession(LogIndex(operation.session), serial: operation.serial))
        ] : nil
    }
    return [
      title("\(glance.labels.entryTitle(index)) · \(host.id)"),
      field("term", "\(entry.term)", glance.theme.style(ofTerm: entry.term)),
      field("command", "\(entry.term) \(glance.state.text(of: entry.command) ?? text(of: entry))"),
    ] + (session ?? []) + [
      field(glance.labels.storedOn, holders.map { "\($0.id)" }.joined(separator: " ")),
      [
        Span(
          isCommitted ? glance.labels.entryCommitted : glance.labels.entryNotCommitted,
          glance.theme[isCommitted ? .good : .warning])
      ], [],
    ]
  }

  // MARK: The server

  private var heading: [[Span]] {
    let theme = glance.theme
    let name =
      host.isSilent
      ? glance.labels.silent
      : host.raft.role.map(glance.narrator.words.name(of:)) ?? Unknown.sign
    let life =
      switch host.life {
      case .running: name
      case .paused: "\(name)\(isSpoken ? ", " : " · ")\(glance.labels.pausedServer)"
      case .crashed: glance.labels.down
      }
    var lines = [[Span("\(host.id)  ", theme[.strong]), Span(life, theme[.title])]]
    if host.wasWiped, glance.state.watched == nil {
      lines.append([Span(glance.labels.wiped, theme[.violation])])
    }
    if let rate = host.clockRate, rate != 1000 {
      lines.append([Span(glance.labels.clock(permille: rate), theme[.warning])])
    }
    let network = glance.state.network
    for other in glance.state.members where network.isCut(from: host.id, to: other) {
      lines.append([Span(text(ofCut: host.id, to: other), theme[.cutOff])])
    }
    for other in glance.state.members where network.isCut(from: other, to: host.id) {
      lines.append([Span(text(ofCut: other, to: host.id), theme[.cutOff])])
    }
    return lines
  }

  private var persistent: [[Span]] {
    let server = host.raft
    return [
      [], title(glance.labels.persistentState),
      field(
        "currentTerm", Unknown.text(server.currentTerm),
        glance.theme.style(ofTerm: server.currentTerm ?? 0)),
      field(
        "votedFor",
        server.vote.map { $0.candidate?.description ?? glance.labels.none } ?? Unknown.sign),
      logField("log[]", server.log),
    ]
  }

  private var disk: [[Span]] {
    guard let state = host.disk else { return [] }
    let server = host.raft
    let isSame =
      state.currentTerm == server.currentTerm && state.votedFor == server.votedFor
      && state.log == server.log
    guard !isSame else { return [] }
    return [
      [], title(glance.labels.onDisk), field("currentTerm", "\(state.currentTerm)"),
      field("votedFor", state.votedFor?.description ?? glance.labels.none),
      logField("log[]", state.log),
    ]
  }

  private var volatile: [[Span]] {
    guard host.life != .crashed else { return [] }
    let server = host.raft
    return [
      [], title(glance.labels.volatileState),
      field("commitIndex", Unknown.text(server.commitIndex)),
      field("lastApplied", Unknown.text(server.lastApplied)),
      field("leader", server.leader?.description ?? glance.labels.none),
    ] + configuration + features.contact
  }

  /// What it goes by, where servers come and go, and how far it is in each that has a say.
  private var configuration: [[Span]] {
    guard let membership = host.raft.membership,
      glance.state.features[.membership] || host.raft.membershipIndex > 0
    else { return [] }
    let boxes = MajorityBoxes(host, in: membership)?.boxes ?? []
    let labels = glance.labels
    let names = membership.isJoint ? [labels.oldMajority, labels.newMajority] : [""]
    let counts = zip(names, boxes).map { name, box in
      field(name, "\(box.servers)  \(isSpoken ? "" : box.dots + "  ")\(box.counted)")
    }
    return [field(labels.configurationLabel, "\(membership)")] + counts
  }

  private var roleLines: [[Span]] {
    guard host.life != .crashed else { return [] }
    switch host.raft.role {
    case .follower?, nil, .preCandidate(nil)?, .candidate(nil)?, .leader(nil)?: return []
    case .preCandidate(let candidacy?)?, .candidate(let candidacy?)?:
      let isStraw = host.raft.role?.isPreCandidate == true
      return [
        [], title(isStraw ? glance.labels.strawVoteState : glance.labels.candidateState),
        field(
          "votes", "\(candidacy.granted)  (\(glance.state.majority(by: host.id)))"),
        field("refused", "\(candidacy.refused)"),
      ]
    case .leader(let leadership?)?:
      let rows = glance.state.membership(of: host.id).servers.removing(host.id).map { peer in
        let progress = leadership[peer]
        let signs =
          isSpoken ? (glance.labels.probing, glance.labels.toBeProbed) : (" …", " ?")
        let mode =
          progress.isStreaming ? "" : progress.isAwaitingReply ? signs.0 : signs.1
        return field(
          "\(peer)", "nextIndex \(progress.nextIndex)  matchIndex \(progress.matchIndex)\(mode)")
      }
      return [[], title(glance.labels.leaderState)] + rows
    }
  }

  private var machine: [[Span]] {
    guard host.life != .crashed else { return [] }
    let contents = host.contents?.map { "\($0.key)=\($0.value)" }.joined(separator: "  ")
    let unknown =
      glance.state.watched.map { glance.labels.contentsUnknown($0.access) } ?? Unknown.sign
    let text = contents.map { $0.isEmpty ? glance.labels.none : $0 } ?? unknown
    let parted = host.partedAt.map { index in
      [Span("  \(glance.labels.parted(from: index))", glance.theme[.violation])]
    }
    return [
      [], title(glance.labels.stateMachine), [Span("  \(text)", glance.theme[.command])],
    ] + WatchedFields(glance: glance, host: host).store + (parted.map { [$0] } ?? [])
      + features.sessions
  }

  /// The rules of the latest event, if it happened here, by the names that scripts and commands know.
  private var rulesOfLatest: [[Span]] {
    guard let latest = glance.told, latest.server == host.id, !latest.step.firings.isEmpty else {
      return []
    }
    var named: [Rule] = []
    for firing in latest.step.firings where !named.contains(firing.rule) {
      named.append(firing.rule)
    }
    let rows = named.map { [Span("  \($0.id)", glance.theme[.strong])] }
    return [[], title(glance.labels.rulesOfEvent(latest.number))] + rows
  }

  // MARK: The message

  private var chosen: FlightState? {
    guard case .choosingMessage(let id) = glance.mode else { return nil }
    return glance.state[flight: id]
  }

  private func messageLines(_ flight: FlightState) -> [[Span]] {
    var lines = [title("\(glance.labels.message) #\(flight.id)")]
    switch flight.packet {
    case .message(let message): lines += fields(of: message)
    case .request(let operation, let server, _):
      lines += [
        field("client", "C\(operation.client)"), field("serial", "\(operation.serial)"),
        field("to", "\(server)"), field("command", "\(operation)"),
      ]
      if operation.session > 0 { lines.append(field("session", "\(operation.session)")) }
    case .answer(let reply, let client, let server, let serial):
      lines += [
        field("from", "\(server)"), field("to", "\(client)"), field("serial", "\(serial)"),
        field("reply", describe(reply)),
      ]
    case .letter(let letter):
      lines += [
        field("from", "\(letter.from)"), field("to", "\(letter.to)"),
        field(letter.content.kind.rawValue, glance.narrator.words.describe(letter).text),
      ]
    }
    lines += [
      field("sent", "\(flight.sentAt.seconds) s"),
      field("arrives", "\(flight.arrivesAt?.seconds ?? Unknown.sign) s"),
    ]
    return lines
  }

  private func fields(of message: Message) -> [[Span]] {
    let head = [
      field("RPC", glance.narrator.words.name(of: message.body)),
      field("from", "\(message.from)"), field("to", "\(message.to)"),
    ]
    return head + message.fields.flatMap(lines(of:))
  }

  private func lines(of field: Field) -> [[Span]] {
    switch field.value {
    case .none: [self.field(field.name, glance.labels.none)]
    case .term(let term):
      [self.field(field.name, "\(term)", glance.theme.style(ofTerm: term))]
    // Two arguments in the paper: prevLogIndex and prevLogTerm, lastLogIndex and lastLogTerm.
    case .position(let position):
      [
        self.field("\(field.short)LogIndex", "\(position.index)"),
        self.field("\(field.short)LogTerm", "\(position.term)"),
      ]
    case .entries(let entries, _):
      [
        self.field(
          "\(field.name)[]",
          entries.isEmpty
            ? glance.labels.none
            : entries.map(text(of:)).joined(separator: isSpoken ? ", " : " · "))
      ]
    case .flag(let isSet, _, _): [self.field(field.name, "\(isSet)")]
    case .group(_, let fields): fields.flatMap(lines(of:))
    case .command(let command):
      [self.field(field.name, glance.state.text(of: command) ?? glance.labels.none)]
    case .index, .count, .span, .server, .servers, .request, .text:
      [self.field(field.name, field.value.text)]
    }
  }

  private func describe(_ reply: ServerReply) -> String {
    switch reply {
    case .done(.sessionExpired, _): glance.labels.clientExpired
    case .done(_, let index): glance.labels.done(index: index)
    case .redirect(let server): glance.labels.redirect(server)
    }
  }

  // MARK: Lines

  private var features: FeatureFields { FeatureFields(glance: glance, host: host) }

  private func title(_ text: String) -> [Span] { glance.title(text) }

  private func field(_ name: String, _ value: String, _ style: Style? = nil) -> [Span] {
    glance.field(name, value, style)
  }

  /// The latest entries of a log, the newest last.
  private func logField(_ name: String, _ log: LogState?) -> [Span] {
    guard let log else { return field(name, Unknown.sign) }
    guard log.lastIndex > 0 else { return field(name, glance.labels.none) }
    func gap(after index: LogIndex) -> String {
      !isSpoken ? "  " : index < log.lastIndex ? ", " : ""
    }
    var spans = field(name, "\(log.lastIndex): ")
    let folded = min(glance.state.bootstrapEnd, log.lastIndex)
    if folded > 0 {
      spans.append(
        Span(glance.labels.founding(through: folded) + gap(after: folded), glance.theme[.faint]))
    }
    if let sign = LogColumns.snapshot(before: log, in: glance.state) {
      let text = isSpoken ? glance.labels.snapshot(through: log.start) : sign
      spans.append(Span(text + gap(after: log.start.index), glance.theme[.strong]))
    }
    for index in max(1 + folded, log.lastIndex - 11)..<max(1 + folded, log.lastIndex + 1) {
      guard let entry = log[index] else { continue }
      spans.append(
        Span(text(of: entry) + gap(after: index), glance.theme.style(ofTerm: entry.term)))
    }
    return spans
  }
}

extension Glance {
  /// A heading among the inspector's lines.
  func title(_ text: String) -> [Span] { [Span(text, theme[.title])] }

  /// A field with its name before it, all values one under the other.
  func field(_ name: String, _ value: String, _ style: Style? = nil) -> [Span] {
    let padded = TextWidth.standard.padded(name, columns: 13) + " "
    return [Span("  \(padded)", theme[.faint]), Span(value, style ?? theme[.strong])]
  }
}
