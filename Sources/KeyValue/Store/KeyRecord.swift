/// A key at a revision: its value, and what the store knows about it.
package struct KeyRecord: Hashable, Sendable, CustomStringConvertible {
  package let key: Text
  package var value: Text
  /// The revision that created the key; 0 when this says that it was deleted.
  package var createRevision: Revision
  /// The revision that changed it last.
  package var modRevision: Revision
  /// How often it was put since it was created; 0 when this says that it was deleted.
  package var version: Int
  /// The lease that it belongs to.
  package var lease: LeaseID

  package init(
    key: Text, value: Text, createRevision: Revision, modRevision: Revision, version: Int,
    lease: LeaseID = 0
  ) {
    self.key = key
    self.value = value
    self.createRevision = createRevision
    self.modRevision = modRevision
    self.version = version
    self.lease = lease
  }

  /// Whether this says that the key was deleted.
  package var isDeletion: Bool { version == 0 }

  /// `a=1 create 2 mod 3 version 2 lease 7`, or `a deleted mod 4`.
  package var description: String {
    if isDeletion { return "\(key) deleted mod \(modRevision)" }
    return "\(key)=\(value) create \(createRevision) mod \(modRevision) version \(version)"
      + (lease == 0 ? "" : " lease \(lease)")
  }
}

/// A lease as the log knows it: how long it is to last, not how long it has.
package struct Lease: Hashable, Sendable {
  package let id: LeaseID
  /// For how long it was granted, in seconds.
  package let ttl: Int
  /// What was left of it when it was last written down, in seconds; 0 when it was not.
  package var remaining = 0

  package init(id: LeaseID, ttl: Int, remaining: Int = 0) {
    self.id = id
    self.ttl = ttl
    self.remaining = remaining
  }
}
