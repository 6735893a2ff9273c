import KeyValue
import RaftCore
import Simulation

/// What the members' stores hold, as far as that is known.
///
/// Not known of a member behind a snapshot, nor from an entry on that asks for what the model's store
/// does not know.
struct ObservedStores: Sendable {
  private var members: [MemberStore]
  private let minimumTTL: Int
  private var revisions = RevisionIndices()

  /// - Parameter minimumTTL: the shortest lease that members grant, in seconds.
  init(members: Int, minimumTTL: Int) {
    self.minimumTTL = minimumTTL
    self.members = Array(repeating: MemberStore(minimumTTL: minimumTTL), count: members)
  }

  subscript(server: ServerID) -> MemberStore { members[server.number - 1] }

  /// A member has applied nothing: its disk is empty, or it applies its log from the beginning.
  mutating func began(_ server: ServerID) {
    members[server.number - 1] = MemberStore(minimumTTL: minimumTTL)
  }

  /// A member has applied its log up to an index.
  mutating func apply(
    through last: LogIndex, at server: ServerID, of log: Log, after start: LogPosition,
    _ table: EntryTable
  ) {
    let place = server.number - 1
    guard last > members[place].index else { return }
    if let twin = twin(of: place, through: last, of: log, after: start) {
      members[place] = twin
      return
    }
    members[place].apply(
      through: last, of: log, after: start, table, noting: &revisions)
    if members[place].store == nil {
      for other in members { members[place].adopt(other) }
    }
  }

  /// A member that has applied as much, and whose last entry is the same: then all before it are (Log
  /// Matching, §5.3), and so are the stores. One copy serves all.
  private func twin(
    of place: Int, through last: LogIndex, of log: Log, after start: LogPosition
  ) -> MemberStore? {
    guard members[place].store != nil, last > start.index, last - start.index <= log.lastIndex
    else { return nil }
    let term = log[last - start.index].term
    return members.first { $0.store != nil && $0.index == last && $0.term == term }
  }

  /// A member answered with a revision: so far it has applied its log.
  mutating func apply(
    toRevision revision: Revision, at server: ServerID, of log: Log, after start: LogPosition,
    _ table: EntryTable
  ) {
    members[server.number - 1].apply(
      toRevision: revision, of: log, after: start, table, noting: &revisions)
  }

  /// Which entry made a revision; nil where no member was seen to have applied it.
  func index(of revision: Revision) -> LogIndex? { revisions[revision] }
}

extension ObservedCluster {
  /// A member with what its store holds.
  func server(_ server: ServerID) -> ServerState {
    var state = servers[server.number - 1]
    guard !isAttached, state.life != .crashed, state.raft.lastApplied != nil else { return state }
    state.contents = stores[server].contents
    state.member = member(state)
    return state
  }

  /// After something was seen of a member: what it has applied since, where the writes of clients
  /// stand, and who holds a contest.
  mutating func settle(_ server: ServerID, _ table: EntryTable, into happening: inout Happening) {
    let place = server.number - 1
    let applied = servers[place].raft.lastApplied ?? 0
    guard !isAttached, applied > stores[server].index else { return }
    stores.apply(through: applied, at: server, of: logs[place], after: starts[place], table)
    placeWrites()
    guard let holder = see(server, at: now) else { return }
    note(holder, into: &happening)
  }

  /// Says of clients' writes at which index they stand, once that is known.
  private mutating func placeWrites() {
    for (record, revision) in unplaced {
      guard let index = stores.index(of: revision),
        case .acknowledged(let time, _, let outcome) = operations[record].state
      else { continue }
      operations[record].state = .acknowledged(at: time, index: index, outcome)
    }
    unplaced.removeAll { stores.index(of: $0.revision) != nil }
  }
}
