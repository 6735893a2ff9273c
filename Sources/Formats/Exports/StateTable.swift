import RaftCore
import Simulation

/// The state of every server after each event, as comma-separated values (RFC 4180): a header,
/// then a record for each event, each ended by CR LF.
package struct StateTable: Sendable {
  package let text: String

  private static let columns = ["event", "time_us", "happening", "server", "client", "rule"]
  private static let fields = [
    "life", "role", "term", "voted_for", "last_index", "last_term", "commit_index",
    "last_applied",
  ]

  package init(_ chronicle: Chronicle) {
    let servers = chronicle.cluster.members
    let header = Self.columns + servers.flatMap { server in Self.fields.map { "\(server)_\($0)" } }
    var text = header.joined(separator: ",") + "\r\n"
    chronicle.forEach { event, _, cluster in
      let record = Self.values(of: event) + cluster.hosts.flatMap(Self.values)
      text += record.joined(separator: ",") + "\r\n"
    }
    self.text = text
  }

  /// None of them has a comma, a quote or a line break in it.
  private static func values(of event: Event) -> [String] {
    [
      "\(event.number)", "\(event.time)", event.happening.name,
      event.server?.description ?? "", event.client?.description ?? "", event.headline?.id ?? "",
    ]
  }

  private static func values(of host: Host) -> [String] {
    let server = host.server
    return [
      host.life.name, server.role.name, "\(server.currentTerm)",
      server.votedFor?.description ?? "", "\(server.log.last.index)", "\(server.log.last.term)",
      "\(server.commitIndex)", "\(server.lastApplied)",
    ]
  }
}
