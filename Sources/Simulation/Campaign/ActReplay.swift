import RaftCore

/// A run repeated from its acts alone.
package enum ActReplay {
  /// Brings each act at its moment, after everything that is due by then. An act that cannot happen
  /// is left out.
  ///
  /// - Parameters:
  ///   - acts: by ascending moments.
  ///   - limit: the last moment.
  ///   - observe: is shown every event; returns whether to go on.
  /// - Returns: the first violation, if there was one.
  @discardableResult
  package static func run(
    _ settings: Settings, acts: [Act], until limit: Time,
    observe: (borrowing Event) -> Bool = { _ in true }
  ) -> Violation? {
    var cluster = Cluster(settings)
    var event = Event()
    for act in acts where act.time <= limit {
      while cluster.violation == nil, cluster.advance(into: &event, until: act.time) {
        guard observe(event) else { return cluster.violation }
      }
      if cluster.violation != nil { break }
      cluster.pass(until: act.time)
      do throws(Refusal) {
        try cluster.perform(act.stimulus, into: &event)
        guard observe(event) else { return cluster.violation }
      } catch {
        continue
      }
    }
    while cluster.violation == nil, cluster.advance(into: &event, until: limit) {
      guard observe(event) else { break }
    }
    return cluster.violation
  }
}
