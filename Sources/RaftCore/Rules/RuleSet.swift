/// Which rules are in force. All are, unless switched off.
@usableFromInline package struct RuleSet: Hashable, Sendable {
  @usableFromInline var off: UInt64 = 0

  /// All rules in force.
  package init() {}

  /// All rules but some.
  ///
  /// - Precondition: each of `rules` may be switched off.
  package init(without rules: some Sequence<Rule>) {
    for rule in rules { self[rule] = false }
  }

  /// Whether a rule is in force.
  ///
  /// - Precondition: only a rule with `isSwitchable` is set to false.
  package subscript(rule: Rule) -> Bool {
    @inlinable get { off & (1 &<< UInt64(rule.rawValue)) == 0 }
    set {
      precondition(newValue || rule.isSwitchable, "\(rule.id) cannot be switched off")
      if newValue {
        off &= ~(1 << UInt64(rule.rawValue))
      } else {
        off |= 1 << UInt64(rule.rawValue)
      }
    }
  }

  /// The rules that are switched off, in the order of `Rule.allCases`.
  package var switchedOff: [Rule] { Rule.allCases.filter { !self[$0] } }
}
