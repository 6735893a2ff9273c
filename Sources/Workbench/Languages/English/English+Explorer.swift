import Explorer
import RaftCore
import Simulation
import Teaching

extension English: ExplorerLabels {
  package var explorerTitle: String { "what can happen next" }
  package func nextSteps(_ count: Int) -> String {
    count == 1 ? "1 step, time left out" : "\(count) steps, any of them first: time is left out"
  }
  package var searchTitle: String { "search from here" }
  package var searchGoal: String { "goal" }
  package var searchBounds: String { "within" }
  package var searchHint: String {
    "/ types what to search for: violation, S2 leads, two leaders, entry 1 lost, x=1 committed. "
      + ", and . choose a bound, + and - change it."
  }
  package func goalPrompt(_ typed: String) -> String { "search for: \(typed)▏" }

  package func searchStart(_ start: ExplorerReport.Start) -> String {
    switch start {
    case .event(let number): "from event \(number)"
    case .empty(let servers, let off, let batch):
      "from an empty cluster: servers \(servers), entries in a message \(batch)"
        + without(off)
    case .prepared(let start, let off):
      "from where lesson \(start.lesson.text) ends, since an empty cluster takes "
        + "\(millions(start.statesFromEmpty)) states" + without(off)
    }
  }

  private func millions(_ count: Int) -> String { "\((count + 500_000) / 1_000_000) million" }

  private func without(_ off: [Rule]) -> String {
    off.isEmpty ? "" : ", without \(off.map(\.id).joined(separator: ", "))"
  }

  package func standing(of report: ExplorerReport) -> String {
    switch report.state {
    case .searching: "searching … Esc stops it"
    case .stopped: "stopped; E goes on where it stopped"
    case .found(let moves):
      moves == 1
        ? "found: 1 move" : "found: \(moves) moves, and no way within these bounds is shorter"
    case .exhausted: "not within these bounds: none of \(report.figures.states) states is so"
    case .memory(let bytes):
      "not known yet: \(bytes >> 20) MiB of memory are full; E goes on with \(bytes >> 19) MiB"
    case .numbers: "not known: there are more different servers or messages than it has numbers for"
    }
  }

  package func depth(_ depth: Int) -> String { "depth \(depth)" }

  package func name(of dial: ExplorerDial) -> String {
    switch dial {
    case .counted(let thing): thing.id
    case .terms: "highest term"
    case .entries: "longest log"
    case .messages: "in flight"
    case .disk: "disk"
    }
  }

  package func name(of disk: DiskTiming) -> String {
    switch disk {
    case .atomic: "at once"
    case .stepwise: "in steps"
    }
  }

  package var unbounded: String { "any" }

  package func text(of notice: ExplorerNotice) -> String {
    switch notice {
    case .landed(let moves, let branch):
      "Branch \(branch) is the way, \(moves == 1 ? "1 move" : "\(moves) moves"): → steps along it, End "
        + "goes to its end, F8 shows its moves, S saves it."
    case .landedApart(let moves):
      "This run is the way, \(moves == 1 ? "1 move" : "\(moves) moves"), in a cluster of its own: → steps "
        + "along it, End goes to its end, F8 shows its moves, S saves it."
    case .landedAfter(let start, let moves):
      "From an empty cluster this takes \(millions(start.statesFromEmpty)) states, so the search "
        + "began where lesson \(start.lesson.text) ends: \(moves) moves. → steps along them, End "
        + "goes to the end, F8 shows them, S saves the run."
    case .alreadySo: "It is so already: there is nothing to search for."
    case .badGoal(let error): phrase(of: error)
    case .misfit(let misfit): text(of: misfit)
    case .cannotStart(let refusal): text(of: refusal)
    case .cannotModel(let error): text(of: error)
    case .cannotRepeat(let failure): text(of: failure)
    case .nothingShows(let rule):
      "Nothing that can be explored shows what \(rule.id) is for: no state machine is."
    case .nothingToGoOn: "There is no search to go on with: / begins one."
    }
  }

  package var search: String { "search" }
  package var makeStep: String { "do it" }
  package var goOnSearching: String { "search on" }
  package var stopSearching: String { "stop" }
  package var back: String { "cluster" }
  package var shortestRun: String { "shortest run" }

  private func phrase(of error: ActTextError) -> String { (self as any Phrasebook).text(of: error) }
}
