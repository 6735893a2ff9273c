import Simulation
import Testing

@testable import Teaching

@Suite("Built-in lessons")
struct LibraryTests {
  @Test("Each is true: all that it expects is so", arguments: Library.lessons.map(\.name))
  func isTrue(name: String) throws {
    let lesson = try #require(Library.lesson(named: name))
    let script = try Script(source: lesson.source)
    let check = ScriptCheck(script)
    let failures = check.failures.map { $0.text(in: .english, file: lesson.name) }
    #expect(failures == [])
    #expect(check.expectationCount > 0, "a lesson proves something")
    #expect(check.questionCount > 0, "a lesson asks for a prediction")
  }

  @Test("Each says everything in every language", arguments: Library.lessons.map(\.name))
  func isTranslated(name: String) throws {
    let lesson = try #require(Library.lesson(named: name))
    let script = try Script(source: lesson.source)
    var texts = [script.title] + [script.about].compactMap { $0 }
    for step in script.steps {
      switch step.kind {
      case .say(let text), .explain(let text), .mark(let text): texts.append(text)
      case .ask(let question):
        texts.append(question.text)
        if case .list(let choices) = question.choices { texts += choices.map(\.text) }
      default: break
      }
    }
    for text in texts { #expect(text.languages == Language.allCases, "\(text[.english])") }
    #expect(script.about != nil)
    #expect(!script.chapters.isEmpty)
  }

  @Test("A lesson is found by its name and by its number, and a slip of the fingers is seen")
  func isFound() {
    #expect(Library.lesson(named: "election")?.name == "election")
    #expect(Library.lesson(named: "1")?.number == 1)
    #expect(Library.lesson(named: "0") == nil)
    #expect(Library.lesson(near: "electoin") == "election")
  }
}
