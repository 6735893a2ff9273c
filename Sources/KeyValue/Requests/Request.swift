/// The number of a state of the store: it grows by one with each request that changes something.
/// The empty store has revision 1, as in etcd.
package typealias Revision = Int

/// The number of a lease; 0 means none.
package typealias LeaseID = Int

/// What a client asks of the store, of any length. Requests of the log stand in a `RequestTable`.
///
/// Keeping a lease alive is none: the log knows nothing of it (`LeaseClock`).
package enum Request: Hashable, Sendable, CustomStringConvertible {
  case keys(KeyRequest)
  case transaction(Transaction)
  /// Forgets all that was before a revision.
  case compact(Revision)
  /// A lease for at least so many seconds.
  case grant(LeaseID, ttl: Int)
  /// Ends a lease and deletes its keys.
  case revoke(LeaseID)
  /// Writes down how many seconds of a lease are left, for the next leader to count from.
  case checkpoint(LeaseID, remaining: Int)

  /// The longest key, in bytes of UTF-8.
  package static let keyLimit = 64
  /// The longest value, in bytes of UTF-8.
  package static let valueLimit = 256
  /// The longest time that a lease can be asked for, in seconds. etcd's own limit.
  package static let ttlLimit = 9_000_000_000

  /// Whether executing it can change the store.
  package var isWrite: Bool {
    switch self {
    case .keys(let request): request.isWrite
    case .transaction(let transaction): transaction.isWrite
    case .compact, .grant, .revoke, .checkpoint: true
    }
  }

  /// Why a member refuses it before it proposes anything; nil when it does not. No such request
  /// stands in a log.
  package var refusal: StoreError? {
    switch self {
    case .keys(let request): request.refusal
    case .transaction(let transaction): transaction.refusal
    case .compact, .grant, .revoke, .checkpoint: nil
    }
  }

  package var description: String {
    switch self {
    case .keys(let request): "\(request)"
    case .transaction(let transaction): "\(transaction)"
    case .compact(let revision): "compact \(revision)"
    case .grant(let lease, let ttl): "grant \(lease) ttl \(ttl)"
    case .revoke(let lease): "revoke \(lease)"
    case .checkpoint(let lease, let remaining): "checkpoint \(lease) remaining \(remaining)"
    }
  }
}

/// What is asked about keys, by itself or as a part of a transaction.
package enum KeyRequest: Hashable, Sendable, CustomStringConvertible {
  /// Sets a key's value and its lease; without a lease it belongs to none from then on.
  case put(Text, Text, lease: LeaseID = 0)
  /// Reads keys as they are at a revision, 0 for the present one; at most so many of them, 0 for
  /// all.
  case range(KeyRange, revision: Revision = 0, limit: Int = 0)
  case delete(KeyRange)

  package var isWrite: Bool {
    switch self {
    case .put, .delete: true
    case .range: false
    }
  }

  /// See `Request.refusal`.
  package var refusal: StoreError? {
    switch self {
    case .put(let key, let value, _):
      if key.isEmpty { return .noKey }
      return Self.isKey(key) && value.count <= Request.valueLimit ? nil : .tooLong
    case .range(let keys, let revision, let limit):
      precondition(revision >= 0 && limit >= 0)
      return Self.refusal(of: keys)
    case .delete(let keys): return Self.refusal(of: keys)
    }
  }

  static func isKey(_ key: Text) -> Bool { key.count <= Request.keyLimit }

  private static func refusal(of keys: KeyRange) -> StoreError? {
    if case .key(let key) = keys, key.isEmpty { return .noKey }
    return keys.bounds.allSatisfy(isKey) ? nil : .tooLong
  }

  /// `put a 1 lease 7`, `range a* rev 3 limit 2`, `delete a..b`.
  package var description: String {
    switch self {
    case .put(let key, let value, let lease):
      "put \(key) \(value)" + (lease == 0 ? "" : " lease \(lease)")
    case .range(let keys, let revision, let limit):
      "range \(keys)" + (revision == 0 ? "" : " rev \(revision)")
        + (limit == 0 ? "" : " limit \(limit)")
    case .delete(let keys): "delete \(keys)"
    }
  }
}
