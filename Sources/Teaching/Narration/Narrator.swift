import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// Says what happens in a cluster, each firing of a rule in one sentence with its reason, its
/// numbers, and its source in the paper.
///
/// The narrator decides which fact a firing is; the language's `Phrasebook` words it.
package struct Narrator: Sendable {
  /// The language it speaks.
  package let language: Language
  /// The texts of that language.
  package let words: any Phrasebook
  /// The requests that entries of the log name by their place; nil where they are not known.
  private let requests: RequestTable?
  /// What entries of a real cluster ask for; nil where there is none.
  let entries: EntryTable?

  package init(
    in language: Language, naming requests: RequestTable? = nil, _ entries: EntryTable? = nil
  ) {
    self.language = language
    self.words = language.phrasebook
    self.requests = requests
    self.entries = entries
  }

  /// What fired in one step, as a story in the order of the firings.
  package func sentences(for firings: some Sequence<Firing>, in scene: Scene) -> [Sentence] {
    firings.map { sentence(for: $0, in: scene) }
  }

  /// One firing in one sentence.
  package func sentence(for firing: Firing, in scene: Scene) -> Sentence {
    let phrase =
      fact(firing, scene)
      ?? words.otherwise(scene.server, follows: words.text(of: firing.rule))
    return Sentence(
      phrase.saying(words.ownCheck, for: .member), rule: firing.rule,
      source: words.text(of: firing.rule.source))
  }

  /// A message on its way, in one line: `AppendEntries  term 4  prev (4, term 4)  entries [5]  …`.
  package func summary(of message: Message) -> Phrase {
    """
    \(strong: words.name(of: message.body))  \(fields(of: message))
    """
  }

  /// What the command of an entry is called: `x=3` for a write, `x?` for a read; of a program's what it
  /// asks for, or its number in the table where that is not at hand.
  package func name(of entry: Entry) -> Phrase {
    if let row = entries?[entry.command] {
      "\(command: row.text)"
    } else if let operation = entry.command.operation {
      "\(command: operation.description)"
    } else if let reference = entry.command.reference {
      if let requests, reference.place < requests.count {
        words.describe(.request(requests[reference.place], .linearizable))
      } else {
        "\(command: "req \(reference.serial)")"
      }
    } else if let membership = entry.membership {
      words.configuration(membership)
    } else {
      words.noOp
    }
  }

  /// The most commands that a sentence names, and the most characters that they take in all: a
  /// sentence fits on two lines whatever the clients write.
  private static let namedCommands = 3
  private static let namedCharacters = 48

  /// What the commands of some entries are called; empty when there are too many, or not known.
  func names(of entries: ClosedRange<LogIndex>, in log: LogState?) -> [Phrase] {
    guard let log, entries.count <= Self.namedCommands, entries.upperBound <= log.lastIndex
    else { return [] }
    let names = entries.compactMap { log[$0].map(name) }
    guard names.count == entries.count else { return [] }
    let length = names.reduce(0) { $0 + $1.text.count }
    return length <= Self.namedCharacters ? names : []
  }
}
