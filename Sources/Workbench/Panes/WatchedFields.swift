import KeyValue
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

  /// What is known of a member's store beside its keys: it follows from the entries that it applied.
  var store: [[Span]] {
    guard glance.state.watched != nil, let member = host.member else { return [] }
    var lines = [glance.field("revision", "\(member.revision)")]
    if member.compacted >= 0 { lines.append(glance.field("compacted", "\(member.compacted)")) }
    for count in member.leases {
      let keys = count.keys.map(\.description).joined(separator: " ")
      lines.append(
        glance.field("lease", "\(count.lease.id) ttl \(count.lease.ttl) s  \(keys)"))
    }
    return lines
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
    let kept = watched.file.map { [glance.field("kept in", $0)] } ?? []
    guard watched.machines.indices.contains(host.id.number - 1) else { return [] }
    let machine = watched.machines[host.id.number - 1]
    let name = machine.name.map { String($0, radix: 16) } ?? Unknown.sign
    func address(_ name: String, _ port: Int?) -> [[Span]] {
      port.map { [glance.field(name, "127.0.0.1:\($0)")] } ?? []
    }
    let folder =
      watched.folder.isEmpty
      ? [] : [glance.field("folder", "\(watched.folder)/m\(host.id.number)")]
    let title = "\(glance.labels.processTitle) · \(watched.program)"
    return [[], glance.title(title), glance.field("member ID", name)]
      + address("clients", machine.clientPort) + address("peers", machine.peerPort)
      + address("proxy", machine.proxyPort) + folder + kept
  }
}
