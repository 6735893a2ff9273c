import RaftCore
import Simulation
import Teaching

extension English: SpokenLabels {
  package var plainWelcome: String {
    "raftlab in plain lines: nothing is drawn. A key is an act, and what happens is said here."
  }
  package var plainStanding: String { "how everything stands" }
  package var plainDetails: String { "everything about the selected server" }
  package var plainLatest: String { "the latest events, with their numbers" }
  package var plainRules: String { "the rules, to choose from" }
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
        let entries =
          host.lastEntry(self).map { "log of \(log.lastIndex), last entry term \($0)" }
          ?? "log empty"
        return log.snapshotSign == nil
          ? entries : "\(entries) after a \(snapshot(through: log.start))"
      } ?? "log unknown"
    let term = server.currentTerm.map { "\($0)" } ?? "unknown"
    let commit = server.commitIndex.map { "\($0)" } ?? "unknown"
    let standing = "\(host.id): \(role), term \(term), \(vote), \(log), commitIndex \(commit)."
    return host.partedAt.map { "\(standing) \(parted(from: $0))" } ?? standing
  }
  package func flight(from: String, to: String, says text: String, status: String) -> String {
    "\(from) to \(to): \(text), \(status)"
  }
  package func operation(_ operation: String, outcome: String) -> String {
    "\(operation): \(outcome)"
  }
  package func spokenSplit(_ first: ServerSet, _ second: ServerSet) -> String {
    return "Split: \(names(first)) on one side, \(names(second)) on the other."
  }
  package func spokenSafety(_ count: Int) -> String {
    "All \(count) safety properties hold."
  }
  package func flights(_ count: Int) -> String {
    self.count(count, "message") + " in flight."
  }
  package func spokenSides(_ sides: [ServerSet]) -> String {
    "The network is split: " + sides.map(names).joined(separator: "; ") + "."
  }
  private func names(_ side: ServerSet) -> String {
    side.isEmpty ? "nobody" : side.map(\.description).joined(separator: " ")
  }
  package func spokenLinkCut(from: ServerID, to: ServerID) -> String {
    "the link from \(from) to \(to) is cut"
  }
  package func spokenSpeed(permille: Int) -> String {
    permille >= 1000
      ? "speed: \(permille / 1000) times real time" : "speed: 1/\(1000 / permille) of real time"
  }
  package var blankEntry: String { "blank" }
  package var probing: String { ", probed" }
  package var toBeProbed: String { ", to be probed" }
  package func spokenWaiting(for server: ServerID?, tries: Int) -> String {
    let target = server.map { " for \($0)" } ?? ""
    return "waiting\(target)" + (tries > 1 ? ", asked \(tries) times" : "")
  }
  package var begun: String { ", begun" }
  package var unreadableSession: String { "cannot be read" }
  package func numbered(_ number: String, _ line: String) -> String { "\(number): \(line)" }
  package func moreChoices(_ count: Int) -> String {
    "\(count) more, chosen by their numbers too."
  }
  package func ruleLine(_ title: String, id: String, count: Int, isOn: Bool) -> String {
    let fired = count == 0 ? "not fired yet" : "fired \(count == 1 ? "once" : "\(count) times")"
    return "\(title), \(id): \(fired)\(isOn ? "" : ", switched off")"
  }
  package func spokenHands(_ count: Int, for choice: String, isRight: Bool) -> String {
    "\(choice): \(count)\(isRight ? ", which was right" : "")"
  }
}
