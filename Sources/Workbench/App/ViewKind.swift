/// What fills the screen.
package enum ViewKind: String, CaseIterable, Hashable, Sendable {
  case cluster
  case spaceTime
  case rules
  case inspector
  case history
  case charts

  /// The one after it; they go round.
  var next: ViewKind {
    let all = Self.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }

  /// The context of the view's own keys, if it has some.
  var context: Keymap.Context? {
    switch self {
    case .cluster, .inspector: nil
    case .spaceTime: .spaceTime
    case .rules: .rules
    case .history: .history
    case .charts: .charts
    }
  }
}
