import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Fate on the screen") struct FateScreenTests {
  /// An election, a write, and two servers that go down: nobody can lead any more.
  private static let story = "n*3 w n 1 k space*30 2 k 3 k space*20"

  private func desk(
    _ keys: String = story, columns: Int = 80, rows: Int = 24, language: Language = .english
  ) -> Pressing {
    var desk = Pressing(keys, columns: columns, rows: rows, language: language)
    desk.lab.views.fate.futures = 60
    desk.press("%")
    desk.lab.finishView()
    return desk
  }

  @Test("it looks as it was seen to look, in both languages", arguments: Language.allCases)
  func looks(language: Language) {
    for (columns, rows) in [(80, 24), (120, 36)] {
      let desk = desk(columns: columns, rows: rows, language: language)
      let tag = language == .english ? "en" : "zh"
      Snapshot.expect(desk.lab.frame().text, matches: "fate-\(columns)x\(rows)-\(tag).txt")
    }
  }

  @Test("each key does a little, each frame a piece, Esc ends it, and % goes on")
  func pieces() {
    var desk = Pressing(Self.story)
    desk.press("%")
    #expect(desk.lab.view == .fate && desk.lab.views.isUnfinished && desk.lab.isAnimated)
    let first = desk.lab.views.fate.study!.progress.done
    desk.lab.tick(.milliseconds(5))
    let second = desk.lab.views.fate.study!.progress.done
    #expect(first < second && second < desk.lab.views.fate.study!.progress.total / 10)
    #expect(desk.rows[1].contains(" % of the futures "))
    desk.press("esc")
    #expect(!desk.lab.views.isUnfinished && desk.lab.view == .fate && !desk.lab.isAnimated)
    #expect(desk.rows[1].contains("stopped"))
    desk.press("%")
    #expect(desk.lab.views.isUnfinished)
    desk.press("esc esc")
    #expect(desk.lab.view == .cluster && !desk.lab.isAnimated)
  }

  @Test("the cursor's own moment is among those whose futures are drawn")
  func cursor() throws {
    var desk = desk()
    desk.press("left*7")
    desk.lab.finishView()
    let study = try #require(desk.lab.views.fate.study)
    #expect(study.moment(at: desk.position).position == desk.position)
    #expect(study.isFinished)
  }

  @Test("Enter goes to where the chosen became certain, and says so where it did not")
  func certainty() throws {
    var desk = Pressing(Self.story)
    desk.lab.views.fate.futures = 500
    desk.press("%")
    desk.lab.finishView()
    // Nobody leads: three of five are down.
    desk.press("down*5")
    let study = try #require(desk.lab.views.fate.study)
    #expect(desk.lab.views.fate.question == .leader(nil))
    let turn = try #require(study.certain(desk.lab.views.fate.chosen))
    desk.press("enter")
    #expect(desk.position == turn.event && turn.isCertain == true)
    var other = self.desk("n*2")
    other.press("enter")
    #expect(other.lab.notice == .uncertain(.leader(ServerID(1))))
  }

  @Test("f makes a future a branch that ends as it was counted, and d one that does not")
  func follow() throws {
    // Heartbeats are on their way when the leader goes down: who follows is still open.
    var desk = desk("n*3 w n 3 k space*60")
    let study = try #require(desk.lab.views.fate.study)
    let open = study.moments.lazy.compactMap { moment -> (Int, Int)? in
      let tally = moment.tally
      let place = (0..<5).first { tally.first[$0] != nil && tally.firstOther[$0] != nil }
      return place.map { (moment.position, $0) }
    }
    let (position, place) = try #require(open.first)
    desk.lab.seek(to: position)
    desk.lab.views.fate.choose(place)
    for (key, isOther) in [("f", false), ("d", true)] {
      var copy = desk
      copy.press(key)
      let number = copy.lab.history.branchNumber
      #expect(number > 0 && copy.lab.view == .cluster && copy.position == position + 1)
      #expect(
        copy.lab.notice == .future(.leader(ServerID(place + 1)), isOther: isOther, branch: number))
      copy.press("end")
      #expect((copy.lab.state.leader == ServerID(place + 1)) != isOther)
      #expect(copy.lab.history.now <= study.fate.end)
      // All that is in it are acts.
      #expect(copy.lab.history.branch.acts.contains { $0.act.stimulus.kind == .reseed })
    }
  }

  @Test("while the run goes on what is there stays; another act asks again")
  func running() throws {
    var desk = desk()
    let before = try #require(desk.lab.views.fate.study).fate.window
    desk.press("r")
    for _ in 0..<5 { desk.lab.tick(.milliseconds(200)) }
    #expect(try #require(desk.lab.views.fate.study).fate.window == before)
    desk.press("r")
    #expect(try #require(desk.lab.views.fate.study).fate.window != before)
  }

  @Test("no size breaks it, in large print too; ASCII tells all of it")
  func sizes() {
    var desk = desk()
    for isLarge in [false, true] {
      desk.lab.look.isLargePrint = isLarge
      for columns in [60, 79, 100, 160] {
        for rows in [14, 15, 20, 50] {
          desk.lab.handle(.resize(Size(columns: columns, rows: rows)))
          var frame = desk.lab.frame()
          #expect(frame.isWellFormed)
          frame.replace(with: .asciiAlone)
          #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
        }
      }
    }
  }

  @Test("plain lines say the shares at the cursor, and since when what is certain")
  func spoken() {
    var spoken = SpokenLaboratory(Pressing(Self.story).lab)
    let lines = spoken.take(.key("%"))
    #expect(lines.contains { $0.hasPrefix("nobody leads: 100.0 %") })
    #expect(lines.contains { $0.hasPrefix("200 futures from each of ") })
    #expect(spoken.take(.key("esc")) == ["Done."])
  }

  @Test("a frame does no more than a frame has time for")
  func budget() {
    var desk = Pressing(Self.story)
    desk.press("%")
    let study = desk.lab.views.fate.study!
    desk.lab.tick(.milliseconds(5))
    let events = { (study: FateStudy) in study.moments.reduce(0) { $0 + $1.tally.events } }
    let done = events(desk.lab.views.fate.study!) - events(study)
    #expect(done > 1_000 && done <= ViewStates.Effort.frame.rawValue + 5 * 5_000)
  }
}
