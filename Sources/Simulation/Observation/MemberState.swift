import KeyValue
import RaftCore

/// What one member of etcd has beside Raft, at a moment: its store, leases, watches, and whom it owes
/// an answer.
package struct MemberState: Hashable, Sendable {
  /// The store's revision, and the one to which it was compacted; -1 when it never was.
  package var revision: Revision
  package var compacted: Revision
  /// The term of the entry that it applied last: what answers carry. Not the server's own term.
  package var appliedTerm: Term
  /// Whether it counts how long leases last: only a leader does.
  package var counts: Bool
  /// The leases that it knows of, in the order in which they were granted.
  package var leases: [LeaseCount] = []
  /// The watches that it serves, the oldest first.
  package var watches: [ServedWatch] = []
  /// The questions that it has not answered, the oldest first.
  package var calls: [ServedCall] = []

  package init(revision: Revision, compacted: Revision, appliedTerm: Term, counts: Bool) {
    self.revision = revision
    self.compacted = compacted
    self.appliedTerm = appliedTerm
    self.counts = counts
  }

  /// A lease as one member knows it.
  package struct LeaseCount: Hashable, Sendable {
    package let lease: Lease
    /// How long it still lasts, in microseconds by this member's clock, negative once it has run out;
    /// nil where this member does not count.
    package let left: TimeSpan?
    package let keys: [Text]

    package init(lease: Lease, left: TimeSpan?, keys: [Text]) {
      self.lease = lease
      self.left = left
      self.keys = keys
    }
  }
}

extension MemberState {
  init(_ host: borrowing Host, at now: Time) {
    let store = host.member.store
    revision = store.revision
    compacted = store.compacted
    appliedTerm = host.service.appliedTerm
    counts = host.member.leases.isPrimary
    watches = host.service.watches
    calls = host.service.calls
    let clock = host.clock(at: now)
    for lease in store.leases {
      leases.append(
        LeaseCount(
          lease: lease, left: host.member.leases.remaining(of: lease.id, at: clock),
          keys: store.keys(of: lease.id)))
    }
  }
}

extension MemberState {
  /// What is known of a real member: its store, as its applied entries make it.
  ///
  /// - Parameter left: how long a lease still lasts, in microseconds; nil where nobody can say.
  package init(
    _ store: Store, appliedTerm: Term, counts: Bool, left: (LeaseID) -> TimeSpan?
  ) {
    self.init(
      revision: store.revision, compacted: store.compacted, appliedTerm: appliedTerm,
      counts: counts)
    leases = store.leases.map { lease in
      LeaseCount(
        lease: lease, left: counts ? left(lease.id) : nil, keys: store.keys(of: lease.id))
    }
  }
}

extension ClusterState {
  /// The request that an entry of the log names; nil where it names none.
  package func request(of command: Command) -> Request? {
    if let row = entries?[command] { return row.request }
    guard let reference = command.reference, let table = post?.requests,
      reference.place < table.count
    else { return nil }
    return table[reference.place]
  }

  /// What a command asks for, in a line; nil of a leader's blank entry.
  package func text(of command: Command) -> String? {
    entries?[command]?.text ?? command.operation?.description
      ?? request(of: command)?.description ?? command.membership?.description
  }
}
