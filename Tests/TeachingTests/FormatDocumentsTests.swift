import Foundation
import RaftCore
import Simulation
import Testing

@testable import Teaching

/// The pages about formats say all that there is.
@Suite("Documents of the formats") struct FormatDocumentsTests {
  private static func page(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/\(name)"), encoding: .utf8)
  }

  /// What stands between backticks, in lines and in blocks.
  private static func code(in page: String) -> String {
    page.components(separatedBy: "```").enumerated().map { place, part in
      if !place.isMultiple(of: 2) { return part }
      return part.components(separatedBy: "`").enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  @Test(
    "Every verb and setting is on each page",
    arguments: ["formats.md", "scripts.md", "scripts.zh.md"])
  func rows(name: String) throws {
    let page = try Self.page(name)
    // As code: a verb that is also an English word stands in the prose anyway.
    let code = Self.code(in: page)
    for verb in ActRow.verbs {
      #expect(try code.contains(Regex("\\b\(verb)\\b")), "\(name) lacks the act \(verb)")
    }
    for row in SettingRow.all {
      #expect(page.contains(row.name), "\(name) lacks the setting \(row.name)")
      let isYAMLList = row.isList && name != "formats.md"
      let usual = isYAMLList ? "[]" : row.text(in: Settings())
      #expect(page.contains(usual), "\(name) lacks the usual \(row.name), \(usual)")
    }
  }

  @Test("The table of acts shows how each is written")
  func forms() throws {
    let page = try Self.page("formats.md").replacing("\\|", with: "|")
    for row in ActRow.all {
      let form = ([row.verb] + row.forms).joined(separator: " ")
      #expect(page.contains("`\(form)`"), "formats.md lacks `\(form)`")
    }
  }

  @Test("The numbers of verbs and settings in codes are on the page")
  func numbers() throws {
    let page = try Self.page("formats.md").replacing("\n", with: " ")
    for names in [ShareCode.verbs, ShareCode.settingNames] {
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      #expect(page.contains(": \(list)."), "formats.md lacks \(list)")
    }
  }

  @Test("Every word of scripts is on its pages", arguments: ["scripts.md", "scripts.zh.md"])
  func words(name: String) throws {
    let page = try Self.page(name)
    var words = ScriptReader.keys + ScriptReader.clusterKeys + ScriptReader.timingKeys
    words += ScriptStep.Key.allCases.map(\.rawValue) + ScriptView.allCases.map(\.rawValue)
    words += ServerDescription.Manner.allCases.map(\.rawValue)
    words += ServerDescription.Side.allCases.map(\.rawValue)
    words += ProgramDescription.Manner.allCases.map(\.rawValue) + Quantity.Outside.names
    words += Quantity.KeyField.allCases.map(\.rawValue)
    words += Quantity.ProgramField.allCases.map(\.rawValue)
    words += FlightDescription.Kind.allCases.map(\.rawValue)
    words += Highlight.Field.allCases.map(\.rawValue) + Highlight.Pane.allCases.map(\.rawValue)
    for word in words { #expect(page.contains(word), "\(name) lacks \(word)") }
  }

  @Test("The settings of the page's line are the usual ones")
  func line() throws {
    let page = try Self.page("formats.md")
    let line = try #require(
      page.split(separator: "\n").first { $0.hasPrefix("servers=5 spare=0 seed=7") })
    #expect(try Settings(text: String(line)) == Settings(seed: 7))
  }

  @Test(
    "The election by hand of the pages does what it says",
    arguments: ["scripts.md", "scripts.zh.md"])
  func election(name: String) throws {
    let page = try Self.page(name)
    let start = try #require(page.range(of: "- act: [manual"))
    let steps = page[start.lowerBound...].prefix { $0 != "`" }
    let source =
      "version: 1\ntitle: By hand\ncluster: {servers: 3}\nsteps:\n"
      + steps.split(separator: "\n").map { "  \($0)\n" }.joined()
    let check = ScriptCheck(try Script(source: source))
    #expect(check.failures == [] && check.expectationCount == 1)
  }
}
