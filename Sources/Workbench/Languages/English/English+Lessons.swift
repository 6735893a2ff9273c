import Teaching

extension English: LessonLabels {
  package func step(_ number: Int, of count: Int) -> String { "step \(number) of \(count)" }
  package func tally(_ right: Int, of count: Int) -> String { "guesses ✓ \(right)/\(count)" }
  package func cameTrue(_ right: Int, of count: Int) -> String {
    let line = "\(right) of \(count) \(count == 1 ? "prediction" : "predictions") came true."
    return switch count - right {
    case 0: line
    case count: line + " The questions are worth going back to."
    case 1: line + " The other is worth going back to."
    default: line + " The others are worth going back to."
    }
  }
  package func handsWereRight(_ right: Int, of count: Int) -> String {
    "Of \(count) \(count == 1 ? "hand" : "hands") shown, \(right) foresaw what happened."
  }
  package var away: String { "You are on your own branch. Esc returns to the lesson." }
  package var over: String { "This is the end of the lesson. L lists the others; Esc leaves it." }
  package var playing: String { "it goes on; space skips ahead" }
  package var countHands: String { "Hands for each choice: type a number, then Enter." }
  package func guessed(_ choice: String) -> String { "Your guess: \(choice). Watch." }
  package func right(_ answer: String) -> String { "As you said: \(answer)." }
  package func itWas(_ answer: String) -> String { "It was: \(answer)." }
  package func itWas(_ answer: String, guessed choice: String) -> String {
    "It was: \(answer). You said: \(choice)."
  }
  package var lessons: String { "Lessons" }
  package var chapters: String { "Chapters" }
  package var resumed: String { "This is where you left off. C lists the chapters." }
  package func needsMembers(_ name: String) -> String {
    "This lesson is about real members of etcd: raftlab play \(name) starts them."
  }
  package var left: String { "The lesson waits where you left it: L, then Enter." }
  package var notBegun: String { "Nothing has happened yet." }
  package func failed(_ text: String) -> String { "Not as the script expects: \(text)" }
  package var lessonPrompt: String { "Choose a lesson:" }
  package var chapterPrompt: String { "Choose a chapter:" }
}
