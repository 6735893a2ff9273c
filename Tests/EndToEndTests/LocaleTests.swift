import Screen
import TestSupport
import Testing

/// What is written on the screen must be something that the terminal can show.
@Suite("Locales", .ownThreads) struct LocaleTests {
  func started(
    _ arguments: [String] = [], _ environment: [String: String]
  ) throws -> PseudoTerminal {
    let locale: [String: String?] = ["LC_ALL": nil, "LANG": nil]
    return try PseudoTerminal(
      "raftlab", arguments, size: Size(columns: 100, rows: 30),
      environment: locale.merging(environment) { $1 })
  }

  @Test(
    "a locale of UTF-8 that is not installed is one of UTF-8 all the same",
    arguments: [
      ["LANG": "zh_CN.UTF-8"], ["LC_ALL": "zh_CN.utf8"], ["LANG": "C", "LC_ALL": "zh_TW.UTF-8"],
    ])
  func uninstalled(environment: [String: String]) throws {
    let terminal = try started([], environment)
    #expect(terminal.wait(for: "服务器"), "\(terminal.screen.text)")
    #expect(terminal.screen.contains("─"))
    #expect(!terminal.screen.contains("??"))
  }

  @Test(
    "where Chinese cannot be shown, and was not asked for, the screen is English",
    arguments: [
      ["LANG": "zh_CN.GBK"], ["LANG": "zh_CN.GB18030", "LC_ALL": ""],
      ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"],
    ])
  func unshown(environment: [String: String]) throws {
    let terminal = try started([], environment)
    #expect(terminal.wait(for: "space step"), "\(terminal.screen.text)")
    #expect(!terminal.screen.contains("??"))
    terminal.send("G")
    #expect(terminal.wait(for: "zh needs others"))
    #expect(!terminal.screen.contains("??"))
  }

  @Test(
    "symbols are those that the locale's fonts draw narrow, or those that are asked for",
    arguments: [
      ([], ["LANG": "zh_CN.UTF-8"], "narrow"), (["--ascii"], ["LANG": "zh_CN.UTF-8"], "ascii"),
      (["--ascii", "--lang", "zh"], ["LANG": "C.UTF-8"], "ascii"),
      (["--symbols", "full"], ["LANG": "zh_CN.UTF-8"], "full"),
      (["--lang", "zh"], ["LANG": "C.UTF-8"], "full"),
      (["--lang", "zh", "--symbols", "narrow"], ["LANG": "C.UTF-8"], "narrow"),
    ])
  func symbols(arguments: [String], environment: [String: String], symbols: String) throws {
    let terminal = try started(arguments, environment)
    #expect(terminal.wait(for: "服务器"), "\(terminal.screen.text)")
    // A candidate first, and then the leader.
    terminal.send("nn")
    let leader = ["full": "★", "narrow": "*", "ascii": "*"][symbols]!
    #expect(terminal.wait(for: "\(leader) 领导者"), "\(terminal.screen.text)")
    let text = terminal.screen.text
    #expect(text.contains("○") == (symbols == "full"))
    #expect(text.contains("￮") == (symbols == "narrow"))
    #expect(text.contains("─") == (symbols != "ascii"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("what is printed is English where the locale's text cannot be Chinese, and says why")
  func unwritten() throws {
    let locale = ["LC_ALL": "", "LANG": "zh_CN.GBK"]
    for arguments in [["play", "2", "--plain"], ["lessons"], ["--help"]] {
      let run = try Finished(arguments, environment: locale)
      #expect(run.status == 0 && run.output.contains("ection"))
      #expect(!run.everything.unicodeScalars.contains { ("一"..."龥").contains($0) })
      #expect(run.errors.contains("not UTF-8") && run.errors.contains("--lang zh"))
    }
    let asked = try Finished(["lessons", "--lang", "zh"], environment: locale)
    #expect(asked.output.contains("选举") && asked.errors.isEmpty)
    let fitting = try Finished(["lessons"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(fitting.output.contains("选举") && fitting.errors.isEmpty)
  }

  @Test("help is in the language of --lang, whatever it is asked about and wherever --lang stands")
  func help() throws {
    let whole = try Finished(["--help"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(whole.output.contains("lessons") && whole.output.contains("raftlab <subcommand>"))
    for arguments in [["--help", "--lang", "zh"], ["--lang=zh", "-h"], ["help", "--lang", "zh"]] {
      let run = try Finished(arguments)
      #expect(run.output == whole.output && run.status == 0, "\(arguments): \(run.everything)")
    }
    let play = try Finished(["help", "play", "--lang", "zh"])
    #expect(play.output == (try Finished(["play", "--help", "--lang", "zh"])).output)
    #expect(play.output.contains("播放一节课"))
    #expect(try Finished(["--help", "--lang", "xx"]).status == 0)
    #expect(try Finished(["help", "--lang", "xx"]).status == 64)
  }

  @Test(
    "where Chinese cannot be shown, and was asked for, the reason is said",
    arguments: [
      (["--lang", "zh"], ["LC_ALL": "C"], "LC_ALL=C.UTF-8"),
      (["--lang", "zh"], ["LANG": "zh_CN.GBK"], "LC_ALL=C.UTF-8"),
      (["play", "1", "--plain", "--lang", "zh"], ["LC_ALL": "C"], "LC_ALL=C.UTF-8"),
    ])
  func refused(arguments: [String], environment: [String: String], reason: String) throws {
    let terminal = try started(arguments, environment)
    #expect(terminal.waitForEnd() == .exit(64))
    #expect(terminal.text.contains("--lang zh") && terminal.text.contains(reason))
    #expect(!terminal.output.contains(0x1B))
  }
}
