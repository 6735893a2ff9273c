import RaftCore
import Screen
import Simulation
import Testing

@testable import Workbench

/// Found by random input: time that was let pass takes stale timers off the agenda, and so must
/// going there again.
@Suite("History repeats") struct ReplayTests {
  @Test("an act after time was let run is repeated where it happened", arguments: 1...20)
  func actsAfterRunning(seed: Int) {
    var desk = Desk(servers: 5, seed: UInt64(seed)).pressing("n*3 +*6")
    for key in ["3", "z", "1", "k", "w", "z", "k", "i", "h", "2", "t", "w", "k", "k"] {
      desk.press("r")
      desk.wait(milliseconds: 320)
      desk.press("r \(key)")
    }
    let end = desk.lab.history.position
    let servers = desk.servers
    desk.press("home")
    desk.press("space*\(end)")
    #expect(desk.lab.history.position == end)
    #expect(desk.servers == servers)
    desk.press("home r +*20")
    for _ in 0..<100 where desk.lab.history.isInPast { desk.lab.tick(.milliseconds(16)) }
    #expect(!desk.lab.history.isInPast)
  }
}
