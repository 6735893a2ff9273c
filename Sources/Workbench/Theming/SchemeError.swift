import Teaching

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

  init(_ file: String, _ trouble: YAMLError) {
    let line = trouble.line > 0 ? trouble.line : nil
    switch trouble.kind {
    case .notYAML(let complaint): self.init(file, line: line, .notYAML(complaint))
    case .twice(let key): self.init(file, line: line, key: key, .twice)
    }
  }
}
