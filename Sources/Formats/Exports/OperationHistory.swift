import KeyValue
import RaftCore
import Simulation

/// What clients asked for and were told, in the form of Jepsen's histories (EDN, one operation a
/// line), so that checkers which know nothing of Raft can judge linearizability.
///
/// `:f` is `:write` or `:read`; `:value` is `[key value]`, as Jepsen's independent registers have
/// it, or the value alone when one key is asked for. Times are nanoseconds of the
/// cluster's own time. A
/// write that its client gave up is `:info`: it may have happened, or may yet; a read that was
/// given up is `:fail`: it changed nothing and nobody was told anything. The same holds where the
/// store said only that the request was superseded, and where its session had expired. What a member refused is `:fail`, too. Serializable reads are left out: they promise
/// no order that could be judged. After `:info` a process never acts again, so the
/// client goes on as another process.
package struct OperationHistory: Sendable {
  /// The history, each line ended by a newline.
  package let text: String

  /// - Parameters:
  ///   - chronicle: the run.
  ///   - key: the one key to tell of; nil: all of them.
  package init(_ chronicle: Chronicle, key: ShortText? = nil) {
    var told = 0
    var waiting: [Int] = []
    var processes = Array(0...Clients.limit)
    var moments: [Moment] = []
    // In the order of events, not of times alone: what a client was told in the same microsecond
    // in which another one asked came before or after it, and that decides what is allowed.
    chronicle.forEach { _, _, state in
      let operations = state.operations
      for place in waiting {
        let record = operations[place]
        let client = record.client.number
        guard let completion = Moment(completionOf: record, process: processes[client] - 1) else {
          continue
        }
        moments.append(completion)
        if completion.isInfo { processes[client] += Clients.limit }
      }
      waiting.removeAll { operations[$0].state != .waiting }
      while told < operations.count {
        let record = operations[told]
        moments.append(
          Moment(invocationOf: record, process: processes[record.client.number] - 1))
        waiting.append(told)
        told += 1
      }
    }
    moments.removeAll { $0.operation.way == .serializable }
    if let key { moments.removeAll { $0.operation.key != key } }
    text = moments.enumerated().map { $1.line(index: $0, hasKey: key == nil) }.joined()
  }

  /// A line of the history.
  private struct Moment {
    private enum Kind {
      case invoke
      case ok(Store.Outcome)
      case fail
      case info
    }

    let operation: Operation
    private let time: Time
    private let kind: Kind
    private let process: Int
    private var error = "gave-up"

    init(invocationOf record: OperationRecord, process: Int) {
      operation = record.operation
      time = record.invokedAt
      kind = .invoke
      self.process = process
    }

    /// How an operation ended; nil when it has not.
    init?(completionOf record: OperationRecord, process: Int) {
      switch record.state {
      case .waiting: return nil
      case .acknowledged(let time, _, .superseded), .acknowledged(let time, _, .sessionExpired):
        // Nobody can tell from that whether it happened, nor what was read.
        self.time = time
        kind = record.operation.isWrite ? .info : .fail
        error = "superseded"
      case .acknowledged(let time, _, let outcome):
        self.time = time
        kind = .ok(outcome)
      case .unknown(let time):
        self.time = time
        kind = record.operation.isWrite ? .info : .fail
      case .refused(let time):
        self.time = time
        kind = .fail
        error = "refused"
      case .expired(let time):
        // An earlier try may have been executed while the session lived.
        self.time = time
        kind = record.operation.isWrite ? .info : .fail
        error = "session-expired"
      }
      operation = record.operation
      self.process = process
    }

    var isInfo: Bool {
      if case .info = kind { true } else { false }
    }

    func line(index: Int, hasKey: Bool) -> String {
      let value = hasKey ? "[\(Self.edn(operation.key)) \(self.value)]" : self.value
      let timed = ":value \(value), :time \(time * 1000), :process \(process), :index \(index)"
      return "{:type \(type), :f \(operation.isWrite ? ":write" : ":read"), \(timed)\(reason)}\n"
    }

    private var type: String {
      switch kind {
      case .invoke: ":invoke"
      case .ok: ":ok"
      case .fail: ":fail"
      case .info: ":info"
      }
    }

    private var reason: String {
      switch kind {
      case .fail, .info: ", :error :\(error)"
      case .invoke, .ok: ""
      }
    }

    private var value: String {
      if case .write(let value) = operation.kind { return Self.edn(value) }
      if case .ok(.value(let value?)) = kind { return Self.edn(value) }
      return "nil"
    }

    /// A number where the text is one in its only form, else a string.
    private static func edn(_ text: ShortText) -> String {
      let plain = text.description
      if let number = Int(plain), String(number) == plain { return plain }
      var quoted = ""
      JSON.quote(plain, into: &quoted)
      return quoted
    }
  }
}
