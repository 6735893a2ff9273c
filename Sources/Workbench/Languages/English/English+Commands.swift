import RaftCore
import Simulation
import Teaching

extension English {
  package func title(of command: KeyCommand, in context: Keymap.Context) -> String {
    switch command {
    case .step: "step: the next event"
    case .skip: "next event that is more than a heartbeat or its answer"
    case .nextMilestone: "run to the next milestone: leader elected, entry committed, term changed"
    case .runOrPause: "run, or pause"
    case .back: "back one event"
    case .forward: "forward one event"
    case .previousMilestone: "back to the previous milestone"
    case .followingMilestone: "forward to the next milestone"
    case .beginning: context != .normal ? "to the top" : "to the beginning"
    case .latest: context != .normal ? "to the end" : "to the latest event"
    case .goToEvent: "go to an event by its number"
    case .faster: "faster"
    case .slower: "slower"
    case .branches: "list the branches of history, go to one"
    case .manual: "by hand from here on: nothing happens by itself any more"
    case .reseed: "draw what comes by another seed: another future from here"
    case .fateView: "fate: how likely, from moments all over the run, by a thousand futures each"
    case .timing:
      "timing: latency, loss, timeouts and heartbeat as dials, and whether they can be stable"
    case .followFuture: "go into a future in which the chosen is so"
    case .followOther: "go into a future in which it is not so"
    case .openFile: "open an experiment from a file"
    case .saveResults: "save the results: a picture and a table"
    case .turnDown: "turn the dial down"
    case .turnUp: "turn the dial up"
    case .selectServer: "select a server"
    case .selectPrevious: "select the server above; pods and API servers follow the servers"
    case .selectNext: "select the server below; pods and API servers follow the servers"
    case .killOrRestart: "kill the selected server or pod, or restart it"
    case .stop: "stop it in an orderly way: a leader hands over first, if it can; a pod ends"
    case .pauseOrResume: "pause the selected server or pod, or resume it"
    case .timeOut: "let its election timer run out now; a pod's next timer"
    case .wipe: "kill it and lose its disk (Raft does not allow for that)"
    case .transfer: "make the selected server leader: the present one hands over"
    case .snapshot: "the selected server takes a snapshot now, and discards its log up to there"
    case .features: "features beyond Figure 2: switch each on or off"
    case .members: "members: add, remove and promote servers, or change several at once"
    case .addLearner: "add it as a learner"
    case .removeMember: "remove it"
    case .markMember: "mark it, to join or leave with others"
    case .heartbeat: "let the selected leader's heartbeat timer run out now"
    case .sync: "its oldest write is on disk now"
    case .clockSlower: "its clock runs slower"
    case .clockFaster: "its clock runs faster"
    case .clockJump:
      "its clock jumps ahead by 100 ms: its timers run out that much earlier; a pod's by 2 s"
    case .slowDisk: "its disk becomes slow (100 ms a write; 5 s where there are pods), or as it was"
    case .release: "a pod gives its leadership up at once, although its work goes on"
    case .actByHand: "by hand: type an act, such as delete /leader, revoke 13 or put /leader x"
    case .write: "client writes the next value, through the selected server"
    case .writeByHand: "client writes what you type (key=value)"
    case .read: "client reads the key that was used last"
    case .readIndex: "linearizable read (ReadIndex) of the key used last, at the selected server"
    case .readByLease: "lease read of the key used last, by the leader's clock"
    case .readSerializable:
      "serializable read of the key used last: as it stands at the selected server"
    case .retry: "the client that waits longest asks again, the selected server"
    case .giveUp: "the client that waits longest gives up"
    case .split: "split the network: digits move servers between sides, Enter splits"
    case .isolate: "cut the selected server or pod off from all others"
    case .cutLink: "cut or mend one link, in one direction; of a pod that to whom it asks, in both"
    case .heal: "heal the network: no sides, no cut links"
    case .messages: "choose a message in flight, then act on it"
    case .nextView: "next view"
    case .clusterView: "the cluster (v and Tab go there too)"
    case .inspectorView: "inspector: all state of the selected server"
    case .scrollLogBack: "scroll the logs back"
    case .scrollLogForward: "scroll the logs forward"
    case .record: "record the screen as an asciicast, or stop"
    case .savePicture: "save a picture of the screen, as SVG and as text"
    case .themes: "theme: choose one and see it at once"
    case .language: "language"
    case .spaceTimeView: "space-time: servers as lines, messages slanted between them"
    case .rulesView: "rules: Figure 2, with what fired"
    case .historyView: "history: every event in a line, and the branches"
    case .chartsView: "charts: the whole run in one look"
    case .podsView: "pods and keys: belief against truth, leases, the resource"
    case .explorerView: "what can happen next, and searching a way to a goal from here"
    case .explore:
      switch context {
      case .explorer: "go on with a search, or stop it"
      case .rules: "of a rule that is off: the shortest run that breaks a property without it"
      default: "explore: what can happen next, in any order; search a way to a goal from here"
      }
    case .widenBound: "widen the chosen bound of a search"
    case .narrowBound: "narrow the chosen bound"
    case .whyNot:
      "why not: why there is no leader, why the selected server cannot win, an entry is not committed, a client waits"
    case .previousEntry: "ask about the entry before"
    case .nextEntry: "ask about the entry after it"
    case .filter where context == .explorer:
      "type what to search for: violation, S2 leads, entry 1 lost"
    case .experimentsView: "experiments: many trials of a grid of settings, such as Figure 16"
    case .filter:
      context == .normal
        ? "type a filter for the history" : "find a line of the list by words, or by its number"
    case .mouse: "give the mouse to the terminal, or take it"
    case .largePrint: "large print: the cluster for the back row, or in full"
    case .palette: "find a command by words"
    case .zoomIn: context == .explorer ? "choose the next bound of a search" : "zoom in"
    case .zoomOut: context == .explorer ? "choose the bound before it" : "zoom out"
    case .pageUp: context == .normal ? "scroll up: the reasons, the inspector" : "a page up"
    case .pageDown: context == .normal ? "scroll down: the reasons, the inspector" : "a page down"
    case .switchRule: "switch the chosen rule off, or on"
    case .nextSieve: "everything, without heartbeats, milestones only"
    case .clearFilter: "clear the filter"
    case .redraw: "draw the screen again"
    case .help: "help"
    case .quit: "quit"
    case .lessons: "lessons: choose one"
    case .lessonNext: "go on with the lesson"
    case .lessonBack: "back to where the lesson waited before"
    case .lessonReturn: "return to where the lesson is"
    case .chapters: "list the chapters, go to one"
    case .leaveLesson: "leave the lesson"
    case .saveSession: "save the run under a name, as a script to annotate"
    case .openSession: "open a session"
    case .share: "show the share code of the run"
    case .confirm: confirmTitle(in: context)
    case .cancel: context == .explorer ? "stop the search, or leave the view" : "leave"
    case .chooseDigit:
      switch context {
      case .linking: "name a server"
      case .splitting: "move a server to the other side"
      case .choosingFeature: "switch the one of that number"
      default: "the one of that number"
      }
    case .chooseUp: context == .reading || context == .sharing ? "scroll up" : "the one above"
    case .chooseDown: context == .reading || context == .sharing ? "scroll down" : "the one below"
    case .dropMessage: "drop it"
    case .duplicateMessage: "duplicate it"
    case .holdMessage: "hold it back"
    case .deliverMessage: "deliver it now"
    }
  }

  private func confirmTitle(in context: Keymap.Context) -> String {
    switch context {
    case .splitting: "split"
    case .choosingFeature: "switch it on or off"
    case .choosingMember:
      "change all marked servers together; or add, promote or remove the chosen one"
    case .choosingTheme: "keep it"
    case .choosingBranch, .history, .goingToEvent: "go there"
    case .rules, .choosingRule: "go to its last firing"
    case .fate: "go to where the chosen became certain"
    case .experiments: "begin it, or go on with it"
    case .namingExperiment: "open it"
    case .acting: "do it"
    case .explorer: "let the chosen step happen, on a branch"
    case .seeking: "search for it"
    case .filtering: "keep the filter"
    case .searching: "do it"
    case .writing: "send the write"
    case .saving: "go on"
    case .choosingSession: "open it"
    default: "confirm"
    }
  }

  package func hint(of command: KeyCommand) -> String {
    switch command {
    case .step: "step"
    case .skip: "skip"
    case .nextMilestone: "milestone"
    case .runOrPause: run
    case .back: "back"
    case .selectServer: "select"
    case .killOrRestart: kill
    case .stop: "stop"
    case .pauseOrResume: pauseServer
    case .timeOut: "time out"
    case .write: "write"
    case .read: "read"
    case .transfer: "hand over"
    case .snapshot: "snapshot"
    case .features: "features"
    case .members: "members"
    case .addLearner: "learner"
    case .markMember: "mark"
    case .readIndex: "read index"
    case .readByLease: "read by lease"
    case .readSerializable: "read as is"
    case .split: "split"
    case .isolate: "isolate"
    case .cutLink: "cut"
    case .heal: "heal"
    case .messages: "messages"
    case .nextView: "view"
    case .faster: "faster"
    case .slower: "slower"
    case .help: "help"
    case .quit: "quit"
    case .confirm: "go"
    case .cancel: "leave"
    case .chooseDigit: "move"
    case .chooseUp: "up"
    case .chooseDown: "down"
    case .dropMessage: "drop"
    case .duplicateMessage: "duplicate"
    case .holdMessage: "hold"
    case .deliverMessage: "deliver now"
    case .zoomIn: "zoom in"
    case .zoomOut: "zoom out"
    case .switchRule: "on/off"
    case .filter: "filter"
    case .nextSieve: "sieve"
    case .palette: "commands"
    case .themes: "theme"
    case .mouse: "mouse"
    case .largePrint: "large print"
    case .spaceTimeView: "space-time"
    case .rulesView: "rules"
    case .historyView: "history"
    case .chartsView: "charts"
    case .podsView: "pods"
    case .explore: "explore"
    case .whyNot: "why not"
    case .previousEntry: "entry before"
    case .nextEntry: "entry after"
    case .experimentsView: "experiments"
    case .fateView: "fate"
    case .timing: "timing"
    case .followFuture: "see one"
    case .followOther: "see another"
    case .openFile: "file"
    case .saveResults: "save"
    case .turnDown: "less"
    case .turnUp: "more"
    case .release: "release"
    case .actByHand: "by hand"
    case .clearFilter: "clear"
    case .clusterView: "cluster"
    case .inspectorView: "inspect"
    case .latest: "latest"
    case .lessons: "lessons"
    case .lessonNext: "go on"
    case .lessonBack: "back"
    case .lessonReturn: "to the lesson"
    case .chapters: "chapters"
    case .leaveLesson: "leave lesson"
    case .saveSession: "save"
    case .openSession: "sessions"
    case .share: "share"
    default: command.rawValue
    }
  }

  package func title(of group: Keymap.Group) -> String {
    switch group {
    case .time: "Time"
    case .servers: "Servers"
    case .clients: "Clients"
    case .programs: "Pods"
    case .network: "Network"
    case .screen: "Screen"
    case .views: "In a view"
    case .lessons: "Lessons"
    case .sessions: "Sessions"
    case .modes: "While choosing"
    }
  }

  package func title(of context: Keymap.Context) -> String {
    switch context {
    case .normal: ""
    case .splitting: "splitting the network"
    case .linking: "cutting a link"
    case .choosingMessage: "choosing a message"
    case .choosingFeature: "choosing a feature"
    case .choosingMember: "choosing a member"
    case .choosingTheme: "choosing a theme"
    case .choosingBranch: "choosing a branch"
    case .writing: "typing a write"
    case .acting: "typing an act"
    case .filtering: "typing a filter"
    case .searching: "in the palette"
    case .spaceTime: "space-time"
    case .rules: "rules"
    case .history: "history"
    case .charts: "charts"
    case .explorer: "what can happen"
    case .seeking: "typing a goal"
    case .asking: "reading why not"
    case .experiments: "experiments"
    case .fate: "fate"
    case .namingExperiment: "naming an experiment"
    case .turning: "turning dials"
    case .lesson: "in a lesson"
    case .lessonAway: "away from the lesson"
    case .choosingLesson: "choosing a lesson or chapter"
    case .saving: "saving a session"
    case .choosingSession: "choosing a session"
    case .sharing: "reading the share code"
    case .finding: "finding in a list"
    case .choosingRule: "choosing a rule, in plain lines"
    case .goingToEvent: "going to an event"
    case .hurrying: "while a lesson runs ahead"
    case .reading: "reading the help"
    }
  }

  package var kill: String { "kill" }
  package var restart: String { "restart" }
  package var pauseServer: String { "pause" }
  package var resumeServer: String { "resume" }
  package func stop(_ party: Party) -> String { "stop \(party)" }
  package func handOver(to server: ServerID) -> String { "hand to \(server)" }
  package func takeSnapshot(of server: ServerID) -> String { "snapshot \(server)" }
  package func snapshot(through last: LogPosition) -> String {
    "snapshot up to \(last.index) of term \(last.term)"
  }
  package var run: String { "run" }
  package var pause: String { "pause" }

  var clusterLegend: [LegendLine] {
    [
      LegendLine("▶", "the selected server: what k, z, t, i, w, l act on"),
      LegendLine("●", "the server at which the last event happened"),
      LegendLine("★ ◆ ◇ ○", "leader, candidate, pre-candidate, follower"),
      LegendLine("△ ·", "a learner; a server that is no member"),
      LegendLine("{123}{345}", "the configuration it goes by: C-old and C-new; +6: a learner"),
      LegendLine("✖ ‖", "down (its disk is kept), paused (messages and timers wait)"),
      LegendLine("♥ ▓▓░ 21", "time left until the leader's next heartbeat, in milliseconds"),
      LegendLine("◷ ▓▓░ 84", "time left until the election timer runs out"),
      LegendLine("[4 x=3]", "a committed entry, in brackets: its term, its command"),
      LegendLine(" 4 x=3 ", "an entry that is not committed, as far as this server knows"),
      LegendLine("≠", "differs from the entry that the leader has at this index"),
      LegendLine("░▤9/2", "a snapshot takes the place of the log up to index 9, of term 2"),
      LegendLine("a≠", "its state machine applied other entries than its log now holds"),
      LegendLine("✗4 x=3", "an entry that the last event deleted"),
      LegendLine("4 ∅", "the blank entry with which a leader begins its term (§8)"),
      LegendLine("4 +C1", "C1 asks for a session: the entry's index will be its number"),
      LegendLine("→S1  –", "voted for S1 in this term; for no server"),
      LegendLine("c2 a1", "commitIndex 2, lastApplied 1"),
      LegendLine(
        "S1: next 3", "what leader S1 notes of this follower: its nextIndex, then its matchIndex"),
      LegendLine(
        "●●○", "a candidate's votes, or a pre-candidate's straw votes, of those that it needs"),
      LegendLine("+pre-vote", "a feature beyond Figure 2 that is on: B switches them"),
      LegendLine(
        "quorum ●●○ 96", "whom a leader hears, of those it needs; else it steps down in 96 ms"),
      LegendLine("L 96  L ✗", "a leader's lease ends in 96 ms of its own clock; it has none"),
      LegendLine("⇒S2 96", "the leader hands over to S2, and gives that up in 96 ms"),
      LegendLine("…R", "a read waits: for a round, for an entry of the term, to be applied"),
      LegendLine("S1 ━━▶── S2", "a message on its way, as far as it has come"),
      LegendLine("+", "sent by the last event"),
      LegendLine("prev 3/2", "the entry at index 3, of term 2"),
      LegendLine("✗", "a message will not arrive; a server has lost its disk"),
      LegendLine("▤", "a write to disk, or a message that waits for one"),
      LegendLine("A B", "the sides of a split network"),
      LegendLine("C1 x=1 ×2", "the client has asked twice"),
      LegendLine("C1 x?", "the client reads x"),
      LegendLine("? unknown", "the client gave up: nobody told it whether its write was done"),
      LegendLine("‹ ›", "the logs go on there"),
      LegendLine("↓", "there is more below: the wheel, or PgDn"),
      LegendLine("x1/40", "the speed of running: a fortieth of real time"),
      LegendLine("safety ✓ 10/10", "safety properties that hold, of those that are checked"),
    ]
  }
}
