import Foundation
import Screen
import TestSupport
import Testing

@Suite("The command line", .ownThreads) struct ProgramTests {
  @Test("--help and --version answer and end well")
  func help() throws {
    let help = try Finished(["--help"])
    #expect(help.status == 0)
    for command in ["open", "rules", "keys", "picture"] { #expect(help.output.contains(command)) }
    let version = try Finished(["--version"])
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(version.output)")
  }

  @Test(
    "what is impossible gets a sentence and a bad end, and nothing on standard output",
    arguments: [
      ("--servers 0", "a cluster has 1 to 9 servers"),
      ("--servers 10", "a cluster has 1 to 9 servers"),
      ("--servers -3", "a cluster has 1 to 9 servers"),
      ("--servers many", "How many servers, 1 to 9"),
      ("--speed -1", "0.001 to 10"), ("--speed 0", "0.001 to 10"), ("--speed 11", "0.001 to 10"),
      ("--speed nan", "0.001 to 10"), ("--speed 1/0", "0.001 to 10"), ("--seed -1", "'-1'"),
      ("--lang fr", "en (English) or zh"), ("--bogus", "Unknown option '--bogus'"),
      ("dance", "Unexpected argument 'dance'"), ("keys --loud", "Unknown option '--loud'"),
      ("picture --size 0x3", "'0x3'"), ("picture --keys spaec", "'spaec' is no key"),
      ("picture --keys space*0", "'space*0' is no key"),
      ("picture --keys space*", "'space*' is no key"),
      ("picture --size 0x0", "at most 1000x1000"),
      ("record 1 --keys space -o x.svg", "A script or --keys, not both"),
      ("record -o x.svg", "Either a script or --keys is needed"),
      ("export 1 --servers 3", "a script has a cluster of its own"),
      ("export 1 --seed 1", "a script has a cluster of its own"),
      ("record 1 -o x.svg --without up-to-date-check", "a script has a cluster of its own"),
      ("export 1 --as csv --key x", "--key goes with --as history alone"),
      ("export 1 --as csv --show votes", "--show goes with --as mermaid alone"),
      ("export 1 --as history --key nokey", "no client reads or writes it"),
      ("log --act @10_crash_S9", "there is no S9: the cluster has 5 servers"),
      ("log --servers 2 --act @10_cut_S1_>_S3", "there is no S3: the cluster has 2 servers"),
    ])
  func impossible(arguments: String, sentence: String) throws {
    let words = arguments.split(separator: " ").map { String($0).replacing("_", with: " ") }
    let run = try Finished(words)
    #expect(run.status != 0)
    #expect(run.output.isEmpty)
    let errors = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(errors.contains(sentence), "\(run.errors)")
    if arguments.contains("--lang") { return }
    let chinese = try Finished(words + ["--lang", "zh"])
    #expect(chinese.status == run.status)
    #expect(chinese.errors.hasPrefix("错误："), "\(chinese.errors)")
  }

  @Test("without a terminal there is a sentence that names what works without one")
  func pipes() throws {
    let run = try Finished([])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("needs a terminal"))
    for command in ["check", "bench", "rules", "keys", "picture"] {
      #expect(run.errors.contains(command), "\(run.errors)")
    }
    #expect(!run.errors.contains("Usage"))
  }

  @Test(
    "a terminal that cannot do is refused with its reason, and left alone",
    arguments: [
      ("dumb", "cannot move its cursor"), ("no-such-terminal", "does not know"),
      (nil, "TERM is not set"),
    ])
  func terminals(type: String?, sentence: String) throws {
    let terminal = try PseudoTerminal("raftlab", environment: ["TERM": type])
    #expect(terminal.waitForEnd() == .exit(1))
    let text = terminal.screen.text.replacing("\n", with: "")
    #expect(text.contains(sentence) && text.contains("picture"), "\(text)")
    #expect(!terminal.output.contains(0x1B))
  }

  @Test("what needs no terminal works without one", arguments: ["rules", "keys", "picture --text"])
  func withoutTerminal(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    for language in ["en", "zh"] {
      let run = try Finished(words + ["--lang", language])
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
      #expect(run.output.split(separator: "\n").count > 20)
      #expect(!run.output.contains("\u{1B}"))
      #expect(run.output.contains(language == "en" ? "the" : "服务器"))
    }
  }

  @Test("words of a rule lead to its name, and words that no rule has are an error")
  func greps() throws {
    let found = try Finished(["rules", "--grep", "refusal conflicting", "--lang", "en"])
    let names = found.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(names.count == 1 && names[0].hasPrefix("back-up-by-term "), "\(found.output)")
    let chinese = try Finished(["rules", "--grep", "只对当前任期", "--lang", "zh"])
    #expect(chinese.output.hasPrefix("commit-only-current-term "), "\(chinese.output)")
    #expect(!chinese.output.contains("： "))
    // Sentences as they stand on the screen, with their servers and numbers.
    for (sentence, rule, language) in [
      ("S4 moves S3's nextIndex back from 9 to 8 and tries again", "back-up-next-index", "en"),
      ("S4 moves S3's nextIndex back over term 2, from 9 to 5", "back-up-by-term", "en"),
      ("S4 跳过任期 3，将 S1 的 nextIndex 从 6 退回到 2", "back-up-by-term", "zh"),
    ] {
      let run = try Finished(["rules", "--grep", sentence, "--lang", language])
      #expect(run.output.contains("\(rule) "), "\(sentence): \(run.output)")
      #expect(run.output.contains("    › S2 "), "the sentence is shown")
    }
    let none = try Finished(["rules", "--grep", "paxos", "--lang", "en"])
    #expect(none.status != 0 && none.output.isEmpty)
    #expect(none.errors.contains("no rule has all of these words"))
  }

  @Test(
    "the locale chooses the language of what is read here, and not of what is handed on",
    arguments: [("zh_CN.UTF-8", "服务器"), ("C.UTF-8", "server")])
  func locale(name: String, word: String) throws {
    let environment = ["LC_ALL": name]
    let rules = try Finished(["rules"], environment: environment)
    #expect(rules.output.contains(word), "\(rules.everything)")
    let picture = try Finished(["picture", "--text"], environment: environment)
    let asked = try Finished(["picture", "--text", "--lang", "en"], environment: environment)
    #expect(picture.output == asked.output && picture.output.contains("help"))
    let chinese = try Finished(["picture", "--text", "--lang", "zh"], environment: environment)
    #expect(chinese.output.contains("帮助"))
  }

  @Test("the same seed and keys print the same picture from two processes")
  func picture() throws {
    let arguments = ["picture", "--seed", "9", "--keys", "n*4 w n*2 k n*3 h space*40"]
    let first = try Finished(arguments)
    #expect(first.output.hasPrefix("<svg"))
    #expect(try Finished(arguments).output == first.output)
    #expect(
      try Finished(["picture", "--seed", "10"] + arguments.dropFirst(3)).output != first.output)
  }

  @Test("keys after the one that quits do nothing")
  func keysAfterQuitting() throws {
    for kind in [["picture", "--text"], ["export", "--as", "csv"]] {
      let quit = try Finished(kind + ["--keys", "n q"])
      #expect(quit.status == 0)
      #expect(try Finished(kind + ["--keys", "n q n k w space*9"]).output == quit.output)
      #expect(try Finished(kind + ["--keys", "n n"]).output != quit.output)
    }
  }

  @Test("a file that is replaced stays as private as it was")
  func replacedFile() throws {
    let file = NSTemporaryDirectory() + "raftlab-mode-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let run = try Finished(
      shell: "umask 022; echo > \(file); chmod 640 \(file); $R export 1 --as csv -o \(file) --force"
    )
    #expect(run.status == 0, "\(run.errors)")
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("S1"))
  }

  @Test(
    "standard output has a name that is written through",
    arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
  func standardOutput(name: String) throws {
    let file = NSTemporaryDirectory() + "raftlab-out-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let text = try Finished(["export", "1", "--as", "csv"]).output
    #expect(text.contains("\r\n") && !text.contains("\u{FFFD}"))
    let piped = try Finished(["export", "1", "--as", "csv", "-o", name])
    #expect(piped.output == text && piped.errors.isEmpty)
    let run = try Finished(
      shell: "echo before > \(file); $R export 1 --as csv -o \(name) >> \(file)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "before\n" + text)
  }

  @Test("completions print for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let run = try Finished(["--generate-completion-script", shell])
    #expect(run.status == 0)
    for word in ["raftlab", "picture", "servers"] { #expect(run.output.contains(word)) }
  }
}
