import Formats
import Foundation
import Teaching
import TestSupport
import Testing

/// No text of a stranger's does anything to the terminal that it is shown on.
@Suite("Harmless output", .ownThreads) struct HarmlessOutputTests {
  /// An escape sequence, a bell, one of C1, and signs that turn text around or hide it.
  static let harm: String = "\u{1B}[31m\u{7}\u{9B}2J\u{202E}\u{200B}\r"

  /// The same as YAML writes it in quotes.
  static let escaped: String = #"\x1b[31m\x07\x9b2J\u202E\u200B\r"#

  private let home: UserFilesTests.Home

  init() throws {
    home = try UserFilesTests.Home()
    let harm = Self.harm
    let script = "version: 1\ntitle: T\nsteps:\n"
    let scripts = [
      "title": "version: 1\ntitle: \"a\(Self.escaped)\"\nsteps: []\n",
      "raw": "version: 1\ntitle: \"a\(harm)\"\nsteps: []\n",
      "key": "version: 1\n\"a\(Self.escaped)\": 1\ntitle: T\nsteps: []\n",
      "say": "\(script)  - say: {en: \"a\(Self.escaped)\"}\n",
      "act": "\(script)  - act: \"crash \(Self.escaped)\"\n",
      "run": "\(script)  - run: \"until \(Self.escaped)\"\n",
      "step": "\(script)  - \"\(Self.escaped)\": 1\n",
      "scalar": "\(script)  - \"\(Self.escaped)\"\n",
      "language": "\(script)  - say: {\"\(Self.escaped)\": x}\n",
      "version": "version: \"\(Self.escaped)\"\ntitle: T\nsteps: []\n",
    ]
    for (name, text) in scripts { try home.write(text, to: "\(name).yaml") }
    let slots = (0..<16).map { "  base0\(String($0, radix: 16, uppercase: true)): \"101010\"\n" }
    let palette = "palette:\n\(slots.joined())"
    let themes = [
      "name": "name: \"x\(Self.escaped)\"\nauthor: \"\(Self.escaped)\"\n\(palette)",
      "system": "system: \"\(Self.escaped)\"\n\(palette)",
      "color": palette.replacing("base03: \"101010\"", with: "base03: \"\(Self.escaped)\""),
      "style": "\(palette)raftlab:\n  styles:\n    \"\(Self.escaped)\": bold\n",
      "b\u{1B}[31m\u{202E}": palette,
    ]
    for (name, text) in themes { try home.write(text, to: "themes/\(name).yaml") }
    try home.write("raftlab-session 1\n\(harm)\n", to: "torn.raftlab")
    try home.write("\(harm)", to: "no-journal.raftlab")
  }

  /// What must not be on a terminal: all but text, lines and tabs.
  private func harm(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0.isHarmful && $0 != "\n" && $0 != "\t" }
  }

  private static let x: String = "\"$(printf '\\033[31m\\007\\302\\2332J\\342\\200\\256\\r')\""

  static let commands: [String] =
    ["title", "raw", "key", "say", "act", "run", "step", "scalar", "language", "version"]
    .flatMap { ["test \($0).yaml", "play --plain \($0).yaml", "export \($0).yaml --as mermaid"] }
    + [
      "themes", "config", "picture --theme name --text", "picture --theme system",
      "picture --theme color", "picture --theme style", "picture --theme \(x)",
      "picture --theme \(x).yaml", "picture --keys \(x)", "picture --size \(x)",
      "replay --plain torn.raftlab", "replay --plain no-journal.raftlab",
      "sessions --save - torn.raftlab", "sessions --code torn.raftlab",
      "sessions --save - rl1-I0AFBxgbXTA7cHduZWQHG1szMW1yZWTigK5hYmMBAAwAAAAAziDSYA",
      "replay --plain rl1-I0AFBxgbXTA7cHduZWQHG1szMW1yZWTigK5hYmMBAAwAAAAAziDSYA",
      "test rl1-I0AFBxgbXTA7cHduZWQHG1szMW1yZWTigK5hYmMBAAwAAAAAziDSYA",
      "sessions --code rl1-\(x)", "sessions \(x)", "resume \(x)", "play \(x)", "play --plain \(x)",
      "test \(x) \(x).yaml", "lessons --show \(x)", "log --act \(x)", "log --without \(x)",
      "log --until \(x)", "check --seeds \(x)", "bench \(x)", "rules \(x)", "keys --lang \(x)",
      "record --keys \(x) -o a.cast", "record \(x) -o a.svg", "record 1 -o a.\(x)",
      "record 1 -o \(x)/a.svg", "record 1 --still \(x) -o a.svg",
      "record --keys mark:\(x) --as cast -o -", "export --keys 'n n' --as history --key \(x)",
      "export 1 --as \(x)", "--\(x)", "\(x)", "--color \(x)", "--speed \(x)",
      "--generate-completion-script \(x)", "help \(x)",
    ]

  @Test("whatever is in files, names and options, text is all that is printed", arguments: commands)
  func textAlone(line: String) throws {
    for locale in ["C.UTF-8", "zh_CN.UTF-8"] {
      let run = try home.run("LC_ALL=\(locale) $R \(line)")
      #expect(harm(in: run.output).isEmpty, "\(run.output.debugDescription.prefix(400))")
      #expect(harm(in: run.errors).isEmpty, "\(run.errors.debugDescription.prefix(400))")
      #expect(!run.everything.isEmpty)
    }
  }

  @Test(
    "settings too",
    arguments: [
      "theme: \"H\"", "language: \"H\"", "motion: \"H\"", "\"H\": 1", "keys:\n  \"H\": x",
      "keys:\n  step: \"H\"",
    ])
  func settingsAreText(text: String) throws {
    try home.write(text.replacing("H", with: Self.escaped), to: "config.yaml")
    for command in ["keys", "config", "config --standard"] {
      let run = try home.run("$R \(command)")
      #expect(harm(in: run.everything).isEmpty, "\(run.everything.debugDescription.prefix(400))")
    }
  }

  @Test("plain mode says lines of text, whatever a session or script is called")
  func plainMode() throws {
    let run = try home.run("printf 'n n q' | $R --plain; printf q | $R play --plain name.yaml")
    #expect(harm(in: run.everything).isEmpty)
  }
}
