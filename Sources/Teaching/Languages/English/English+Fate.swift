import Simulation

extension English: FatePhrases {
  package func text(of question: FateQuestion) -> String {
    switch question {
    case .leader(let server?): "\(server) leads"
    case .leader(nil): "nobody leads"
    case .committed(let key, let value): "\(key)=\(value) committed"
    case .violation: "a property broken"
    case .holds(let condition): condition.text
    }
  }

  package func extent(of study: FateStudy) -> String {
    let fate = study.fate
    let after = fate.shownTail
    return "\(count(fate.futures, "future")) from each of \(count(study.moments.count, "moment")), "
      + "with the same acts and other randomness; all end at \(ActNumber.text(of: fate.shownEnd)), "
      + "\(ActNumber.text(of: after)) after event \(fate.window.upperBound)."
  }

  package func certain(_ turn: FateTurn, _ question: FateQuestion) -> String {
    let what = turn.isCertain == false ? "never “\(text(of: question))”" : "“\(text(of: question))”"
    guard turn.event > 0, let after = turn.after else {
      return "Certain from the first moment on: \(what)."
    }
    return turn.isExact
      ? "Certain from event \(turn.event) on: \(what)."
      : "Certain from event \(turn.event) on, if not earlier after event \(after): \(what)."
  }

  package func uncertain(_ question: FateQuestion) -> String {
    "Not certain yet: “\(text(of: question))”."
  }

  package func turn(
    _ turn: FateTurn, _ question: FateQuestion, from: String, to: String
  ) -> String {
    let place =
      turn.isExact ? "event \(turn.event)" : "events \((turn.after ?? 0) + 1)–\(turn.event)"
    return "\(place): \(text(of: question)) \(from) → \(to)"
  }

  package func fateAt(event: Int, time: String) -> String { "from event \(event), \(time) s" }

  package func notes(of study: FateStudy) -> [String] {
    let tallies = study.moments.map(\.tally)
    let leftOut = tallies.reduce(0) { $0 + $1.leftOut }
    let cut = tallies.reduce(0) { $0 + $1.cut }
    var notes: [String] = []
    if leftOut > 0 {
      notes.append(
        "Acts that could not happen in a future were left out there, \(count(leftOut, "time")) in all."
      )
    }
    if cut > 0 {
      notes.append("\(count(cut, "future")) had too many events, and counted as they stood there.")
    }
    return notes
  }

  package var fateNote: String {
    "In parentheses: where the share lies with 95 % confidence (Wilson). Certain: all of that above 99 % "
      + "or below 1 %."
  }

  package var noTurns: String {
    "No share changes by more than a tenth from one moment to the next."
  }
}
