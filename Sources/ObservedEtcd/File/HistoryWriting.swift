import Simulation

/// The text of a history file, made while a cluster is watched.
package struct HistoryWriting: Sendable {
  private var hasBegun = false
  private let facts: ClusterFacts

  package init(_ facts: ClusterFacts) { self.facts = facts }

  /// The lines of what was seen; before the first the file's first line.
  package mutating func lines(of sightings: [Sighting]) -> String {
    var text = ""
    if !hasBegun, !sightings.isEmpty {
      hasBegun = true
      text += HistoryLine.text(facts.header)
    }
    for sighting in sightings { text += HistoryLine.text(HistoryLine.words(sighting)) }
    return text
  }

  /// The line that says what a history is called.
  package static func line(title: String) -> String {
    let plain = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return HistoryLine.text("t \(plain)")
  }
}
