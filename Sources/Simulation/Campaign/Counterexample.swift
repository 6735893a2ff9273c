import RaftCore

/// What a campaign found, with the fewest acts that lead to it: enough to repeat it anywhere.
package struct Counterexample: Hashable, Sendable {
  package var seed: UInt64
  package var settings: Settings
  /// What leads to the finding, by ascending moments.
  package var acts: [Act]
  package var finding: CampaignFinding
  /// How many acts the seed's run had.
  package var originalActCount: Int

  /// The shortest story of what came of a seed; nil when nothing was found.
  ///
  /// - Parameter runLimit: the most runs that the search for it may take.
  package init?(of outcome: SeedRun.Outcome, runLimit: Int = 20_000) {
    guard let finding = outcome.finding else { return nil }
    var minimizer = Minimizer(outcome, runLimit: runLimit)
    minimizer?.minimize()
    seed = outcome.seed
    settings = outcome.settings
    acts = minimizer?.acts ?? outcome.acts
    self.finding = minimizer?.finding ?? finding
    originalActCount = outcome.acts.count
  }

  /// The run that shows it, followed up to the event by which it was found.
  package var timeline: Timeline {
    var timeline = Timeline(settings)
    for act in acts where timeline.cluster.violation == nil {
      _ = timeline.run(until: act.time)
      guard timeline.cluster.violation == nil else { break }
      // What can happen here happened in the run that was kept.
      try? timeline.perform(act.stimulus)
    }
    if timeline.cluster.violation == nil { _ = timeline.run(until: finding.time) }
    return timeline
  }
}
