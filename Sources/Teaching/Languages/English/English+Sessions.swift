import Simulation

extension English: SessionPhrases {
  package func text(of damage: ShareCode.ReadError) -> String {
    switch damage {
    case .noCode: "This is no share code: codes begin with rl\(Session.version)-."
    case .version(let version):
      "This code is of version \(version) of the format; this program reads version "
        + "\(Session.version)."
    case .foreign(let character, let place):
      "Character \(place) of the code, “\(String(character).harmless)”, does not occur in codes: "
        + "they have letters, digits, - and _."
    case .tooShort(let bytes, let whole):
      "The code ends too early: \(bytes) of \(whole) bytes are there, or a character near its "
        + "beginning was changed."
    case .tooLong(let bytes):
      "The code goes on after its end, by \(bytes) bytes, or a character near its beginning was "
        + "changed."
    case .checksum: "The code is damaged: a character was changed, as its check sum shows."
    case .senseless: "The code describes no run that can be."
    case .unknown(let word):
      "The code speaks of “\(word.harmless)”, which this version does not know: it was made by a later "
        + "one."
    case .tooLarge: "The code is too long."
    }
  }
  package func text(of trouble: JournalReading.ReadError) -> String {
    switch trouble {
    case .empty: "The file is empty."
    case .noJournal: "This is no journal of a session."
    case .version(let version):
      "This journal is of version \(version.harmless) of the format; this program reads version "
        + "\(Session.version)."
    case .noHeader: "Its first line is torn or damaged: nothing is known of the run."
    case .unknownSetting(let word):
      "Its first line says “\(word.harmless)”, which this version does not know: it was written by a "
        + "later one."
    }
  }
  package func text(of loss: JournalReading.Loss) -> String {
    switch loss {
    case .tornLine(let line, let bytes):
      "The last line, line \(line), was not written to its end; its \(bytes) bytes are left out."
    case .damagedLine(let line, let after):
      "Line \(line) is damaged; it and \(after) after it are left out."
    case .unknownLine(let line, let word, let after):
      "Line \(line) says “\(word.harmless)”, which this version does not know; it and \(after) after it "
        + "are left out."
    }
  }
  package func text(of divergence: SessionReplay.Divergence) -> String {
    let place = "event \(divergence.event) of branch \(divergence.branch)"
    let end = "what was before is kept"
    return switch divergence.reason {
    case .otherEvent: "This version goes another way at \(place); \(end)."
    case .otherTime: "In this version \(place) does not come when it did; \(end)."
    case .outOfTime:
      "Before \(place) the writes of `load` wait for a leader longer than --max-events allows (\(RunLimit.events) writes); "
        + "\(end)."
    case .refused(let stimulus, _):
      "In this version “\(stimulus.text)”, \(place), cannot be done; \(end)."
    }
  }
  package func text(of reason: Script.LengthError) -> String {
    switch reason {
    case .steps(let count):
      "As a script it takes \(count) steps; a script has \(Script.stepLimit) at most."
    }
  }
  package func takesTooMany(events: Int, limit: Int) -> String {
    "It takes \(events) events to repeat it, and the limit is \(limit): --max-events raises that."
  }
  package func repeated(events: Int, acts: Int, branches: Int, proven: Int) -> String {
    "\(count(events, "event")), \(count(acts, "act")), "
      + "\(branches) \(branches == 1 ? "branch" : "branches"); "
      + "\(count(proven, "event")) proven by digests."
  }
  package func listed(milliseconds: Int, events: Int, acts: Int, branches: Int) -> String {
    "\(milliseconds) ms, \(count(events, "event")), \(count(acts, "act"))"
      + (branches == 1 ? "" : ", \(branches) branches")
  }
  package func noSession(_ name: String?) -> String {
    name.map { "There is no session “\($0)”: raftlab sessions lists them." }
      ?? "No session has been kept yet."
  }
  package func inUse(_ name: String) -> String { "Another raftlab has \(name) open." }
  package func holdsOneBranch(_ number: Int, of count: Int) -> String {
    "It holds branch \(number) alone, of \(count): the journal and a share code hold all."
  }
  package func pruned(_ count: Int) -> String {
    count == 1 ? "1 session taken away." : "\(count) sessions taken away."
  }
  package var code: String { "code" }
  package var repeating: String { "repeating" }
}
