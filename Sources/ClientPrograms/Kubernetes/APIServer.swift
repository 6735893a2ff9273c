import KeyValue

/// What is asked of an API server about Lease objects of `kube-system`.
package enum APIRequest: Hashable, Sendable {
  case get(String)
  case create(String, LeaseRecord)
  /// Only if the object still has this resourceVersion.
  case update(String, LeaseRecord, resourceVersion: Revision)
}

/// What an API server answers.
package enum APIAnswer: Hashable, Sendable {
  /// The object, as it was read or as it was written.
  case object(LeaseRecord, resourceVersion: Revision)
  /// 404.
  case notFound
  /// 409: somebody has created it before.
  case alreadyExists
  /// 409: somebody has changed it since.
  case conflict
  /// 500: what etcd holds is no Lease object.
  case unreadable
}

/// A kube-apiserver: it elects nobody, and several of them serve alike. It keeps nothing but who waits
/// for an answer.
///
/// A resourceVersion is a key's mod_revision, so an update is a transaction that compares it.
package struct APIServer: ClientProgram {
  package let times: ElectionTimes
  private var waiting: [Waiting] = []
  private var lastCall: CallNumber = 0

  /// Somebody who waits until etcd has answered.
  private struct Waiting: Hashable, Sendable {
    let call: CallNumber
    let asker: CallNumber
    let request: APIRequest
  }

  package init(times: ElectionTimes = ElectionTimes()) { self.times = times }

  /// The key of a Lease object.
  package static func key(_ name: String) -> Text { Text("/registry/leases/kube-system/\(name)")! }

  package mutating func handle(
    _ input: ProgramInput, at clock: Int, into step: inout ProgramStep
  ) {
    switch input {
    case .started: waiting = []
    case .asked(let asker, .api(let request)): serve(request, for: asker, into: &step)
    case .answered(let call, .store(let answer)):
      guard let place = waiting.firstIndex(where: { $0.call == call }) else { return }
      let asker = waiting.remove(at: place)
      let told = Self.answer(to: asker.request, from: answer)
      let isDone = if case .object = told { true } else { false }
      step.fire(
        .answerFromStore,
        because: .key(
          Self.key(asker.request.name), succeeded: isDone, revision: answer.revision),
        .answer(asker.asker, .api(told)))
    case .failed(let call, let failure):
      guard let place = waiting.firstIndex(where: { $0.call == call }) else { return }
      let asker = waiting.remove(at: place)
      step.fire(
        .answerFromStore, because: .failure(failure, clock: clock),
        .refuse(asker.asker, failure))
    case .timeout, .answered, .watched, .watchLost, .release, .cancel, .proclaim, .asked, .watch,
      .unwatch:
      break
    }
  }

  private mutating func serve(
    _ request: APIRequest, for asker: CallNumber, into step: inout ProgramStep
  ) {
    lastCall += 1
    waiting.append(Waiting(call: lastCall, asker: asker, request: request))
    let key = Self.key(request.name)
    let rule: ElectionRule
    let asked: Request
    var version: Revision?
    switch request {
    case .get:
      rule = .serveGet
      asked = .keys(.range(.key(key)))
    case .create(_, let record):
      rule = .serveCreate
      asked = .transaction(
        Transaction(
          if: [Comparison(key, .createRevision(0))], then: [.put(key, record.text)]))
    case .update(_, let record, let resourceVersion):
      rule = .serveUpdate
      version = resourceVersion
      asked = .transaction(
        Transaction(
          if: [Comparison(key, .modRevision(resourceVersion))], then: [.put(key, record.text)],
          else: [.range(.key(key))]))
    }
    step.fire(
      rule, because: .object(request.name, version: version),
      .call(lastCall, .request(asked, .linearizable), timeout: times.requestTimeout))
  }

  /// etcd's answer as the client sees it.
  private static func answer(to request: APIRequest, from answer: StoreAnswer) -> APIAnswer {
    switch (request, answer.response) {
    case (.get, .range(let records, _)):
      guard let found = records.first else { return .notFound }
      guard let record = LeaseRecord(found.value) else { return .unreadable }
      return .object(record, resourceVersion: found.modRevision)
    case (.create(_, let record), .transaction(let succeeded, _)):
      return succeeded ? .object(record, resourceVersion: answer.revision) : .alreadyExists
    case (.update(_, let record, _), .transaction(let succeeded, let answers)):
      if succeeded { return .object(record, resourceVersion: answer.revision) }
      guard case .range(let records, _)? = answers.first?.response, records.isEmpty else {
        return .conflict
      }
      return .notFound
    case (.get, _), (.create, _), (.update, _): return .unreadable
    }
  }
}

extension APIRequest {
  /// The name of the Lease object.
  package var name: String {
    switch self {
    case .get(let name), .create(let name, _), .update(let name, _, _): name
    }
  }
}
