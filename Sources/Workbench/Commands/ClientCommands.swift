import KeyValue
import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// What clients ask for.
  static let clients = rows(
    of: .clients,
    [
      CommandRow(.write, ["w"], offer: Offer(30)) { lab, _ in lab.writeNext() },
      CommandRow(.writeByHand, ["W"]) { lab, _ in lab.views.mode = .writing("") },
      CommandRow(.read, ["R"], offer: Offer(46)) { lab, _ in
        lab.perform(.read(key: lab.lastKey, through: lab.selected))
      },
      reading(
        .readIndex, "I", .linearizable,
        offer: Offer(34) { $0.state.features[.readIndex] }),
      reading(.readByLease, "K", .lease, offer: Offer(35) { $0.state.features[.leaseReads] }),
      reading(
        .readSerializable, "U", .serializable,
        offer: Offer(47) { !$0.state.features.isEmpty || $0.state.watched != nil }),
      CommandRow(.retry, ["'"]) { lab, _ in
        lab.perform(.retry(lab.waitingClient, through: lab.selected))
      },
      CommandRow(.giveUp, ["\""]) { lab, _ in
        lab.perform(.giveUp(lab.waitingClient))
      },
    ])

  /// A read that is not a command in the log, at the selected server.
  private static func reading(
    _ command: KeyCommand, _ key: Key, _ way: Operation.Way, offer: Offer
  ) -> CommandRow {
    CommandRow(command, [key], offer: offer) { lab, _ in
      lab.perform(.read(key: lab.lastKey, through: lab.selected, way: way))
    }
  }

  /// While a write is typed.
  static let writing = rows(
    of: .modes, in: .writing,
    [
      CommandRow(.confirm, [.init(.enter)]) { lab, _ in lab.finishWriting() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// The next of the values that are made up: `x=1`, `y=2`, `z=3`, `x=4`, …
  fileprivate mutating func writeNext() {
    let count = state.operations.count
    let name = ["x", "y", "z"][count % 3]
    perform(
      .write(key: ShortText(name)!, value: .number(count + 1), through: selected))
  }

  /// The client that has waited longest; the first, when none waits.
  fileprivate var waitingClient: ClientID {
    let waiting = state.operations.indices.first { state.operations[$0].state == .waiting }
    return waiting.map { state.operations[$0].client } ?? ClientID(1)
  }

  /// The key that was written or read last; `x` when none was.
  fileprivate var lastKey: ShortText {
    state.operations.last?.operation.key ?? ShortText("x")!
  }

  fileprivate mutating func finishWriting() {
    guard case .writing(let typed) = mode else { return }
    guard let (key, value) = Self.write(typed) else {
      views.notice = .badWrite(typed)
      return
    }
    views.mode = .normal
    perform(.write(key: key, value: value, through: selected))
  }

  /// The key and the value of a write as it is typed; nil when it is none.
  private static func write(_ typed: String) -> (key: ShortText, value: ShortText)? {
    let parts = typed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = String(parts[0]).trimmed
    guard parts.count == 2, !key.isEmpty,
      let keyText = ShortText(key, limit: Operation.keyLimit),
      let value = ShortText(String(parts[1]).trimmed, limit: Operation.valueLimit)
    else { return nil }
    return (keyText, value)
  }

  /// Whether a write that was found wrong is still being typed, and is still none: until then what
  /// is wrong with it stays on the screen.
  func staysWrong(after notice: Notice) -> Bool {
    switch (notice, mode) {
    case (.badWrite, .writing(let typed)): return Self.write(typed) == nil
    case (.badAct, .acting(let typed)): return (try? Stimulus(text: typed)) == nil
    default: return false
    }
  }
}
