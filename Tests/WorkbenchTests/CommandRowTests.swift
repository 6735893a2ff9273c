import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Rows of commands") struct CommandRowTests {
  @Test("no command has two rows in one context")
  func areUnique() {
    for context in Keymap.Context.allCases {
      let commands = CommandRow.all.filter { $0.context == context }.map(\.command)
      #expect(Set(commands).count == commands.count, "\(context)")
    }
  }

  @Test("every mode has a row that leaves it, and the footer always shows that one")
  func waysOut() {
    let modes = Keymap.Context.allCases.filter { context in
      CommandRow.all.contains { $0.context == context && $0.group == .modes }
    }
    #expect(modes.count > 10)
    for context in modes {
      let row = CommandRow.row(of: .cancel, in: context)
      #expect(row?.offer?.isLast == true, "\(context)")
    }
  }

  @Test("every combination of contexts that there is has its footer")
  func footers() {
    for view in ViewKind.allCases {
      for (isLesson, isAway) in [(false, false), (true, false), (true, true)] {
        var views = ViewStates()
        views.open = view
        let contexts = views.contexts(ofLesson: isLesson, isAway: isAway)
        #expect(CommandRow.offered(in: contexts).count > 15, "\(contexts)")
      }
    }
  }

  @Test("of what a footer offers, each is a command that the same key does here")
  func offersAreCommands() {
    for way in ["", "f2", "f3", "f5", "f6", "n*3 space m", "p", "b", "L", "T", "?", ":"] {
      let lab = Pressing(way).lab
      for place in CommandRow.offered(in: lab.contexts) {
        let row = CommandRow.all[place]
        guard let key = row.keys.first else { continue }
        let nearest = lab.keymap.row(for: key, in: lab.contexts)
        #expect(nearest != nil, "\(way): \(row.command)")
      }
    }
  }
}

@Suite("What a cluster is capable of") struct CapabilityTests {
  @Test("a simulated cluster can do all that there are keys for")
  func simulated() {
    let capabilities = Pressing("").lab.history.capabilities
    for row in CommandRow.all { #expect(capabilities.isSuperset(of: row.needs), "\(row.command)") }
    // The check can fail: a cluster without timers of ours cannot let one run out.
    let row = CommandRow.row(of: .timeOut, in: .normal)!
    #expect(!capabilities.subtracting(.timers).isSuperset(of: row.needs))
  }

  @Test("over real members a key is refused exactly where the help says that it is not for them")
  func real() {
    let stage = WatchedStage.running
    var refused: [KeyCommand] = []
    for row in CommandRow.all where row.context == .normal {
      guard let key = row.keys.first else { continue }
      var lab = Laboratory(
        on: stage.history, playback: Playback(permille: 1000), language: .english,
        size: Size(columns: 120, rows: 40))
      lab.handle(.key(key))
      let isRefused =
        switch lab.views.notice {
        case .refused(.hasNoCounterpart(let counterpart)): counterpart != .stepping
        case .incapable: true
        default: false
        }
      #expect(isRefused == row.isForModelsOnly, "\(row.command)")
      if isRefused { refused.append(row.command) }
    }
    #expect(refused.count > 10, "so few? \(refused)")
    #expect(refused.contains(.snapshot))
  }
}
