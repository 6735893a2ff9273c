import KeyValue
import RaftCore
import Simulation

/// What clients asked of a real cluster and heard, held against linearizability: there is one order of
/// all operations that explains every answer and respects real time.
///
/// Meant for histories in which nobody else writes the keys of clients. Serializable reads promise
/// nothing of the kind and are left out; of refused requests no more is taken for known than of those
/// that were not answered.
package struct ClientHistory: Sendable {
  private var checker = Linearizability()
  /// How many answers nothing explains.
  package private(set) var unexplained: [Operation] = []
  /// How many operations were answered.
  package private(set) var answered = 0

  /// The keys of which nothing is claimed: too many of their operations have an unknown outcome.
  package var undecided: [ShortText] { checker.undecided }

  package init() {}

  /// All that is kept of a history.
  package init(of record: EtcdRecord) {
    self.init()
    var number = record.firstPosition + 1
    while let observation = record.observation(number) {
      take(observation.content)
      number += 1
    }
  }

  mutating func take(_ content: Observation.Content) {
    switch content {
    case .act(_, let event?) where event.operation.way != .serializable:
      checker.invoked(event.operation)
    case .client(let event) where event.operation.way != .serializable: hear(event)
    case .act, .client, .began, .answers, .message, .ended, .snapshot, .state, .entries,
      .snapshotOnDisk,
      .status, .said, .life, .outside, .inferred, .unreadable:
      break
    }
  }

  private mutating func hear(_ event: ClientEvent) {
    guard case .ended(let outcome) = event.stage else { return }
    switch outcome {
    case .done(_, let value):
      answered += 1
      let told: Store.Outcome =
        event.operation.isWrite
        ? .written : .value(value.flatMap { ShortText(String(decoding: $0, as: UTF8.self)) })
      checker.acknowledged(event.operation, told, by: event.member)
      if checker.takeWhetherFound() { unexplained.append(event.operation) }
    case .unknown, .refused: checker.abandoned(event.operation)
    }
  }
}
