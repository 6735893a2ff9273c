import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// A laboratory with pods that elect a leader, brought to a moment that is worth a look.
struct PodsStage {
  var desk: Pressing

  init(
    _ way: ElectionSettings.Way, columns: Int = 80, rows: Int = 24, language: Language = .english,
    options: ElectionOptions = ElectionOptions()
  ) {
    desk = Pressing(columns: columns, rows: rows, language: language)
    desk.lab = Laboratory(
      settings: Settings(
        servers: 5, seed: 1, features: .likeEtcd,
        election: ElectionSettings(way, scale: 100, options: options)),
      language: language, size: Size(columns: columns, rows: rows))
  }

  /// Moments of an election.
  enum Moment: String, CaseIterable, Sendable {
    /// One leads and is paused, and its lease has not run out yet.
    case pausedBeliever = "paused-believer"
    /// It is paused still, and another leads.
    case twoBelievers = "two-believers"
  }

  init(
    _ way: ElectionSettings.Way, at moment: Moment, columns: Int = 80, rows: Int = 24,
    language: Language = .english
  ) {
    self.init(way, columns: columns, rows: rows, language: language)
    run { $0.outside!.contests[0].holder != nil && !believers(of: $0).isEmpty }
    let leader = believers(of: state)[0]
    pass(500_000)
    desk.lab.perform(.outside(.pause(leader)))
    switch moment {
    case .pausedBeliever: pass(400_000)
    case .twoBelievers:
      run { believers(of: $0).count > 1 }
      pass(300_000)
    }
  }

  var state: ClusterState { desk.lab.state }

  func process(_ id: ProgramID) -> Process { state.outside![id]! }

  /// Lets virtual time pass.
  mutating func pass(_ span: TimeSpan) {
    let target = state.now + span
    desk.lab.move { _ = $0.run(until: target, maximum: .max) }
    desk.lab.handle(.resize(desk.lab.size))
  }

  /// Lets time pass until something holds; fails the test if it never does.
  mutating func run(
    sourceLocation: SourceLocation = #_sourceLocation, until condition: (ClusterState) -> Bool
  ) {
    for _ in 0..<2000 {
      if condition(state) { return }
      pass(20_000)
    }
    Issue.record("it never came to that", sourceLocation: sourceLocation)
  }

  /// Presses ↓ until a program is selected.
  mutating func select(_ program: ProgramID) {
    desk.press("1")
    for _ in 0..<30 where desk.lab.views.program != program { desk.press("down") }
  }

  /// Those that believe that they lead.
  var leaders: [ProgramID] { believers(of: state) }
}

/// Those that believe that they lead, of all contests.
private func believers(of state: ClusterState) -> [ProgramID] {
  state.outside!.processes.filter { $0.believesSince != nil }.map(\.id)
}
