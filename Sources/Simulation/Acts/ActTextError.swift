import ClientPrograms
import RaftCore

/// Why a line of text is no stimulus, act or setting. The words for it are a language's affair.
package struct ActTextError: Error, Hashable, Sendable {
  /// The words that do not fit; nil when the line ends too early.
  package let found: String?
  package let expected: Expectation
  /// Where they begin in the line, or where more should stand, counted in Unicode scalars from 0.
  package let offset: Int

  package init(found: String?, expected: Expectation, at offset: Int = 0) {
    self.found = found
    self.expected = expected
    self.offset = offset
  }

  /// What would be right.
  package enum Expectation: Hashable, Sendable {
    case closingQuote, end
    /// A moment in microseconds, such as `@1284000`.
    case moment
    /// One of the words that a stimulus begins with.
    case happening([String])
    /// A word that is near to what was found.
    case word(String)
    case oneOf([String])
    /// The second word of a verb of two, such as `out` of `time out`.
    case verb(second: String, of: String)
    /// `=` and a value.
    case assignment
    /// `>` and the receiving server.
    case arrow
    case server, serverOrAll
    /// A server such as `S1`, or a program outside such as `pod-a`.
    case party
    /// A key and what is compared of it, such as `/leader.create`.
    case comparison([String])
    /// A server that is on no side of a split yet; another than the sender of a link.
    case freeServer, otherServer
    /// A server that joins or leaves, such as `+S4` or `-S1`, once.
    case joiningOrLeaving
    /// A client such as `C1`.
    case client
    case key, value
    /// The number of a message, such as `#12`.
    case flight
    case writeCount
    case clockRate
    /// One of the qualities that a link has.
    case quality([String])
    case latency, rate
    case rule, onOrOff
    /// By how much times are scaled, such as `0.1`.
    case scale
    /// Names of components such as `kube-scheduler`, with commas between them.
    case component
    /// The name of a feature.
    case feature
    /// The first feature as well, since the second stands on it.
    case needed(Feature, by: Feature)
    /// How much faster one clock may be than another, such as `1.1`.
    case clockBound
    /// `on`, as this rule cannot be switched off.
    case onlyOn(Rule)
    /// Nothing more: a program has no disk that could keep writes.
    case nothingKept(ProgramID)
    /// `on`, as this rule of the algorithms outside cannot be switched.
    case onlyAsItIs(ElectionRule)
    /// A whole number of 64 bits.
    case seed
    case number(ClosedRange<Int>)
    /// A span of time such as `200ms`, from so many microseconds to so many.
    case span(ClosedRange<TimeSpan>)
    /// From one span to another, such as `150-300ms`.
    case spans(ClosedRange<TimeSpan>)
  }
}
