import ArgumentParser
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
  case act(String, Misreading)
  case unknownTheme(String, known: [String])
  case unreadable(path: String)
  case notText(path: String)
  case scheme(SchemeError)
  case settings(ConfigurationProblems)
  case cue(Cue.Unreadable)
  case key(word: String)
  case exportKey(String)
  case neitherScriptNorKeys
  case noSuchMoment(String)
  case stillInCast
  case unnamedStills
  case unknownForm(path: String)
  case castVersion
  case unknownLanguage(UnknownLanguage)
}

extension ValidationError {
  /// A mistake, in the language that is spoken.
  init(_ mistake: UsageMistake) { self.init(Spoken.texts.text(of: mistake)) }
}
