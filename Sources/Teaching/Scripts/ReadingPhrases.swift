import Simulation
import YAML

/// What a language says about lines and files that cannot be read.
package protocol ReadingPhrases {
  /// What was found in the line of a stimulus, and what would be right.
  func text(of misreading: ActTextError) -> String
  /// Why a file is no YAML.
  func text(of complaint: YAMLComplaint) -> String
  /// A value for a language names none of ours.
  func text(of unknown: LanguageError) -> String
}
