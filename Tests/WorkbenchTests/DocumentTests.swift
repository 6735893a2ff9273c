import Foundation
import Teaching
import TestSupport
import Testing

@testable import Workbench

/// The pages that are read beside the program say what the program says.
@Suite("Documents")
struct DocumentTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A page in each language.
  struct Page: Sendable, CustomTestStringConvertible {
    var name: String
    var language: Language

    var file: URL { DocumentTests.root.appending(path: name) }
    func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }
    var testDescription: String { name }
  }

  static let readmes = [
    Page(name: "README.md", language: .english), Page(name: "README.zh.md", language: .chinese),
  ]
  static let keyPages = [
    Page(name: "docs/keys.md", language: .english),
    Page(name: "docs/keys.zh.md", language: .chinese),
  ]
  static let questionPages = [
    Page(name: "docs/questions.md", language: .english),
    Page(name: "docs/questions.zh.md", language: .chinese),
  ]
  static let pages =
    readmes + keyPages + questionPages + [
      Page(name: "docs/usage.md", language: .english),
      Page(name: "docs/usage.zh.md", language: .chinese),
      Page(name: "docs/CONTRIBUTING.md", language: .english),
    ]

  /// The keys that matter first; the README names no others.
  static let essentials: Set<KeyCommand> = [
    .step, .nextMilestone, .runOrPause, .back, .forward, .previousMilestone, .followingMilestone,
    .beginning, .latest, .faster, .slower, .branches, .selectServer, .killOrRestart,
    .pauseOrResume, .timeOut, .write, .writeByHand, .read, .split, .isolate, .cutLink, .heal,
    .messages, .nextView, .clusterView, .spaceTimeView, .rulesView, .inspectorView, .historyView,
    .chartsView, .palette, .record, .savePicture, .themes, .language, .help, .quit, .lessons,
    .saveSession,
  ]

  @Test("all keys stand in their page as the program prints them", arguments: keyPages)
  func keys(page: Page) throws {
    let table = KeysDocument(keymap: .standard, language: page.language).text
    try Self.expect(table, between: "keys", of: page)
  }

  @Test("the README names forty keys at most, as the program prints them", arguments: readmes)
  func someKeys(page: Page) throws {
    let bindings = Keymap.standard.bindings.filter {
      $0.context == .normal && Self.essentials.contains($0.command)
    }
    #expect(Set(bindings.map(\.command)) == Self.essentials)
    let table = KeysDocument(keymap: Keymap(bindings: bindings), language: page.language).text
    // Of a group without keys only its head is left.
    let groups = table.split(separator: "\n\n").filter { $0.contains("\n| `") }
    try Self.expect(groups.joined(separator: "\n\n"), between: "some keys", of: page)
    #expect(groups.joined().matches(of: /\| `/).count <= 40)
  }

  @Test("a README is read at one sitting: it is under ten kilobytes", arguments: readmes)
  func isShort(page: Page) throws {
    #expect(try page.text().utf8.count < 10_000)
  }

  @Test("both READMEs give the same commands", arguments: ["start", "test"])
  func sameCommands(marker: String) throws {
    let commands = try Self.readmes.map { page in
      try #require(Self.section(marker, of: page.text()), "\(page.name) lacks <!-- \(marker) -->")
    }
    #expect(commands[0] == commands[1])
  }

  @Test("the questions have the same lessons in both languages")
  func sameLessons() throws {
    let lessons = try Self.questionPages.map { page in
      try page.text().matches(of: /raftlab play ([A-Z0-9]+)/).map { String($0.output.1) }
    }
    #expect(lessons[0] == lessons[1])
    // All lessons but those that answer none of the questions.
    #expect(Set(lessons[0]).isSuperset(of: (1...13).map { "\($0)" }))
  }

  @Test("what a page links to is there", arguments: pages)
  func links(page: Page) throws {
    let folder = page.file.deletingLastPathComponent()
    for link in try page.text().matches(of: /\]\(([^)#:]+)\)/) {
      let target = folder.appending(path: String(link.output.1))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(link.output.1)")
    }
  }

  @Test("a page that is missing is noticed")
  func noticesMissing() {
    let page = Page(name: "docs/no-such-page.md", language: .english)
    #expect(throws: (any Error).self) { try page.text() }
  }
}

extension DocumentTests {
  /// What stands between `<!-- marker -->` and `<!-- /marker -->`; nil where they do not.
  private static func section(_ marker: String, of text: String) -> String? {
    guard let begin = text.range(of: "<!-- \(marker) -->\n"),
      let end = text.range(of: "<!-- /\(marker) -->"), begin.upperBound <= end.lowerBound
    else { return nil }
    return String(text[begin.upperBound..<end.lowerBound])
  }

  /// Expects what stands between a page's markers; rewrites it when golden files are rewritten.
  private static func expect(_ text: String, between marker: String, of page: Page) throws {
    let whole = try page.text()
    let shown = try #require(section(marker, of: whole), "\(page.name) lacks <!-- \(marker) -->")
    let wanted = text.trimmingCharacters(in: .newlines) + "\n"
    guard shown != wanted else { return }
    guard ProcessInfo.processInfo.environment[Snapshot.variable] == "1" else {
      Issue.record("\(page.name) differs from the program (\(Snapshot.variable)=1 rewrites it)")
      return
    }
    let open = "<!-- \(marker) -->\n"
    let rewritten = whole.replacing(open + shown, with: open + wanted, maxReplacements: 1)
    try Data(rewritten.utf8).write(to: page.file)
    Issue.record("\(page.name) was rewritten: read it")
  }
}
