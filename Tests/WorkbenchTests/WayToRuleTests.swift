import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// From a sentence on the screen to the name of its rule, by which scripts and commands know it.
@Suite("The way from a sentence to its rule") struct WayToRuleTests {
  @Test("the page of rules opens at the rule of the latest event, and names it")
  func page() throws {
    let desk = Pressing("n*2 f3", columns: 100, rows: 30)
    let rule = try #require(desk.lab.history.latest?.headline)
    #expect(desk.lab.views.rules.chosen == rule)
    #expect(desk.rows.contains { $0.contains(" \(rule.id) ") })
    #expect(Pressing("n*2 f2 v").lab.views.rules.chosen == rule)
  }

  @Test("a click on the sentence opens its rule")
  func click() throws {
    var desk = Pressing("n*2", columns: 100, rows: 30)
    let place = try #require(desk.place(of: "becomes leader"))
    desk.click(place.column, place.row)
    #expect(desk.lab.view == .rules && desk.lab.views.rules.chosen == .becomeLeader)
  }

  @Test("the inspector names the rules of the latest event, of the server that it happened at")
  func inspector() throws {
    var desk = Pressing("n*2", columns: 100, rows: 50)
    let server = try #require(desk.lab.history.latest?.server)
    desk.press("\(server.number) f4")
    #expect(desk.rows.contains { $0.contains("become-leader") })
    let other = server.number % 5 + 1
    desk.press("\(other)")
    #expect(!desk.rows.contains { $0.contains("become-leader") })
  }
}
