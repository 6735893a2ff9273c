import ClientPrograms
import Simulation
import Teaching

// What the screen calls the programs outside.
extension Chinese {
  func banner(of act: ProgramAct) -> String {
    switch act {
    case .cut(let from, let to): "\(from) → \(to) 切断"
    case .mend(let from, let to): "\(from) → \(to) 恢复"
    case .isolate(let program): "\(program) 隔离"
    case .setLink: "链路改变"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "打开" : "关闭")"
    case .crash, .restart, .pause, .resume, .setClock, .jumpClock, .release, .cancel, .proclaim,
      .ask, .watch, .unwatch:
      ""
    }
  }
}
