import Teaching

/// What a language says about a lesson that is being played.
package protocol LessonLabels {
  func step(_ number: Int, of count: Int) -> String
  func tally(_ right: Int, of count: Int) -> String
  func cameTrue(_ right: Int, of count: Int) -> String
  /// At the end of a lesson before a class.
  func handsWereRight(_ right: Int, of count: Int) -> String
  var away: String { get }
  var over: String { get }
  var playing: String { get }
  var countHands: String { get }
  func guessed(_ choice: String) -> String
  func right(_ answer: String) -> String
  func itWas(_ answer: String) -> String
  func itWas(_ answer: String, guessed choice: String) -> String
  var lessons: String { get }
  var chapters: String { get }
  var resumed: String { get }
  var left: String { get }
  /// A lesson, by its name, is about real members, which are started with it.
  func needsMembers(_ name: String) -> String
  /// Stands where reasons will, before the first event.
  var notBegun: String { get }
  func failed(_ text: String) -> String
  var lessonPrompt: String { get }
  var chapterPrompt: String { get }
}

extension Language {
  /// What this language says about a lesson.
  package var lessonLabels: any LessonLabels { labels }
}
