import KeyValue
import RaftCore
import Simulation

/// A moment of a run from which futures are drawn.
package struct FateOrigin: Sendable {
  /// After which event.
  package let position: Int
  private let run: TrialRun
  private let acts: [Act]
  private let fate: Fate
  /// The highest entry that was committed there, and whether these writes were.
  private let committed: LogIndex
  private let known: [Bool]

  /// - Parameter replay: a look at the branch, just after an event.
  init(_ fate: Fate, at replay: borrowing Replay) {
    self.fate = fate
    position = replay.position
    run = TrialRun(from: replay)
    acts = fate.acts(after: replay.position)
    committed = run.commitIndex
    let start = run
    known = fate.questions.map { question in
      guard case .committed(let key, let value) = question else { return false }
      return start.hasCommitted(key, value, above: 0)
    }
  }

  var questionCount: Int { fate.questions.count }

  /// Draws some of the futures, and counts how they end.
  package func draw(_ numbers: Range<Int>, into tally: inout FateTally) {
    var future = run
    for number in numbers {
      future.goOn(from: run)
      fate.play(number, doing: acts, on: &future, into: &tally)
      tally.count += 1
      judge(future, number: number, into: &tally)
    }
  }

  private func judge(_ future: borrowing TrialRun, number: Int, into tally: inout FateTally) {
    let leader = future.leader
    for (place, question) in fate.questions.enumerated() {
      let holds =
        switch question {
        case .leader(let server): server == leader
        case .committed(let key, let value):
          known[place] || future.hasCommitted(key, value, above: committed)
        case .violation: future.isViolated
        case .holds(let condition): condition.holds(in: future.state)
        }
      if holds {
        tally.hits[place] += 1
        if tally.first[place] == nil { tally.first[place] = number }
      } else if tally.firstOther[place] == nil {
        tally.firstOther[place] = number
      }
    }
  }
}

/// How the futures of a moment ended, as far as they were drawn.
package struct FateTally: Hashable, Sendable {
  /// How many were drawn.
  package internal(set) var count = 0
  /// In how many each question was answered by yes, in the order of `Fate.questions`.
  package internal(set) var hits: [Int]
  /// The first of which that is so, and the first of which it is not; counted from 0.
  package internal(set) var first: [Int?]
  package internal(set) var firstOther: [Int?]
  /// How often an act could not be done any more, in all of them.
  package internal(set) var leftOut = 0
  /// How many had too many events, and were counted as they stood there.
  package internal(set) var cut = 0
  package internal(set) var events = 0

  package init(questions: Int) {
    hits = Array(repeating: 0, count: questions)
    first = Array(repeating: nil, count: questions)
    firstOther = first
  }

  /// Takes in what later futures of the same moment came to.
  package mutating func add(_ later: FateTally) {
    count += later.count
    leftOut += later.leftOut
    cut += later.cut
    events += later.events
    for place in hits.indices {
      hits[place] += later.hits[place]
      first[place] = first[place] ?? later.first[place]
      firstOther[place] = firstOther[place] ?? later.firstOther[place]
    }
  }

  /// In which share the answer to a question is yes; 0 before any was drawn.
  package func share(of question: Int) -> Double {
    count == 0 ? 0 : Double(hits[question]) / Double(count)
  }

  /// Where that share lies with 95 % confidence; nil before any future was drawn.
  package func interval(of question: Int) -> ClosedRange<Double>? {
    count == 0 ? nil : Statistics.interval(ofShare: hits[question], of: count)
  }

  /// Whether the answer is certain: the share is above 99 % or below 1 %, by all of its interval.
  package func certainty(of question: Int) -> Bool? {
    guard let interval = interval(of: question) else { return nil }
    if interval.lowerBound >= 0.99 { return true }
    return interval.upperBound <= 0.01 ? false : nil
  }
}
