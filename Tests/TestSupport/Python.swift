import Foundation

/// Checks that other people's programs make of our files: terminals and readers written in Python.
package enum Python {
  /// When 1, a missing Python or module fails the tests that need them; they are left out
  /// otherwise.
  package static let variable = "RAFTLAB_REQUIRE_PYTHON"

  package static var isRequired: Bool { ProcessInfo.processInfo.environment[variable] == "1" }

  /// Whether checks that need a module are to run.
  package static func has(_ module: String) -> Bool {
    isRequired || run(["-c", "import \(module)"])?.status == 0
  }

  /// Runs a program that lies beside the calling file.
  package static func run(
    script: String, _ arguments: [String], filePath: String = #filePath
  ) -> (status: Int32, output: String)? {
    let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent()
    return run([folder.appendingPathComponent(script).path] + arguments)
  }

  /// Runs Python with arguments of its own; nil when there is none. `output` is of both streams.
  package static func run(_ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// A file of its own for a text; the caller removes it.
  package static func file(_ text: String, suffix: String) throws -> String {
    let path = NSTemporaryDirectory() + "raftlab-\(UUID().uuidString).\(suffix)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
