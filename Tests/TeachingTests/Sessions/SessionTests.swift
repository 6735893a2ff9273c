import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("Sessions") struct SessionTests {
  static func played(_ seed: Int, moves: Int = 40) -> (RandomSession, MemoryJournal) {
    var player = RandomSession(seed: seed)
    var journal = MemoryJournal(player.timeline.settings)
    for _ in 0..<moves {
      player.next()
      journal.keep(player.timeline)
    }
    return (player, journal)
  }

  @Test("At every moment the journal holds all that was seen", arguments: 1...40)
  func alwaysWhole(seed: Int) throws {
    var player = RandomSession(seed: seed)
    var journal = MemoryJournal(player.timeline.settings)
    for _ in 0..<60 {
      player.next()
      journal.keep(player.timeline)
      if journal.bytes.isEmpty {
        #expect(player.timeline.branch.records.isEmpty)
        continue
      }
      let reading = try JournalReading(journal.bytes)
      #expect(reading.loss == nil)
      #expect(reading.session.unchecked == Session(of: player.timeline).unchecked)
    }
  }

  @Test("A session is repeated from its journal and from its code", arguments: 0..<20)
  func repeated(block: Int) throws {
    for seed in (block * 10 + 1)...(block * 10 + 10) {
      var (player, journal) = Self.played(seed)
      journal.finish(player.timeline)
      guard !journal.bytes.isEmpty else { continue }
      let session = try JournalReading(journal.bytes).session
      let restored = SessionReplay(of: session)
      #expect(restored.divergences == [], "seed \(seed)")
      #expect(
        Session(of: restored.timeline).unchecked == Session(of: player.timeline).unchecked,
        "seed \(seed)")
      #expect(restored.provenCount == session.eventCount, "seed \(seed)")
      let whole = Session(of: player.timeline).checked(
        against: player.timeline, everywhere: false)
      let read = try ShareCode.session(of: ShareCode(whole).text)
      #expect(read == whole, "seed \(seed)")
      let again = SessionReplay(of: read)
      #expect(again.divergences == [], "seed \(seed)")
      let branch = session.tracks[session.cursor.branch]
      #expect(again.provenCount == branch.events, "seed \(seed)")
      #expect(Session(of: again.timeline).unchecked == Session(of: player.timeline).unchecked)
    }
  }

  @Test("A journal that is gone on with is as one that was never left", arguments: 1...30)
  func goneOnWith(seed: Int) throws {
    var (player, journal) = Self.played(seed, moves: 25)
    for _ in 0..<3 where !journal.bytes.isEmpty {
      let session = try JournalReading(journal.bytes).session
      let restored = SessionReplay(of: session)
      journal.keeper = JournalKeeper(continuing: session, in: restored.timeline)
      #expect(journal.keeper.keep(restored.timeline) == nil, "nothing is new")
      for _ in 0..<10 {
        player.next()
        journal.keep(player.timeline)
      }
      let reading = try JournalReading(journal.bytes)
      #expect(reading.session.unchecked == Session(of: player.timeline).unchecked)
      let isSame = SessionReplay(of: reading.session).isSame
      #expect(isSame)
    }
  }

  @Test("What proves a long run that was opened is written bit by bit, to the same journal")
  func writtenBitByBit() throws {
    var timeline = Timeline(Settings())
    while timeline.position < 60_000 { _ = timeline.step() }
    var slow = MemoryJournal(timeline.settings)
    var rounds = 0
    repeat {
      slow.keep(timeline)
      rounds += 1
      let reading = try JournalReading(slow.bytes)
      #expect(reading.loss == nil && reading.session.eventCount == timeline.position)
    } while slow.keeper.isBehind(timeline.branches)
    #expect(rounds > 3)
    slow.finish(timeline)
    let session = try JournalReading(slow.bytes).session
    #expect(session == Session(of: timeline).checked(against: timeline))
    // Gone on with, it is behind until the beginning has been repeated.
    var keeper = JournalKeeper(continuing: session, in: timeline)
    #expect(!keeper.isBehind(timeline.branches) && keeper.keep(timeline) == nil)
    while timeline.position < 60_100 { _ = timeline.step() }
    #expect(keeper.isBehind(timeline.branches))
    var again = slow
    again.keeper = keeper
    for _ in 0..<8 { again.keep(timeline) }
    #expect(!again.keeper.isBehind(timeline.branches))
    again.finish(timeline)
    let proven = SessionReplay(of: try JournalReading(again.bytes).session)
    #expect(proven.isSame && proven.provenCount == timeline.position)
  }

  @Test("A journal torn at any byte is read up to there, and the tear is said", arguments: [3, 8])
  func torn(seed: Int) throws {
    let (_, journal) = Self.played(seed, moves: 60)
    let whole = journal.bytes
    let header = whole.firstIndex(of: 0x0A)! + 1
    for length in 0..<whole.count {
      let bytes = Array(whole[..<length])
      guard length >= header else {
        let expected: JournalReading.ReadError = length == 0 ? .empty : .noHeader
        #expect(throws: expected) { try JournalReading(bytes) }
        continue
      }
      let reading = try JournalReading(bytes)
      let isWhole = bytes.last == 0x0A
      let lastEnd = bytes.lastIndex(of: 0x0A)! + 1
      #expect(reading.wholeLength == lastEnd)
      #expect(
        reading.loss
          == (isWhole ? nil : .tornLine(bytes.count { $0 == 0x0A } + 1, bytes: length - lastEnd)))
      guard isWhole else { continue }
      let isSame = SessionReplay(of: reading.session).isSame
      #expect(isSame, "\(length) bytes")
    }
  }

  @Test("A damaged byte is noticed in its line, and what comes before it is kept")
  func damaged() throws {
    let (_, journal) = Self.played(5, moves: 30)
    let header = journal.bytes.firstIndex(of: 0x0A)! + 1
    for place in header..<journal.bytes.count {
      var bytes = journal.bytes
      bytes[place] ^= 1
      let reading = try JournalReading(bytes)
      #expect(reading.loss != nil, "byte \(place)")
      #expect(reading.wholeLength <= place)
    }
  }

  @Test("Where a version parts from the one that wrote, the event is named and the rest is kept")
  func divergence() throws {
    var timeline = Timeline(Settings())
    _ = timeline.run(until: 2_000_000)
    var journal = MemoryJournal(timeline.settings)
    journal.keep(timeline)
    journal.finish(timeline)
    var session = try JournalReading(journal.bytes).session
    for event in [1, 63, 64, 65, 200, timeline.position] {
      var other = session
      for place in other.checks.indices where other.checks[place].event >= event {
        let first = (other.checks[place].event - 1) / 64 * 64
        other.checks[place].digest ^= 1
        for mark in other.checks[place].marks.indices where first + mark + 1 >= event {
          other.checks[place].marks[mark] ^= 1
        }
      }
      let restored = SessionReplay(of: other)
      #expect(
        restored.divergences == [.init(branch: 0, event: event, reason: .otherEvent)])
      #expect(restored.timeline.position == event - 1)
    }
    session.settings.seed += 1
    #expect(SessionReplay(of: session).divergences.map(\.event).count == 1)
  }

  @Test(
    "A session of any title is saved as a script that can be read",
    arguments: [
      String(repeating: "long ", count: 60), "\u{1B}[31mred\u{7}\u{202E}", "two\nlines", "  ", "",
      "\"quoted\" \\ back", "键 # not a comment", "- [a]: {b}",
    ])
  func titles(title: String) throws {
    var (player, journal) = Self.played(5, moves: 12)
    journal.keep(player.timeline, title: title)
    journal.finish(player.timeline)
    let reading = try JournalReading(journal.bytes)
    #expect(reading.loss == nil && reading.session.title == Session.title(from: title))
    let script = try Script(
      of: player.timeline, branch: player.timeline.branchNumber, title: title)
    let source = ScriptWriter.source(of: script)
    #expect(try ScriptWriter.source(of: Script(source: source)) == source)
    let code = ShareCode(Session(of: player.timeline, title: title))
    #expect(try ShareCode.session(of: code.text).title == Session.title(from: title))
    player.next()
  }

  @Test("A run with every setting other than usual is saved as a script with the same settings")
  func settings() throws {
    let settings = Settings(
      servers: 3, seed: 99, rules: RuleSet(without: [.pipelining, .upToDateCheck]),
      timing: Timing(
        electionTimeout: 140_000...290_500, heartbeat: 45_000, diskWrite: 1_500,
        clientTimeout: 200_000, clientTries: 5),
      link: LinkQuality(latency: 250...900, loss: 5, duplication: 10, reordering: 20),
      batchLimit: 2, windowLimit: 4, writeInterval: 33_000, checksSafety: false)
    var timeline = Timeline(settings)
    _ = timeline.run(until: 400_000)
    for row in ActRow.all {
      for stimulus in row.samples { try? timeline.perform(stimulus) }
    }
    let script = try Script(of: timeline, branch: 0, title: "All")
    let read = try Script(source: ScriptWriter.source(of: script))
    #expect(read.settings == settings)
    var again = Timeline(read.settings)
    var runner = ScriptRunner(read, on: again)
    while runner.step != nil { runner.perform(on: &again) }
    #expect(runner.failures == [])
    #expect(Session(of: again).tracks == Session(of: timeline).tracks)
    let session = try ShareCode.session(of: ShareCode(Session(of: timeline)).text)
    #expect(session == Session(of: timeline))
  }

  @Test("A saved run, annotated, plays as a lesson with the same events", arguments: 1...40)
  func savedAsScript(seed: Int) throws {
    let (player, _) = Self.played(seed)
    let timeline = player.timeline
    for number in timeline.branches.indices {
      var script = try Script(of: timeline, branch: number, title: "领导者: \"two\"")
      let source = ScriptWriter.source(of: script)
      #expect(try ScriptWriter.source(of: Script(source: source)) == source)
      script = try Script(source: source)
      script.steps = script.steps.flatMap { [ScriptStep(.say(ScriptText("See."))), $0] }
      script = try Script(source: ScriptWriter.source(of: script))
      var lesson = Timeline(script.settings)
      var runner = ScriptRunner(script, on: lesson)
      while runner.step != nil { runner.perform(on: &lesson) }
      #expect(runner.failures == [])
      #expect(
        lesson.branches[0].eventsDigest == timeline.branches[number].eventsDigest, "\(source)")
    }
  }
}

extension Session {
  /// Without checks, and without how long nothing happened after the last events: what decides the
  /// run.
  fileprivate var unchecked: Session {
    var copy = self
    copy.checks = []
    for place in copy.tracks.indices { copy.tracks[place].end = 0 }
    return copy
  }
}
