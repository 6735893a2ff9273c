import Simulation

extension Happening {
  /// Whether it is one of the heartbeats of a cluster that is only watched, or the like: to a member
  /// that is down each of them is lost.
  package var isHeartbeat: Bool {
    if isRoutine { return true }
    if case .lost = what { return message?.isBareHeartbeat ?? false }
    return false
  }
}
