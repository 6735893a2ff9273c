import ClientPrograms
import RaftCore
import Simulation
import Teaching

extension English: Labels {
  package func servers(_ count: Int) -> String { self.count(count, "server") }
  package var seed: String { "seed" }
  package var time: String { "t" }
  package var paused: String { "paused" }
  package var running: String { "running" }
  package var networkWhole: String { "network whole" }
  package var networkSplit: String { "split" }
  package func linkCut(from: ServerID, to: ServerID) -> String { "\(from)→\(to) cut" }
  package func linksCut(_ count: Int) -> String {
    self.count(count, "link") + " cut"
  }
  package func safety(_ count: Int) -> String { "safety ✓ \(count)/\(count)" }
  package var violated: String { "violated" }
  package func violated(_ property: String, event: Int, time: String) -> String {
    "✗ \(property) broken at event \(event), \(time) s"
  }
  package func inPast(event: Int, of count: Int) -> String { "event \(event) of \(count)" }
  package func branch(_ number: Int) -> String { "branch \(number)" }
  package func rulesOff(count: Int) -> String { self.count(count, "rule") + " off" }
  package func rulesOff(_ rules: [String]) -> String {
    "off: " + rules.joined(separator: ", ")
  }

  package var role: String { "role" }
  package var term: String { "term" }
  package var vote: String { "vote" }
  package var timer: String { "timer" }
  package var down: String { "down" }
  package var pausedServer: String { "paused" }
  package var wiped: String {
    "its disk is lost: Raft does not allow for that"
  }
  package func committed(_ index: String, applied: String) -> String {
    "commit \(index)  applied \(applied)"
  }
  package func shortCommitted(_ index: String, applied: String) -> String {
    "c\(index) a\(applied)"
  }
  package func progress(next: LogIndex, match: LogIndex, by leader: ServerID) -> String {
    "\(leader): next \(next)  match \(match)"
  }
  package func votes(_ count: Int, of needed: Int) -> String { "\(count) of \(needed) votes" }
  package func unanswered(_ count: Int) -> String {
    self.count(count, "client") + " to answer"
  }
  package func partedShort(from index: LogIndex) -> String { "applied ≠ log from \(index)" }
  package func parted(from index: LogIndex) -> String {
    "It applied other entries than its log now holds, from entry \(index) on."
  }
  package func waiting(_ count: Int) -> String {
    count == 1 ? "1 thing waits" : "\(count) things wait"
  }
  package func writing(_ count: Int) -> String { "writing to disk" }
  package var emptyLog: String { "(empty)" }

  package var inFlight: String { "in flight" }
  package var why: String { "why" }
  package var clients: String { "clients" }
  package func olderOperations(_ count: Int) -> String { "\(count) older ones only counted" }
  package var nothingInFlight: String { "no message is on its way" }
  package var all: String { "all" }
  package var writes: String { "writing" }
  package func moreLines(_ count: Int) -> String { "… \(count) more lines" }
  package func routine(_ count: Int) -> String { "♥ \(count) heartbeats and answers to them" }
  package var held: String { "held" }
  package var then: String { "then" }
  package func writesToDisk(_ write: Write, changing disk: DiskState) -> String {
    var parts: [String] = []
    if write.term != disk.currentTerm { parts.append("term \(write.term)") }
    if let vote = write.votedFor, write.term != disk.currentTerm || vote != disk.votedFor {
      parts.append("vote \(vote)")
    }
    if write.snapshot > 0 { parts.append("snapshot up to \(write.snapshot)") }
    if write.keeping < disk.log.lastIndex { parts.append("log cut after \(write.keeping)") }
    switch write.through - write.keeping {
    case 0: break
    case 1: parts.append("entry \(write.through)")
    default: parts.append("entries \(write.keeping + 1)–\(write.through)")
    }
    return "writes to disk: " + parts.joined(separator: ", ")
  }
  package var clientRequest: String { "client request" }
  package var clientReply: String { "answer" }
  package func done(index: LogIndex) -> String { "done, index \(index)" }
  package func redirect(_ server: ServerID?) -> String {
    server.map { "not the leader, ask \($0)" } ?? "not the leader, knows none"
  }
  package func doomed(_ loss: Loss) -> String {
    switch loss {
    case .chance: "will be lost"
    case .cut: "link cut"
    case .receiverDown: "receiver down"
    case .dropped: "dropped"
    }
  }
  package var noClients: String { "no client has asked for anything yet: w writes" }
  package var clientWaiting: String { "waiting" }
  package var clientRefused: String { "refused: it was not done" }
  package var clientUnknown: String { "unknown" }
  package var clientExpired: String { "session expired: not executed now" }
  package var clientOpensSession: String { "asks for a session" }
  package func session(_ session: LogIndex, serial: Int) -> String { "s\(session)#\(serial)" }
  package func spokenSession(_ session: LogIndex, serial: Int) -> String {
    "request \(serial) of session \(session)"
  }
  package var sessionsKnown: String { "sessions" }
  package func session(lastRequest serial: Int, usedAt index: LogIndex) -> String {
    serial == 0
      ? "no request yet, used by entry \(index)" : "request \(serial), used by entry \(index)"
  }
  package func acknowledged(index: LogIndex) -> String { "at \(index)" }
  package func value(_ text: String?) -> String { text ?? "(no value)" }

  package var welcome: [String] {
    [
      "Nothing has happened yet: press space.",
      "",
      "The servers have just started. All are followers in term 0, and nobody leads. Each waits to "
        + "hear from a leader until its election timer runs out; the timers are random, so one of "
        + "them will be the first.",
      "",
      "Space shows the next event, and this pane explains it: what happened, why, and where the "
        + "paper says so. r lets time run, ? is help.",
    ]
  }
  package func tooSmall(columns: Int, rows: Int) -> String {
    "raftlab needs \(columns)x\(rows); q quits"
  }

  package func text(of refusal: Refusal) -> String {
    switch refusal {
    case .noSuchServer(let server): "There is no \(server)."
    case .isDown(let server): "\(server) is down: k restarts it."
    case .isUp(let server): "\(server) is not down."
    case .isPaused(let server): "\(server) is paused: z resumes it."
    case .isNotPaused(let server): "\(server) is not paused."
    case .isLeader(let server): "\(server) leads: a leader has no election timer."
    case .isNoLeader(let server): "\(server) does not lead: only a leader has a heartbeat timer."
    case .writesNothing(let server): "\(server) has nothing to write to its disk."
    case .waitsForNothing(let client): "\(client) waits for no answer."
    case .isManual: "Nothing happens by itself already."
    case .isOff(let feature): "\(feature.id) is off: B switches it on."
    case .needs(let feature, let needed): "\(feature.id) needs \(needed.id), which is off."
    case .isNeeded(let feature, let user): "\(user.id) needs \(feature.id): switch that off first."
    case .nobodyLeads: "Nobody leads, so nobody can hand over."
    case .isHandedTo(let server): "The leader hands over to \(server) already."
    case .leadsAlready(let server): "\(server) leads already: select another to hand over to."
    case .isStopping(let server): "\(server) hands over already, and stops then."
    case .noSuchFlight: "That message has arrived."
    case .isHeld: "That message is held already."
    case .isWhole: "The network is whole already."
    case .clientsBusy: "All \(Clients.limit) clients are waiting for answers."
    case .essential(let rule): "The rule \(rule.id) cannot be switched off."
    case .hasSnapshot(let server): "\(server) has applied nothing since its latest snapshot."
    case .isWritingSnapshot(let server): "\(server) is writing a snapshot already."
    case .isMember(let server): "\(server) is in the configuration already."
    case .isNoMember(let server): "\(server) is not in the configuration."
    case .isNoLearner(let server): "\(server) is no learner."
    case .leavesNobody: "Nobody would be left who votes."
    case .changesNothing: "The configuration is so already."
    case .noPrograms: "There are no pods here: start with --pods."
    case .noSuchProgram(let program): "There is no \(program)."
    case .programIsDown(let program): "\(program) is down: k starts it again."
    case .programIsUp(let program): "\(program) is not down."
    case .programIsPaused(let program): "\(program) is paused: z resumes it."
    case .programIsNotPaused(let program): "\(program) is not paused."
    case .electsNobody(let program): "\(program) takes no part in an election."
    case .leadsNothing(let program): "\(program) does not believe that it leads."
    case .watchesNothing: "Nothing is watched."
    case .hasNoCounterpart(let counterpart): counterpart.english
    case .nothingDue(let party, .next): "Nothing is due for \(party)."
    case .nothingDue(let party, let due): "\(party) has no \(due.name) due."
    case .essentialElection(let rule): "The rule \(rule.id) cannot be switched."
    }
  }
  package func noMilestone(seconds: Int) -> String {
    "No election, no new commit and no leader that steps down within \(seconds) virtual seconds;"
      + " s goes to the next event that is more than a heartbeat."
  }
  package func onlyRoutine(seconds: Int) -> String {
    "Nothing but heartbeats and their answers within \(seconds) virtual seconds."
  }
  package var atBeginning: String { "This is the beginning." }
  package var atEnd: String { "This is the latest moment; space goes on." }
  package func newBranch(_ number: Int) -> String {
    "You acted in the past: this is branch \(number) now. The old future is kept; b lists branches."
  }
  package func unshown(_ language: Language) -> String {
    "this screen shows ASCII characters only, and \(language.rawValue) needs others"
  }
  package func badWrite(_ text: String) -> String {
    "“\(text)” is no write: type key=value, a key of at most 8 bytes, a value of at most 16."
  }
  package func alone(_ party: Party) -> String {
    "\(party) stands by itself already; h heals the network."
  }
  package func clockLimit(of party: Party) -> String {
    "\(party)'s clock goes no further; { makes it slower, } faster."
  }
  package var incapable: String { "That cannot be done to this cluster." }
  package var standsStill: String {
    "All members stand still; leases and the deadlines of requests run on. r lets them go on."
  }
  package var live: String { "live" }
  package func otherLetters(_ letter: Character) -> String {
    "Keys are Latin letters; your keyboard sends “\(letter)”. Switch it to Latin letters."
  }
  package var noMessages: String { "No message is on its way." }
  package func saved(_ files: [String]) -> String {
    "Saved: \(files.joined(separator: ", "))"
  }
  package func notSaved(_ file: String, reason: String) -> String {
    "Not saved: \(file): \(reason)"
  }
  package var recording: String { "REC" }
  package var nothingByItself: String {
    "Nothing happens by itself any more: t lets a timer run out, m delivers or drops a message; ; f ' "
      + "and \" are heartbeat, disk write, retry and give up (: finds them by name)."
  }
  package var byHand: String { "by hand" }
  package func nothingDue(isPaused: Bool) -> String {
    "Nothing is due: no server runs. \(isPaused ? "z resumes a paused one." : "k restarts one.")"
  }
  package func splitPrompt(_ first: ServerSet, _ second: ServerSet) -> String {
    "Split \(first.digits) ┃ \(second.digits)"
  }
  package func linkPrompt(from: ServerID?) -> String {
    from.map { "Cut or mend the link from \($0) to which server?" }
      ?? "Cut or mend a link: from which server?"
  }
  package var messagePrompt: String { "Choose a message:" }
  package var branches: String { "branches" }
  package func findPrompt(_ typed: String) -> String { "Find: \(typed)▏" }
  package var find: String { "find" }
  package var branchPrompt: String { "Choose a branch:" }
  package func eventPrompt(_ typed: String, of count: Int) -> String {
    "Go to event (0 to \(count)): \(typed)▏"
  }
  package func noSuchEvent(_ typed: String, of count: Int) -> String {
    "“\(typed)” is no event: they are numbered from 1 to \(count), and 0 is the beginning."
  }
  package var rulePrompt: String { "Choose a rule:" }
  package func hurrying(events: Int, time: String) -> String {
    "Running ahead: event \(events), \(time) s."
  }
  package func stopped(event: Int) -> String { "Stopped at event \(event)." }
  package func writePrompt(_ typed: String, through server: ServerID) -> String {
    "Write through \(server): \(typed)▏" + (typed.isEmpty ? "key=value" : "")
  }
  package func branchFactsInList(_ branch: Branch) -> [String] {
    let origin = branch.parent.map { "from branch \($0), event \(branch.forkedAt)" } ?? "the first"
    return ["branch \(branch.number)"] + extent(of: branch) + [origin]
  }
  /// How long a branch is.
  func extent(of branch: Branch) -> [String] {
    [count(branch.records.count, "event"), count(branch.acts.count, "act")]
  }

  package var persistentState: String { "Persistent state (on disk before any answer)" }
  package var volatileState: String { "Volatile state" }
  package var leaderState: String { "Volatile state on leaders" }
  package var candidateState: String { "As a candidate" }
  package var onDisk: String { "On its disk now" }
  package var stateMachine: String { "State machine" }
  package var message: String { "Message" }
  package func rulesOfEvent(_ number: Int) -> String { "Rules of event \(number)" }
  package var none: String { "none" }
  package func clock(permille: Int) -> String {
    "clock at \(permille / 10) % of the right speed"
  }
}
