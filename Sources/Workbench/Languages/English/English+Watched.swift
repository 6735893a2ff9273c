import KeyValue
import RaftCore
import Simulation
import Teaching

extension English: WatchedLabels {
  package var sinceHeard: String { "heard, ms" }
  package var seenMessages: String { "seen in the last second" }
  package var nothingSeen: String { "no message was seen in the last second" }
  package var messagesNotSeen: String {
    "not seen: what passes between the members of a cluster that runs already"
  }
  package var clientsNotSeen: String {
    "not seen: what clients ask of a cluster that runs already"
  }
  package var noClientsThen: String { "no client has asked for anything yet" }
  package func ago(_ milliseconds: Int) -> String { "\(milliseconds) ms ago" }
  package func heard(_ answer: ClientAnswer) -> String {
    switch answer {
    case .written(let revision): "✓ revision \(revision)"
    case .read(let value, let revision):
      "= \(value?.description ?? "(no value)") ✓ revision \(revision)"
    case .unknown(let why): "? unknown: \(why)"
    case .refused(let why): "✗ refused: \(why)"
    }
  }
  package func routineSeen(_ count: Int) -> String {
    "♥ \(count) heartbeats, answers to them, and the like"
  }
  package var neverSeen: String { "It is not known to have fired." }
  package func welcome(_ way: WatchedWay) -> [String] {
    switch way {
    case .started:
      [
        "The members start: nothing was seen of them yet.",
        "",
        "They are real processes of etcd, each behind a proxy that sees every message of Raft. What is "
          + "shown was seen: in messages, on disks, in answers. The first leader comes within one or two "
          + "election timeouts.",
        "",
        "w writes, k kills a member, z stops it, p splits the network, ← goes back, ? is help.",
      ]
    case .attached:
      [
        "The members are asked how they stand: none has answered yet.",
        "",
        "The cluster ran before raftlab looked at it. What is shown is what its members say, ten times a "
          + "second: roles, terms, votes, indexes. Messages, logs and clients are not seen, and nothing "
          + "is done to it.",
        "",
        "← goes back, ? is help.",
      ]
    case .recorded:
      [
        "The beginning: nothing had been seen of the members yet.",
        "",
        "This is what was seen of a cluster that is gone. r goes through it at the speed of then, → goes "
          + "on by one observation, End goes to the last, ? is help.",
      ]
    }
  }
  package var atPresent: String { "This is the present: it goes on by itself." }
  package var noWaitingMessages: String {
    "Messages pass at once. To let some wait: H, then link S1 > S2 latency 2s; then m."
  }
  package var heldToChoose: String {
    "It would be gone before the next key, so it is held: enter lets it go, d drops it."
  }
  package var newMember: String { "new member" }
  package var watchedPurpose: String {
    "Real members of etcd, and what was seen of them: their logs as their disks have them, the "
      + "messages that passed, what clients heard, and the reason for the last event."
  }
  package var watchedLegend: [LegendLine] {
    [
      LegendLine("▶", "the selected server: what k, z, j, i, w, l, X act on"),
      LegendLine("●", "the server at which the last event was seen"),
      LegendLine("★ ◆ ◇ ○", "leader, candidate, pre-candidate, follower"),
      LegendLine("✖ ‖", "its process has ended (its disk is kept), stands still"),
      LegendLine("♥▓▓░ 84", "ms since a leader's message was passed to it, of the longest timeout"),
      LegendLine("?", "nobody can see it, or it was not seen yet"),
      LegendLine("1–12 …", "what etcd writes when a cluster is founded: < shows it"),
      LegendLine("[4 put x 3]", "a committed entry, in brackets: its term, what it asks for"),
      LegendLine(" 4 put x 3 ", "an entry that is not committed, as far as this member says"),
      LegendLine("≠", "differs from the entry that the leader has at this index"),
      LegendLine("✗4 put x 3", "an entry that was deleted a moment ago"),
      LegendLine("4 ∅", "the blank entry with which a leader begins its term (§8)"),
      LegendLine("→S1  –", "voted for S1 in this term; for no server"),
      LegendLine("c2 a1", "commitIndex 2, lastApplied 1, up to 50 ms old"),
      LegendLine("S1: next 3", "what leader S1 says of this follower: nextIndex, then matchIndex"),
      LegendLine("●●○", "votes that were seen, of those that a candidate needs"),
      LegendLine("S1 ━━▶ S2", "a message that was passed on, and how long ago"),
      LegendLine("S1 ━━▶── S2", "a message that waits for its latency, or that is held"),
      LegendLine("A B", "the sides of a split network"),
      LegendLine("✓ = ? ✗", "done, read, unknown, refused: what a client heard"),
      LegendLine("‹ ›", "the logs go on there"),
      LegendLine("↓", "there is more below: the wheel, or PgDn"),
    ]
  }
  package func title(watching command: KeyCommand) -> String? {
    switch command {
    case .runOrPause: "stop all processes, or let them go on; leases and deadlines run on"
    case .killOrRestart: "kill the member's process (SIGKILL), or start it again"
    case .stop: "end it in an orderly way (SIGTERM): a leader hands over first"
    case .pauseOrResume: "stop its process where it is (SIGSTOP), or let it go on"
    case .wipe: "lose its disk: removed, deleted, added as a new member"
    case .transfer: "make it the leader: the leader is asked to hand over"
    case .read: "client reads the key that was used last, linearizably"
    case .messages: "hold a message that waits for its link's latency, then drop it or let it go"
    case .saveSession: "save all that was seen under a name, to open it again without etcd"
    case .faster, .slower: "how fast the past is gone through again"
    default: nil
    }
  }
  package var onlyInPast: String { "in the past" }
  package var notHere: String { "not with real members" }
  package var timerTitle: String { "Election timer" }
  package func timer(heard milliseconds: Int?, of timeout: ClosedRange<TimeSpan>?) -> String {
    let heard = milliseconds.map { "has run for \($0) ms" } ?? "how long it has run is not known"
    guard let timeout else { return heard }
    return "\(heard); until when, nobody can see: drawn from "
      + "\(timeout.lowerBound / 1000)–\(timeout.upperBound / 1000) ms"
  }
  package var timerOfLeader: String { "a leader has none; when it sends heartbeats is only seen" }
  package var processTitle: String { "Process" }
  package func founding(through index: LogIndex) -> String {
    "\(index == 1 ? "1" : "1–\(index)") written when the cluster was founded"
  }
  package func contentsUnknown(_ access: Watched.Access) -> String {
    switch access {
    case .started: "unknown: a snapshot, or a request that raftlab does not know, is in its way"
    case .attached: "unknown: the log of a cluster that runs already is not read"
    }
  }
  package var recordedRun: String { "recorded" }
  package var attachedRun: String { "attached" }
  package var silent: String { "no answer" }
  package var attachedPurpose: String {
    "A cluster that runs already, as its members say when they are asked: roles, terms, votes, commit and "
      + "applied indexes, and what the leader knows of each. Not seen: messages, the logs and their "
      + "entries, clients, what happens between two answers, and whether a member that does not answer runs."
  }
}
