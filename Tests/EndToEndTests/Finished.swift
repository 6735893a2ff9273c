import Foundation

/// A program of this package that has run with pipes instead of a terminal.
struct Finished {
  let status: Int32
  let output: String
  let errors: String
  var everything: String { output + errors }

  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    try self.init(
      PseudoTerminal.path(of: "raftlab"), arguments, environment: environment)
  }

  /// Runs a line of the shell, in which `$R` is the program.
  init(shell line: String, environment: [String: String] = [:]) throws {
    try self.init(
      "/bin/sh", ["-c", line],
      environment: environment.merging(["R": PseudoTerminal.path(of: "raftlab")]) { $1 })
  }

  private init(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws {
    let process = Process()
    let out = Pipe()
    let err = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    let complaints = err.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: text, as: UTF8.self)
    errors = String(decoding: complaints, as: UTF8.self)
  }
}
