import RaftCore

// A stimulus as one line of text: what scripts, journals and reports are written in.
//
//     crash S3                crash S3 keeping 1 torn 2                restart S3       wipe S2
//     pause S1                resume S1               time out S4      heartbeat S1     sync S2
//     split S1 S2 | S3 S4 S5  isolate S2              cut S1 > S2      mend S1 > S2     heal
//     write x=3               write x=3 through S1    read x           read x through S2
//     retry C1                retry C1 through S3     give up C1
//     drop #12                duplicate #12           hold #12         deliver #12
//     clock S1 2.0            jump S1 ahead 200ms     disk S1 30ms
//     rule up-to-date-check off                       manual           reseed 42
//     link S1 > S2 latency 10-15ms loss 5% duplication 0.5% reordering 2%
//     link all > S2 latency 250-800us
//
// Keys and values with blanks or one of " > | = in them stand in double quotes.

extension Stimulus: CustomStringConvertible {
  /// The stimulus as one line, in the only way in which it is ever written.
  package var text: String { kind.row.text(of: self) }

  package var description: String { text }

  /// The stimulus that a line of text names.
  ///
  /// - Throws: `ActTextError`, which says what was found and what would be right.
  package init(text: String) throws(ActTextError) {
    var line = try LineReader(text)
    self = try ActRow.stimulus(&line)
  }
}

extension Act: CustomStringConvertible {
  /// The act as one line: `@1284000 crash S3`, the moment in microseconds.
  package var text: String { "@\(time) \(stimulus.text)" }

  package var description: String { text }

  /// The act that a line of text names.
  ///
  /// - Throws: `ActTextError`, which says what was found and what would be right.
  package init(text: String) throws(ActTextError) {
    var line = try LineReader(text)
    time = try line.word(.moment) { word in
      word.first == "@" ? ActNumber.whole(word.dropFirst(), in: 0...Act.timeLimit) : nil
    }
    stimulus = try ActRow.stimulus(&line)
  }
}
