import Exploration
import Explorer
import RaftCore
import Teaching

extension English {
  var exploringProgress: String { "exploring" }
  var exploringEnded: String { "Ended before it was known." }

  func text(of line: ExploreLine) -> String {
    switch line {
    case .goal(let words): "goal: \(words)"
    case .cluster(let model, let source): cluster(model) + (source.map { ", from \($0)" } ?? "")
    case .bounds(let bounds): text(of: bounds)
    case .progress(let figures, let rate):
      text(of: figures, rate: Campaign.text(of: rate))
    case .ending(let report): ending(of: report)
    case .searched(let report): searched(report)
    case .odds(let odds): self.odds(odds)
    case .cut(let count): cut(count)
    case .neverFired(let rules): neverFired(rules)
    case .known(let known):
      "known to be shown by: raftlab explore " + known.words.joined(separator: " ")
    case .options(let words): "options: \(words.joined(separator: " "))"
    case .answer(let goal, let answer): "\(goal): \(text(of: answer))"
    case .answered(let answers):
      "\(count(answers.count, "goal")): \(answers.count { $0.outcome == .found }) reached, "
        + "\(answers.count { $0.outcome == .exhausted }) not within these bounds, "
        + "\(answers.count { ![.found, .exhausted].contains($0.outcome) }) not known"
    case .moves(let count):
      "\(count) \(count == 1 ? "thing" : "things") can happen next; --goal searches a way"
    }
  }

  private func text(of answer: ExploreResults.Answer) -> String {
    switch answer.outcome {
    case .found:
      "reached in \(count(answer.moves ?? 0, "move")): \(answer.acts.joined(separator: "; "))"
    case .exhausted: "not within these bounds: none of \(answer.states ?? 0) states is so"
    case .memory, .numbers, .states, .stopped:
      "not known: it ended before (\(answer.outcome.rawValue))"
    }
  }

  private func cluster(_ model: Model) -> String {
    let off = model.configuration.rules.switchedOff.map { ", without \($0.id)" }.joined()
    return "cluster: servers \(model.members.count), batches of \(model.configuration.batchLimit), "
      + "disk \(model.disk.rawValue)" + off
  }

  private func text(of bounds: Bounds) -> String {
    let counts = Bounds.Countable.allCases.map { thing in
      "\(thing.id) \(bounds[thing].map(String.init) ?? "any")"
    }
    return "bounds: " + counts.joined(separator: ", ") + ", messages in flight \(bounds.messages)"
      + (bounds.terms.map { ", terms \($0)" } ?? "")
      + (bounds.entries.map { ", entries \($0)" } ?? "")
  }

  private func ending(of report: ExploreReport) -> String {
    switch report.ended.ending {
    case .found:
      reached(report)
    case .exhausted: "not within these bounds: none of \(report.figures.states) states is so"
    case .memory: "not known: the memory that it may take is full; --memory allows more"
    case .numbers: "not known: there are more different servers or messages than it has numbers for"
    case .states: "not known: it has found as many states as it may; --states allows more"
    case .stopped: "not known: it was ended"
    }
  }

  private func reached(_ report: ExploreReport) -> String {
    let count = report.path?.steps.count ?? 0
    let property = report.path?.trace.violation.map { ", which breaks \($0.property.id)" } ?? ""
    return switch count {
    case 0: "reached: it is so at the start" + property
    case 1: "reached in 1 move\(property):"
    default: "reached in \(count) moves\(property); no way within these bounds is shorter:"
    }
  }

  private func searched(_ report: ExploreReport) -> String {
    let figures = report.figures
    let names = report.interchangeable.map(\.description).joined(separator: ", ")
    return "searched: \(figures.states) states, \(figures.successors) steps, depth "
      + "\(figures.depth), \(Campaign.text(of: report.ended.rate)) states/s, "
      + "\(figures.bytes >> 20) MiB" + (names.isEmpty ? "" : "; interchangeable: \(names)")
  }
}
