import Screen
import Simulation

extension CommandRow {
  /// What is done to a chosen message in flight.
  static let messages = rows(
    of: .modes, in: .choosingMessage,
    [
      CommandRow(.chooseUp, .up) { lab, _ in lab.chooseMessage(by: -1) },
      CommandRow(.chooseDown, .down + ["m"], offer: Offer(4)) { lab, _ in
        lab.chooseMessage(by: 1)
      },
      CommandRow(.chooseDigit, .digits + ["0"], label: "1-9") { lab, key in
        lab.chooseMessage(byDigit: key)
      },
      CommandRow(
        .deliverMessage, [.init(.enter)], offer: Offer(0), isFoundElsewhere: true, needs: .packets
      ) {
        lab, _ in lab.performOnMessage { .deliver(flight: $0) }
      },
      CommandRow(.dropMessage, ["d"], offer: Offer(1), isFoundElsewhere: true, needs: .packets) {
        lab, _ in
        lab.performOnMessage { .drop(flight: $0) }
      },
      CommandRow(
        .duplicateMessage, ["D"], offer: Offer(2) { $0.state.watched == nil },
        isFoundElsewhere: true, needs: .packets
      ) { lab, _ in
        lab.performOnMessage { .duplicate(flight: $0) }
      },
      CommandRow(.holdMessage, ["h"], offer: Offer(3), isFoundElsewhere: true, needs: .packets) {
        lab, _ in
        lab.performOnMessage { .hold(flight: $0) }
      },
      CommandRow(.cancel, .leave, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  mutating func startChoosingMessage() {
    pause()
    guard let first = state.flights.first else {
      views.notice = state.watched == nil ? .noMessages : .noWaitingMessages
      return
    }
    views.mode = .choosingMessage(first.id)
    // A real message does not wait for a key.
    guard run.isLive, !history.isInPast, !first.isHeld else { return }
    perform(.hold(flight: first.id))
    if views.notice == nil { views.notice = .heldToChoose }
  }

  /// The chosen message's place among all; nil when none is chosen.
  private var chosenMessage: (id: Int, place: Int)? {
    guard case .choosingMessage(let id) = mode else { return nil }
    return (id, state.flights.firstIndex { $0.id == id } ?? 0)
  }

  fileprivate mutating func chooseMessage(by steps: Int) {
    guard let (_, place) = chosenMessage else { return }
    let flights = state.flights
    views.mode = .choosingMessage(flights[max(0, min(flights.count - 1, place + steps))].id)
  }

  /// Digits that follow one another are one number: the message's place in the list, from 1.
  fileprivate mutating func chooseMessage(byDigit key: Key?) {
    let flights = state.flights
    guard let place = place(typedBy: key, of: flights.count), flights.indices.contains(place)
    else { return }
    views.mode = .choosingMessage(flights[place].id)
  }

  /// Time went on while a message was chosen: what has arrived cannot be chosen any more.
  mutating func leaveGoneMessage() {
    guard case .choosingMessage(let id) = mode, state[flight: id] == nil else { return }
    // Of a real cluster's, another takes its place.
    if run.isLive, let next = state.flights.first(where: { $0.isHeld }) ?? state.flights.first {
      views.mode = .choosingMessage(next.id)
      return
    }
    views.mode = isHurrying ? .hurrying : .normal
  }

  /// After an act on a message the choice stays in its place in the list, on whatever is there now.
  fileprivate mutating func performOnMessage(_ stimulus: (Int) -> Stimulus) {
    guard let (id, place) = chosenMessage else { return }
    perform(stimulus(id))
    let flights = state.flights.map(\.id)
    guard case .choosingMessage(let id) = mode, !flights.contains(id) else { return }
    views.mode =
      flights.isEmpty ? .normal : .choosingMessage(flights[min(place, flights.count - 1)])
  }
}
