import Foundation
import Testing

/// The parts that show, tell and ask know a cluster only by what can be observed of it, so that
/// another backend can stand in the simulation's place.
@Suite("What names the simulation")
struct BoundaryTests {
  /// The files outside the simulation that name a type of it which no other backend has: what
  /// repeats, explores or draws futures needs a run that can be repeated. A file that does not name
  /// the type any more is taken off.
  private static let allowed: [String: Set<String>] = [
    "Cluster": ["Teaching/Exploring/MoveList.swift", "Teaching/WhyNot/WhyNot.swift"],
    "Host": [],
    "Event": [],
    "Replay": [
      "Teaching/Fate/FateOrigin.swift", "Teaching/Fate/FateStudy.swift",
      "Teaching/Sessions/EventTrail.swift", "Teaching/Sessions/SessionScript.swift",
    ],
    "Timeline": [
      "Teaching/Exploring/ExploringCase.swift", "Teaching/Exploring/MoveList.swift",
      "Teaching/Fate/Fate.swift", "Teaching/Fate/FateStory.swift",
      "Teaching/Scripts/ScriptCheck.swift", "Teaching/Scripts/Transcript.swift",
      "Teaching/Sessions/EventTrail.swift", "Teaching/Sessions/JournalKeeper.swift",
      "Teaching/Sessions/Session.swift", "Teaching/Sessions/SessionReplay.swift",
      "Teaching/Sessions/SessionScript.swift", "Workbench/App/Laboratory+Asked.swift",
      "Workbench/App/Laboratory.swift", "Workbench/Lessons/Laboratory+Lessons.swift",
      "Workbench/Commands/FateCommands.swift", "Workbench/Models/ExplorerModel.swift",
      "Workbench/Models/FateModel.swift", "Workbench/Models/ViewStates.swift",
      "Workbench/Sessions/SharePanel.swift",
    ],
  ]

  @Test(
    "Teaching and Workbench name a cluster's state and never the cluster",
    arguments: allowed.keys.sorted())
  func names(type: String) throws {
    let found = try Self.sources.get().filter { $0.words.contains(type) }.map(\.name)
    #expect(Set(found) == Self.allowed[type], "\(type)")
  }

  @Test("A name is found where it is a type, and not in a comment, a text or a longer name")
  func finds() {
    #expect(Self.words(of: "func draw(_ host: Host)").contains("Host"))
    #expect(Self.words(of: "let all: [Cluster]?").contains("Cluster"))
    #expect(!Self.words(of: "/// A Cluster.\nlet a = 1 // Cluster").contains("Cluster"))
    #expect(!Self.words(of: "let text = \"Cluster\"").contains("Cluster"))
    #expect(!Self.words(of: "let state: ClusterState").contains("Cluster"))
  }

  /// The sources, and the names in each. Read once for all types.
  private static let sources = Result { try readSources() }

  private static func readSources() throws -> [(name: String, words: Set<String>)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    return try ["Teaching", "Workbench"].flatMap { module in
      let folder = root.appendingPathComponent(module)
      let names = try #require(FileManager.default.enumerator(atPath: folder.path))
      return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { name in
        (
          "\(module)/\(name)",
          try words(of: String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        )
      }
    }
  }

  /// The names in a source, without those in its comments and texts.
  private static func words(of source: String) -> Set<String> {
    var words: Set<String> = []
    for line in source.split(separator: "\n") {
      let code = line.replacing(/"(\\.|[^"\\])*"/, with: "").replacing(/\/\/.*/, with: "")
      for word in code.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
        words.insert(String(word))
      }
    }
    return words
  }
}
