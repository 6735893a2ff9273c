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
    let servers = chronicle.state.members
    let header = Self.columns + servers.flatMap { server in Self.fields.map { "\(server)_\($0)" } }
    var text = header.joined(separator: ",") + "\r\n"
    chronicle.forEach { event, _, state in
      let record = Self.values(of: event) + state.servers.flatMap(Self.values)
      text += record.joined(separator: ",") + "\r\n"
    }
    self.text = text
  }

  /// None of them has a comma, a quote or a line break in it.
  private static func values(of event: Happening) -> [String] {
    [
      "\(event.number)", "\(event.time)", event.what.name,
      event.server?.description ?? "", event.client?.description ?? "", event.headline?.id ?? "",
    ]
  }

  /// What is not known is empty.
  private static func values(of server: ServerState) -> [String] {
    let raft = server.raft
    let last = raft.log?.last
    func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }
    return [
      server.life.name, raft.role?.name ?? "", text(raft.currentTerm),
      raft.votedFor?.description ?? "", text(last?.index), text(last?.term),
      text(raft.commitIndex), text(raft.lastApplied),
    ]
  }
}
