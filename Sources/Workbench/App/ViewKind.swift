/// What fills the screen.
package enum ViewKind: String, CaseIterable, Hashable, Sendable {
  case cluster
  case spaceTime
  case rules
  case inspector
  case history
  case charts
  case pods

  /// The one after it; they go round, and leave pods out where there are none.
  func next(hasPods: Bool) -> ViewKind {
    let all = Self.allCases.filter { hasPods || $0 != .pods || $0 == self }
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
    }
  }
}
