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

  /// The one after it; they go round, and leave pods out where there are none. What can happen is
  /// asked for, and not come across.
  func next(hasPods: Bool) -> ViewKind {
    let all = Self.allCases.filter { view in
      view == self || (view != .explorer && (hasPods || view != .pods))
    }
    return all[(all.firstIndex(of: self)! + 1) % all.count]
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
    }
  }
}
