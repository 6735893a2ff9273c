import RaftCore

/// What a bench looks like, as lines.
enum Tableau {
  static func lines(_ what: String, of bench: Bench) -> [String] {
    switch what {
    case "log": bench.servers.map { log($0, of: bench) }
    case "status": bench.servers.flatMap { status($0, of: bench) }
    default: bench.pool.map { "\($0.from) ─▶ \($0.to)  \(MessageText.text($0))" }
    }
  }

  private static func log(_ id: ServerID, of bench: Bench) -> String {
    guard let server = bench.node(id).server else {
      let words = bench.node(id).disk.log.all.map(Telling.entry)
      return "\(id) down [" + words.joined(separator: " ") + "]"
    }
    return "\(id) \(Telling.log(server, framed: true))"
  }

  private static func status(_ id: ServerID, of bench: Bench) -> [String] {
    let node = bench.node(id)
    guard let server = node.server else {
      return ["\(id) down, on disk term \(node.disk.currentTerm)"]
    }
    var line = "\(id) \(Telling.role(server)) term \(server.currentTerm)"
    line += " vote \(Telling.name(server.votedFor)) leader \(Telling.name(server.leader))"
    line += " last \(server.log.last) commit \(server.commitIndex)"
    if node.writeCount > 0 { line += ", \(node.writeCount) writes under way" }
    guard let leadership = server.role.leadership else { return [line] }
    return [line]
      + server.peers.map { peer in
        let progress = leadership[peer]
        let mode = progress.isStreaming ? "streams" : "probes"
        return "   \(mode) to \(peer): next \(progress.nextIndex) match \(progress.matchIndex)"
      }
  }
}
