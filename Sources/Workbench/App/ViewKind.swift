/// What fills the screen.
package enum ViewKind: String, CaseIterable, Hashable, Sendable {
  case cluster
  case spaceTime
  case rules
  case inspector
  case history
  case charts
  case pods
  case explorer
  case experiments
  case fate

  /// The one after it; they go round, and leave pods out where there are none. What is a question of
  /// its own is only opened by its own key.
  func next(hasPods: Bool) -> ViewKind {
    let all = Self.allCases.filter { $0 == self || !$0.isQuestion && (hasPods || $0 != .pods) }
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }

  /// Whether it is worked out at length, for somebody who asks.
  private var isQuestion: Bool {
    switch self {
    case .explorer, .experiments, .fate: true
    case .cluster, .spaceTime, .rules, .inspector, .history, .charts, .pods: false
    }
  }

  /// The command that opens it.
  package var command: KeyCommand {
    switch self {
    case .cluster: .clusterView
    case .spaceTime: .spaceTimeView
    case .rules: .rulesView
    case .inspector: .inspectorView
    case .history: .historyView
    case .charts: .chartsView
    case .pods: .podsView
    case .explorer: .explorerView
    case .experiments: .experimentsView
    case .fate: .fateView
    }
  }

  /// The context of the view's own keys, if it has some.
  var context: Keymap.Context? {
    switch self {
    case .cluster, .inspector, .pods: nil
    case .spaceTime: .spaceTime
    case .rules: .rules
    case .history: .history
    case .charts: .charts
    case .explorer: .explorer
    case .experiments: .experiments
    case .fate: .fate
    }
  }
}
