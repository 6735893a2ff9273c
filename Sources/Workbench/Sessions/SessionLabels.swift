import Teaching

/// What a language says about sessions on the screen.
package protocol SessionLabels {
  // Saving under a name.
  func titlePrompt(_ typed: String) -> String
  func namePrompt(_ typed: String) -> String
  func occupied(_ name: String) -> String
  var untitled: String { get }
  var unnamed: String { get }

  // The list.
  var sessions: String { get }
  var sessionPrompt: String { get }
  /// What is said of a saved script in the list.
  var savedScript: String { get }
  /// What is said of what was seen of a real cluster in the list, and when it is opened.
  func seen(_ program: String, members: Int, kilobytes: Int) -> String
  func seenOpened(_ program: String, events: Int) -> String
  func recordingRecovered(_ files: [String]) -> String

  /// Somebody has ended an opening that took long.
  var openingEnded: String { get }
  func notRead(_ file: String, reason: String) -> String

  // The share code.
  var shareCode: String { get }
  var sharePrompt: String { get }
  /// `isOffered` when the terminal was asked to copy it.
  func aboutCode(characters: Int, extent: SessionEntry.Extent, isOffered: Bool) -> String
}

extension Language {
  /// What this language says about sessions on the screen.
  package var sessionLabels: any SessionLabels { labels }
}
