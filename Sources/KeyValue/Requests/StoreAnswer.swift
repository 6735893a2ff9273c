/// What the store answers, with the revision that stands in the header of the answer.
///
/// The revision is the store's after the request, not that of the keys in the answer; within a
/// transaction, that of the moment.
package struct StoreAnswer: Hashable, Sendable, CustomStringConvertible {
  package var revision: Revision
  package var response: Response

  package init(revision: Revision, _ response: Response) {
    self.revision = revision
    self.response = response
  }

  package var description: String { "rev \(revision): \(response)" }
}

/// What came of a request.
package enum Response: Hashable, Sendable, CustomStringConvertible {
  case put
  /// Keys in their order, and how many there are when there was a limit to those that are told.
  case range([KeyRecord], count: Int)
  /// So many keys were deleted.
  case deleted(Int)
  /// Whether the comparisons held, and the answers to the requests that were executed.
  case transaction(succeeded: Bool, [StoreAnswer])
  case compacted
  /// A lease, and the seconds that were granted, which can be more than those asked for.
  case granted(LeaseID, ttl: Int)
  case revoked
  case checkpointed
  /// Nothing was done.
  case failed(StoreError)

  package var description: String {
    switch self {
    case .put: "put"
    case .range(let records, let count):
      "[\(records.map(\.description).joined(separator: ", "))]"
        + (count == records.count ? "" : " of \(count)")
    case .deleted(let count): "deleted \(count)"
    case .transaction(let succeeded, let answers):
      (succeeded ? "then" : "else")
        + " (\(answers.map(\.description).joined(separator: "; ")))"
    case .compacted: "compacted"
    case .granted(let lease, let ttl): "granted \(lease) ttl \(ttl)"
    case .revoked: "revoked"
    case .checkpointed: "checkpointed"
    case .failed(let error): error.description
    }
  }
}

/// Why a request was not executed.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for was before the revision to which the store was compacted.
  case compacted(Revision)
  /// A revision that the store has not reached.
  case futureRevision
  case leaseNotFound
  case leaseExists
  case ttlTooLarge
  /// A transaction puts a key that it changes elsewhere, too.
  case duplicateKey
  case tooManyRequests
  case noKey
  /// A key or a value is longer than this store takes. etcd knows no such limit.
  case tooLong

  /// The words of etcd.
  package var description: String {
    switch self {
    case .compacted: "etcdserver: mvcc: required revision has been compacted"
    case .futureRevision: "etcdserver: mvcc: required revision is a future revision"
    case .leaseNotFound: "etcdserver: requested lease not found"
    case .leaseExists: "etcdserver: lease already exists"
    case .ttlTooLarge: "etcdserver: too large lease TTL"
    case .duplicateKey: "etcdserver: duplicate key given in txn request"
    case .tooManyRequests: "etcdserver: too many operations in txn request"
    case .noKey: "etcdserver: key is not provided"
    case .tooLong:
      "a key has at most \(Request.keyLimit) bytes, a value at most \(Request.valueLimit)"
    }
  }
}
