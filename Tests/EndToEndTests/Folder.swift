import Foundation

/// A folder of its own, gone afterwards.
final class Folder {
  let path = NSTemporaryDirectory() + "raftlab-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// All that is there, hidden files too.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Runs a shell command here, with `$raftlab` as the program.
  func shell(_ command: String) -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = [
      "raftlab": PseudoTerminal.path(of: "raftlab"), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "HOME": path, "SWIFT_BACKTRACE": "enable=no", "TMPDIR": NSTemporaryDirectory(),
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { return (-1, "\(error)") }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
