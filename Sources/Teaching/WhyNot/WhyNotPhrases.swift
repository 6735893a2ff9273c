import RaftCore
import Simulation

/// What is said when somebody asks why not, in one language.
package protocol WhyNotPhrases {
  /// What the page of questions and answers is called.
  var whyNotTitle: String { get }
  func text(of question: WhyNot.Question) -> String
  /// A reason in a sentence or a few.
  func text(of reason: WhyNot.Reason) -> Phrase
  /// Nothing is missing that could be asked for.
  var nothingToAsk: String { get }
}

extension Language {
  /// What this language says when somebody asks why not.
  package var whyNotPhrases: any WhyNotPhrases {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}

extension WhyNot {
  /// A question with its answer.
  package struct Answer: Hashable, Sendable {
    package let question: String
    package let sentences: [Sentence]
  }

  /// All that there is to ask about a server, and the answers.
  package func answers(
    about server: ServerID, entry: LogIndex? = nil, in language: Language
  ) -> [Answer] {
    let phrases = language.whyNotPhrases
    return questions(about: server, entry: entry).map { question in
      let sentences = reasons(question).map { reason in
        Sentence(phrases.text(of: reason), source: reason.section)
      }
      return Answer(question: phrases.text(of: question), sentences: sentences)
    }
  }
}

extension WhyNot.Reason {
  /// Where in the paper.
  package var section: String {
    switch self {
    case .election(let reason):
      switch reason {
      case .tooFewRun, .apart, .standsStill, .nobodyStands, .candidacy, .isDown, .isPaused, .hears:
        "§5.2"
      case .asksFirst: "Ongaro §9.6"
      case .new: "§5.4.1"
      }
    case .entry(let reason):
      switch reason {
      case .alreadyCommitted, .nobodyCommits, .announced, .leaderLacks, .copies: "§5.3"
      case .ofOldTerm: "§5.4.2"
      }
    case .client: "§8"
    }
  }
}
