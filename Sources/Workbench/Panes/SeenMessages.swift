import RaftCore
import Screen
import Simulation
import Teaching

/// The messages that were seen in the last second, where none waits: what is the same from one to
/// several, or from several to one, stands on one line, the latest first.
struct SeenMessages {
  let glance: Glance

  /// How long a message is shown after it was passed on, in microseconds.
  static let span: TimeSpan = 1_000_000

  private struct Bundle {
    var message: Message
    var others: ServerSet
    var time: Time

    init(_ message: Message, at time: Time) {
      self.message = message
      self.time = time
      others = [message.isReply ? message.from : message.to]
    }

    /// Whether another says the same, and has the same end where many meet.
    func takes(_ other: Message) -> Bool {
      guard message.term == other.term, message.body == other.body else { return false }
      return message.isReply ? message.to == other.to : message.from == other.from
    }
  }

  private var messages: [(message: Message, time: Time)] {
    (glance.state.watched?.passed ?? []).compactMap { flight in
      guard case .message(let message) = flight.packet,
        flight.sentAt + Self.span >= glance.now
      else { return nil }
      return (message, flight.sentAt)
    }
  }

  var count: Int { messages.count }

  private var bundles: [Bundle] {
    var bundles: [Bundle] = []
    for (message, time) in messages.reversed() {
      if let place = bundles.firstIndex(where: { $0.takes(message) }) {
        bundles[place].others.insert(message.isReply ? message.from : message.to)
      } else {
        bundles.append(Bundle(message, at: time))
      }
    }
    return bundles
  }

  /// The lines, and how long ago each was.
  func lines(columns: Int) -> [(said: [Span], ago: Span)] {
    let theme = glance.theme
    let way = String(repeating: "━", count: columns >= 110 ? 12 : 4)
    return bundles.map { bundle in
      let message = bundle.message
      let (from, to) =
        message.isReply
        ? (names(bundle.others), "\(message.to)") : ("\(message.from)", names(bundle.others))
      let style = theme.style(ofTerm: message.term)
      let said: [Span] =
        [
          Span("\(from) ", theme[.strong]), Span("\(way)▶", style),
          Span(" \(to)  ", theme[.strong]),
        ] + glance.narrator.summary(of: message).spans(in: theme)
      return (said, Span(ago(bundle.time), theme[.faint]))
    }
  }

  var spoken: [String] {
    bundles.map { bundle in
      let message = bundle.message
      let (from, to) =
        message.isReply
        ? (names(bundle.others), "\(message.to)") : ("\(message.from)", names(bundle.others))
      return glance.labels.flight(
        from: from, to: to, says: glance.narrator.summary(of: message).text,
        status: ago(bundle.time))
    }
  }

  private func ago(_ time: Time) -> String {
    glance.labels.ago(max(0, glance.now - time).wholeMilliseconds)
  }

  private func names(_ servers: ServerSet) -> String {
    servers.count > 1 && servers.count == glance.state.servers.count - 1
      ? glance.labels.all : servers.map(\.description).joined(separator: " ")
  }
}
