import ClientPrograms
import Foundation
import RaftCore
import Simulation
import Testing

@testable import Teaching

/// The scripts of `docs/examples`: each shows what one rule is for, first without it, then with it.
@Suite("Scripts of bugs")
struct ExampleTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/examples").standardizedFileURL

  private static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  private static func script(_ file: String) throws -> Script {
    try Script(source: String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8))
  }

  @Test("There is one for each schedule")
  func isWhole() {
    #expect(Self.files.count == 9, "\(Self.files)")
  }

  @Test("All that it expects is so, in every language that it is told in", arguments: files)
  func isTrue(file: String) throws {
    let script = try Self.script(file)
    #expect(ScriptCheck(script).failures.map { $0.text(in: .english, file: file) } == [])
    for text in [script.title, try #require(script.about)] + script.chapters.map(\.title) {
      #expect(text.languages == Language.allCases, "\(text[.english])")
      #expect(badSpacing(text[.chinese]) == nil, "\(text[.chinese])")
    }
  }

  @Test("With its rule on, what it expects of the bug is not so", arguments: files)
  func needsItsBug(file: String) throws {
    var script = try Self.script(file)
    let options = script.settings.election?.options
    let off = options?.switched.filter { options?[$0] == false } ?? []
    #expect(!script.settings.rules.switchedOff.isEmpty || !off.isEmpty, "a rule is off")
    script.settings.rules = RuleSet()
    for rule in off { script.settings.election?.options[rule] = true }
    #expect(!ScriptCheck(script).isPassed)
  }
}
