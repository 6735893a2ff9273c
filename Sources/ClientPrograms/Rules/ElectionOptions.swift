/// Which of the rules that can be switched are in force. Those that are not, nobody obeys.
///
/// Unless switched, everybody does as the libraries do, and the notes' way is done right.
package struct ElectionOptions: Hashable, Sendable, BitwiseCopyable {
  /// One bit a rule that can be switched, in their order.
  private var on: UInt64 = 0
  private static let places = ElectionRule.allCases.map { rule in
    rule.isSwitchable ? ElectionRule.switchable.firstIndex(of: rule) : nil
  }

  /// As the libraries are.
  package init() {
    for rule in ElectionRule.switchable where rule.facts.isOn { on |= Self.bit(rule) }
  }

  /// As the libraries are, but for some rules.
  ///
  /// - Precondition: each rule named may be switched.
  package init(
    with added: some Sequence<ElectionRule> = [], without removed: some Sequence<ElectionRule> = []
  ) {
    self.init()
    for rule in added { self[rule] = true }
    for rule in removed { self[rule] = false }
  }

  /// Whether a rule is in force.
  ///
  /// - Precondition: only a rule with `isSwitchable` is set.
  package subscript(rule: ElectionRule) -> Bool {
    get { Self.places[Int(rule.rawValue)].map { on & 1 << UInt64($0) != 0 } ?? true }
    set {
      precondition(rule.isSwitchable, "\(rule.id) cannot be switched")
      if newValue { on |= Self.bit(rule) } else { on &= ~Self.bit(rule) }
    }
  }

  /// The rules that are not as they are in the libraries, in the order of `ElectionRule.allCases`.
  package var switched: [ElectionRule] {
    ElectionRule.switchable.filter { self[$0] != $0.facts.isOn }
  }

  private static func bit(_ rule: ElectionRule) -> UInt64 {
    1 << UInt64(places[Int(rule.rawValue)]!)
  }
}
