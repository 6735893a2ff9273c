import Foundation
import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// Random keys, pastes, clicks and sizes: nothing that can come in may hurt.
@Suite("Random input") struct FuzzTests {
  /// A hundred thousand in all; more with `RAFTLAB_FUZZ_EVENTS=100000`.
  static let eventsPerSeed =
    ProcessInfo.processInfo.environment["RAFTLAB_FUZZ_EVENTS"].flatMap { Int($0) } ?? 10_000

  /// A failure's seed repeats it: `FuzzTests.survives(seed:)` with that argument.
  @Test("nothing that comes in may hurt, in ten seeds", arguments: 1...10 as ClosedRange<UInt64>)
  func survives(seed: UInt64) {
    var fuzzer = Fuzzer(seed: seed)
    for number in 1...Self.eventsPerSeed {
      if let problem = fuzzer.next() {
        Issue.record("seed \(seed), event \(number): \(problem)")
        return
      }
    }
    #expect(fuzzer.drawn > Self.eventsPerSeed / 80)
    if let difference = fuzzer.differenceWhenRepeated() {
      Issue.record("seed \(seed) is another after it is repeated:\n\(difference)")
    }
  }

  @Test("the fuzzer reaches every mode, many acts, branches and the past")
  func reaches() {
    var fuzzer = Fuzzer(seed: 1)
    for _ in 0..<12_000 { _ = fuzzer.next() }
    let views = Set(ViewKind.allCases.map(\.context))
    // Keys for a lesson lie over those of the view, as the view's do over the others.
    let overlays = views.union([.lesson, .lessonAway])
    let modes = Set(Keymap.Context.allCases).subtracting(overlays).union([.normal])
    #expect(fuzzer.contexts == modes)
    #expect(fuzzer.mostActs > 8)
    #expect(fuzzer.mostBranches > 1)
  }

  @Test("a surface that is not well formed is found out")
  func wellFormed() {
    #expect(Surface(size: Size(columns: 3, rows: 2)).isWellFormed)
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("领导", at: .zero)
    #expect(surface.isWellFormed)
    surface.breakWideGrapheme()
    #expect(!surface.isWellFormed)
  }
}
