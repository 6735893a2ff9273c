/// A rule that fired, with the numbers that made it fire and the effects that it caused.
package struct Firing: Hashable, Sendable, BitwiseCopyable {
  package var rule: Rule
  package var evidence: Evidence
  /// Half a word each, because firings are recorded and read all the time.
  private var firstEffect: Int32
  private var endOfEffects: Int32

  /// Where its effects stand in `Step.effects`.
  package var effects: Range<Int> { Int(firstEffect)..<Int(endOfEffects) }

  package init(rule: Rule, evidence: Evidence, effects: Range<Int>) {
    self.rule = rule
    self.evidence = evidence
    firstEffect = Int32(truncatingIfNeeded: effects.lowerBound)
    endOfEffects = Int32(truncatingIfNeeded: effects.upperBound)
  }
}
