import Screen
import Teaching
import TestSupport
import Testing

@testable import raftlab

@Suite("Lessons as text") struct PlainTextTests {
  @Test(
    "a lesson reads from its title to its end as in the golden file", arguments: Language.allCases)
  func golden(language: Language) throws {
    let lesson = try #require(Library.lesson(named: "write"))
    let text = PlainText(of: Transcript(of: lesson.script, in: language)).text
    Snapshot.expect(text, matches: "write.\(language.rawValue).txt")
  }

  @Test("what --plain prints is that text, on a pipe, with nothing else")
  func printed() throws {
    for language in Language.allCases {
      let run = try Finished(["play", "4", "--plain", "--lang", language.rawValue])
      let lesson = try #require(Library.lesson(named: "4"))
      #expect(run.output == PlainText(of: Transcript(of: lesson.script, in: language)).text)
      #expect(run.status == 0 && run.errors.isEmpty)
    }
  }

  @Test("no lesson has a line past 80 columns, an escape, or two blank lines")
  func shape() {
    for lesson in Library.simulated {
      for language in Language.allCases {
        let text = PlainText(of: Transcript(of: lesson.script, in: language)).text
        #expect(!text.contains("\u{1B}") && !text.contains("\n\n\n") && text.hasSuffix("\n"))
        for line in text.split(separator: "\n") {
          #expect(TextWidth.standard.of(String(line)) <= 80, "\(line)")
        }
      }
    }
  }
}
