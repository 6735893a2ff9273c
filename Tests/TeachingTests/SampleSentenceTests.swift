import RaftCore
import Teaching
import Testing

@Suite("Sentences by which rules are found")
struct SampleSentenceTests {
  /// They shape what other rules do, and never fire themselves.
  private static let silent: [Rule] = [
    .randomizedTimeouts, .pipelining, .roundAfterRead, .leaseClockBound, .leasePresentClock,
    .leaveJointAfterCommit,
  ]

  @Test("Each rule that fires has some, and no other", arguments: Language.allCases)
  func whole(language: Language) {
    let narrator = Narrator(in: language)
    for rule in Rule.allCases {
      #expect(narrator.samples(of: rule).isEmpty == Self.silent.contains(rule), "\(rule.id)")
    }
  }

  @Test("What can be told in several ways is told in each", arguments: Language.allCases)
  func ways(language: Language) {
    let narrator = Narrator(in: language)
    for (rule, least) in [(Rule.backUpByTerm, 3), (.entriesStored, 3), (.countVote, 3)] {
      #expect(narrator.samples(of: rule).count >= least, "\(rule.id)")
    }
  }
}
