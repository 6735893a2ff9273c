import ArgumentParser
import Explorer
import RaftCore
import Simulation
import Teaching
import Workbench

/// Something that was typed and cannot be done, or a file that cannot be used.
enum UsageMistake: Equatable {
  /// A value that is not among those from the first to the last.
  case range(option: String, value: String, from: String, to: String)
  case clusterSize(Int)
  case tooFewSeeds(from: UInt64, count: Int)
  case essentialRule(String)
  /// No rule has this name; another may have been meant.
  case unknownRule(String, guess: String?, known: [String])
  /// Nothing that can go wrong for programs has this name; another may have been meant.
  case unknownTrouble(String, guess: String?, known: [String])
  /// No rule has all of these words.
  case noRule(words: String)
  case act(String, ActTextError)
  /// No setting has this name; another may have been meant.
  case unknownSetting(String, guess: String?, known: [String])
  case setting(String, ActTextError)
  case features(String, ActTextError)
  case election(String, ActTextError)
  case unknownTheme(String, known: [String])
  case file(FileError)
  case scheme(SchemeError)
  case settings([PreferencesError])
  case cue(RecordedStep.SyntaxError)
  case key(word: String)
  case exportKey(String)
  case neitherScriptNorKeys
  case bothScriptAndKeys
  /// Options of the cluster beside a script, which has its own.
  case clusterOfScript
  /// An option about members that are started, beside `--attach`, which starts none.
  case besideAttach(option: String)
  /// An option of another form of export.
  case optionOfForm(option: String, form: String)
  /// A key that no client reads or writes.
  case unusedKey(String)
  /// An act that happens to a server that the cluster does not have.
  case actServer(String, ServerID, servers: Int)
  case noSuchMoment(String)
  case stillInCast
  case unnamedStills
  case unknownForm(path: String)
  case castVersion
  case unknownLanguage(LanguageError)
  /// A language that this terminal cannot show.
  case unshownLanguage(String)
  /// A script that begins so many clusters, of which none was named.
  case lastOfClusters(count: Int)
  /// A sequence diagram is longer than Mermaid takes, in characters.
  case diagramTooLong(limit: Int)
  /// A goal of exploring that cannot be read.
  case goal(String, ActTextError)
  /// A goal that speaks of what the start has not.
  case goalMisfit(String, ExploringGoal.Misfit)
  /// What the explorer refuses.
  case exploring(ModelError)
  /// `--servers` or `--batch` beside a script, which has a cluster of its own.
  case exploreClusterOfScript
  /// `--save` or `--open` without a goal.
  case exploreWithoutGoal
  /// A script and JSON, both on standard output.
  case exploreTwoOutputs
  /// `--goal` beside `--goals`.
  case exploreGoalAndGoals
  /// `--shard` of exploring, without a list that could be divided.
  case shardWithoutGoals
  /// A part that only lines of text would be made of, which nothing can join.
  case shardWithoutJSON
  /// JSON beside a script that is saved or opened.
  case checkTwoOutputs
  /// A table or a picture of a campaign, or of goals.
  case pictureOfParts
  /// A file that holds no goals.
  case noGoals(String)
  /// The language of a locale whose text cannot hold it.
  case unwrittenLanguage(Language)
  /// A trial that an experiment of these lines does not have.
  case noTrial(String, lines: [String])

  /// The same, with what was typed fit to be shown: short, and of characters that do no harm.
  var harmless: UsageMistake {
    switch self {
    case .range(let option, let value, let from, let to):
      .range(option: option, value: value.harmless, from: from, to: to)
    case .essentialRule(let name): .essentialRule(name.harmless)
    case .unknownRule(let name, let guess, let known):
      .unknownRule(name.harmless, guess: guess, known: known)
    case .unknownTrouble(let name, let guess, let known):
      .unknownTrouble(name.harmless, guess: guess, known: known)
    case .noRule(let words): .noRule(words: words.harmless)
    case .act(let text, let misreading): .act(text.harmless, misreading)
    case .unknownSetting(let text, let guess, let known):
      .unknownSetting(text.harmless, guess: guess, known: known)
    case .setting(let text, let misreading): .setting(text.harmless, misreading)
    case .features(let text, let misreading): .features(text.harmless, misreading)
    case .election(let text, let misreading): .election(text.harmless, misreading)
    case .actServer(let text, let server, let servers):
      .actServer(text.harmless, server, servers: servers)
    case .unknownTheme(let name, let known):
      .unknownTheme(name.harmless, known: known.map(\.harmless))
    case .key(let word): .key(word: word.harmless)
    case .exportKey(let key): .exportKey(key.harmless)
    case .goal(let text, let misreading): .goal(text.harmless, misreading)
    case .goalMisfit(let text, let misfit): .goalMisfit(text.harmless, misfit)
    case .noSuchMoment(let text): .noSuchMoment(text.harmless)
    case .unknownForm(let path): .unknownForm(path: path.harmless)
    case .unshownLanguage(let language): .unshownLanguage(language.harmless)
    case .noTrial(let text, let lines): .noTrial(text.harmless, lines: lines.map(\.harmless))
    default: self
    }
  }
}

extension ValidationError {
  /// A mistake, in the language that is spoken.
  init(_ mistake: UsageMistake) { self.init(Spoken.texts.text(of: mistake.harmless)) }
}
