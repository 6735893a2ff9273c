import Teaching
import YAML

/// Why a file is no scheme: where, and what would be right.
package struct SchemeError: Error, Hashable {
  package let file: String
  /// From 1; nil when it is the whole file.
  package let line: Int?
  /// From 1; nil where the line says enough.
  package let column: Int?
  /// The key that is wrong or missing.
  package let key: String?
  package let problem: Problem

  init(_ file: String, line: Int? = nil, column: Int? = nil, key: String? = nil, _ problem: Problem)
  {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
    self.problem = problem
  }

  /// Where it is: `some.yaml:3:1`, as far as that is known.
  package var place: String {
    file + [line, column].compactMap(\.self).map { ":\($0)" }.joined()
  }

  init(_ file: String, _ trouble: YAMLError) {
    switch trouble.kind {
    case .notYAML(let complaint):
      self.init(file, line: trouble.line, column: trouble.column, .notYAML(complaint))
    case .twice(let key): self.init(file, line: trouble.line, key: key, .twice)
    }
  }
}
