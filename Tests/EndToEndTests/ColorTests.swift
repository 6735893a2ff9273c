import Foundation
import Screen
import TestSupport
import Testing

/// What the probe sends of its red `rgb(200, 40, 40)` and its green on blue.
@Suite("Colours", .ownThreads) struct ColorTests {
  func output(_ environment: [String: String?]) throws -> String {
    let terminal = try PseudoTerminal(
      "terminal-probe", size: Size(columns: 60, rows: 16), environment: environment)
    #expect(terminal.wait(for: "probe 60x16"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    // Nothing of ours may touch the palette, which is the user's.
    #expect(!terminal.text.contains("\u{1B}]4;") && !terminal.text.contains("\u{1B}]104"))
    return terminal.text
  }

  @Test("256 colours: the nearest of the fixed ones, and the named ones as they are")
  func indexed() throws {
    let text = try output([:])
    #expect(text.contains("indexed"))
    #expect(text.contains("38;5;160"))
    #expect(text.contains("32") && text.contains("44"))
  }

  @Test("8 colours: the nearest named one")
  func eight() throws {
    let text = try output(["TERM": "xterm"])
    #expect(text.contains("ansi8"))
    #expect(text.contains("31") && !text.contains("38;5"))
  }

  @Test(
    "NO_COLOR and a terminal without colours leave bold",
    arguments: [["NO_COLOR": "1"], ["TERM": "xterm-mono"], ["FORCE_COLOR": "0"]])
  func mono(environment: [String: String]) throws {
    let text = try output(environment)
    #expect(text.contains("mono"))
    #expect(text.contains("\u{1B}[1m") || text.contains("\u{1B}[0;1m"))
    #expect(!text.contains("38;5") && !text.contains("[31m") && !text.contains("[44m"))
  }

  static let compiler = ["/usr/bin/tic", "/bin/tic"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "24 bits where the terminal says so and the database has them",
    .enabled(if: compiler != nil))
  func direct() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("terminfo-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let entry = #"""
      xterm-direct|xterm with 24-bit colours,
      	RGB, colors#0x1000000, pairs#0x7FFF,
      	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
      	setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
      	use=xterm-256color,

      """#
    let source = folder.appendingPathComponent("source")
    try Data(entry.utf8).write(to: source)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    process.arguments = ["-x", "-o", folder.path, source.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)

    let environment = ["TERMINFO_DIRS": "\(folder.path):/lib/terminfo:/usr/share/terminfo"]
    let with = try output(environment.merging(["COLORTERM": "truecolor"]) { $1 })
    #expect(with.contains("direct"))
    #expect(with.contains("38:2::200:40:40"))
    let without = try output(environment)
    #expect(without.contains("indexed"))
    let reduced = try output(
      environment.merging(["COLORTERM": "truecolor", "NO_COLOR": "1"]) { $1 })
    #expect(reduced.contains("mono"))
  }

  /// How the terminal database of the system sets rgb(200, 40, 40) for a type of terminal; nil when
  /// it has none of the name.
  static func red(ofType type: String) -> String? {
    guard let run = try? Finished(shell: "tput -T \(type) setaf \(0xC8_2828)"), run.status == 0
    else { return nil }
    return String(run.output.dropFirst(2).dropLast())
  }

  /// The types of terminals with 24 bits that the database of the system has.
  static let installed = ["xterm-direct", "xterm-direct2", "konsole-direct", "kitty-direct"]
    .filter { red(ofType: $0) != nil }

  @Test(
    "24 bits in the form that the system's own entry has",
    .enabled(if: !installed.isEmpty, "the database has no terminal with 24 bits"),
    arguments: installed)
  func installedDirect(type: String) throws {
    let red = try #require(Self.red(ofType: type))
    let text = try output(["TERM": type])
    #expect(text.contains("direct"))
    #expect(text.contains(red), "\(type): \(red)")
    #expect(!text.contains("8;5;") && !text.contains("8:5:"))
  }

  @Test("24 bits where the terminal says so, even if the database has no entry for them")
  func claimed() throws {
    let variables: [String: String?] = ["TERM": "screen-256color", "COLORTERM": "truecolor"]
    let text = try output(variables)
    #expect(text.contains("direct") && text.contains("38;2;200;40;40"))
    // GNU Screen hands on what the terminal around it says, and has none.
    let inScreen = try output(variables.merging(["STY": "1.tty"]) { $1 })
    #expect(inScreen.contains("indexed") && inScreen.contains("38;5;160"))
    let asked = try output(["TERM": "screen-256color", "FORCE_COLOR": "3"])
    #expect(asked.contains("38;2;200;40;40"))
  }

  @Test("kitty's entry with 24 bits is found by its own name", .enabled(if: hasKitty))
  func kitty() throws {
    let red = try #require(Self.red(ofType: "kitty-direct"))
    let text = try output(["TERM": "xterm-kitty", "COLORTERM": "truecolor"])
    #expect(text.contains(red))
  }

  static let hasKitty = red(ofType: "kitty-direct") != nil && red(ofType: "xterm-kitty") != nil

  @Test(
    "more colour pairs than the terminal has are all drawn", arguments: ["xterm", "xterm-256color"])
  func manyPairs(type: String) throws {
    let terminal = try PseudoTerminal("terminal-probe", ["--pairs"], environment: ["TERM": type])
    let last = (0..<9).map { "\($0)8" }.joined(separator: " ")
    #expect(terminal.wait(for: last))
    for row in 0..<9 {
      #expect(terminal.screen.rows[row] == (0..<9).map { "\($0)\(row)" }.joined(separator: " "))
    }
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
