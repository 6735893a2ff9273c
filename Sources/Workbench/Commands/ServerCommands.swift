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
        .stop, ["j"],
        offer: Offer(
          40, when: { $0.handsOverBeforeStopping }, word: { $0.labels.stop($0.selected) })
      ) { lab, _ in lab.perform(.stop(lab.selected)) },
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
      CommandRow(.heartbeat, [";"], needs: .timers) { lab, _ in
        lab.perform(.heartbeat(lab.selected))
      },
      CommandRow(.sync, ["f"], needs: .stepping) { lab, _ in lab.perform(.sync(lab.selected)) },
      CommandRow(.clockSlower, ["{"], needs: .clocks) { lab, _ in lab.setClock(by: -1) },
      CommandRow(.clockFaster, ["}"], needs: .clocks) { lab, _ in lab.setClock(by: 1) },
      CommandRow(.clockJump, ["J"], needs: .clocks) { lab, _ in
        lab.perform(.jumpClock(lab.selected, by: Laboratory.clockJump))
      },
      CommandRow(.slowDisk, ["D"], needs: .disks) { lab, _ in lab.toggleDisk() },
    ])
}

extension Laboratory {
  /// Whether the selected server runs.
  fileprivate var life: Life { state[selected].life }

  /// How far a clock jumps ahead.
  fileprivate static let clockJump: TimeSpan = 100_000
  /// How long a write takes on a disk that was made slow.
  private static let slowWrite: TimeSpan = 100_000
  /// The speeds of a clock, in thousandths of the right one.
  private static let clockRates = [125, 250, 500, 1000, 2000, 4000, 8000]

  fileprivate mutating func setClock(by steps: Int) {
    let rate = state[selected].clockRate ?? 1000
    let next =
      steps > 0
      ? Self.clockRates.first { $0 > rate } : Self.clockRates.last { $0 < rate }
    guard let next else {
      views.notice = .clockLimit(selected)
      return
    }
    perform(.setClock(selected, permille: next))
  }

  /// Makes the selected server's disk slow, or as fast as it was.
  fileprivate mutating func toggleDisk() {
    let usual = timeline.settings.timing.diskWrite
    let isSlow = state[selected].diskWrite != usual
    perform(.setDisk(selected, write: isSlow ? usual : Self.slowWrite))
  }

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

  /// Whether the selected server would hand over before it stops.
  fileprivate var handsOverBeforeStopping: Bool {
    let server = state[selected]
    return state.features[.leadershipTransfer] && server.life == .running
      && server.raft.role?.isLeader == true && server.raft.stopping == nil
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
