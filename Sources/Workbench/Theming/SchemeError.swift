import Yams

/// Why a file is no scheme: where, and what would be right.
package struct SchemeError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// From 1; nil when it is the whole file.
  package let line: Int?
  /// The key that is wrong or missing.
  package let key: String?
  /// What is wrong, to be read after the key.
  package let problem: String

  init(_ file: String, line: Int? = nil, key: String? = nil, _ problem: String) {
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
      self.init(file, line: mark.line, "is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      self.init(file, line: context.mark.line, key: name, "stands here twice")
    default:
      self.init(file, "is no YAML: \(error)")
    }
  }

  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return key.map { "\(place): \($0) \(problem)" } ?? "\(place): \(problem)"
  }
}
