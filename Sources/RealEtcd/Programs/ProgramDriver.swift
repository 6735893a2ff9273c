import ClientPrograms
import KeyValue
import NIOCore
import RaftCore
import Simulation

/// Runs the programs outside a real cluster, on its event loop: it brings them what is due and what
/// members answer, and carries to members what they ask.
///
/// Whatever happens to programs is told with its moment before it happens, so that a history can
/// repeat it (`Sighting.Content.outside`).
final class ProgramDriver: @unchecked Sendable {
  private var programs: LivePrograms
  private unowned let cluster: EtcdCluster
  private var wake: Scheduled<Void>?
  private var watches: [ProgramID: Watch] = [:]
  private var hasOpened = false
  private var isOver = false

  private struct Watch {
    let number: Int
    let connection: WatchConnection
  }

  /// Members answer after five seconds and two election timeouts at the latest; programs wait for
  /// less.
  private static let patience = TimeAmount.seconds(120)
  /// After how much that was due other things of the loop have their turn.
  private static let turn = 100

  init(_ programs: LivePrograms, of cluster: EtcdCluster) {
    self.programs = programs
    self.cluster = cluster
  }

  /// There is a leader: programs may begin.
  func open() {
    guard !hasOpened else { return }
    hasOpened = true
    happen(.opens)
  }

  /// Something is done by hand.
  func perform(_ stimulus: Stimulus) { happen(.act(stimulus)) }

  /// All links are whole; it is told with the members' links.
  func heal() { programs.heal() }

  func stop() {
    isOver = true
    wake?.cancel()
    for watch in watches.values { watch.connection.close() }
    watches = [:]
  }

  private func happen(_ occurrence: LivePrograms.Occurrence) {
    guard !isOver else { return }
    let moment = cluster.now
    cluster.report(.outside(occurrence, at: moment))
    _ = programs.take(occurrence, at: moment)
    for letter in programs.takeOutbox() { carry(letter) }
    closeWatches()
    setAlarm()
  }

  // MARK: Time

  private func setAlarm() {
    wake?.cancel()
    guard let next = programs.nextDue else { return }
    wake = cluster.loop.scheduleTask(in: .microseconds(Int64(max(0, next - cluster.now)))) {
      self.awake()
    }
  }

  private func awake() {
    for _ in 0..<Self.turn {
      guard !isOver, programs.isDue(by: cluster.now) else { break }
      happen(.due)
    }
    if !isOver { setAlarm() }
  }

  // MARK: Members

  /// Carries a letter to a member.
  private func carry(_ letter: Letter) {
    guard let program = letter.from.program, let server = letter.to.server else { return }
    switch letter.content {
    case .question(let number, let call): ask(number, call, of: program, at: server)
    case .watch(let number, let keys, let start):
      watch(number, keys, from: start, of: program, at: server)
    case .unwatch(let number):
      guard watches[program]?.number == number else { return }
      watches.removeValue(forKey: program)?.connection.close()
    case .answer, .failure, .notice, .watchLost, .handedOn, .handedBack: break
    }
  }

  private func ask(
    _ number: CallNumber, _ call: ProgramCall, of program: ProgramID, at server: ServerID
  ) {
    guard let request = EtcdCall(call) else {
      return cluster.loop.execute {
        self.happen(.comes(.failure(number, .unavailable), from: server, to: program))
      }
    }
    cluster.gateways[server.number - 1].send(request, timeout: Self.patience) { reply in
      self.come(reply.letter(answering: number, call), from: server, to: program)
    }
  }

  private func watch(
    _ number: Int, _ keys: KeyRange, from start: Revision, of program: ProgramID,
    at server: ServerID
  ) {
    watches.removeValue(forKey: program)?.connection.close()
    let connection = WatchConnection(
      .watch(keys, from: start), port: cluster.plan.members[server.number - 1].clientPort,
      loop: cluster.loop
    ) { [weak self] json in
      guard let self else { return }
      if let response = Watcher.Response(json) {
        come(.notice(number, response), from: server, to: program)
      } else if json["canceled"]?.isTrue == true {
        come(.watchLost(number), from: server, to: program)
      }
    } lost: { [weak self] in
      self?.come(.watchLost(number), from: server, to: program)
    }
    watches[program] = Watch(number: number, connection: connection)
  }

  /// A member answers. What it has applied was on its disk by then, and on its leader's: whoever hears
  /// of the one is to know the other.
  private func come(_ content: Letter.Content, from server: ServerID, to program: ProgramID) {
    guard !isOver else { return }
    for member in cluster.plan.members { cluster.readDisk(of: member.id) }
    happen(.comes(content, from: server, to: program))
  }

  /// Watches that no program relies on any more: the word of that may not have reached the member.
  private func closeWatches() {
    let outside = programs.programs
    for (program, watch) in watches where outside[program]?.watch?.number != watch.number {
      watch.connection.close()
      watches[program] = nil
    }
  }
}
