import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What happened to the programs outside, as the words of a line of a history file.
//
//     o 95630 95611 opens
//     o 99120 99114 S1>pod-a answer 3 2 revision=4 transaction=yes revision=4 put
//
// docs/formats.md has the grammar. What is written here is read by `HistoryParser`.
extension HistoryLine {
  static func words(_ occurrence: LivePrograms.Occurrence) -> String {
    switch occurrence {
    case .opens: "opens"
    case .due: "due"
    case .act(let stimulus): "act \(stimulus.text)"
    case .comes(let content, let server, let program):
      "\(server)>\(program) \(words(content))"
    }
  }

  /// What a member sends to a program.
  private static func words(_ content: Letter.Content) -> String {
    switch content {
    case .answer(let number, let answer, let term): "answer \(number) \(term) \(words(answer))"
    case .failure(let number, let failure): "failure \(number) \(failure.word)"
    case .notice(let number, .changes(let changes, let revision)):
      "notice \(number) revision=\(revision)" + words(changes)
    case .notice(let number, .cancelled(let revision)): "notice \(number) cancelled=\(revision)"
    case .watchLost(let number): "watch-lost \(number)"
    case .question, .watch, .unwatch, .handedOn, .handedBack:
      preconditionFailure("no program gets this of a member")
    }
  }

  private static func words(_ answer: ProgramAnswer) -> String {
    switch answer {
    case .store(let answer): words(answer)
    // A lease that is gone has no time left.
    case .keptAlive(let lease, let ttl): "kept-alive=\(digits(lease))/\(ttl ?? 0)"
    case .timeToLive(let lease, let time):
      "time-to-live=\(digits(lease))/\(time.left)/\(time.granted)"
        + time.keys.map { " key=\(Base64.encode($0.bytes))" }.joined()
    case .api, .work: preconditionFailure("no member answers this")
    }
  }

  private static func words(_ answer: StoreAnswer) -> String {
    "revision=\(answer.revision) \(words(answer.response))"
  }

  private static func words(_ response: Response) -> String {
    switch response {
    case .put: "put"
    case .range(let records, let count): "range=\(count)" + words(records)
    case .deleted(let count): "deleted=\(count)"
    case .transaction(let succeeded, let answers):
      "transaction=\(succeeded ? "yes" : "no")" + answers.map { " \(words($0))" }.joined()
    case .compacted: "compacted"
    case .granted(let lease, let ttl): "granted=\(digits(lease))/\(ttl)"
    case .revoked: "revoked"
    case .checkpointed: "checkpointed"
    case .failed(.compacted(let revision)): "failed=compacted/\(revision)"
    case .failed(let error): "failed=\(error.word)"
    }
  }

  private static func words(_ records: [KeyRecord]) -> String {
    records.map { record in
      " record=\(record.createRevision)/\(record.modRevision)/\(record.version)/"
        + "\(digits(record.lease))/\(Base64.encode(record.key.bytes)),"
        + Base64.encode(record.value.bytes)
    }.joined()
  }

  private static func digits(_ lease: LeaseID) -> String { hex(UInt64(bitPattern: Int64(lease))) }
}

extension CallFailure {
  /// As history files name it.
  var word: String {
    switch self {
    case .timedOut: "timed-out"
    case .unavailable: "unavailable"
    case .connectionLost: "connection-lost"
    }
  }
}

extension StoreError {
  /// As history files name it.
  var word: String {
    switch self {
    case .compacted: "compacted"
    case .futureRevision: "future-revision"
    case .leaseNotFound: "lease-not-found"
    case .leaseExists: "lease-exists"
    case .ttlTooLarge: "ttl-too-large"
    case .duplicateKey: "duplicate-key"
    case .tooManyRequests: "too-many-requests"
    case .noKey: "no-key"
    case .tooLong: "too-long"
    }
  }
}
