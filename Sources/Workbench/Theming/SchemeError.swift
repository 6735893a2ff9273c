import Teaching
import Yams

/// Why a file is no scheme: where, and what would be right.
package struct SchemeError: Error, Hashable {
  package let file: String
  /// From 1; nil when it is the whole file.
  package let line: Int?
  /// The key that is wrong or missing.
  package let key: String?
  package let problem: Problem

  init(_ file: String, line: Int? = nil, key: String? = nil, _ problem: Problem) {
    self.file = file
    self.line = line
    self.key = key
    self.problem = problem
  }

  /// What the YAML reader has to say.
  init(_ file: String, _ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(file, line: mark.line, .notYAML(YAMLComplaint(words: problem)))
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(file, line: context.mark.line, key: duplicates.first ?? "", .twice)
    case .reader(let problem, _, _, _):
      self.init(file, .notYAML(YAMLComplaint(words: problem)))
    default:
      self.init(file, .notYAML(.noUTF8))
    }
  }
}
