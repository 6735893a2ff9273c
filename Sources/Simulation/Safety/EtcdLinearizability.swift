import ClientPrograms
import KeyValue
import RaftCore

/// What programs are told by etcd is as if all that they asked were done one after the other, each
/// between question and answer.
///
/// The log is that order, so nothing need be searched for: a write stands at its own entry, and a read
/// after the entry that its member had applied. Each answer must be what executing the log up to
/// there gives; and it may not stand before anything of which anybody had been told when it was asked.
/// A serializable read, and what a leader says of a lease, promise only the first.
struct EtcdLinearizability: Sendable {
  /// The last entry of which anybody was told.
  private(set) var acknowledged: LogIndex = 0

  /// A program is answered by a member.
  ///
  /// - Parameters:
  ///   - index: up to which entry the member had applied the log; 0 where it did not look at that.
  ///   - log: the log, at least as far as that.
  mutating func answered(
    _ call: Process.OpenCall, of program: ProgramID, _ answer: ProgramAnswer, by server: ServerID,
    at index: LogIndex, of log: AppliedLog
  ) -> Finding? {
    guard index > 0 else { return nil }
    if !isExplained(answer, to: call.call, at: index, by: log) {
      return Finding(
        property: .etcdLinearizable, servers: [server],
        detail: .answerUnexplained(program, call.call, answer, at: index))
    }
    guard call.call.isLinearizable else { return nil }
    acknowledged = max(acknowledged, index)
    guard index < call.known else { return nil }
    return Finding(
      property: .etcdLinearizable, servers: [server],
      detail: .answerTooOld(program, call.call, applied: index, acknowledged: call.known))
  }

  private func isExplained(
    _ answer: ProgramAnswer, to call: ProgramCall, at index: LogIndex, by log: AppliedLog
  ) -> Bool {
    guard index <= log.index else { return false }
    switch (call, answer) {
    case (.request(let request, _), .store(let told)):
      if request.isWrite { return log[index].request == request && log[index].answer == told }
      var store = log.store(after: index)
      return store.apply(request) == told
    case (.keepAlive(let lease), .keptAlive(let named, let ttl)):
      // One that has run out is not kept alive, though it may still be there.
      guard let ttl else { return lease == named }
      return lease == named && log.store(after: index).lease(lease)?.ttl == ttl
    case (.timeToLive(let lease), .timeToLive(let named, let time)):
      guard lease == named, time.left >= 0 else { return lease == named }
      let store = log.store(after: index)
      return store.lease(lease)?.ttl == time.granted && store.keys(of: lease) == time.keys
    case (.request, _), (.keepAlive, _), (.timeToLive, _), (.api, _), (.work, _): return false
    }
  }
}

extension ProgramCall {
  /// Whether its answer is never older than what anybody was told before it was asked.
  fileprivate var isLinearizable: Bool {
    switch self {
    case .request(let request, let way): request.isWrite || way != .serializable
    case .keepAlive, .timeToLive, .api, .work: false
    }
  }
}
