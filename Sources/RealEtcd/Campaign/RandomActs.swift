import KeyValue
import RaftCore
import Simulation

/// Random acts on a live cluster, drawn from a seed, and what is held against it in the end: what was
/// shown as committed is in every member's log, what clients were told was written is there too, the
/// clients' history is linearizable, and no safety property was seen to break.
///
/// The acts follow from the seed, and what comes of them does not: a real cluster never does the same
/// twice.
package struct RandomActs: Sendable {
  /// What came of it.
  package struct Report: Sendable {
    package var acts = 0
    /// Acts that could not be done as things stood.
    package var refused = 0
    package var operations = 0
    package var answered = 0
    /// How many entries were shown as committed.
    package var committed = 0
    package var faults: [Fault] = []
    /// The keys whose histories are too ambiguous to decide.
    package var undecided: [ShortText] = []
  }

  /// What must not be.
  package enum Fault: Hashable, Sendable {
    /// An entry was shown as committed, and a member has another or none in the end.
    case lost(LogIndex, String, at: ServerID)
    /// Nobody has what a client was told was written.
    case notWritten(String)
    /// No order of all operations explains what a client was told.
    case unexplained(Operation)
    case violated(Property)
    /// Not all members came to the same within so many seconds after everything was mended.
    case noAgreement(after: Int)
  }

  private let count: Int
  private var random: RandomStream
  /// What was shown as committed first at each index, in words, and how far each server was looked at.
  private var committed: [LogIndex: String] = [:]
  private var lookedThrough: [ServerID: LogIndex] = [:]
  private var report = Report()

  /// How long members may take to agree, in seconds, and the keys that clients write.
  private static let patience = 120
  private static let keys = ["a", "b", "c"].map { ShortText($0)! }
  /// Between two acts, in milliseconds.
  private static let pause = 0...250

  package init(count: Int, seed: UInt64) {
    self.count = count
    random = RandomStream(seed: seed, stream: 1)
  }

  /// Does so many acts, mends everything, and looks what came of it.
  ///
  /// - Parameter progress: is told how many acts are done.
  package static func run(
    _ count: Int, seed: UInt64, on history: inout EtcdHistory,
    progress: (Int) -> Void = { _ in }
  ) -> Report {
    var acts = RandomActs(count: count, seed: seed)
    for number in 0..<count {
      acts.act(number, on: &history)
      progress(number + 1)
    }
    acts.mend(&history)
    acts.compare(&history)
    return acts.report
  }

  private mutating func act(_ number: Int, on history: inout EtcdHistory) {
    let act = drawn(number, members: history.state.members.count)
    report.acts += 1
    do throws(Refusal) {
      try history.perform(act)
    } catch {
      report.refused += 1
    }
    wait(random.next(in: Self.pause), on: &history)
  }

  private mutating func drawn(_ number: Int, members: Int) -> Stimulus {
    let server = ServerID(random.next(in: 1...members))
    let other = ServerID(server.number % members + 1)
    let key = Self.keys[random.next(in: 0...Self.keys.count - 1)]
    switch random.next(in: 0...19) {
    case 0: return .crash(server)
    case 1, 2: return .restart(server)
    case 3: return .pause(server)
    case 4, 5: return .resume(server)
    case 6: return .split([[server, other]])
    case 7: return .isolate(server)
    case 8: return .cut(from: server, to: other)
    case 9, 10: return .heal
    case 11: return .setLink(from: nil, to: server, LinkQuality(latency: 0...5000, loss: 100))
    case 12: return .transfer(to: server)
    case 13, 14, 15: return .read(key: key, through: server, way: .linearizable)
    default: return .write(key: key, value: ShortText("v\(number)")!, through: server)
    }
  }

  /// Lets real time pass, and looks at what is shown.
  private mutating func wait(_ milliseconds: Int, on history: inout EtcdHistory) {
    let end = history.presentTime + milliseconds * 1000
    repeat {
      (history.live as? EtcdCluster)?.sightings.wait(milliseconds: 20)
      history.takeNews()
      look(at: history.state)
    } while history.presentTime < end
  }

  /// Notes what is shown as committed, and compares it with what was shown before.
  private mutating func look(at state: ClusterState) {
    for server in state.servers {
      guard let log = server.raft.log else { continue }
      let end = min(server.raft.commitIndex ?? 0, log.lastIndex)
      var index = max(lookedThrough[server.id] ?? 0, log.start.index)
      // A disk that was lost begins again.
      if end < index { index = log.start.index }
      while index < end {
        index += 1
        let text = Self.words(log[index], in: state)
        if let known = committed[index], known != text {
          report.faults.append(.lost(index, known, at: server.id))
        }
        committed[index] = committed[index] ?? text
      }
      lookedThrough[server.id] = max(end, 0)
    }
  }

  private static func words(_ entry: Entry?, in state: ClusterState) -> String {
    entry.map { "\($0.term) \(state.text(of: $0.command) ?? "")" } ?? "nothing"
  }

  // MARK: The end

  /// All members run, all links are whole, and a last write is in every log.
  private mutating func mend(_ history: inout EtcdHistory) {
    let quiet = Stimulus.setLink(from: nil, to: nil, LinkQuality(latency: 0...0))
    for act in history.state.members.flatMap({ [Stimulus.resume($0), .restart($0)] })
      + [.heal, quiet]
    {
      try? history.perform(act)
    }
    let end = history.presentTime + Self.patience * 1_000_000
    var number = 0
    while history.presentTime < end {
      wait(300, on: &history)
      let state = history.state
      if agree(state), number > 0, holds("end", "\(number)", in: state) { return }
      // One that is not answered may have been lost: it is asked for again.
      guard state.clients.allSatisfy({ $0.request == nil }), let leader = state.leader else {
        continue
      }
      if number == 0 || !holds("end", "\(number)", in: state) {
        number += 1
        try? history.perform(
          .write(key: ShortText("end")!, value: ShortText("\(number)")!, through: leader))
      }
    }
    report.faults.append(.noAgreement(after: Self.patience))
  }

  /// Whether every member's state machine has a value.
  private func holds(_ key: String, _ value: String, in state: ClusterState) -> Bool {
    state.servers.allSatisfy { server in
      server.contents?.contains {
        $0.key.description == key && $0.value.description == value
      } == true
    }
  }

  /// Whether all members have applied the same.
  private func agree(_ state: ClusterState) -> Bool {
    let applied = Set(state.servers.map { $0.raft.lastApplied ?? 0 })
    return applied.count == 1 && state.servers.allSatisfy { $0.life == .running }
  }

  private mutating func compare(_ history: inout EtcdHistory) {
    history.takeNews()
    let state = history.state
    look(at: state)
    report.committed = committed.count
    for (index, text) in committed.sorted(by: { $0.key < $1.key }) {
      for server in state.servers where index > server.raft.log?.start.index ?? 0 {
        if Self.words(server.raft.log?[index], in: state) != text {
          report.faults.append(.lost(index, text, at: server.id))
        }
      }
    }
    let texts = Set(committed.values.map { $0.drop { $0 != " " }.dropFirst() })
    for place in 0..<state.operations.count {
      let record = state.operations[place]
      report.operations += 1
      guard case .acknowledged = record.state, case .write(let value) = record.operation.kind
      else { continue }
      let text = "put \(record.operation.key) \(value)"
      if !texts.contains(Substring(text)) { report.faults.append(.notWritten(text)) }
    }
    let clients = ClientHistory(of: history.record)
    report.answered = clients.answered
    report.undecided = clients.undecided
    report.faults += clients.unexplained.map { .unexplained($0) }
    report.faults += state.violations.map { .violated($0.property) }
  }
}
