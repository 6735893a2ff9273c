import RaftCore
import Simulation
import Teaching

extension English: FeatureLabels {
  package var featuresTitle: String { "features: beyond Figure 2" }
  package var featurePrompt: String { "Features:" }
  package func needs(_ feature: String) -> String { " It needs \(feature)." }
  package func switchedOnToo(_ needed: String, for feature: String) -> String {
    "\(feature): switched on, and with it \(needed), on which it stands."
  }
  package var featureOn: String { "on" }
  package var featureOff: String { "off" }
  package func isOff(_ feature: String) -> String { "\(feature) is off; B switches it on." }

  package func featuresOn(_ names: [String]) -> String {
    names.map { "+\($0)" }.joined(separator: " ")
  }
  package func featuresOn(count: Int) -> String {
    count == 1 ? "+1 feature" : "+\(count) features"
  }
  package var likeEtcd: String { "like etcd" }
  package func spoken(_ note: String, of server: ServerID) -> String { "\(server): \(note)." }
  package func spokenFeatures(_ names: [String]) -> String {
    "Features on: \(names.joined(separator: ", "))."
  }

  package func strawVotes(_ count: Int, of needed: Int) -> String {
    "\(count) of \(needed) would vote"
  }
  package func hears(_ count: Int, of needed: Int, stepsDownIn milliseconds: Int) -> String {
    "hears \(count) of the \(needed) it needs, else steps down in \(milliseconds) ms"
  }
  package func hears(_ dots: String, stepsDownIn milliseconds: Int) -> String {
    "quorum \(dots), else steps down in \(milliseconds) ms"
  }
  package func quorum(_ dots: String, _ milliseconds: Int) -> String {
    "quorum \(dots) \(milliseconds) ms"
  }
  package func lease(_ gauge: String, _ milliseconds: Int, clockOf server: ServerID) -> String {
    "lease \(gauge)\(gauge.isEmpty ? "" : " ")\(milliseconds) ms by \(server)'s clock"
  }
  package func lease(_ milliseconds: Int) -> String { "lease \(milliseconds) ms" }
  package var noLease: String { "no lease" }
  package var leaseWithoutClock: String { "lease: as long as it leads" }
  package func handsOver(
    to server: ServerID, isBidden: Bool, givesUpIn milliseconds: Int, stops: Bool
  ) -> String {
    (isBidden ? "\(server) is to start its election" : "hands over to \(server)")
      + (stops
        ? ", then stops, in \(milliseconds) ms at the latest" : ", gives up in \(milliseconds) ms")
  }
  package func awaited(_ wait: PendingRead.Wait, index: LogIndex?) -> String {
    switch wait {
    case .ownTerm: "an entry of its term"
    case .round(let round): "round \(round)"
    case .leader: "the leader's index"
    case .apply: "entry \(index ?? 0) to be applied"
    }
  }
  package func readWaits(for awaited: String) -> String { "read waits for \(awaited)" }
  package func clientWaits(for awaited: String) -> String { " for \(awaited)" }
  package func moreReads(_ count: Int) -> String { "+\(count)" }

  package var contacts: String { "Heard from, by its clock" }
  package func heard(_ milliseconds: Int) -> String { "\(milliseconds) ms ago" }
  package func answeredRound(_ round: Int) -> String { "answered round \(round)" }
  package func rounds(_ latest: Int, confirmed: Int) -> String {
    "\(latest), a majority answered \(confirmed)"
  }
  package var readsWaiting: String { "Reads that wait" }
  package func read(for follower: ServerID) -> String { "for a client of \(follower)" }
  package var handedOn: String { "Handed on to the leader" }
  package var lease: String { "lease" }
  package var transfer: String { "transfer" }
  package var lastHeard: String { "last heard" }
  package func leaseInFull(
    _ milliseconds: Int, of length: Int, timeout: Int, bound: String?, clockOf server: ServerID
  ) -> String {
    let sum = bound.map { " (\(timeout) / \($0))" } ?? ""
    return "\(milliseconds) of \(length) ms\(sum) by \(server)'s clock"
  }
  package func leaderHeard(_ leader: ServerID, _ milliseconds: Int) -> String {
    "\(leader), \(milliseconds) ms ago"
  }
  package var strawVoteState: String { "As a pre-candidate: straw votes" }
}
