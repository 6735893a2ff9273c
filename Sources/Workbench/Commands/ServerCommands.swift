import ClientPrograms
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
        lab.selectNeighbour(-1)
      },
      CommandRow(.selectNext, [.init(.down)]) { lab, _ in
        lab.selectNeighbour(1)
      },
      CommandRow(
        .killOrRestart, ["k"],
        offer: Offer(
          31,
          word: { glance in
            let isDown = glance.life == .crashed
            let word = isDown ? glance.labels.restart : glance.labels.kill
            return "\(word) \(glance.party)"
          })
      ) { lab, _ in
        let isDown = lab.life == .crashed
        lab.act(
          server: { isDown ? .restart($0) : .crash($0) },
          program: { isDown ? .restart($0) : .crash($0) })
      },
      CommandRow(
        .stop, ["j"],
        offer: Offer(
          40, when: { $0.handsOverBeforeStopping }, word: { $0.labels.stop($0.party) })
      ) { lab, _ in lab.act(server: { .stop($0) }, program: { .cancel($0) }) },
      CommandRow(
        .pauseOrResume, ["z"],
        offer: Offer(
          39, when: { $0.life != .crashed },
          word: { glance in
            let isPaused = glance.life == .paused
            let word = isPaused ? glance.labels.resumeServer : glance.labels.pauseServer
            return "\(word) \(glance.party)"
          })
      ) { lab, _ in
        let isPaused = lab.life == .paused
        lab.act(
          server: { isPaused ? .resume($0) : .pause($0) },
          program: { isPaused ? .resume($0) : .pause($0) })
      },
      CommandRow(.timeOut, ["t"], offer: Offer(32) { $0.canTimeOut }, needs: .timers) { lab, _ in
        lab.act(server: { .timeOut($0) }, program: { .due(.program($0), .next) })
      },
      CommandRow(.wipe, ["X"], needs: .disks) { lab, _ in lab.perform(.wipe(lab.selected)) },
      CommandRow(
        .transfer, ["l"],
        offer: Offer(
          33, when: { $0.canHandOver }, word: { $0.labels.handOver(to: $0.selected) })
      ) { lab, _ in lab.perform(.transfer(to: lab.selected)) },
      CommandRow(
        .snapshot, ["Z"],
        offer: Offer(
          34, when: { $0.canTakeSnapshot }, word: { $0.labels.takeSnapshot(of: $0.selected) }),
        needs: .snapshots
      ) { lab, _ in lab.perform(.snapshot(lab.selected)) },
      CommandRow(
        .members, ["A"], offer: Offer(35, when: { $0.canChangeMembers }), needs: .membership
      ) { lab, _ in lab.listMembers() },
      CommandRow(.features, ["B"], offer: Offer(48), needs: .rules) { lab, _ in
        lab.list(.features, at: 0)
      },
      CommandRow(.heartbeat, [";"], needs: .timers) { lab, _ in
        lab.perform(.heartbeat(lab.selected))
      },
      CommandRow(.sync, ["f"], needs: .disks) { lab, _ in lab.perform(.sync(lab.selected)) },
      CommandRow(.clockSlower, ["{"], needs: .clocks) { lab, _ in lab.setClock(by: -1) },
      CommandRow(.clockFaster, ["}"], needs: .clocks) { lab, _ in lab.setClock(by: 1) },
      CommandRow(.clockJump, ["J"], needs: .clocks) { lab, _ in
        let jump = lab.jumpOfPods
        lab.act(
          server: { .jumpClock($0, by: Laboratory.clockJump) },
          program: { .jumpClock($0, by: jump) })
      },
      CommandRow(.slowDisk, ["D"], needs: .disks) { lab, _ in lab.toggleDisk() },
    ])
}

extension Laboratory {
  /// Whether the selected server or program runs.
  fileprivate var life: Life { process?.life ?? state[selected].life }

  /// Does something to what is selected, a server or a program.
  fileprivate mutating func act(
    server: (ServerID) -> Stimulus, program: (ProgramID) -> ProgramAct
  ) {
    switch party {
    case .server(let id): perform(server(id))
    case .program(let id): perform(.outside(program(id)))
    }
  }

  /// How far the clock of a pod jumps ahead: two seconds under the scale of the run.
  fileprivate var jumpOfPods: TimeSpan { 2000 * (state.outside?.settings.scale ?? 1000) }

  /// How far a clock jumps ahead.
  fileprivate static let clockJump: TimeSpan = 100_000
  /// How long a write takes on a disk that was made slow.
  private static let slowWrite: TimeSpan = 100_000
  /// And on one that stalls, where pods have deadlines of seconds.
  private static let stall: TimeSpan = 5_000_000
  /// The speeds of a clock, in thousandths of the right one.
  private static let clockRates = [125, 250, 500, 1000, 2000, 4000, 8000]

  fileprivate mutating func setClock(by steps: Int) {
    let rate = process?.clock.rate ?? state[selected].clockRate ?? 1000
    let next =
      steps > 0
      ? Self.clockRates.first { $0 > rate } : Self.clockRates.last { $0 < rate }
    guard let next else {
      views.notice = .clockLimit(party)
      return
    }
    act(
      server: { .setClock($0, permille: next) }, program: { .setClock($0, permille: next) })
  }

  /// Makes the selected server's disk slow, or as fast as it was; of a program, that of the leader.
  fileprivate mutating func toggleDisk() {
    let server = views.program == nil ? selected : state.leader ?? selected
    guard let usual = timeline?.settings.timing.diskWrite else {
      return perform(.setDisk(server, write: Self.slowWrite))
    }
    let slow = state.outside == nil ? Self.slowWrite : Self.stall
    let isSlow = state[server].diskWrite != usual
    perform(.setDisk(server, write: isSlow ? usual : slow))
  }

  /// Selects the one above or below: servers, then pods, then API servers.
  fileprivate mutating func selectNeighbour(_ step: Int) {
    let programs = (state.outside?.selectable ?? []).map { Party.program($0.id) }
    let all = state.servers.map { Party.server($0.id) } + programs
    guard let place = all.firstIndex(of: party), all.indices.contains(place + step) else { return }
    switch all[place + step] {
    case .server(let server): views.selected = server
    case .program(let program): views.program = program
    }
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
    if program != nil { return state.isManual && life == .running }
    return server.life == .running && server.raft.role?.isLeader != true
  }

  /// Whether the selected server would hand over before it stops.
  fileprivate var handsOverBeforeStopping: Bool {
    let server = state[selected]
    return program == nil && canTransfer && server.life == .running
      && server.raft.role?.isLeader == true && server.raft.stopping == nil
  }

  /// Whether the selected server has applied more than its latest snapshot includes.
  fileprivate var canTakeSnapshot: Bool {
    guard program == nil, state.features[.snapshots], let log = state[selected].raft.log else {
      return false
    }
    return state[selected].life == .running
      && state[selected].raft.lastApplied ?? 0 > log.start.index
  }

  /// Whether there is a leader that can be told of another configuration.
  fileprivate var canChangeMembers: Bool {
    program == nil && state.features[.membership] && state.leader != nil
  }

  /// Whether there is a leader that can hand over to the selected server.
  fileprivate var canHandOver: Bool {
    guard program == nil, canTransfer, let leader = state.leader else { return false }
    return leader != selected && (state.watched == nil || life == .running)
  }

  /// Whether leaders can hand over: where the feature is on, and in etcd.
  private var canTransfer: Bool { state.features[.leadershipTransfer] || state.watched != nil }
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
