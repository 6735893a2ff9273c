import RaftCore

/// Why a line of text is no stimulus or act. What is said of it is a language's affair.
package struct ActTextError: Error, Hashable, Sendable {
  /// The words that do not fit; nil when the line ends too early.
  package let found: String?
  package let expected: Expectation

  package init(found: String?, expected: Expectation) {
    self.found = found
    self.expected = expected
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
    /// `out`, after `time`.
    case out
    /// `=` and a value.
    case assignment
    /// `>` and the receiving server.
    case arrow
    case server, serverOrAll
    /// A server that is on no side of a split yet; another than the sender of a link.
    case freeServer, otherServer
    case key, value
    /// The number of a message, such as `#12`.
    case flight
    case writeCount
    case clockRate
    /// One of the qualities that a link has.
    case quality([String])
    case latency, rate
    case rule, onOrOff
    /// `on`, as this rule cannot be switched off.
    case onlyOn(Rule)
  }
}
