import Teaching

extension English: SessionLabels {
  package func titlePrompt(_ typed: String) -> String { "Save. Title: \(typed)▏" }
  package func namePrompt(_ typed: String) -> String { "Save as: \(typed)▏" }
  package func occupied(_ name: String) -> String {
    "There is a session “\(name)” already. Enter again replaces it; or type another name."
  }
  package var untitled: String { "Type what it is to be called." }
  package var unnamed: String { "Type a name for its file." }
  package var sessions: String { "Sessions" }
  package var sessionPrompt: String { "Choose a session:" }
  package var savedScript: String { "saved" }
  package func seen(_ program: String, members: Int, kilobytes: Int) -> String {
    "\(program), \(members) \(members == 1 ? "member" : "members"), \(kilobytes) kB"
  }
  package func seenOpened(_ program: String, events: Int) -> String {
    "\(events) observations of \(program). Home goes to the beginning, r goes through them again."
  }
  package func recordingRecovered(_ files: [String]) -> String {
    "A recording was cut short; as far as it went it is \(files.joined(separator: ", "))."
  }
  package var openingEnded: String { "The opening was ended; the run at hand stays." }
  package func notRead(_ file: String, reason: String) -> String {
    "Not read: \(file): \(reason)"
  }
  package var shareCode: String { "Share code" }
  package var sharePrompt: String { "The code, to be copied." }
  package func aboutCode(
    characters: Int, extent: SessionEntry.Extent, isOffered: Bool
  ) -> String {
    "This is the whole run: \(count(extent.events, "event")), \(count(extent.acts, "act")), "
      + "\(extent.branches) \(extent.branches == 1 ? "branch" : "branches"), in \(characters) "
      + "characters. raftlab replay 'CODE' repeats it; breaks between lines do not matter. "
      + (isOffered
        ? "The terminal was asked to copy it (OSC 52), which it may ignore: then select it; the "
          + "mouse is the terminal's meanwhile."
        : "Select it and copy it; the mouse is the terminal's meanwhile.")
  }
}
