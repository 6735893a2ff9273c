import RaftCore
import Simulation
import Teaching

extension English: SpokenLabels {
  package var plainWelcome: String {
    "raftlab in plain lines: nothing is drawn. A key is an act, and what happens is said here."
  }
  package var plainStanding: String { "how everything stands" }
  package var plainDetails: String { "everything about the selected server" }
  package var plainLatest: String { "the latest events" }
  package var isPicture: String {
    "That is a picture, and plain mode draws none. Tab says how everything stands."
  }
  package var leftMode: String { "Done." }
  package func leftOut(_ count: Int) -> String { "\(count) more events before these." }
  package func moment(
    _ seconds: String, event: Int, of count: Int, isRunning: Bool
  ) -> String {
    "At \(seconds) seconds, event \(event) of \(count), \(isRunning ? "running" : "paused")."
  }
  package func standing(of host: ServerState, role: String) -> String {
    let server = host.raft
    let vote =
      server.vote.map { $0.candidate.map { "voted for \($0)" } ?? "has not voted" }
      ?? "vote unknown"
    let log =
      server.log.map { log in
        host.lastEntry.map { "log of \(log.lastIndex), last entry term \($0)" } ?? "log empty"
      } ?? "log unknown"
    let term = server.currentTerm.map { "\($0)" } ?? "unknown"
    let commit = server.commitIndex.map { "\($0)" } ?? "unknown"
    return "\(host.id): \(role), term \(term), \(vote), \(log), commitIndex \(commit)."
  }
  package func flight(from: String, to: String, says text: String, status: String) -> String {
    "\(from) to \(to): \(text), \(status)"
  }
  package func operation(_ operation: String, outcome: String) -> String {
    "\(operation): \(outcome)"
  }
  package func spokenSplit(_ first: ServerSet, _ second: ServerSet) -> String {
    func names(_ side: ServerSet) -> String {
      side.isEmpty ? "nobody" : side.map(\.description).joined(separator: " ")
    }
    return "Split: \(names(first)) on one side, \(names(second)) on the other."
  }
  package func spokenSafety(_ count: Int) -> String {
    "All \(count) safety properties hold."
  }
  package func flights(_ count: Int) -> String {
    self.count(count, "message") + " in flight."
  }
}
