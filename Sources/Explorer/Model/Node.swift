import RaftCore

/// One server with its disk: all that a step of that server reads and changes.
///
/// Exploring has no clock, so a disk is only an order: what was asked of it, and what waits for
/// that.
package struct Node: Hashable, Sendable {
  /// Whose it is.
  package let id: ServerID
  /// The running server; nil while it is down.
  package var server: Server?
  /// What its disk holds.
  package var disk: PersistentState
  /// What was asked of the disk and is not done yet, in order, and the messages that wait for it.
  package var queue: [Queued] = []

  /// Something in the queue of a disk.
  package enum Queued: Hashable, Sendable {
    /// A write, and the log that the disk holds when it is done.
    case write(Write, log: Log)
    /// A message that may leave when all writes before it are done (see `Effect`).
    case send(Message)
  }

  /// A server that runs, with a disk that has nothing to do.
  package init(_ server: Server) {
    id = server.id
    self.server = server
    disk = server.persistentState
  }

  /// A server that is down.
  package init(down id: ServerID, disk: PersistentState = PersistentState()) {
    self.id = id
    self.disk = disk
  }

  /// A server that has just started with what is on its disk: nothing, the first time.
  package init(
    starting id: ServerID, in configuration: Configuration, with disk: PersistentState = .init()
  ) {
    var server = Server(id: id, configuration: configuration, recovering: disk)
    var step = RaftCore.Step()
    server.handle(.start, into: &step)
    self.init(server)
  }
}

extension Node {
  /// Whether its server runs.
  package var isUp: Bool { server != nil }

  /// Whether its server runs and leads.
  package var isLeader: Bool { server?.role.isLeader ?? false }

  /// The term that it is in; of a server that is down, the one on its disk.
  package var term: Term { server?.currentTerm ?? disk.currentTerm }

  /// Its log; of a server that is down, the one on its disk.
  package var log: Log { server?.log ?? disk.log }

  /// The last of its entries that it knows to be committed; 0 while it is down.
  package var committed: LogIndex {
    guard let server else { return 0 }
    return min(server.commitIndex, server.log.lastIndex)
  }

  /// The lowest term that it can ever be in from now on: a crash brings back what its disk holds.
  package var lowestTerm: Term { min(term, disk.currentTerm) }

  /// The write that its disk will finish next, if it has one.
  package var nextWrite: Write? {
    // No message waits in front of the first write: it would have left.
    if case .write(let write, _)? = queue.first { write } else { nil }
  }
}

extension Server {
  /// What its disk holds when nothing is being written.
  package var persistentState: PersistentState {
    PersistentState(currentTerm: currentTerm, votedFor: votedFor, log: log)
  }
}
