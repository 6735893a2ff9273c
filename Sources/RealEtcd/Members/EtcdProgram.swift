/// An etcd that is installed here.
package struct EtcdProgram: Hashable, Sendable {
  package let path: String
  /// As the program says it: `3.4.23`.
  package let version: String

  package init(path: String, version: String) {
    self.path = path
    self.version = version
  }

  /// Finds etcd and asks which one it is.
  ///
  /// - Parameter path: the program; nil: the first `etcd` on the path.
  package static func find(_ path: String? = nil) throws(EtcdError) -> EtcdProgram {
    let path = if let path { path } else { try onPath() }
    guard System.isProgram(path) else { throw .noProgram(path) }
    let said = try ChildProcess.said(by: [path, "--version"])
    let line = said.split(separator: "\n").first { $0.hasPrefix("etcd Version: ") }
    guard let line else {
      throw .noVersion(path, says: String(said.split(separator: "\n").first ?? ""))
    }
    let program = EtcdProgram(path: path, version: String(line.dropFirst("etcd Version: ".count)))
    guard let number = program.number else { throw .noVersion(path, says: String(line)) }
    guard number >= (3, 4) else { throw .tooOld(program.version) }
    return program
  }

  private static func onPath() throws(EtcdError) -> String {
    for folder in (System.variable("PATH") ?? "").split(separator: ":") {
      if System.isProgram("\(folder)/etcd") { return "\(folder)/etcd" }
    }
    throw .notInstalled
  }

  /// The first two numbers of the version.
  var number: (Int, Int)? {
    let parts = version.split(separator: ".")
    guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
    return (major, minor)
  }

  /// Whether this very version's line was tried: 3.4 and 3.5 were.
  package var isTried: Bool { number.map { $0 == (3, 4) || $0 == (3, 5) } ?? false }
}
