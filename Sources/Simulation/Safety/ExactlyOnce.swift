import RaftCore

/// A request of a session takes effect at most once (Ongaro's dissertation, §6.3): at no server while
/// the session lives, and nowhere once it has expired, is it executed at another entry than at first.
///
/// It looks at what state machines execute, and knows nothing of the sessions that they keep. A server
/// that starts again executes the same entries again: that is the same execution.
///
/// The latest `sessionCount` sessions are remembered, with the latest `requestCount` requests of each:
/// what is repeated after that goes unnoticed.
struct ExactlyOnce: Sendable {
  static let sessionCount = 64
  static let requestCount = 32

  /// The latest used last.
  private var sessions: [Session] = []

  private struct Session: Sendable {
    let id: LogIndex
    var executions: [Execution] = []
  }

  private struct Execution: Sendable {
    let serial: UInt64
    let index: LogIndex
  }

  /// How many executions are remembered.
  var count: Int { sessions.reduce(0) { $0 + $1.executions.count } }

  /// The server at a place executed a request of a session.
  mutating func executed(_ evidence: Evidence, at place: Int) -> Finding? {
    guard case .session(let request, let id, let index, _) = evidence else { return nil }
    guard let known = sessions.lastIndex(where: { $0.id == id }) else {
      if sessions.count == Self.sessionCount { sessions.removeFirst() }
      sessions.append(
        Session(id: id, executions: [Execution(serial: request.number, index: index)]))
      return nil
    }
    if let first = sessions[known].executions.last(where: { $0.serial == request.number }) {
      guard first.index != index else { return nil }
      return Finding(
        property: .exactlyOnce, servers: [ServerID(place + 1)],
        detail: .executedTwice(
          ServerID(place + 1), request, session: id, first: first.index, again: index))
    }
    if sessions[known].executions.count == Self.requestCount {
      sessions[known].executions.removeFirst()
    }
    sessions[known].executions.append(Execution(serial: request.number, index: index))
    if known < sessions.count - 1 { sessions.append(sessions.remove(at: known)) }
    return nil
  }
}
