import Foundation
import Screen
import Testing

@Suite("The command line") struct ProgramTests {
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
    ])
  func impossible(arguments: String, sentence: String) throws {
    let run = try Finished(arguments.split(separator: " ").map(String.init))
    #expect(run.status != 0)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(sentence), "\(run.errors)")
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

  @Test("the locale chooses the language", arguments: [("zh_CN.UTF-8", "帮助"), ("C.UTF-8", "help")])
  func locale(name: String, word: String) throws {
    let run = try Finished(["picture", "--text"], environment: ["LC_ALL": name])
    #expect(run.output.contains(word))
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

  @Test("completions print for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let run = try Finished(["--generate-completion-script", shell])
    #expect(run.status == 0)
    for word in ["raftlab", "picture", "servers"] { #expect(run.output.contains(word)) }
  }
}
