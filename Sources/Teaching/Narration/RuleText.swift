/// What is written about a rule in one language.
package struct RuleText: Hashable, Sendable {
  /// A name to put in a list: at most 40 columns.
  package var title: String
  /// The rule in our own words: at most 200 characters.
  package var sentence: String
  /// What goes wrong when the rule is switched off, or, where it is itself the risk, when it is
  /// switched on; nil when it cannot be.
  package var without: String?

  package init(_ title: String, _ sentence: String, without: String? = nil) {
    self.title = title
    self.sentence = sentence
    self.without = without
  }
}
