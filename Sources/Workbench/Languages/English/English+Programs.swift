import ClientPrograms
import Simulation
import Teaching

// What the screen calls the programs outside.
extension English {
  func banner(of act: ProgramAct) -> String {
    switch act {
    case .cut(let from, let to): "\(from) → \(to) cut"
    case .mend(let from, let to): "\(from) → \(to) mended"
    case .isolate(let program): "\(program) isolated"
    case .setLink: "links changed"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "on" : "off")"
    case .crash, .restart, .pause, .resume, .setClock, .jumpClock, .release, .cancel, .proclaim,
      .ask, .watch, .unwatch:
      ""
    }
  }
}
