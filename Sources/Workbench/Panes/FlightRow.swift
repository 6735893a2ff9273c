import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// What is on its way, told on one line: from where, how far it has come, to whom, what it says,
/// and when it arrives.
struct FlightRow {
  let glance: Glance
  let bundle: FlightBundle
  let isChosen: Bool

  private var flight: FlightState { bundle.first }

  func draw(into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    surface.mark(line, as: .flight(flight.id))
    let isNew =
      flight.sentBy == glance.position && glance.markedSince != glance.position
    let columns = line.columns >= 110 ? 16 : line.columns >= 90 ? 10 : 6
    let to = receivers
    var spans =
      [
        Span(isNew ? "+" : " ", theme[isNew ? .changed : .text]),
        Span(" \(sender) ", theme[.strong]),
      ]
      + track(columns: max(1, columns + 2 - to.count))
      + [Span(" \(to)  ", theme[.strong])]
    spans += said
    let status = self.status
    let (right, left) = line.split(right: surface.width.of([status]) + 1)
    surface.draw(spans, in: left)
    surface.draw([Span(" ", theme[.text]), status], in: right)
    if isChosen {
      surface.restyle(line) { theme.selected($0).bold }
      surface.draw("▶", at: line.origin, style: theme[.key])
    }
  }

  /// The same as a sentence, for one receiver.
  var spoken: String {
    glance.labels.flight(
      from: sender, to: receiver,
      says: said.map(\.text).joined().filter { !"[]".contains($0) }, status: status.text)
  }

  private var sender: String {
    if case .letter(let letter) = flight.packet { return letter.from.description }
    return flight.packet.sender?.description ?? client.description
  }

  private var receiver: String {
    if case .letter(let letter) = flight.packet { return letter.to.description }
    return flight.packet.receiver?.description ?? client.description
  }

  private var receivers: String {
    if case .letter = flight.packet { return receiver }
    let servers = bundle.receivers
    if servers.count > 1, servers.count == glance.state.servers.count - 1 {
      return glance.labels.all
    }
    if servers.isEmpty { return client.description }
    return servers.map(\.description).joined(separator: " ")
  }

  private var client: ClientID {
    switch flight.packet {
    case .message, .letter: ClientID(0)
    case .request(let operation, _, _): ClientID(operation.client)
    case .answer(_, let client, _, _): client
    }
  }

  /// The way from sender to receiver, and how far the message has come.
  private func track(columns: Int) -> [Span] {
    let theme = glance.theme
    // Where nobody can say when it arrives, it rests in the middle.
    let total = flight.arrivesAt.map { max(1, $0 - flight.sentAt) } ?? 2
    let gone = flight.arrivesAt == nil ? 1 : min(total, max(0, glance.now - flight.sentAt))
    let place = glance.look.motion.place(of: gone, total: total, columns: columns)
    let color = flight.loss == nil ? flight.color(in: theme) : theme[.down]
    let head = flight.isHeld ? "‖" : flight.loss == nil ? "▶" : "✗"
    return [
      Span(String(repeating: "━", count: place), color), Span(head, color.bold),
      Span(String(repeating: "─", count: columns - place - 1), theme[.track]),
    ]
  }

  private var status: Span {
    if flight.isHeld { return Span(glance.labels.held, glance.theme[.warning]) }
    if let loss = flight.loss { return Span(glance.labels.doomed(loss), glance.theme[.down]) }
    guard let next = flight.arrivesAt, let latest = bundle.last.arrivesAt else {
      return Span("\(Unknown.sign) ms", glance.theme[.faint])
    }
    let left = max(0, next - glance.now)
    let last = max(0, latest - glance.now)
    let first = bundle.receivers.count > 1 ? "\(left.milliseconds)–" : ""
    return Span("\(first)\(last.milliseconds) ms", glance.theme[.faint])
  }

  /// What the packet says.
  private var said: [Span] {
    let theme = glance.theme
    switch flight.packet {
    case .message(let message):
      return glance.narrator.summary(of: message).spans(in: theme)
    case .request(let operation, _, _):
      return [
        Span("\(glance.labels.clientRequest)  ", theme[.strong]),
        Span("\(operation)", theme[.command]),
      ]
    case .answer(let reply, _, _, _):
      let text =
        switch reply {
        case .done(.sessionExpired, _): glance.labels.clientExpired
        case .done(_, let index): glance.labels.done(index: index)
        case .redirect(let server): glance.labels.redirect(server)
        }
      return [Span("\(glance.labels.clientReply)  ", theme[.strong]), Span(text, theme[.text])]
    case .letter(let letter): return glance.narrator.words.describe(letter).spans(in: theme)
    }
  }
}

extension FlightState {
  /// The colour of what it belongs to: a message has its term's.
  fileprivate func color(in theme: Theme) -> Style {
    if case .message(let message) = packet { return theme.style(ofTerm: message.term) }
    return theme[.text]
  }
}
