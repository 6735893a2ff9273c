import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// What is done to the selected server.
  static let servers = rows(
    of: .servers,
    [
      CommandRow(.selectServer, .digits, label: "1-9", offer: Offer(36)) { lab, key in
        lab.select(number: key?.digit)
      },
      CommandRow(.selectPrevious, [.init(.up)]) { lab, _ in
        lab.select(number: lab.selected.number - 1)
      },
      CommandRow(.selectNext, [.init(.down)]) { lab, _ in
        lab.select(number: lab.selected.number + 1)
      },
      CommandRow(
        .killOrRestart, ["k"],
        offer: Offer(
          31,
          word: { glance in
            let isDown = glance.life == .crashed
            let word = isDown ? glance.labels.restart : glance.labels.kill
            return "\(word) \(glance.selected)"
          })
      ) { lab, _ in
        lab.perform(lab.life == .crashed ? .restart(lab.selected) : .crash(lab.selected))
      },
      CommandRow(
        .pauseOrResume, ["z"],
        offer: Offer(
          39, when: { $0.life != .crashed },
          word: { glance in
            let isPaused = glance.life == .paused
            let word = isPaused ? glance.labels.resumeServer : glance.labels.pauseServer
            return "\(word) \(glance.selected)"
          })
      ) { lab, _ in
        lab.perform(lab.life == .paused ? .resume(lab.selected) : .pause(lab.selected))
      },
      CommandRow(.timeOut, ["t"], offer: Offer(32) { $0.canTimeOut }, needs: .timers) { lab, _ in
        lab.perform(.timeOut(lab.selected))
      },
      CommandRow(.wipe, ["X"], needs: .disks) { lab, _ in lab.perform(.wipe(lab.selected)) },
      CommandRow(
        .transfer, ["l"],
        offer: Offer(
          33, when: { $0.canHandOver }, word: { $0.labels.handOver(to: $0.selected) })
      ) { lab, _ in lab.perform(.transfer(to: lab.selected)) },
      CommandRow(.features, ["B"], offer: Offer(48), needs: .rules) { lab, _ in
        lab.list(.features, at: 0)
      },
    ])
}

extension Laboratory {
  /// Whether the selected server runs.
  fileprivate var life: Life { state[selected].life }

  mutating func select(number: Int?) {
    guard let number, (1...state.servers.count).contains(number) else { return }
    views.selected = ServerID(number)
  }
}

extension Glance {
  /// Whether the selected server waits for an election timer.
  fileprivate var canTimeOut: Bool {
    let server = state[selected]
    return server.life == .running && server.raft.role?.isLeader != true
  }

  /// Whether there is a leader that can hand over to the selected server.
  fileprivate var canHandOver: Bool {
    guard state.features[.leadershipTransfer], let leader = state.leader else { return false }
    return leader != selected
  }
}

extension Key {
  /// The digit 1 … 9 that the key types, if it is one.
  var digit: Int? {
    guard case .character(let character) = code, let digit = character.wholeNumberValue,
      (1...9).contains(digit)
    else { return nil }
    return digit
  }
}
