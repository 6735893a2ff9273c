/// How much a run that is read in may be: a few characters can ask for hours of work.
package enum RunLimit {
  /// The most events over all branches and steps, unless a command is told otherwise.
  package static let standard = 2_000_000
  /// The most events over all branches and steps; in a session also the most intervals of a steady
  /// load, which may wait for a leader without an event.
  @TaskLocal package static var events = standard

  /// How much virtual time so many intervals of a steady load are.
  package static func span(of interval: TimeSpan, events: Int = events) -> TimeSpan {
    let (limit, overflows) = interval.multipliedReportingOverflow(by: events)
    return overflows ? .max : limit
  }
}
