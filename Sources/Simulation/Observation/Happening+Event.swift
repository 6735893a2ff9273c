import RaftCore

// What the simulation tells of an event.
extension Happening {
  /// An event, all of it.
  package init(_ event: borrowing Event) {
    self.init(number: event.number, time: event.time, event.happening, at: event.server)
    client = event.client
    flight = event.carried
    outside = event.outside
    isTooLate = event.isTooLate
    step = event.step
    sent = event.sent
    violation = event.violation
    see(event.glimpse)
    if case .act = event.outline { witness = .act }
  }
}
