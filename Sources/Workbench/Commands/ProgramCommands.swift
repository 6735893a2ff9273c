import ClientPrograms
import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// What is done to the programs outside, and by hand.
  static let programs = rows(
    of: .programs,
    [
      CommandRow(.release, ["u"], offer: Offer(38) { $0.leadingPod != nil }) { lab, _ in
        lab.perform(.outside(.release(lab.podToRelease)))
      },
      CommandRow(.actByHand, ["H"], offer: Offer(44) { $0.state.outside != nil }) { lab, _ in
        lab.views.mode = .acting("")
      },
    ])

  /// While an act is typed.
  static let acting = rows(
    of: .modes, in: .acting,
    [
      CommandRow(.confirm, [.init(.enter)]) { lab, _ in lab.finishActing() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// The pod that is to give up: the selected one, else the one that believes, else the first.
  fileprivate var podToRelease: ProgramID {
    if case .pod? = views.program { return views.program! }
    let believing = state.outside?.processes.first { $0.believesSince != nil }
    return believing?.id ?? .pod(1)
  }

  fileprivate mutating func finishActing() {
    guard case .acting(let typed) = mode else { return }
    do throws(ActTextError) {
      let stimulus = try Stimulus(text: typed)
      views.mode = .normal
      perform(stimulus)
    } catch {
      views.notice = .badAct(error)
    }
  }

  /// The verbs of acts: first those by which etcd is asked for something.
  static let verbs: [String] = {
    let first = ["put", "get", "delete", "revoke", "grant", "keepalive", "ttl", "txn", "compact"]
    return first + ActRow.verbs.filter { !first.contains($0) }
  }()
}

extension Glance {
  /// A pod that believes that it leads.
  fileprivate var leadingPod: ProgramID? {
    state.outside?.processes.first { $0.believesSince != nil }?.id
  }
}
