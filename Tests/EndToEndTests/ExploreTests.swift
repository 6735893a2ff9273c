import Foundation
import TestSupport
import Testing

@Suite("raftlab explore", .ownThreads) struct ExploreTests {
  @Test("what is found ends with 1, and the script that is saved passes")
  func found() throws {
    let search = "$R explore --without one-vote-per-term --goal violation --save -"
    let run = try Finished(
      shell: "\(search) 2>&1 >/dev/null | cat; \(search) 2>/dev/null | $R test -")
    #expect(run.status == 0)
    #expect(run.output.contains("reached in 6 moves, which breaks election-safety"))
    #expect(run.output.contains("ok: 1 expectation"))
    #expect(try Finished(["explore", "--goal", "S2 leads"]).status == 1)
  }

  @Test("what is not within the bounds ends with 0, and says among how many states")
  func exhausted() throws {
    let run = try Finished(["explore", "--goal", "violation", "--timeouts", "1"])
    #expect(run.status == 0)
    let states = try #require(run.output.firstMatch(of: /none of (\d+) states/)?.1)
    #expect(run.output.contains("searched: \(states) states"))
    #expect(run.output.contains("rules that never fired"))
    #expect(run.output.contains("bounds: timeouts 1, heartbeats 0, writes 1"))
  }

  @Test("both reductions leave the answer as it is, and find fewer states")
  func reductions() throws {
    func states(_ options: [String]) throws -> Int {
      let line = ["explore", "--goal", "violation", "--timeouts", "1", "--messages", "40"]
      let run = try Finished(line + options)
      #expect(run.status == 0)
      let count = try #require(run.output.firstMatch(of: /none of (\d+) states/)?.1)
      return try #require(Int(count))
    }
    let fewest = try states([])
    #expect(try fewest < states(["--no-symmetry"]))
    #expect(try fewest < states(["--keep-dead-messages"]))
  }

  @Test("a search that a limit ends knows nothing: 3; a start that cannot be explored: 2")
  func undecided() throws {
    let limited = try Finished([
      "explore", "--goal", "violation", "--timeouts", "4", "--states", "1000",
    ])
    #expect(limited.status == 3 && limited.output.contains("not known"))
    let refused = try Finished(["explore", "pre-vote", "--goal", "violation"])
    #expect(refused.status == 2 && refused.errors.contains("pre-vote"))
    // One step can be told there, too.
    let list = try Finished(["explore", "pre-vote"])
    #expect(list.status == 0 && list.output.contains("election timer runs out"))
  }

  @Test("results are JSON where that is asked for: of a search, and of what can happen next")
  func json() throws {
    let run = try Finished(["explore", "--goal", "S2 leads", "--json"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let members = try #require(report as? [String: Any])
    #expect(members["outcome"] as? String == "found")
    #expect((members["path"] as? [Any])?.count == 3)
    let list = try Finished(["explore", "--json"])
    let rows = try JSONSerialization.jsonObject(with: Data(list.output.utf8))
    #expect((rows as? [[String: Any]])?.count == 6)
  }

  @Test("from the end of a lesson")
  func fromLesson() throws {
    let list = try Finished(["explore", "write"])
    #expect(list.status == 0 && list.output.contains("S1's heartbeat timer runs out"))
    let way = try Finished(["explore", "write", "--goal", "S2 leads"])
    #expect(way.status == 1 && way.output.contains("reached in 5 moves"))
  }
}
