import RaftCore
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Rules page") struct RulesViewTests {
  @Test("every rule stands on the page once")
  func complete() {
    #expect(RulesModel.order.count == Rule.allCases.count)
    #expect(Set(RulesModel.order) == Set(Rule.allCases))
  }

  @Test("counts are those of the events that were told, also after going back")
  func counts() {
    var desk = Pressing(Pressing.eventful)
    desk.press("left*37")
    var counts = [Rule: Int]()
    var replay = Replay(of: desk.lab.history.branch, after: 0)
    // All servers start before the first event.
    counts[.startAsFollower] = 5
    while replay.position < desk.position, replay.next() {
      for firing in replay.event.step.firings { counts[firing.rule, default: 0] += 1 }
    }
    for rule in Rule.allCases {
      #expect(desk.lab.cluster.tally.count(of: rule) == counts[rule] ?? 0, "\(rule.id)")
      let each = desk.lab.cluster.members.reduce(0) {
        $0 + desk.lab.cluster.tally.count(of: rule, at: $1)
      }
      #expect(each == counts[rule] ?? 0)
    }
  }

  @Test("Enter goes to the rule's last firing, and again to the one before")
  func lastFiring() {
    var desk = Pressing(Pressing.eventful + " f3")
    desk.lab.views.rules.chosen = .becomeLeader
    var visited: [Int] = []
    for _ in 0..<2 {
      desk.press("enter")
      visited.append(desk.position)
      #expect(desk.lab.history.latest?.step.firings.contains { $0.rule == .becomeLeader } == true)
    }
    #expect(visited[1] < visited[0])
  }

  @Test("a rule that never fired says so, and nothing moves")
  func neverFired() {
    var desk = Pressing("n f3")
    desk.lab.views.rules.chosen = .deleteConflicting
    let position = desk.position
    desk.press("enter")
    #expect(desk.position == position && desk.lab.notice == .neverFired(.deleteConflicting))
  }

  @Test("x switches a rule off and on; the title says which are off; essential ones stay")
  func switching() {
    var desk = Pressing("n f3")
    desk.lab.views.rules.chosen = .upToDateCheck
    desk.press("x")
    #expect(!desk.lab.cluster.rules[.upToDateCheck])
    #expect(desk.rows[0].contains("1 rule off") || desk.rows[0].contains("up-to-date-check"))
    desk.press("x")
    #expect(desk.lab.cluster.rules[.upToDateCheck])
    desk.lab.views.rules.chosen = .becomeLeader
    desk.press("x")
    #expect(desk.lab.notice == .refused(.essential(.becomeLeader)))
  }

  @Test("what just fired is lit beside the server that it fired at, and nothing else is")
  func lit() {
    let desk = Pressing("n space*3 f3", columns: 120, rows: 60)
    let event = desk.lab.history.latest!
    let words = desk.lab.narrator.words
    let fired = Set(event.step.firings.map(\.rule))
    #expect(!fired.isEmpty)
    for rule in Rule.allCases {
      let title = words.text(of: rule).title
      let isLit = desk.rows.contains { $0.contains("● \(title)  \(event.server!)") }
      #expect(isLit == fired.contains(rule), "\(title)")
    }
  }
}
