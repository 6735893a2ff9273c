import RaftCore
import Simulation
import Teaching
import TestSupport
import Testing

@Suite("The story of a step")
struct StoryTests {
  @Test("Each firing of an election and a write is told, each in words of its own")
  func everyFiring() {
    for language in Language.allCases {
      let narrator = Narrator(in: language)
      for size in [1, 2, 3, 5] {
        for moment in Election.withWrite(size: size).moments {
          let story = narrator.sentences(for: moment.firings, in: moment.scene)
          #expect(story.count == moment.firings.count)
          #expect(Set(story.map(\.text)).count == story.count, "\(story.map(\.text))")
          for (sentence, firing) in zip(story, moment.firings) {
            expectTold(sentence, firing, at: moment.scene.server)
          }
        }
      }
    }
  }

  private func expectTold(_ sentence: Sentence, _ firing: Firing, at server: ServerID) {
    #expect(!sentence.text.isEmpty && columns(sentence.text) <= 160, "\(sentence.text)")
    #expect(sentence.rule == firing.rule)
    #expect(sentence.source.hasPrefix("§"))
    #expect(sentence.phrase.parts.contains { $0.kind == .server(server) }, "\(sentence.text)")
    #expect(sentence.phrase.parts.contains { $0.kind == .strong }, "\(sentence.text)")
  }

  @Test("A whole election and a write read as they did", arguments: Language.allCases)
  func snapshot(language: Language) {
    let narrator = Narrator(in: language)
    var text = ""
    for moment in Election.withWrite().moments where !moment.firings.isEmpty {
      if let message = moment.scene.message {
        text += "\(message.from) → \(message.to)  \(narrator.summary(of: message).text)\n"
      }
      let headline = moment.firings.headline.map { narrator.sentence(for: $0, in: moment.scene) }
      for sentence in narrator.sentences(for: moment.firings, in: moment.scene) {
        text += "  \(sentence == headline ? "*" : " ") \(sentence.text)  \(sentence.source)\n"
      }
      text += "\n"
    }
    Snapshot.expect(text, matches: "story.\(language.rawValue).txt")
  }

  @Test(
    "The headline tells the turning point of a step",
    arguments: [
      ([Rule.countVote, .becomeLeader, .appendNoOp, .announceLeadership], Rule.becomeLeader),
      ([.stepDownOnHigherTerm, .grantVote], .grantVote),
      ([.stepDownOnHigherTerm, .upToDateCheck], .upToDateCheck),
      ([.stepDownOnHigherTerm, .hearLeader, .acknowledgeEntries], .stepDownOnHigherTerm),
      ([.hearLeader, .deleteConflicting, .appendEntries, .acknowledgeEntries], .deleteConflicting),
      ([.hearLeader, .acknowledgeEntries], .hearLeader),
      ([.entriesStored, .advanceCommit, .applyCommitted, .answerClient], .advanceCommit),
      ([.electionTimeout, .startElection], .startElection),
      ([.persistBeforeAnswering, .countVote], .countVote),
      ([.hearLeader, .consistencyCheck], .consistencyCheck),
      ([.hearLeader, .appendEntries, .commitBoundedByLastNew, .applyCommitted], .appendEntries),
    ])
  func headlines(rules: [Rule], expected: Rule) {
    let firings = rules.map { Firing(rule: $0, evidence: .none, effects: 0..<0) }
    #expect(firings.headline?.rule == expected)
  }

  @Test("A step in which nothing fired has no headline")
  func noHeadline() {
    #expect([Firing]().headline == nil)
  }
}
