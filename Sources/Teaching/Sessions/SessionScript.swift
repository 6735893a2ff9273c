import RaftCore
import Simulation

extension Script {
  /// Why a branch cannot be written as a script.
  package enum LengthError: Error, Hashable, Sendable {
    /// It takes more steps than a script may have.
    case steps(Int)
  }

  /// A branch of a run as a lesson without words: the same events, ready to be annotated.
  ///
  /// Where time was let run, so it is in the script; where it was stepped, events are counted.
  package init(
    of timeline: Timeline, branch number: Int, title: String
  ) throws(LengthError) {
    let branch = timeline.branches[number]
    var replay = Replay(of: branch, after: 0)
    var steps: [ScriptStep] = []
    var time = 0
    for placed in branch.acts {
      steps += Self.runs(&replay, to: placed.event - 1, at: placed.act.time, since: time)
      if case .act(let acts) = steps.last?.kind, acts.count < Script.listLimit {
        steps[steps.count - 1].kind = .act(acts + [ScriptAct(placed.act.stimulus)])
      } else {
        steps.append(ScriptStep(.act([ScriptAct(placed.act.stimulus)])))
      }
      replay.seek(to: placed.event)
      time = placed.act.time
    }
    // What is let run at the end must come to no further event.
    var last = replay
    last.seek(to: branch.records.count)
    let isQuiet = last.cluster.nextDue.map { $0 > branch.end } ?? true
    let end = isQuiet ? branch.end : last.cluster.now
    steps += Self.runs(&replay, to: branch.records.count, at: end, since: time)
    guard steps.count <= Script.stepLimit else { throw .steps(steps.count) }
    self.init(
      title: ScriptText(Session.title(from: title) ?? "raftlab"), settings: timeline.settings,
      steps: steps)
  }

  private static func runs(
    _ replay: inout Replay, to position: Int, at moment: Time, since start: Time
  ) -> [ScriptStep] {
    let count = position - replay.position
    replay.seek(to: position)
    if moment > replay.cluster.now {
      return spans(from: start, to: moment)
    }
    return stride(from: 0, to: count, by: Script.eventLimit).map {
      ScriptStep(.run(.events(min(Script.eventLimit, count - $0))))
    }
  }

  private static func spans(from start: Time, to end: Time) -> [ScriptStep] {
    stride(from: start, to: end, by: Script.durationLimit).map {
      ScriptStep(.run(.span(min(Script.durationLimit, end - $0))))
    }
  }
}
