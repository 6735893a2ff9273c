import Formats
import Simulation

/// What became of futures, for other programs.
package struct FateTable: Sendable {
  private let study: FateStudy

  package init(_ study: FateStudy) { self.study = study }

  /// As comma-separated values (RFC 4180): a header, then a record for each moment and each question,
  /// each ended by CR LF. Times are microseconds; shares are parts of 1.
  package var csv: String {
    var text = "event,time_us,end,futures,hits,share,lower,upper\r\n"
    for moment in study.moments {
      let time = study.fate.time(of: moment.position)
      for (place, question) in study.fate.questions.enumerated() {
        guard let interval = moment.tally.interval(of: place) else { continue }
        text +=
          "\(moment.position),\(time),\(CSVField.text(of: question.name)),\(moment.tally.count),"
        text += "\(moment.tally.hits[place]),\(moment.tally.share(of: place)),"
        text += "\(interval.lowerBound),\(interval.upperBound)\r\n"
      }
    }
    return text
  }

  /// As JSON, on one line.
  package var json: String {
    let fate = study.fate
    return JSON.members([
      "fate": .number(1), "seed": .string("\(fate.settings.seed)"),
      "first": .number(fate.window.lowerBound), "last": .number(fate.window.upperBound),
      "end_us": .number(fate.end), "futures": .number(fate.futures),
      "questions": .array(fate.questions.map { .string($0.name) }),
      "moments": .array(study.moments.map { json(of: $0) }),
      "turns": .array(study.turns(most: 10).map { json(of: $0) }),
      "certain": .array(
        fate.questions.indices.compactMap { study.certain($0) }.map { json(of: $0) }),
    ]).text
  }

  private func json(of moment: FateStudy.Moment) -> JSON {
    let tally = moment.tally
    return .members([
      "event": .number(moment.position), "time_us": .number(study.fate.time(of: moment.position)),
      "futures": .number(tally.count), "hits": .array(tally.hits.map { .number($0) }),
      "intervals": .array(
        tally.hits.indices.compactMap { tally.interval(of: $0) }.map {
          .array([.decimal($0.lowerBound), .decimal($0.upperBound)])
        }),
      "acts_left_out": .number(tally.leftOut), "cut": .number(tally.cut),
    ])
  }

  private func json(of turn: FateTurn) -> JSON {
    .members([
      "event": .number(turn.event), "after": turn.after.map { .number($0) } ?? .null,
      "question": .string(study.fate.questions[turn.question].name),
      "from": turn.from.map { .decimal($0) } ?? .null, "to": .decimal(turn.to),
      "holds": turn.isCertain.map { .bool($0) } ?? .null,
    ])
  }
}
