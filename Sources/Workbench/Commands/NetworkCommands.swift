import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// What is done to the network.
  static let network = rows(
    of: .network,
    [
      CommandRow(.split, ["p"], offer: Offer(34), needs: .cuts) { lab, _ in lab.startSplitting() },
      CommandRow(.isolate, ["i"], offer: Offer(37), needs: .cuts) { lab, _ in
        lab.isolate(lab.party)
      },
      CommandRow(.cutLink, ["c"], offer: Offer(45), needs: .cuts) { lab, _ in
        lab.cutLink()
      },
      CommandRow(.heal, ["h"], offer: Offer(33) { !$0.isWhole }, needs: .cuts) {
        lab, _ in
        lab.perform(.heal)
      },
      CommandRow(.messages, ["m"], offer: Offer(35) { !$0.state.flights.isEmpty }, needs: .packets)
      {
        lab, _ in lab.startChoosingMessage()
      },
    ])

  /// While servers are put on the two sides of a split.
  static let splitting = rows(
    of: .modes, in: .splitting,
    [
      CommandRow(.chooseDigit, .digits, label: "1-9", offer: Offer(0)) { lab, key in
        lab.moveToOtherSide(key?.digit)
      },
      CommandRow(
        .confirm, [.init(.enter)], offer: Offer(1, word: { $0.labels.hint(of: .split) })
      ) { lab, _ in lab.finishSplitting() },
      CommandRow(.cancel, .leave, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])

  /// While the two ends of a link are named.
  static let linking = rows(
    of: .modes, in: .linking,
    [
      CommandRow(.chooseDigit, .digits, label: "1-9") { lab, key in
        lab.nameEndOfLink(key?.digit)
      },
      CommandRow(.cancel, .leave, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  fileprivate mutating func isolate(_ party: Party) {
    switch party {
    case .server(let server):
      // In a group of its own already, or in a cluster of one.
      let isAlone = state.servers.count == 1 || state.network.groups.contains([server])
      if isAlone { views.notice = .alone(party) } else { perform(.isolate(server)) }
    case .program(let program):
      let isAlone = state.post?.isolated.contains(program) ?? false
      if isAlone { views.notice = .alone(party) } else { perform(.outside(.isolate(program))) }
    }
  }

  // MARK: Splitting

  fileprivate mutating func startSplitting() {
    pause()
    views.mode = .splitting(state.network.groups.dropFirst().first ?? [])
  }

  fileprivate mutating func moveToOtherSide(_ digit: Int?) {
    guard case .splitting(let side) = mode, let digit, digit <= state.servers.count else { return }
    let server = ServerID(digit)
    views.mode = .splitting(side.contains(server) ? side.removing(server) : side.union([server]))
  }

  fileprivate mutating func finishSplitting() {
    guard case .splitting(let side) = mode else { return }
    views.mode = .normal
    let other = state.members.subtracting(side)
    if !side.isEmpty && !other.isEmpty {
      perform(.split([other, side]))
    } else if !state.network.isWhole {
      perform(.heal)
    }
  }

  // MARK: Cutting a link

  /// Begins to name a link between servers; of a program, cuts or mends the one to whom it asks.
  fileprivate mutating func cutLink() {
    guard let process, let outside = state.outside else {
      views.mode = .linking(from: nil)
      return
    }
    guard let partner = process.partner(in: outside) else { return }
    let own = Party.program(process.id)
    let isCut = [(own, partner), (partner, own)].contains { from, to in
      state.post?.isCut(from: from, to: to) ?? false
    }
    for (from, to) in [(own, partner), (partner, own)] {
      perform(.outside(isCut ? .mend(from: from, to: to) : .cut(from: from, to: to)))
    }
  }

  fileprivate mutating func nameEndOfLink(_ digit: Int?) {
    guard case .linking(let from) = mode, let digit, digit <= state.servers.count else { return }
    let server = ServerID(digit)
    guard let from else {
      views.mode = .linking(from: server)
      return
    }
    guard from != server else { return }
    views.mode = .normal
    let isCut = state.network.isCut(from: from, to: server)
    perform(isCut ? .mend(from: from, to: server) : .cut(from: from, to: server))
  }
}

extension Glance {
  /// Whether everybody reaches whom he wants to.
  fileprivate var isWhole: Bool { state.network.isWhole && (state.post?.isWhole ?? true) }
}
