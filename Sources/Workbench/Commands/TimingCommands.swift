import RaftCore
import Screen
import Simulation
import Teaching

extension CommandRow {
  /// While the dials of the timing are turned; all else is as in the view, so that the cluster can go
  /// on meanwhile.
  static let turning = rows(
    of: .modes, in: .turning,
    [
      CommandRow(.chooseUp, [.init(.up)], offer: Offer(2)) { lab, _ in lab.chooseDial(by: -1) },
      CommandRow(.chooseDown, [.init(.down)], offer: Offer(3)) { lab, _ in lab.chooseDial(by: 1) },
      CommandRow(.turnDown, [.init(.left)], offer: Offer(0)) { lab, _ in lab.turnDial(-1) },
      CommandRow(.turnUp, [.init(.right)], offer: Offer(1)) { lab, _ in lab.turnDial(1) },
      CommandRow(
        .cancel, [.init(.escape), .control("g"), "V", "q", .control("c")], offer: .last
      ) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// Shows the dials of the timing.
  mutating func openDials() {
    guard TimingDial.Timing(state) != nil else {
      views.notice = .incapable
      return
    }
    views.mode = .turning(0)
  }

  /// The dial that is chosen, while dials are turned.
  private var dial: TimingDial? {
    if case .turning(let number) = mode { TimingDial(rawValue: number) } else { nil }
  }

  fileprivate mutating func chooseDial(by steps: Int) {
    guard let dial else { return }
    views.mode = .turning(max(0, min(TimingDial.allCases.count - 1, dial.rawValue + steps)))
  }

  fileprivate mutating func turnDial(_ direction: Int) {
    guard let dial, let timing = TimingDial.Timing(state) else { return }
    guard let act = dial.act(turning: direction, in: timing) else {
      views.notice = .dialEnd(dial)
      return
    }
    perform(act)
  }
}
