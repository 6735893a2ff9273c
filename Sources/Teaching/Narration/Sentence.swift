import ClientPrograms
import RaftCore

/// One thing that happened, said with its reason, its numbers, and where the paper says so.
package struct Sentence: Hashable, Sendable {
  /// What is said.
  package var phrase: Phrase
  /// The rule that it tells of; nil for what comes from outside the cluster.
  package var rule: Rule?
  /// The rule of a program outside that it tells of.
  package var electionRule: ElectionRule?
  /// Where in the paper, such as `§5.4.1 · RequestVote RPC, receiver 2`, or the Go call that a
  /// program's rule stands for; empty without either.
  package var source: String

  package init(_ phrase: Phrase, rule: Rule? = nil, source: String = "") {
    self.phrase = phrase
    self.rule = rule
    self.source = source
  }

  /// - Parameter electionRule: the rule of a program.
  package init(_ phrase: Phrase, electionRule: ElectionRule) {
    self.phrase = phrase
    self.electionRule = electionRule
    source = electionRule.call ?? ""
  }

  /// The sentence as plain text, without its source.
  package var text: String { phrase.text }
}
