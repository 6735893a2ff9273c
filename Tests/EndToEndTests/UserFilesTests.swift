import Foundation
import TestSupport
import Testing

/// What users keep in files may be anything, and may be unreadable.
@Suite("Files of users", .ownThreads) struct UserFilesTests {
  /// A home with the named files in it, below `.config/raftlab`.
  final class Home {
    let path = NSTemporaryDirectory() + "raftlab-home-\(UUID().uuidString)"
    var settings: String { path + "/.config/raftlab" }

    init(_ files: [String: String] = [:]) throws {
      try FileManager.default.createDirectory(
        atPath: settings + "/themes", withIntermediateDirectories: true)
      for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
      try text.write(toFile: "\(settings)/\(name)", atomically: false, encoding: .utf8)
    }

    func run(_ line: String) throws -> Finished {
      try Finished(
        shell: "cd '\(settings)'; \(line)", environment: ["HOME": path, "PATH": "/usr/bin:/bin"])
    }
  }

  /// Each line means nine times the one before, and all of it is a key.
  static let bomb: String = {
    let lines = "bcdefghij".unicodeScalars.map { name in
      let last = String(Unicode.Scalar(name.value - 1)!)
      let aliases = (0..<9).map { _ in "*\(last)" }.joined(separator: ", ")
      return "\(name): &\(name) [\(aliases)]\n"
    }
    return "a: &a [x, x]\n\(lines.joined())? *j\n: 1\n"
  }()

  @Test(
    "a few lines that mean more than a machine can hold are refused with their line",
    arguments: [
      ("test bomb.yaml", "bomb.yaml:2:"), ("play bomb.yaml --plain", "bomb.yaml:2:"),
      ("export bomb.yaml", "bomb.yaml:2:"), ("picture --theme bomb.yaml", "bomb.yaml:2:"),
      ("themes", "themes/bomb.yaml:2:"), ("picture --theme bomb", "themes/bomb.yaml:2:"),
      ("keys", "config.yaml:2:"), ("config", "config.yaml:2:"),
    ])
  func bombs(command: String, place: String) throws {
    let home = try Home(["bomb.yaml": Self.bomb, "themes/bomb.yaml": Self.bomb])
    if place.hasPrefix("config") { try home.write(Self.bomb, to: "config.yaml") }
    let run = try home.run("$R \(command)")
    #expect(run.status != 0 || command == "themes")
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.errors.contains("aliases are not followed"), "\(run.errors)")
  }

  @Test(
    "settings that are there and cannot be read are not left out", arguments: ["keys", "config"])
  func unreadableSettings(command: String) throws {
    for (make, reason) in [
      ("mkdir config.yaml", "Is a directory"),
      ("ln -s config.yaml config.yaml", "Too many levels of symbolic links"),
      ("mkfifo config.yaml", "it is a pipe, not a file"),
      ("printf '\\377' > config.yaml", "UTF-8"),
    ] {
      let run = try Home().run("\(make); $R \(command)")
      #expect(run.status == 64, "\(make)")
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("config.yaml") && run.errors.contains(reason), "\(run.errors)")
    }
  }

  @Test("a theme that cannot be read is told with the reason")
  func unreadableThemes() throws {
    for (make, reason) in [
      ("mkdir themes/x.yaml", "Is a directory"),
      ("mkfifo themes/x.yaml", "it is a pipe, not a file"),
      ("ln -s x.yaml themes/x.yaml", "Too many levels of symbolic links"),
    ] {
      let home = try Home()
      let list = try home.run("\(make); $R themes")
      #expect(list.status == 0)
      #expect(list.errors.contains("cannot read"), "\(list.errors)")
      #expect(list.errors.contains("x.yaml: \(reason)"), "\(list.errors)")
      let named = try home.run("$R picture --theme x")
      #expect(named.status == 64)
      #expect(named.errors.contains(reason), "\(named.errors)")
    }
    let folder = try Home().run("rmdir themes; ln -s themes themes; $R themes")
    #expect(folder.errors.contains("themes: Too many levels"), "\(folder.errors)")
  }

  @Test("schemes in folders below are found, and of two of a name the one further up")
  func themesBelow() throws {
    let scheme = (0..<16).map { "base0\(String($0, radix: 16)): \"1020\($0 + 10)\"\n" }.joined()
    let home = try Home()
    for folder in ["base16/more", "base24", ".git"] {
      try FileManager.default.createDirectory(
        atPath: "\(home.settings)/themes/\(folder)", withIntermediateDirectories: true)
    }
    for name in ["base16/more/deep", "base24/both", "base16/both", ".git/hidden"] {
      try home.write("name: of \(name)\n\(scheme)", to: "themes/\(name).yaml")
    }
    let list = try home.run("ln -s .. themes/loop; $R themes")
    #expect(list.errors.isEmpty, "\(list.errors)")
    #expect(list.output.contains("of base16/more/deep") && list.output.contains("of base16/both"))
    #expect(!list.output.contains("of base24/both") && !list.output.contains("hidden"))
    #expect(try home.run("$R picture --theme deep").status == 0)
    #expect(try home.run("$R picture --theme themes/base24/both.yaml").status == 0)
  }

  @Test("every scheme in the folder is listed once and can be chosen, whatever its file is called")
  func namesOfThemes() throws {
    let scheme = (0..<16).map { "base0\(String($0, radix: 16)): \"1020\($0 + 10)\"\n" }.joined()
    let home = try Home(
      ["v1.2 of it.yaml", "LOUD.YAML", "dark.yml", "twice.yaml", "twice.yml", ".hidden.yaml"]
        .reduce(into: [:]) { $0["themes/\($1)"] = scheme })
    let list = try home.run("$R themes")
    #expect(list.errors.isEmpty, "\(list.errors)")
    let lines = list.output.split(separator: "\n")
    for name in ["v1.2 of it", "LOUD", "dark", "twice"] {
      #expect(lines.count { $0.hasPrefix(name + "  ") } == 1, "\(name): \(list.output)")
      #expect(try home.run("$R picture --theme '\(name)'").status == 0, "\(name)")
    }
    #expect(!list.output.contains("hidden"))
    // A name without anything visible is none.
    for name in [" ", "\u{200B}"] {
      let file = "themes/\(name).yaml"
      try home.write(scheme, to: file)
      defer { try? FileManager.default.removeItem(atPath: "\(home.settings)/\(file)") }
      let run = try home.run("$R themes")
      #expect(run.output == list.output)
      #expect(run.errors.contains("has no visible name"), "\(run.errors)")
      #expect(try home.run("$R picture --theme '\(name)'").status == 64)
    }
    let unknown = try home.run("$R picture --theme nope").errors
    #expect(unknown.contains("mono, LOUD, twice, v1.2 of it, or name a file"), "\(unknown)")
  }

  @Test(
    "a script that cannot be read is told with the system's reason",
    arguments: [
      ("test .", "cannot read .: Is a directory"),
      ("test - <&-", "cannot read standard input: it is closed"),
      ("test loop", "cannot read loop: Too many levels of symbolic links"),
      ("test nofile", "is called `nofile`"),
      ("test bytes", "bytes:1:1: this is not YAML: the byte 0xFF is no UTF-8"),
    ])
  func unreadableScripts(command: String, reason: String) throws {
    let run = try Home().run("ln -s loop loop; printf '\\377' > bytes; $R \(command)")
    #expect(run.status == 2)
    #expect(run.errors.contains(reason), "\(run.errors)")
    let chinese = try Home().run("ln -s loop loop; printf '\\377' > bytes; $R \(command) --lang zh")
    #expect(chinese.status == 2)
    #expect(chinese.errors.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  @Test("a script may come through a pipe")
  func pipedScript() throws {
    let schema = try Home().run(
      "$R lessons --show 1 | head -1; $R lessons --schema > s.json; head -c 1 s.json")
    #expect(
      schema.output == "# yaml-language-server: $schema=script.schema.json\n{", "\(schema.output)")
    let run = try Home().run("$R lessons --show 1 | $R test -")
    #expect(run.output.contains("-: ok"), "\(run.everything)")
    let fifo = try Home().run("mkfifo f; $R lessons --show 1 > f & $R test f")
    #expect(fifo.status == 0, "\(fifo.everything)")
  }

  @Test(
    "a theme in the settings that is none is told with its line", arguments: ["config", "open"])
  func unknownTheme(command: String) throws {
    let home = try Home(["config.yaml": "motion: reduced\ntheme: nope\n"])
    let run = try home.run("$R \(command)")
    #expect(run.status == 64)
    #expect(run.errors.contains("config.yaml:2: there is no theme 'nope'"), "\(run.errors)")
    try home.write("motion: reduced\ntheme: ~/nope.yaml\n", to: "config.yaml")
    let path = try home.run("$R \(command)")
    #expect(
      path.errors.contains("config.yaml:2: there is no theme '~/nope.yaml'"), "\(path.errors)")
    // With something else in the file it is told in the same breath.
    try home.write("theme: nope\nmotion: quick\n", to: "config.yaml")
    let both = try home.run("$R \(command)")
    #expect(both.errors.contains("config.yaml:1: there is no theme 'nope'"), "\(both.errors)")
    #expect(both.errors.contains("config.yaml:2: motion should be"), "\(both.errors)")
    try home.write("theme: nope\n", to: "config.yaml")
    let asked = try home.run("$R open --theme light")
    #expect(!asked.errors.contains("nope"))
  }

  @Test("nothing is looked for or kept in a home that is no absolute path")
  func relativeHome() throws {
    let home = try Home()
    let run = try Finished(
      shell: "cd \(home.path); mkdir -p rel/.config/raftlab; "
        + "echo 'language: zh' > rel/.config/raftlab/config.yaml; HOME=rel $R config",
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.output.contains("HOME is no absolute path"), "\(run.output)")
    #expect(run.output.contains("language: en"))
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "cd \(home.path); exec $R play 2"],
      environment: ["HOME": "rel", "R": PseudoTerminal.path(of: "raftlab")])
    #expect(terminal.wait { $0.text.count > 200 && $0.contains("─") })
    // A run that there is no place for is not saved, which is said as soon as there is something of it.
    let isUnsaved = terminal.screen.rows[0].contains("not saved")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(isUnsaved ? 1 : 0))
    #expect(!FileManager.default.fileExists(atPath: home.path + "/rel/.local"))
  }

  /// An escape that would clear the screen, and a character that turns text around.
  static let harm = "a\u{1B}[2Jb\u{202E}c"

  @Test(
    "what was typed and what files are called is shown without doing harm",
    arguments: [
      "--theme $X", "--lang $X", "picture --keys $X", "--without $X", "picture --size $X",
      "--speed $X", "record 1 -o x.svg --still $X", "log --act $X", "export 1 --as $X",
      "record 1 -o $X", "test $X", "play $X", "lessons --show $X", "themes", "$X", "--$X",
      "export --keys $X", "export 1 --as history --key $X", "picture --theme $X.yaml",
      "record 1 -o $X/x.svg", "resume $X", "replay $X", "--seed $X", "--servers $X",
      "--generate-completion-script $X",
    ])
  func harmless(command: String) throws {
    let home = try Home(["themes/\(Self.harm).yaml": "palette: {base00: x}\n"])
    for language in ["", " --lang zh"] where !command.hasPrefix("--lang") {
      let run = try home.run(
        "X='\(Self.harm)'; $R \(command.replacing("$X", with: "\"$X\""))\(language)")
      for scalar in run.everything.unicodeScalars where scalar != "\n" {
        #expect(scalar.properties.generalCategory != .control, "\(run.everything.debugDescription)")
        #expect(!scalar.properties.isBidiControl, "\(run.everything.debugDescription)")
      }
    }
  }

  @Test(
    "what was typed is not repeated at any length",
    arguments: [
      "--theme $X", "--lang $X", "picture --keys $X", "--without $X", "picture --size $X",
      "--speed $X", "record 1 -o x.svg --still $X", "log --act $X", "export 1 --as $X", "test $X",
      "$X", "--$X", "record 1 -o $X", "export 1 -o $X/x",
    ])
  func short(command: String) throws {
    let run = try Home().run(
      "X=$(printf '%05000d' 7); $R \(command.replacing("$X", with: "\"$X\""))")
    #expect(run.status != 0)
    #expect(run.errors.utf8.count < 2_500, "\(run.errors.utf8.count)")
  }
}
