import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// A short history of clients, for checkers to judge.
struct ClientHistory: CustomStringConvertible {
  enum Moment {
    case asks(Operation)
    case hears(Operation, Store.Outcome)
    case givesUp(Operation)
  }

  var moments: [Moment] = []
  private var serials: [Int: Int] = [:]

  mutating func ask(_ client: Int, _ kind: Operation.Kind, key: String = "x") -> Operation {
    serials[client, default: 0] += 1
    let operation = Operation(
      client: client, serial: serials[client]!, kind: kind, key: ShortText(key)!)
    moments.append(.asks(operation))
    return operation
  }

  mutating func hear(_ operation: Operation, _ outcome: Store.Outcome = .written) {
    moments.append(.hears(operation, outcome))
  }

  mutating func giveUp(_ operation: Operation) { moments.append(.givesUp(operation)) }

  /// A write from its beginning to its end, with nothing in between.
  mutating func write(_ client: Int, _ value: String, key: String = "x") {
    hear(ask(client, .write(ShortText(value)!), key: key))
  }

  /// A read from its beginning to its end, with nothing in between.
  mutating func read(_ client: Int, _ value: String?, key: String = "x") {
    hear(ask(client, .read, key: key), .value(value.map { ShortText($0)! }))
  }

  /// The number of the first moment that the product's checker objects to; nil when it does not.
  func objection() -> Int? {
    var checker = Linearizability()
    for (number, moment) in moments.enumerated() {
      switch moment {
      case .asks(let operation): checker.invoked(operation)
      case .hears(let operation, let outcome): checker.acknowledged(operation, outcome)
      case .givesUp(let operation): checker.abandoned(operation)
      }
      if checker.takeFinding() != nil { return number }
    }
    precondition(checker.undecided.isEmpty, "too ambiguous for a test")
    return nil
  }

  var description: String {
    moments.map { moment in
      switch moment {
      case .asks(let operation): "C\(operation.client) asks \(operation)"
      case .hears(let operation, .value(let value)):
        "C\(operation.client) reads \(value?.description ?? "nothing")"
      case .hears(let operation, _): "C\(operation.client) is done"
      case .givesUp(let operation): "C\(operation.client) gives up"
      }
    }.joined(separator: "; ")
  }
}

// MARK: - Brute force

extension ClientHistory {
  /// Whether some order of the operations on the one key explains all answers: tries them all.
  func isLinearizable() -> Bool {
    let records = self.records
    return search(records, done: 0, value: nil)
  }

  private struct Record {
    var kind: Operation.Kind
    var begins: Int
    var ends = Int.max
    var outcome: Store.Outcome?
  }

  private var records: [Record] {
    var records: [Record] = []
    var places: [Operation: Int] = [:]
    for (number, moment) in moments.enumerated() {
      switch moment {
      case .asks(let operation):
        places[operation] = records.count
        records.append(Record(kind: operation.kind, begins: number))
      case .hears(let operation, let outcome):
        records[places[operation]!].ends = number
        records[places[operation]!].outcome = outcome
      case .givesUp: break
      }
    }
    return records
  }

  private func search(_ records: [Record], done: Int, value: ShortText?) -> Bool {
    let rest = records.indices.filter { done & 1 << $0 == 0 }
    if rest.allSatisfy({ records[$0].outcome == nil }) { return true }
    for place in rest {
      let record = records[place]
      // An operation that ended before this one began must come first.
      guard rest.allSatisfy({ records[$0].ends >= record.begins }) else { continue }
      var next = value
      switch record.kind {
      case .write(let written): next = written
      case .read:
        if let outcome = record.outcome, outcome != .value(value) { continue }
      case .openSession: continue
      }
      if search(records, done: done | 1 << place, value: next) { return true }
    }
    return false
  }
}
