import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Panes that are not drawn again")
struct PaneMemoryTests {
  @Test("a frame drawn after others is the frame drawn anew", arguments: 1...6)
  func isTheSame(seed: UInt64) {
    var random = RandomStream(seed: seed, stream: 5)
    let start = ["n n w", "L down enter space space", "w n n space*40 w n w n"][Int(seed % 3)]
    var pressing = Pressing(start, servers: seed.isMultiple(of: 2) ? 3 : 5)
    pressing.resize(&random)
    var memory = PaneMemory()
    for _ in 0..<100 {
      let keys = Self.keys[random.next(in: 0...Self.keys.count - 1)]
      switch keys {
      case "resize": pressing.resize(&random)
      case "click": pressing.point(.press(.left), &random)
      case "wheel": pressing.point(.wheelDown, &random)
      case "tick": pressing.lab.tick(.milliseconds(40))
      default: pressing.press(keys)
      }
      guard isUpToDate(pressing.lab, &memory) else { return }
    }
  }

  @Test("what a lesson points at comes into view", arguments: 0...13)
  func followsLessons(lesson: Int) {
    var pressing = Pressing("L down*\(lesson) enter", columns: 64, rows: 20)
    var memory = PaneMemory()
    for _ in 0..<40 {
      guard isUpToDate(pressing.lab, &memory) else { return }
      pressing.press("space")
      pressing.lab.tick(.milliseconds(300))
    }
  }

  /// Whether a frame after those before is the one that is drawn from nothing.
  private func isUpToDate(_ lab: Laboratory, _ memory: inout PaneMemory) -> Bool {
    var shown = lab
    let frame = shown.frame(remembering: &memory)
    let anew = lab.frame()
    let isSame = frame == anew
    #expect(isSame, "\(frame.styledText)\nis not what is drawn anew:\n\(anew.styledText)")
    return isSame
  }

  /// What users press, most of all what changes little.
  private static let keys = [
    "down", "up", "down", "up", "2", "space", "s", "n", "left", "right", "[", "]", "home", "end",
    "w", "W x", "k", "z", "t", "p 2 enter", "p", "i", "h", "r", "tick", "+", "-", "b enter", "esc",
    "m", "m down", "m down d esc", "b down", ": e", "?", "T", "T down enter", "G", "M", "P", ",",
    ".",
    "L down enter space", "space", "f1", "f1", "f2", "f4", "pgdn", "pgup", "resize", "click",
    "click", "wheel",
  ]

  @Test("what an arrow leaves as it is is not drawn again")
  func isNotDrawnAgain() {
    var pressing = Pressing("n n n space", columns: 120, rows: 40)
    var memory = PaneMemory()
    _ = pressing.lab.frame(remembering: &memory)
    #expect(!isDrawn(.title, pressing.lab, &memory))
    pressing.press("down")
    #expect(!isDrawn(.title, pressing.lab, &memory))
    pressing.press("space")
    #expect(isDrawn(.title, pressing.lab, &memory))
  }

  private func isDrawn(
    _ place: PaneMemory.Place, _ lab: Laboratory, _ memory: inout PaneMemory
  ) -> Bool {
    var isDrawn = false
    var surface = Surface(size: lab.size)
    let edition = memory.scenes.number(of: PaneMemory.Scene(lab.glance))
    memory.draw(place, edition: edition, into: &surface, in: lab.size.bounds.row(0)) { _ in
      isDrawn = true
    }
    return isDrawn
  }
}

extension Pressing {
  fileprivate mutating func resize(_ random: inout RandomStream) {
    let sizes = [(80, 24), (120, 40), (60, 14), (160, 50), (100, 30)]
    let (columns, rows) = sizes[random.next(in: 0...sizes.count - 1)]
    lab.handle(.resize(Size(columns: columns, rows: rows)))
  }

  /// Points at something that is on the screen.
  fileprivate mutating func point(_ action: Mouse.Action, _ random: inout RandomStream) {
    let places = HitMap(of: lab.frame()).places
    guard !places.isEmpty else { return }
    let area = places[random.next(in: 0...places.count - 1)].area
    let point = area.point(
      column: random.next(in: 0...area.columns - 1), row: random.next(in: 0...area.rows - 1))
    lab.handle(.mouse(Mouse(action, at: point)))
  }
}
