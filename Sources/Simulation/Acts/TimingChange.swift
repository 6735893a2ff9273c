import RaftCore

/// What the servers time themselves by changes while they run, for all of them alike.
///
/// Timers that run already are not touched: the next start of each goes by what is new. So a server
/// may still wait for as long as it drew before.
///
/// Deviation: §5.6 asks for a timing, and says nothing of changing it under way. Leases are counted
/// by the timeout that is set (§6.4.1 of the dissertation), so that raising it while a follower still
/// waits for less takes their ground away, as it would in a real cluster.
package enum TimingChange: Hashable, Sendable {
  /// From which election timeouts are drawn from now on (§5.2).
  case electionTimeout(ClosedRange<TimeSpan>)
  /// How long after it last sent AppendEntries to all a leader does so again.
  case heartbeat(TimeSpan)

  /// What can be set, in microseconds.
  package static let range = 1...Settings.spanLimit
}

extension ActParameter<TimingChange> {
  /// `election-timeout 150-300ms` or `heartbeat 50ms`.
  static let timing = ActParameter(
    form: "election-timeout|heartbeat TIME",
    read: { line throws(ActTextError) in
      let range = TimingChange.range
      if line.skip("election-timeout") {
        return .electionTimeout(try line.word(.spans(range)) { ActNumber.spans($0, in: range) })
      }
      guard line.skip("heartbeat") else {
        throw line.misreading(.oneOf(["election-timeout", "heartbeat"]))
      }
      return .heartbeat(try line.word(.span(range)) { ActNumber.span($0, in: range) })
    },
    text: { change in
      switch change {
      case .electionTimeout(let spans): "election-timeout \(ActNumber.text(of: spans))"
      case .heartbeat(let span): "heartbeat \(ActNumber.text(of: span))"
      }
    },
    pack: { change, bytes in
      switch change {
      case .heartbeat(let span):
        bytes.number(0)
        bytes.number(span)
      case .electionTimeout(let spans):
        bytes.number(spans.lowerBound)
        bytes.number(spans.upperBound - spans.lowerBound)
      }
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      let limit = TimingChange.range.upperBound
      let low = try bytes.number(upTo: limit)
      let rest = try bytes.number(upTo: limit)
      if low == 0 { return rest > 0 ? .heartbeat(rest) : nil }
      return low + rest <= limit ? .electionTimeout(low...(low + rest)) : nil
    },
    samples: [
      .electionTimeout(150_000...300_000), .electionTimeout(20_000...20_000), .heartbeat(50_000),
      .heartbeat(1_500),
    ])
}
