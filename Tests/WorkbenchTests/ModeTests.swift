import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Modes") struct ModeTests {
  /// Keys that open each mode.
  static let doors = ["p", "p 1", "c", "c 2", "space*3 m", "b", "W", "?", "? down*5"]

  @Test("Esc leaves every mode and changes nothing", arguments: doors)
  func escape(keys: String) {
    var desk = Desk().pressing(keys)
    #expect(desk.lab.mode != .normal)
    let cluster = desk.lab.history.position
    desk.press("esc")
    #expect(desk.lab.mode == .normal)
    #expect(desk.lab.history.position == cluster)
    #expect(desk.lab.history.branch.acts.isEmpty)
  }

  @Test("Esc in no mode does nothing")
  func escapeInNormal() {
    let desk = Desk().pressing("n n")
    #expect(desk.pressing("esc").text == desk.text)
  }

  @Test("q and ctrl-c lead out of every mode but typing, and then out", arguments: doors)
  func quit(keys: String) {
    for key in ["q", "ctrl-c"] {
      var desk = Desk().pressing(keys)
      if key == "q", case .writing = desk.lab.mode { continue }
      desk.press(key)
      #expect(desk.lab.mode == .normal, "\(key)")
      #expect(!desk.lab.isDone)
      desk.press(key)
      #expect(desk.lab.isDone)
    }
  }

  @Test("in no mode a key is an act on the cluster that the mode is not about", arguments: doors)
  func noActs(keys: String) {
    var desk = Desk().pressing(keys)
    let acts = desk.lab.history.branch.acts.count
    desk.press("k t z X R i")
    #expect(desk.lab.history.branch.acts.count == acts)
  }

  @Test("a paste presses no key, in any mode", arguments: [""] + doors)
  func paste(keys: String) {
    var desk = Desk().pressing(keys)
    let timeline = desk.lab.timeline!
    let mode = desk.lab.mode
    desk.lab.handle(.paste("kkq\u{3}\u{1B}\nXX? \r"))
    #expect(desk.lab.history.position == timeline.position)
    #expect(desk.lab.history.branch.acts.count == timeline.branch.acts.count)
    #expect(!desk.lab.isDone)
    if mode.context != .writing { #expect(desk.lab.mode == mode) }
  }

  @Test(
    "what is pasted while typing is text without control characters, and no longer than a write")
  func pasteText() {
    var desk = Desk().pressing("W")
    desk.lab.handle(.paste("na\u{7}me=\u{202E}ada\n\u{1B}[31m"))
    guard case .writing(let typed) = desk.lab.mode else {
      Issue.record("left")
      return
    }
    #expect(typed == "name=ada[31m")
    desk.lab.handle(.paste(String(repeating: "长", count: 100)))
    guard case .writing(let long) = desk.lab.mode else {
      Issue.record("left")
      return
    }
    #expect(long.utf8.count <= 25)
  }

  @Test("the help scrolls to its end and no further, at any size", arguments: [12, 24, 60])
  func helpScrolls(rows: Int) {
    var desk = Desk(100, max(rows, 14)).pressing("?")
    var screens = [desk.lab.frame()]
    repeat {
      desk.press("down")
      screens.append(desk.lab.frame())
    } while screens.count < 500 && screens.last != screens.dropLast().last
    screens.removeLast()
    #expect((2..<499).contains(screens.count))
    // Neither end is gone past unseen: as many steps lead back, and the first of them shows.
    desk.press("down*5 up")
    #expect(desk.lab.frame() == screens.dropLast().last)
    desk.press("up*\(screens.count - 2)")
    #expect(desk.lab.frame() == screens[0])
    desk.press("up*5 down")
    #expect(desk.lab.frame() == screens[1])
  }

  @Test("a mode's prompt is whole at the least width, in both languages", arguments: doors)
  func prompts(keys: String) {
    for language in Language.allCases {
      for servers in [5, 9] {
        let desk = Desk(60, 20, servers: servers, language: language).pressing(keys)
        #expect(!desk.footer.contains("…"), "\(desk.footer)")
      }
    }
  }
}
