/// Which rules are in force. All are, unless switched off.
@usableFromInline package struct RuleSet: Hashable, Sendable {
  /// One bit a rule, by raw value: those below 64, and the rest.
  @usableFromInline var off: UInt64 = 0
  @usableFromInline var offBeyond: UInt64 = 0

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
    @inlinable get { self[word: rule] & (1 &<< UInt64(rule.rawValue & 63)) == 0 }
    set {
      precondition(newValue || rule.isSwitchable, "\(rule.id) cannot be switched off")
      let bit: UInt64 = 1 << UInt64(rule.rawValue & 63)
      if newValue { self[word: rule] &= ~bit } else { self[word: rule] |= bit }
    }
  }

  /// The word that holds the bit of a rule.
  @usableFromInline subscript(word rule: Rule) -> UInt64 {
    @inlinable @inline(__always) get { rule.rawValue < 64 ? off : offBeyond }
    @usableFromInline set { if rule.rawValue < 64 { off = newValue } else { offBeyond = newValue } }
  }

  /// The rules that are switched off, in the order of `Rule.allCases`.
  package var switchedOff: [Rule] { Rule.allCases.filter { !self[$0] } }
}
