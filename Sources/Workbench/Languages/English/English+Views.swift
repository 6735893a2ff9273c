import ClientPrograms
import RaftCore
import Simulation
import Teaching

extension English {
  package func scale(_ step: TimeSpan?) -> String {
    guard let step else { return "events" }
    return step < 1000 ? "\(step) µs" : "\(step / 1000) ms"
  }
  package var zoomHint: String { ", . zoom" }
  package func banner(of stimulus: Stimulus) -> String {
    switch stimulus {
    case .split(let sides): sides.map { "\($0)" }.joined(separator: " ┃ ")
    case .cut(let from, let to): "\(from) → \(to) cut"
    case .mend(let from, let to): "\(from) → \(to) mended"
    case .heal: "healed"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "on" : "off")"
    case .setFeature(let feature, let isOn): "\(feature.id) \(isOn ? "on" : "off")"
    case .transfer(let server): "→ \(server)"
    case .snapshot(let server): "▤ \(server)"
    case .changeMembers: stimulus.text
    case .setLink: "links changed"
    case .setTiming(.electionTimeout(let spans)): "timeout \(ActNumber.text(of: spans))"
    case .setTiming(.heartbeat(let span)): "heartbeat \(ActNumber.text(of: span))"
    case .manual: "by hand"
    case .reseed(let seed): "seed \(seed)"
    case .outside(let act): banner(of: act)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .heartbeat, .sync, .isolate,
      .write, .read, .retry, .giveUp, .drop, .duplicate, .hold, .deliver, .setClock, .jumpClock,
      .setDisk:
      ""
    }
  }

  package func title(of group: Rule.Group) -> String {
    switch group {
    case .allServers: "All servers"
    case .followers: "Followers"
    case .candidates: "Candidates"
    case .leaders: "Leaders"
    case .requestVote: "RequestVote RPC: the receiver"
    case .appendEntries: "AppendEntries RPC: the receiver"
    case .clients: "Clients"
    case .preVote: "Beyond Figure 2: PreVote"
    case .checkQuorum: "Beyond Figure 2: CheckQuorum"
    case .transfer: "Beyond Figure 2: leadership transfer"
    case .reads: "Beyond Figure 2: reads without the log"
    case .leases: "Beyond Figure 2: lease reads"
    case .forwarding: "Beyond Figure 2: requests handed on"
    case .etcd: "Beyond Figure 2: as etcd does it"
    case .snapshots: "Beyond Figure 2: snapshots"
    case .sessions: "Beyond Figure 2: client sessions"
    case .membership: "Beyond Figure 2: membership"
    case .joint: "Beyond Figure 2: joint consensus"
    }
  }
  package var switchedOff: String { "off" }
  package var withoutRule: String { "Without it: " }
  package var essentialRule: String { "It cannot be switched off: there would be no Raft left." }
  package var ruleIsOn: String { "In force; x switches it off." }
  package var ruleIsOff: String { "Switched off; x switches it on again." }
  package var neverFired: String { "It has not fired yet." }
  package func firedLast(event: Int) -> String {
    event == 0
      ? "Fired when the servers started." : "Fired last at event \(event); Enter goes there."
  }

  package var filter: String { "filter" }
  package var noFilter: String { "none; / types one" }
  package var filterHint: String {
    "words: S2  act message loss timer disk client  milestone  rule:vote  any text"
  }
  package var filterPrompt: String { "Events with all of these words." }
  package func title(of sieve: HistorySieve) -> String {
    switch sieve {
    case .everything: "everything"
    case .telling: "without heartbeats"
    case .milestones: "milestones only"
    }
  }
  package func title(of kind: EventRecord.Kind) -> String {
    switch kind {
    case .stimulus: "from outside"
    case .message: "message arrives"
    case .loss: "lost"
    case .timer: "timer runs out"
    case .disk: "write is on disk"
    case .client: "client"
    case .outside: "pods and etcd's members"
    }
  }
  package func passing(_ count: Int, of total: Int) -> String {
    (count == total ? "" : "\(count) of ") + self.count(total, "event")
  }
  package func searched(from first: Int, to last: Int) -> String {
    "text is looked for in events \(first)–\(last), around the cursor"
  }
  package var noEvents: String { "Nothing has happened yet: press space." }
  package var noneFits: String { "No event fits; Esc clears the filter." }
  package var branchesTitle: String { "branches" }
  package func branchFacts(_ branch: Branch) -> [String] {
    (branch.parent == nil ? [] : ["left at \(branch.forkedAt)"]) + extent(of: branch)
  }

  package var chartsTitle: String { "charts" }
  package func span(_ length: TimeSpan?) -> String {
    guard let length else { return "the whole run" }
    return length < 1_000_000 ? "\(length / 1000) ms" : "\(length / 1_000_000) s"
  }
  package func title(of parcel: EventRecord.Parcel) -> String {
    switch parcel {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "…reply"
    case .heartbeat: "heartbeat"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "…reply"
    case .request: "requests"
    case .answer: "answers"
    case .preVote: "PreVote"
    case .preVoteReply, .readIndexReply: "…reply"
    case .timeoutNow: "TimeoutNow"
    case .readIndex: "ReadIndex"
    case .propose: "Propose"
    case .installSnapshot: "InstallSnapshot"
    case .question: "pods ask"
    case .reply: "…answers"
    case .notice: "watches"
    }
  }

  package var paletteTitle: String { "what to do" }
  package var themesTitle: String { "themes" }
  package func themePrompt(_ name: String, by author: String) -> String {
    author.isEmpty ? "Theme: \(name)" : "Theme: \(name), by \(author)"
  }
  package var palettePrompt: String { "Words find a command." }
  package var noCommand: String { "No command has all of these words." }
  package func mouse(isOn: Bool) -> String {
    isOn
      ? "The mouse is for raftlab: click selects, the wheel scrolls. M gives it back."
      : "The mouse is the terminal's: it selects text. M takes it again."
  }
  package var clickGoes: String { "click: go there" }
  package var clickChooses: String { "click: choose" }
  package var clickChoosesTwiceGoes: String { "click: choose, again: go" }
  package func entryTitle(_ index: LogIndex) -> String { "Entry \(index)" }
  package var storedOn: String { "stored on" }
  package var entryCommitted: String { "committed, as far as this server knows" }
  package var entryNotCommitted: String { "not committed, as far as this server knows" }
  package func name(of view: ViewKind) -> String {
    switch view {
    case .cluster: "cluster"
    case .spaceTime: "space-time"
    case .rules: "rules"
    case .inspector: "inspector"
    case .history: "history"
    case .charts: "charts"
    case .pods: "pods and keys"
    case .explorer: "what can happen"
    case .experiments: "experiments"
    case .fate: "fate"
    }
  }
  package func purpose(of view: ViewKind) -> String {
    switch view {
    case .cluster:
      "All servers with their logs one under the other, the messages on their way, what clients "
        + "wait for, and the reason for the last event."
    case .spaceTime:
      "Who told whom what, and when: a line down for each server, a slanted one for each message, "
        + "time downward. Below the cursor is what comes next."
    case .rules:
      "The rules of Figure 2 in other words, and those beyond it, with how often each fired. Lit: those of the last "
        + "event. Most safety rules can be switched off to see what they are for."
    case .inspector:
      "All state of Figure 2 for the selected server: on its disk and in its memory."
    case .history: "Every event in a line. The cursor is where the other views are."
    case .charts:
      "The whole run in one look: who led in which term, how far each server had committed, how "
        + "many messages of each kind came to their end."
    case .pods:
      "Who leads by etcd, and who believes that he leads: bars over the same time, one under the other. "
        + "Below them the pods with their clocks and deadlines, the keys with their leases, and the "
        + "resource that the leader works on."
    case .explorer:
      "Every step that can come next, whatever the clocks say, with the difference that it makes: Enter lets it "
        + "happen, on a branch. / searches the shortest way to a goal from here, within bounds."
    case .experiments:
      "Many trials of clusters with several settings, one line each: how long something takes, or how "
        + "often it happens. f opens one from a file, S saves picture and table."
    case .fate:
      "From events of the run many futures each, with the same acts and other randomness: in which share "
        + "of them each server leads at the end, a write is committed, a property broken. Where a share "
        + "jumps, something was decided; Enter goes to where the chosen became certain."
    }
  }
  package var helpForView: String { "This screen: " }
  package var helpForAll: String { "Everywhere" }

  package func legend(of view: ViewKind) -> [LegendLine] {
    switch view {
    case .cluster: clusterLegend
    case .spaceTime: spaceTimeLegend
    case .rules:
      [
        LegendLine("▶", "the chosen rule, told in full below"),
        LegendLine("↑ ↓", "there are more rules above, below"),
        LegendLine("●", "fired in the event at the cursor"),
        LegendLine("◦ S2", "fired at S2 since the last move"),
        LegendLine("✗", "switched off"),
        LegendLine("12  –", "how often it fired, at all servers; never"),
        LegendLine("· off", "what these rules belong to is off: B switches it on"),
      ]
    case .inspector:
      [
        LegendLine("4: 2 ∅  2 x=3", "four entries, and the last of them: term, command"),
        LegendLine("2 ∅", "the blank entry with which a leader begins its term (§8)"),
        LegendLine("▤9/2", "the snapshot before them: up to entry 9, of term 2"),
        LegendLine("… ?", "where the logs agree is not known yet: asked, to be asked"),
        LegendLine("↑ ↓", "there are more lines above, below"),
        LegendLine("S1→S3 cut", "what S1 sends to S3 is lost; the other direction may be open"),
      ]
    case .history:
      [
        LegendLine("▶", "the cursor: where the other views are"),
        LegendLine("★ ◆ ◇ ✓", "leader elected, election started, straw votes asked, commit"),
        LegendLine("○ ⇒", "a leader that hears no majority steps down; one hands over"),
        LegendLine("● •", "a message arrives; it changes nothing but timers"),
        LegendLine("♥ ◷", "a heartbeat is due; an election timer runs out"),
        LegendLine("▤ ✗ ! C", "write on disk, message lost, act from outside, client"),
        LegendLine("└─ 2", "a branch, below the one it left"),
        LegendLine("S2 pod-a", "filter: events at these servers, these pods"),
        LegendLine("P", "something of the pods, or of members for them"),
        LegendLine("loss timer", "filter: these kinds (act message loss timer disk client)"),
        LegendLine("rule:vote", "filter: rules with this in their name; or a rule's full name"),
        LegendLine("any text", "filter: in the sentence, among the events around the cursor"),
      ]
    case .charts:
      [
        LegendLine(
          "▶ ★ ◆ ◇ ○ ✖", "selected; the server's role at the cursor"),
        LegendLine(
          "█ ▒ ░ ─", "leads, is a candidate, a pre-candidate, follows, in the colour of its term"),
        LegendLine("2", "the server's new term"), LegendLine("· ‖", "down, paused"),
        LegendLine("★ █ !", "one pod believes that it leads; more than one"),
        LegendLine("▂▅█", "messages in that time; the highest bar of a row is its most"),
        LegendLine("⠤⠊", "commitIndex of each server, in its own colour"),
        LegendLine("│ ▲", "the cursor; a click goes there"),
      ]
    case .pods: podsLegend
    case .explorer:
      [
        LegendLine("▶", "the chosen step; the move of the way that comes next"),
        LegendLine("★ ◆ ◇ ○", "leader, candidate, pre-candidate, follower"),
        LegendLine("✖ ‖", "down, paused"), LegendLine("↑ ↓", "there are more above, below"),
        LegendLine("→S1  2 ∅", "beside the list: whom it voted for; a leader's blank entry (§8)"),
        LegendLine(
          "S2 …",
          "below it the steps at S2: what arrives, is lost, is doubled, what it does by itself"),
        LegendLine("‹writes 1›", "the chosen bound: , and . choose another, + and - change it"),
        LegendLine("violation", "goal: a safety property breaks; also: violation election-safety"),
        LegendLine(
          "S2 leads", "goal; also: S2 leads in term 3, S2 cannot win, two leaders in one term"),
        LegendLine(
          "entry 1 lost", "goal: another is committed in its place; also: entry 5 committed"),
        LegendLine("x=1 committed", "goal; also: x=1 committed in term 3"),
      ]
    case .experiments:
      [
        LegendLine("▶", "the chosen one"),
        LegendLine("a b", "the letter of a line, on its curve and in the table"),
        LegendLine("⠤⠊", "the share of trials, upward, that took at most so long"),
        LegendLine("├─●─┤", "a share, and where it lies with 95 % confidence"),
        LegendLine("= ◇", "what somebody else has found"),
        LegendLine("↓", "there is more below: PgDn, or the wheel"),
      ]
    case .fate:
      [
        LegendLine("▶", "the chosen question"),
        LegendLine("1 2 3", "the share of the futures in which S1, S2, S3 leads at the end"),
        LegendLine("·", "nobody leads; below: in no future"),
        LegendLine("▁▄█", "the share in which the question on the left is answered by yes"),
        LegendLine(
          "34.1 % (31–37)", "the share at the cursor, and its interval of 95 % confidence"),
        LegendLine("▲", "the cursor, on a scale of events; a click goes there"),
        LegendLine("●", "where a share changes most, and what happened there"),
        LegendLine(", .", "more of the run, less of it"),
      ]
    }
  }

  private var spaceTimeLegend: [LegendLine] {
    [
      LegendLine("S1 ○", "a server, and its role at the cursor: ★ ◆ ◇ ○ ✖ ‖"),
      LegendLine(
        "┃ ╏ ╎ │", "leader, candidate, pre-candidate, follower, in the colour of its term"),
      LegendLine("· ┊", "down, paused"),
      LegendLine("a b A1 R E", "pods, API servers, the resource, etcdctl, where there are pods"),
      LegendLine("┃ ╏ ╎", "a pod that believes that it leads; the same, paused; not started"),
      LegendLine("★ ◆ ◇ ✓", "becomes leader, starts an election, asks for straw votes, commits"),
      LegendLine("○ ⇒", "a leader that hears no majority steps down; one hands over"),
      LegendLine("✖ ▲ ‖", "goes down, comes up again, is paused"),
      LegendLine("▤ ≠", "a write is on disk; conflicting entries are deleted"),
      LegendLine("● •", "a message arrives; it changes nothing but timers"),
      LegendLine("♥ ◷", "a heartbeat is due; an election timer runs out"),
      LegendLine("5", "beside a sign: the server's new term"),
      LegendLine("⠑⢄▶", "a request: a whole line; answers and heartbeats are dotted"),
      LegendLine("▷ ✗", "still on its way; lost"),
      LegendLine("↑ ↓", "there are more lines above, below"),
      LegendLine("V? V✓ V✗", "RequestVote, vote granted, refused"),
      LegendLine("P? P✓ P✗", "PreVote, straw vote granted, refused"),
      LegendLine("R? R5  T!", "ReadIndex asked, and named: entry 5; TimeoutNow"),
      LegendLine("+2  x=3", "AppendEntries with 2 entries; a client's request"),
      LegendLine("▤9/2", "InstallSnapshot: a snapshot up to entry 9, of term 2"),
      LegendLine("✓  →S3", "a client's answer: done; not the leader, ask S3"),
      LegendLine("╌╌ ╌╌", "the network was split, cut or healed"),
      LegendLine("…120ms", "a silence, cut short"),
    ]
  }
}
