import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("History") struct HistoryTests {
  private func passing(_ typed: String, in desk: Pressing) -> [EventRecord] {
    let filter = HistoryFilter(typed)
    let records = desk.lab.history.branch.records
    return (0..<records.count).map { records[$0] }.filter(filter.fits)
  }

  @Test("a replay repeats the very events", arguments: [1, 2, 63, 64, 65, 200])
  func replays(number: Int) {
    var timeline = Pressing(Pressing.eventful).lab.timeline!
    let replay = Replay(of: timeline.branch, after: number)
    timeline.seek(to: number)
    #expect(replay.event.number == number && replay.event.time == timeline.latest!.time)
    #expect(replay.event.happening == timeline.latest!.what)
    #expect(replay.event.step.firings == timeline.latest!.step.firings)
    #expect(replay.event.after == timeline.latest!.after)
  }

  @Test("a record of 16 bytes says how its server stood after the event")
  func records() {
    #expect(MemoryLayout<EventRecord>.size == 16)
    let branch = Pressing(Pressing.eventful + " 2 z space*9 2 z space*9").lab.history.branch
    var replay = Replay(of: branch, after: 0)
    var standings: Set<EventRecord.Standing> = []
    while replay.next() {
      let record = branch.records[replay.position - 1]
      #expect(record.time == replay.event.time && record.kind == replay.event.kind)
      #expect(record.serverID == replay.event.server)
      #expect(record.isRoutine == replay.event.isRoutine)
      #expect(record.milestones == replay.event.milestones)
      #expect(record.parcel == replay.event.flight.map { EventRecord.Parcel($0.packet) })
      guard let server = record.serverID else { continue }
      let host = replay.cluster[server]
      #expect(record.termLow == host.server.currentTerm)
      #expect(record.commitIndex == host.server.commitIndex)
      #expect(record.standing == EventRecord.Standing(host))
      standings.insert(record.standing)
    }
    #expect(standings.isSuperset(of: [.follower, .candidate, .leader, .crashed, .pausedFollower]))
  }

  @Test("blanks and colons count as they come from Chinese keyboards too")
  func fullWidth() {
    let desk = Pressing(Pressing.eventful)
    let votes = passing("S2 规则:投票", in: desk)
    #expect(!votes.isEmpty && passing("S2　规则：投票", in: desk).count == votes.count)
    #expect(HistoryFilter("丢失　S1") == HistoryFilter("loss s1"))
  }

  @Test("servers, kinds, rules and milestones are asked for by words of both languages")
  func words() {
    let desk = Pressing(Pressing.eventful)
    #expect(passing("s2", in: desk).allSatisfy { $0.serverID == ServerID(2) })
    #expect(passing("S2 s3", in: desk).contains { $0.serverID == ServerID(3) })
    #expect(passing("disk", in: desk).allSatisfy { $0.kind == .disk })
    #expect(passing("disk loss", in: desk).contains { $0.kind == .loss })
    #expect(passing("磁盘", in: desk) == passing("disk", in: desk))
    #expect(
      passing("s2 disk", in: desk).allSatisfy {
        $0.kind == .disk && $0.serverID == ServerID(2)
      })
    #expect(passing("become-leader", in: desk).map(\.rule) == [.becomeLeader, .becomeLeader])
    #expect(passing("milestone", in: desk).allSatisfy { !$0.milestones.isEmpty })
    #expect(passing("里程碑", in: desk) == passing("milestone", in: desk))
    #expect(passing("rule:vote", in: desk).contains { $0.rule == .grantVote })
    #expect(passing("规则:投票", in: desk).contains { $0.rule == .grantVote })
    #expect(passing("rule:nonsense", in: desk).isEmpty)
    for words in ["s2", "disk", "become-leader", "milestone", "rule:vote"] {
      #expect(!passing(words, in: desk).isEmpty, "\(words)")
    }
  }

  @Test("each rule is asked for by its name, however many rules there are")
  func everyRule() {
    let filters = Rule.allCases.map { HistoryFilter($0.id) }
    #expect(Set(filters).count == filters.count && filters.allSatisfy { !$0.isEmpty })
  }

  @Test("typing filters at once; Enter keeps the filter, a second one goes there; Esc clears it")
  func typing() {
    var desk = Pressing(Pressing.eventful + " /")
    #expect(desk.lab.view == .history)
    let all = desk.lab.views.history.count
    desk.type("loss")
    let few = desk.lab.views.history.count
    #expect(few > 0 && few < all)
    desk.press("enter up enter")
    #expect(desk.lab.mode == .normal)
    #expect(desk.lab.history.branch.records[desk.position - 1].kind == .loss)
    desk.press("esc")
    #expect(desk.lab.views.history.count == all)
  }

  @Test("keys typed into a filter are text, never commands")
  func typedKeys() {
    var desk = Pressing("n /")
    let before = desk.position
    desk.type("kqwn t")
    #expect(desk.position == before && !desk.lab.isDone)
    #expect(desk.lab.views.history.typed == "kqwn t")
  }

  @Test("free text is looked for in the sentences around the cursor")
  func text() {
    var desk = Pressing(Pressing.eventful + " /")
    desk.type("becomes leader")
    while desk.lab.isAnimated { desk.lab.tick(.zero) }
    let model = desk.lab.views.history
    #expect(model.count == 2)
    for place in 0..<model.count {
      let number = model.event(at: place)
      #expect(desk.lab.history.branch.records[number - 1].milestones.contains(.leaderElected))
    }
    #expect(desk.rows[2].contains("around the cursor"))
  }

  @Test("only what is in view is told")
  func lazy() {
    let desk = Pressing(Pressing.eventful + " f5")
    #expect(desk.lab.history.branch.records.count > 200)
    #expect(desk.lab.views.history.sentences.count <= 24)
  }

  @Test("a filter that was there while the run went on has what a new one has")
  func growing() {
    var old = Pressing("n*3 f5 /")
    old.type("timer")
    old.press("enter 3 k space*60 n")
    var new = Pressing("n*3 3 k space*60 n /")
    new.type("timer")
    #expect(old.lab.views.history.count == new.lab.views.history.count)
    #expect(old.lab.views.history.count > 0)
  }

  @Test("f lets everything pass, then no heartbeats, then milestones only")
  func sieve() {
    var desk = Pressing(Pressing.eventful + " f5")
    var counts: [Int] = []
    for _ in 0..<4 {
      counts.append(desk.lab.views.history.count)
      desk.press("f")
    }
    #expect(counts[0] > counts[1] && counts[1] > counts[2] && counts[2] > 0)
    #expect(counts[3] == counts[0])
  }

  @Test(
    "of a branch in a tree of any depth the number is told, and facts whole or not at all",
    arguments: Language.allCases, [100, 120, 160])
  func deepTree(language: Language, columns: Int) {
    var desk = Pressing("n*3", columns: columns, rows: 50, language: language)
    for _ in 0..<60 where desk.lab.history.branches.count < 16 {
      desk.press("space*4 left*2 z")
    }
    desk.press("f5")
    let frame = desk.lab.frame()
    var shown: [Int] = []
    for case (.branch(let number), let area) in HitMap(of: frame).places {
      let cells = (area.left..<area.right).map { frame[Point(column: $0, row: area.top)] }
      var line = cells.compactMap { $0?.text }.joined()
      while line.last == " " { line.removeLast() }
      let facts = language.labels.branchFacts(desk.lab.history.branches[number])
      let fitting = (0...facts.count).last { count in
        line.hasSuffix((["\(number)"] + facts.prefix(count)).joined(separator: "  "))
      }
      #expect(fitting != nil, "\(line)")
      // Where there is room, all of them.
      for fact in facts.dropFirst(fitting ?? 0).prefix(1) {
        #expect(frame.width.of("\(line)  \(fact)") > area.columns, "\(line)")
      }
      shown.append(number)
    }
    #expect(columns == 100 ? shown.count > 5 : shown == Array(0...15), "\(shown)")
  }

  @Test("branches stand under the one that they left, in the order in which they left")
  func tree() {
    var desk = Pressing("n*2 left*3 w home right*2 w left 2 k f5")
    #expect(desk.lab.history.branches.count >= 3)
    let lines = BranchTree.order(desk.lab.history.branches)
    #expect(Set(lines.map(\.number)) == Set(desk.lab.history.branches.map(\.number)))
    for line in lines where line.number > 0 {
      let parent = desk.lab.history.branches[line.number].parent!
      let place = lines.firstIndex { $0.number == parent }!
      #expect(place < lines.firstIndex(of: line)!)
      #expect(lines[place].stem.count < line.stem.count || parent == 0)
    }
    let row = desk.place(of: "└─ ")!
    desk.click(row.column + 3, row.row)
    #expect(desk.lab.history.branchNumber > 0)
  }
}
