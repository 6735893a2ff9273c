import Foundation
import Screen
import TestSupport
import Testing

@Suite("raftlab record and export", .ownThreads) struct RecordTests {
  @Test("the same script gives the same bytes, whatever the file is called")
  func sameBytes() throws {
    let folder = try Folder()
    for form in ["cast", "svg", "txt"] {
      for name in ["a", "b"] {
        let result = folder.shell("$raftlab record election -o \(name).\(form)")
        #expect(result.status == 0, "\(result.output)")
      }
      #expect(try folder.text("a.\(form)") == folder.text("b.\(form)"))
      #expect(try folder.text("a.\(form)").utf8.count > 1000)
    }
    #expect(folder.files == ["a.cast", "a.svg", "a.txt", "b.cast", "b.svg", "b.txt"])
  }

  @Test(
    "the locale changes no byte; another language is asked for",
    arguments: [
      "record election -o F.cast", "record --keys 'n n w' -o F.svg", "record election -o F.txt",
      "picture --keys 'n n' > F.svg", "export election --as mermaid -o F.mmd",
    ])
  func locales(command: String) throws {
    let folder = try Folder()
    for (name, locale) in [("a", "C.UTF-8"), ("b", "zh_CN.UTF-8"), ("c", "zh_CN.UTF-8")] {
      let line = command.replacing("F.", with: "\(name).") + (name == "c" ? " --lang zh" : "")
      let result = folder.shell("LC_ALL=\(locale) $raftlab \(line)")
      #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
    }
    let texts = try folder.files.map { try folder.text($0) }
    #expect(texts.count == 3 && texts[0] == texts[1] && texts[0] != texts[2])
  }

  @Test(
    "settings decide what a recording and a picture look like, as options do",
    arguments: [
      ("ascii: true", "--ascii"), ("large-print: true", "--large-print"),
      ("theme: light", "--theme light"), ("language: zh", "--lang zh"),
      ("symbols: narrow", "--symbols narrow"),
    ])
  func settings(text: String, option: String) throws {
    let folder = try Folder()
    let command = { (name: String, options: String) in
      "$raftlab record --keys 'n n w n' -o \(name).svg \(options); "
        + "$raftlab picture --keys 'n n' \(options) > \(name).picture"
    }
    let setUp = "mkdir -p .config/raftlab; echo '\(text)' > .config/raftlab/config.yaml"
    let result = folder.shell(
      "\(command("plain", "")); \(command("option", option)); \(setUp); "
        + "\(command("setting", "")); rm -r .config")
    #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
    for form in ["svg", "picture"] {
      let plain = try folder.text("plain.\(form)")
      let asked = try folder.text("option.\(form)")
      #expect(try folder.text("setting.\(form)") == asked && asked != plain, "\(form)")
      if option == "--ascii" { #expect(asked.utf8.allSatisfy { $0 < 0x80 }) }
    }
  }

  @Test("every form of export is written, and a still, and languages differ")
  func forms() throws {
    let folder = try Folder()
    for kind in ["jsonl", "shiviz", "mermaid", "history", "csv"] {
      let result = folder.shell("$raftlab export --keys 'n n w n 2s' --as \(kind) -o run.\(kind)")
      #expect(result.status == 0, "\(result.output)")
    }
    #expect(folder.files.count == 5)
    #expect(folder.shell("$raftlab record election --still 1 --lang zh -o zh.svg").status == 0)
    #expect(folder.shell("$raftlab record election --still 1 --lang en -o en.svg").status == 0)
    #expect(try folder.text("zh.svg") != folder.text("en.svg"))
    #expect(try !folder.text("en.svg").contains("click"))
    #expect(folder.shell("$raftlab export --schema").output.hasPrefix("{"))
  }

  @Test("a script that begins several clusters says which it exports, and exports each on request")
  func clusters() throws {
    let folder = try Folder()
    let last = folder.shell("$raftlab export voting -o last.jsonl")
    #expect(last.status == 0 && last.output.contains("--cluster"), "\(last.output)")
    for number in [1, 2] {
      let one = folder.shell("$raftlab export voting --cluster \(number) -o \(number).jsonl")
      #expect(one.status == 0 && one.output.isEmpty, "\(one.output)")
    }
    #expect(try folder.text("2.jsonl") == folder.text("last.jsonl"))
    #expect(try folder.text("1.jsonl") != folder.text("2.jsonl"))
    let rule = #""rulesOff":["up-to-date-check"]"#
    #expect(try folder.text("2.jsonl").replacing(" ", with: "").contains("up-to-date-check"))
    #expect(try !folder.text("1.jsonl").replacing(" ", with: "").contains(rule))
    for number in [0, 3] {
      let none = folder.shell("$raftlab export voting --cluster \(number) -o none.jsonl")
      #expect(none.status == 64 && none.output.contains("1 to 2"), "\(none.output)")
    }
    #expect(folder.files == ["1.jsonl", "2.jsonl", "last.jsonl"])
  }

  @Test("an option of another form is refused, and of several stills all are there or none")
  func strayOptions() throws {
    let folder = try Folder()
    for (options, form) in [
      ("--cast-version 3 -o a.svg", "cast"), ("--max-frame-bytes 4096 -o a.txt", "cast"),
      ("--text frames -o a.cast", "txt"),
    ] {
      let result = folder.shell("$raftlab record election \(options)")
      #expect(result.status == 64 && result.output.contains("--as \(form)"), "\(result.output)")
    }
    let stills = folder.shell("$raftlab record election --still 1 --still 99 -o still.svg")
    #expect(stills.status == 64 && stills.output.contains("--still 99"), "\(stills.output)")
    #expect(folder.files.isEmpty)
  }

  @Test("a file that is there stays as it is, unless --force says otherwise")
  func noOverwriting() throws {
    let folder = try Folder()
    _ = folder.shell("echo mine > run.cast; ln -s run.cast link.cast")
    for name in ["run.cast", "link.cast"] {
      let refused = folder.shell("$raftlab record --keys n -o \(name)")
      #expect(refused.status != 0)
      #expect(refused.output.contains("--force"))
      #expect(try folder.text("run.cast") == "mine\n")
    }
    #expect(folder.shell("$raftlab record --keys n -o link.cast --force").status == 0)
    #expect(try folder.text("run.cast").hasPrefix("{\"version\":2"))
    #expect(folder.shell("test -L link.cast").status == 0)
    #expect(folder.files == ["link.cast", "run.cast"])
  }

  @Test("a full disk is reported, and nothing half-written is left")
  func fullDisk() throws {
    let folder = try Folder()
    let recording = "$raftlab record --keys 'n n w n'"
    let result = folder.shell("ulimit -f 8; \(recording) -o run.cast")
    #expect(result.status == 1)
    #expect(result.output.contains("cannot write run.cast"), "\(result.output)")
    #expect(folder.files.isEmpty)
    let kept = folder.shell(
      "echo mine > run.cast; ulimit -f 8; \(recording) -o run.cast --force")
    #expect(kept.status == 1)
    #expect(try folder.text("run.cast") == "mine\n")
    #expect(folder.files == ["run.cast"])
    let device = folder.shell("\(recording) -o /dev/full --as cast")
    #expect(device.status == 1)
    #expect(device.output.contains("No space left"), "\(device.output)")
  }

  @Test(
    "places where nothing can be written are reported",
    arguments: ["missing/run.cast", "folder/", "folder"])
  func unwritable(path: String) throws {
    let folder = try Folder()
    let result = folder.shell("mkdir folder; $raftlab record --keys n --as cast -o \(path)")
    #expect(result.status == 1)
    #expect(result.output.contains("cannot write \(path)"), "\(result.output)")
    #expect(folder.files == ["folder"])
  }

  @Test("what cannot be read is refused before anything is written")
  func refusals() throws {
    let folder = try Folder()
    for arguments in [
      "record -o x.cast", "record election --keys n -o x.cast", "record --keys bogus -o x.cast",
      "record election -o x.gif", "record election --still end -o x.cast",
      "record election --still 99 -o x.svg", "record election -o x.cast --cast-version 4",
      "export nosuch --as csv -o x.csv", "export --keys n --as history --key '' -o x.edn",
    ] {
      let result = folder.shell("$raftlab \(arguments)")
      #expect(result.status != 0, "\(arguments)")
      #expect(!result.output.isEmpty)
    }
    #expect(folder.files.isEmpty)
  }

  @Test("a pipe is written to as it is")
  func pipes() throws {
    let folder = try Folder()
    #expect(
      folder.shell("$raftlab record --keys n --as cast -o - | head -c 12").output
        == "{\"version\":2")
    let other = folder.shell("$raftlab record --keys n --as cast -o /dev/stdout | head -c 12")
    #expect(other.output == "{\"version\":2")
  }

  @Test("a long recording shows how far it has come, on a terminal only, and takes it away")
  func progress() throws {
    let folder = try Folder()
    let command = "cd \(folder.path); $raftlab record --keys 'n r 60s 60s 60s r n' -o x.cast"
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", command], environment: ["raftlab": PseudoTerminal.path(of: "raftlab")])
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.screen.rows.allSatisfy { $0.allSatisfy { $0 == " " } })
    #if DEBUG
      // An optimised program is done before anybody wonders.
      #expect(terminal.text.contains("recording [##"))
    #endif
    let piped = folder.shell("$raftlab record --keys 'n r 30s r n' -o y.cast")
    #expect(piped.output.isEmpty)
  }

  @Test("asciinema plays a recording", .enabled(if: Folder.hasAsciinema))
  func asciinema() throws {
    let folder = try Folder()
    #expect(folder.shell("$raftlab record --keys 'n n w n' -o x.cast").status == 0)
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "cd \(folder.path); exec asciinema cat x.cast"],
      size: Size(columns: 100, rows: 30))
    #expect(terminal.waitForEnd() == .exit(0))
    let frames = folder.shell("$raftlab record --keys 'n n w n' --still end --as txt -o -")
    let expected = frames.output.split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in terminal.screen.rows.enumerated() {
      #expect(Self.trimmed(line) == Self.trimmed(String(expected[row])))
    }
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Folder {
  static let variable = "RAFTLAB_REQUIRE_PYTHON"

  /// asciinema is there, or must be.
  static var hasAsciinema: Bool {
    ProcessInfo.processInfo.environment[variable] == "1"
      || FileManager.default.fileExists(atPath: "/usr/bin/asciinema")
  }
}

@Suite("Recording at the screen", .ownThreads) struct LiveRecordTests {
  static func open(in folder: Folder, prefix: String = "") throws -> PseudoTerminal {
    try PseudoTerminal(
      "/bin/sh", ["-c", "cd \(folder.path); \(prefix) exec $raftlab open --lang en"],
      size: Size(columns: 100, rows: 30),
      environment: ["raftlab": PseudoTerminal.path(of: "raftlab")])
  }

  @Test("o, o leaves a cast that shows what was on the screen; a second one has another name")
  func recording() throws {
    let folder = try Folder()
    let terminal = try Self.open(in: folder)
    #expect(terminal.wait(for: "raftlab"))
    for number in 1...2 {
      terminal.send("o")
      #expect(terminal.wait(for: " ● REC "))
      terminal.send("n")
      terminal.send("o")
      #expect(terminal.wait(for: "Saved: raftlab-\(number).cast"))
    }
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(folder.files == ["raftlab-1.cast", "raftlab-2.cast"])
    #expect(try folder.text("raftlab-1.cast").hasPrefix("{\"version\":2,\"width\":100"))
    #expect(try folder.text("raftlab-1.cast").hasSuffix("\\u001b[?25h\"]\n"))
  }

  @Test("quitting ends a recording well, and says where it is")
  func quitting() throws {
    let folder = try Folder()
    let terminal = try Self.open(in: folder)
    #expect(terminal.wait(for: "raftlab"))
    terminal.send("o")
    #expect(terminal.wait(for: " ● REC "))
    terminal.send("nq")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(folder.files == ["raftlab-1.cast"])
    #expect(terminal.text.contains("Saved: raftlab-1.cast"))
    #expect(try folder.text("raftlab-1.cast").hasSuffix("\\u001b[?25h\"]\n"))
  }

  @Test("after kill -9 a recording is there as far as it went, and that is said")
  func killed() throws {
    let folder = try Folder()
    let first = try Self.open(in: folder)
    #expect(first.wait(for: "raftlab"))
    first.send("o")
    #expect(first.wait(for: " ● REC "))
    for _ in 0..<3 {
      first.send("n")
      first.read(forMilliseconds: 200)
    }
    #expect(first.wait(for: "★"))
    first.signal(SIGKILL)
    #expect(first.waitForEnd() == .signal(SIGKILL))
    #expect(folder.files == [".raftlab-1.cast.\(first.process).part"])
    // Half a line, as when the disk was full.
    _ = folder.shell("printf '[1.0, \"o' >> .raftlab-1.cast.\(first.process).part")
    let second = try Self.open(in: folder)
    #expect(second.wait(for: "A recording was cut short; as far as it went it is raftlab-1.cast."))
    second.send("q")
    #expect(second.waitForEnd() == .exit(0))
    #expect(folder.files == ["raftlab-1.cast"])
    let lines = try folder.text("raftlab-1.cast").split(separator: "\n")
    #expect(lines.count > 2)
    for line in lines {
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
  }

  @Test("a recording that somebody still writes is left alone")
  func recordingElsewhere() throws {
    let folder = try Folder()
    let first = try Self.open(in: folder)
    #expect(first.wait(for: "raftlab"))
    first.send("o")
    #expect(first.wait(for: " ● REC "))
    let second = try Self.open(in: folder)
    #expect(second.wait(for: "raftlab"))
    second.send("onoq")
    #expect(second.waitForEnd() == .exit(0))
    first.send("n")
    first.send("o")
    #expect(first.wait(for: "Saved: "))
    first.send("q")
    #expect(first.waitForEnd() == .exit(0))
    #expect(folder.files == ["raftlab-1.cast", "raftlab-2.cast"])
  }

  @Test("O saves a picture and its text, under one number that is free for both")
  func picture() throws {
    let folder = try Folder()
    _ = folder.shell("echo mine > raftlab-1.txt")
    let terminal = try Self.open(in: folder)
    #expect(terminal.wait(for: "raftlab"))
    terminal.send("nO")
    #expect(terminal.wait(for: "Saved: raftlab-2.svg, raftlab-2.txt"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(folder.files == ["raftlab-1.txt", "raftlab-2.svg", "raftlab-2.txt"])
    #expect(try folder.text("raftlab-1.txt") == "mine\n")
  }

  @Test("a disk that gets full while recording is said on the screen, and nothing is left")
  func fullDisk() throws {
    let folder = try Folder()
    let terminal = try Self.open(in: folder, prefix: "ulimit -f 16;")
    #expect(terminal.wait(for: "raftlab"))
    terminal.send("++++")
    #expect(terminal.wait(for: "x1/2"))
    terminal.send("o")
    #expect(terminal.wait(for: " ● REC "))
    // The last key: another one would take the message away.
    terminal.send("nr")
    #expect(terminal.wait(for: "Not saved: raftlab-1.cast"))
    #expect(!terminal.screen.contains(" ● REC "))
    #expect(folder.files.isEmpty)
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
