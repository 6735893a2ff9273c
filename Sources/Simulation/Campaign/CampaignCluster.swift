import RaftCore

/// A cluster that a campaign drives: it goes on event by event, and every act is put down with its
/// moment, so that the acts alone repeat the run.
struct CampaignCluster: Sendable {
  /// Changes a cluster after an event, as no act can: how a test plants a mistake.
  typealias Tampering = @Sendable (inout Cluster, borrowing Event) -> Void

  private(set) var cluster: Cluster
  /// What was brought from outside, by ascending moments.
  private(set) var acts: [Act] = []
  private var event = Event()
  private let tampering: Tampering?
  /// Whether it ends where two believe that they lead.
  private let seeksBelievers: Bool
  /// Those, if they were looked for and found.
  private(set) var believers: Believers?

  init(
    _ settings: Settings, seeksBelievers: Bool = false, tampering: Tampering? = nil
  ) {
    cluster = Cluster(settings)
    self.seeksBelievers = seeksBelievers
    self.tampering = tampering
  }

  /// The first safety property that stopped holding, if one did.
  var violation: Violation? { cluster.violation }

  /// Lets the next event happen, if it does so by `limit`. Returns whether one did.
  mutating func advance(until limit: Time) -> Bool {
    guard cluster.advance(into: &event, until: limit) else { return false }
    if let tampering { tampering(&cluster, event) }
    if seeksBelievers { noteBelievers() }
    return true
  }

  private mutating func noteBelievers() {
    guard believers == nil, let change = event.outside?.believers, change.after.count > 1 else {
      return
    }
    believers = Believers(
      contest: change.contest, programs: change.after, event: event.number, time: event.time)
  }

  /// Whether the latest event broke a safety property, or what was looked for was found.
  var isBroken: Bool { event.isViolation || believers != nil }

  /// Whether what is found is found.
  var isOver: Bool { violation != nil || believers != nil }

  /// Lets everything happen that is due by a moment, unless something breaks or there have been
  /// `eventLimit` events. Returns whether the moment was reached.
  mutating func run(until moment: Time, eventLimit: Int = .max) -> Bool {
    while cluster.eventCount < eventLimit, advance(until: moment) {
      if isBroken { return false }
    }
    guard cluster.eventCount < eventLimit, !isOver else { return false }
    cluster.pass(until: moment)
    return true
  }

  /// Brings something from outside, now; returns whether that could happen.
  ///
  /// Everything that is due now happens before: so it will, too, when the acts are repeated.
  @discardableResult
  mutating func perform(_ stimulus: Stimulus) -> Bool {
    while advance(until: cluster.now) { if isBroken { return false } }
    do throws(Refusal) {
      try cluster.perform(stimulus, into: &event)
    } catch {
      return false
    }
    acts.append(Act(at: cluster.now, stimulus))
    if let tampering { tampering(&cluster, event) }
    if seeksBelievers { noteBelievers() }
    return true
  }

  /// Brings acts at their moments, up to a last one; those that cannot happen are left out. Returns
  /// whether that moment was reached.
  mutating func play(_ acts: some Sequence<Act>, until limit: Time) -> Bool {
    for act in acts where act.time <= limit {
      guard run(until: act.time) else { return false }
      perform(act.stimulus)
      if isOver { return false }
    }
    return run(until: limit)
  }
}
