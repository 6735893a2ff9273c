import ClientPrograms
import RaftCore
import Simulation
import Teaching

// What the screen calls the programs outside.
extension English {
  func banner(of act: ProgramAct) -> String {
    switch act {
    case .cut(let from, let to): "\(from) → \(to) cut"
    case .mend(let from, let to): "\(from) → \(to) mended"
    case .isolate(let program): "\(program) isolated"
    case .setLink: "links changed"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "on" : "off")"
    case .crash, .restart, .pause, .resume, .setClock, .jumpClock, .release, .cancel, .proclaim,
      .ask, .watch, .unwatch, .due:
      ""
    }
  }
}

extension English: ProgramLabels {
  package var byEtcd: String { "by etcd" }
  package var believe: String { "believes" }
  package var both: String { "at once" }
  package var nobody: String { "nobody" }
  package func lastSeconds(_ seconds: String) -> String { "the last \(seconds) s" }
  package func token(_ token: Token) -> String { "token \(token)" }
  package func forSeconds(_ seconds: String) -> String { "for \(seconds) s" }
  package func together(_ milliseconds: String, times: Int) -> String {
    "in all \(milliseconds) ms" + (times > 1 ? " ×\(times)" : "")
  }
  package var neverTwo: String { "never two" }
  package func text(of verdict: Verdict) -> String {
    switch verdict {
    case .nobody: "nobody leads"
    case .agrees: "belief and truth agree"
    case .unaware: "the holder does not act as the leader"
    case .deposed: "the believer is deposed"
    case .several(let count): "\(count) believe at once"
    }
  }

  package var pods: String { "pods" }
  package func name(of standing: ProgramStanding) -> String {
    switch standing {
    case .down: "down"
    case .notStarted: "not yet"
    case .ended: "ended"
    case .paused: "paused"
    case .pausedLeader: "leads"
    case .leads: "leads"
    case .elected: "elected"
    case .asks: "asks"
    case .inLine: "in line"
    case .waits: "waits"
    case .serves: "serves"
    }
  }
  package var clockTitle: String { "clock" }
  package var untilTitle: String { "until" }
  package var tokenTitle: String { "token" }
  package var asksTitle: String { "asks" }
  package var waitsTitle: String { "waits for" }
  package func awaits(_ call: String, of party: Party) -> String { "\(party): \(call)" }
  package func watches(_ keys: String, at server: ServerID) -> String {
    "watch \(keys) at \(server)"
  }
  package func timer(_ name: String, in seconds: String) -> String { "\(name) in \(seconds) s" }

  package var keys: String { "keys" }
  package var valueTitle: String { "value" }
  package var leaseTitle: String { "lease" }
  package var leftTitle: String { "left" }
  package var noKeys: String { "no keys" }
  package func counts(_ server: ServerID) -> String { "leases: \(server) counts" }
  package var notCounted: String { "not counted" }
  package var watchesTitle: String { "watches" }
  package func leaseWithoutKey(_ lease: Int) -> String { "lease \(lease), no key" }

  package var resourceTitle: String { "resource" }
  package func fencing(isOn: Bool) -> String { isOn ? "fencing on" : "fencing off" }
  package func taken(_ count: Int) -> String { "took \(count)" }
  package func refused(_ count: Int) -> String { "refused \(count)" }
  package func highest(_ token: Token?, of holder: String?) -> String {
    "highest token \(token.map { "\($0)" } ?? "–")" + (holder.map { ", last \($0)" } ?? "")
  }
  package var tokens: String { "tokens" }
  package func lateWork(_ count: Int, by milliseconds: String) -> String {
    "took \(count) of a deposed one, up to \(milliseconds) ms late"
  }

  package func spoken(_ program: ProgramID, _ standing: ProgramStanding) -> String {
    switch standing {
    case .down: "\(program) is down"
    case .notStarted: "\(program) has not started yet"
    case .ended: "\(program) has ended"
    case .paused: "\(program) is paused"
    case .pausedLeader: "\(program) is paused and believes that it leads"
    case .leads: "\(program) believes that it leads"
    case .elected: "\(program) is elected and waits before it acts"
    case .asks: "\(program) prepares to stand for election"
    case .inLine: "\(program) waits in line"
    case .waits: "\(program) waits until it can lead"
    case .serves: "\(program) serves"
    }
  }
  package func spokenClock(_ seconds: String, rate: String) -> String {
    "its clock shows \(seconds) seconds"
      + (rate.isEmpty ? "" : ", at \(rate) times the right speed")
  }
  package func spokenDeadline(_ seconds: String, isPast: Bool) -> String {
    isPast ? "its deadline has passed" : "\(seconds) seconds are left by its clock"
  }
  package func spokenContest(_ contest: String, holder: String?, believers: [String]) -> String {
    let believing =
      believers.isEmpty
      ? "nobody believes so" : "believing so: \(believers.joined(separator: ", "))"
    return "\(contest): by etcd \(holder ?? "nobody") leads; \(believing)."
  }

  package func actPrompt(_ typed: String) -> String { "By hand: \(typed)▏" }
  package func badAct(_ reason: String) -> String { "That is no act: \(reason)." }

  package var memberState: String { "Member of etcd" }
  package var beliefTitle: String { "Belief" }
  package var isolated: String { "isolated: it reaches nobody" }
  package func cut(from: Party, to: Party) -> String { "\(from)→\(to) cut" }
  package var openCalls: String { "Questions without an answer" }
  package var timersTitle: String { "Timers" }
  package var recordTitle: String { "The record, as it was last seen" }
  package var believersTitle: String { "believers" }

  var podsLegend: [LegendLine] {
    [
      LegendLine("━━", "who leads by etcd, and since when"),
      LegendLine("██", "a pod that believes that it leads, and is right"),
      LegendLine("▒▒ ≠", "one that believes so, while by etcd another leads, or nobody"),
      LegendLine("!!", "the time in which more than one believes"),
      LegendLine("╌╌", "nobody leads by etcd"),
      LegendLine("✓", "belief and truth agree"),
      LegendLine("▶ ●", "selected, what k z i c u { } J act on; where the last event happened"),
      LegendLine("★ ★‖", "believes that it leads; so does it while it is paused"),
      LegendLine("◆ ○ …", "elected and waiting to act; waits for its turn; prepares"),
      LegendLine("✖ ‖ –", "down, paused, ended"),
      LegendLine("┃", "cut off from those whom it asks"),
      LegendLine("×2", "its clock runs at twice the right speed"),
      LegendLine("▓▓░ 6.10", "seconds left of its lease, or of the record, by its own clock"),
      LegendLine("!", "a leader that tries to renew gives up then"),
      LegendLine("pod-a →2", "a Lease object: its holder, and leaseTransitions"),
      LegendLine("S1○t2 r8", "a member: its role, its term, the revision that it has applied"),
      LegendLine("not counted", "nobody leads the cluster: no member counts leases"),
      LegendLine("· →", "what parts things in a line; a watch, from the member that serves it"),
      LegendLine("▏ ↓", "where the next letter comes; there is more below"),
    ]
  }
}
