import KeyValue
import RaftCore

/// The clients' view: there is one order of all operations that explains every answer and respects
/// real time (linearizability; §8).
struct Linearizability: Sendable {
  mutating func invoked(_ operation: Operation) {}
  mutating func acknowledged(_ operation: Operation, _ outcome: Store.Outcome) {}
  mutating func abandoned(_ operation: Operation) {}
  mutating func takeFinding() -> Finding? { nil }
}
