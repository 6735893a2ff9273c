import RaftCore
import Screen
import Simulation

/// What the inspector tells of a member of a cluster that is only watched: its process, and what is
/// known of its timer.
struct WatchedFields {
  let glance: Glance
  let host: ServerState

  var lines: [[Span]] {
    guard let watched = glance.state.watched else { return [] }
    return timer + process(watched)
  }

  private var timer: [[Span]] {
    guard host.life != .crashed else { return [] }
    let labels = glance.labels
    let text: String
    if host.raft.role?.isLeader == true {
      text = labels.timerOfLeader
    } else {
      let heard = HeardGauge(host, in: glance.state)?.elapsed?.wholeMilliseconds
      text = labels.timer(heard: heard, of: glance.state.electionTimeout)
    }
    return [[], glance.title(labels.timerTitle), [Span("  \(text)", glance.theme[.text])]]
  }

  private func process(_ watched: Watched) -> [[Span]] {
    guard watched.machines.indices.contains(host.id.number - 1) else { return [] }
    let machine = watched.machines[host.id.number - 1]
    let name = machine.name.map { String($0, radix: 16) } ?? Unknown.sign
    return [
      [], glance.title("\(glance.labels.processTitle) · \(watched.program)"),
      glance.field("member ID", name), glance.field("clients", "127.0.0.1:\(machine.clientPort)"),
      glance.field("peers", "127.0.0.1:\(machine.peerPort)"),
      glance.field("proxy", "127.0.0.1:\(machine.proxyPort)"),
      glance.field("folder", "\(watched.folder)/m\(host.id.number)"),
    ]
  }
}
