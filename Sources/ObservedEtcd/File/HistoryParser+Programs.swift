import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What happened to the programs outside.
extension HistoryParser {
  func occurrence(_ words: inout HistoryWords) throws(Misreading) -> LivePrograms.Occurrence {
    let word = String(decoding: try words.word(), as: UTF8.self)
    switch word {
    case "opens": return .opens
    case "due": return .due
    case "act": return .act(try act(try words.remainder()))
    default:
      let ends = word.split(separator: ">", maxSplits: 1)
      guard ends.count == 2, let program = ProgramID(ends[1]), programs.contains(program) else {
        throw Misreading()
      }
      let server = try known(try HistoryWords.server(ArraySlice(ends[0].utf8)))
      return .comes(try letter(&words), from: server, to: program)
    }
  }

  /// An act on programs that are there, and that could be done to them.
  private func act(_ text: String) throws(Misreading) -> Stimulus {
    guard let stimulus = try? Stimulus(text: text) else { throw Misreading() }
    for server in stimulus.servers { _ = try known(server) }
    guard case .outside(let act) = stimulus else { return stimulus }
    guard act.programs.allSatisfy(programs.contains) else { throw Misreading() }
    if case .setRule(let rule, _) = act, !rule.isSwitchable { throw Misreading() }
    return stimulus
  }

  // MARK: Letters

  private func letter(_ words: inout HistoryWords) throws(Misreading) -> Letter.Content {
    let kind = String(decoding: try words.word(), as: UTF8.self)
    let number = try words.number()
    switch kind {
    case "answer":
      let term = try words.number()
      return .answer(number, try answer(&words), term: term)
    case "failure": return .failure(number, try words.one(of: CallFailure.allCases, \.word))
    case "notice":
      let (name, value) = try words.pair()
      let revision = try HistoryWords.number(value)
      switch name {
      case "revision": return .notice(number, .changes(try records(&words), revision: revision))
      case "cancelled": return .notice(number, .cancelled(compacted: revision))
      default: throw Misreading()
      }
    case "watch-lost": return .watchLost(number)
    default: throw Misreading()
    }
  }

  private func answer(_ words: inout HistoryWords) throws(Misreading) -> ProgramAnswer {
    if words.isPair("kept-alive") {
      let parts = try HistoryWords.parts(try words.pair().value, count: 2)
      let ttl = try seconds(parts[1])
      return .keptAlive(try lease(parts[0]), ttl: ttl == 0 ? nil : ttl)
    }
    if words.isPair("time-to-live") { return try timeToLive(&words) }
    let whole = try revision(&words)
    guard words.isPair("transaction") else {
      return .store(StoreAnswer(revision: whole, try response(&words)))
    }
    let hasSucceeded = try words.pair().value
    guard ["yes", "no"].contains(String(decoding: hasSucceeded, as: UTF8.self)) else {
      throw Misreading()
    }
    // There is no transaction in a transaction.
    var answers: [StoreAnswer] = []
    while !words.isAtEnd {
      let part = try revision(&words)
      answers.append(StoreAnswer(revision: part, try response(&words)))
    }
    return .store(
      StoreAnswer(
        revision: whole,
        .transaction(succeeded: hasSucceeded.elementsEqual("yes".utf8), answers)))
  }

  private func timeToLive(_ words: inout HistoryWords) throws(Misreading) -> ProgramAnswer {
    let parts = try HistoryWords.parts(try words.pair().value, count: 3)
    // etcd says -1 where there is no such lease.
    let left = parts[1].elementsEqual("-1".utf8) ? -1 : try seconds(parts[1])
    var keys: [Text] = []
    while words.isPair("key") { keys.append(try text(try words.pair().value)) }
    return .timeToLive(
      try lease(parts[0]),
      Member.TimeToLive(left: left, granted: try seconds(parts[2]), keys: keys))
  }

  // MARK: The store

  /// The revision with which an answer of the store begins.
  private func revision(_ words: inout HistoryWords) throws(Misreading) -> Revision {
    let (name, value) = try words.pair()
    guard name == "revision" else { throw Misreading() }
    return try HistoryWords.number(value)
  }

  private func response(_ words: inout HistoryWords) throws(Misreading) -> Response {
    let (name, value) = try words.pair()
    switch name {
    case "put": return .put
    case "range":
      let count = try HistoryWords.number(value)
      return .range(try records(&words), count: count)
    case "deleted": return .deleted(try HistoryWords.number(value))
    case "compacted": return .compacted
    case "granted":
      let parts = try HistoryWords.parts(value, count: 2)
      return .granted(try lease(parts[0]), ttl: try seconds(parts[1]))
    case "revoked": return .revoked
    case "checkpointed": return .checkpointed
    case "failed": return .failed(try error(value))
    default: throw Misreading()
    }
  }

  private func error(_ value: ArraySlice<UInt8>) throws(Misreading) -> StoreError {
    let parts = value.split(separator: UInt8(ascii: "/"), maxSplits: 1)
    if parts.count == 2, parts[0].elementsEqual(StoreError.compacted(0).word.utf8) {
      return .compacted(try HistoryWords.number(parts[1]))
    }
    let errors: [StoreError] = [
      .futureRevision, .leaseNotFound, .leaseExists, .ttlTooLarge, .duplicateKey, .tooManyRequests,
      .noKey, .tooLong,
    ]
    guard let error = errors.first(where: { value.elementsEqual($0.word.utf8) }) else {
      throw Misreading()
    }
    return error
  }

  private func records(_ words: inout HistoryWords) throws(Misreading) -> [KeyRecord] {
    var records: [KeyRecord] = []
    while words.isPair("record") {
      // Digits of the key and the value may be slashes: they come last.
      let parts = try HistoryWords.parts(try words.pair().value, count: 5)
      let texts = parts[4].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard texts.count == 2 else { throw Misreading() }
      records.append(
        KeyRecord(
          key: try text(texts[0]), value: try text(texts[1]),
          createRevision: try HistoryWords.number(parts[0]),
          modRevision: try HistoryWords.number(parts[1]),
          version: try HistoryWords.number(parts[2]), lease: try lease(parts[3])))
    }
    return records
  }

  private func text(_ digits: ArraySlice<UInt8>) throws(Misreading) -> Text {
    let bytes = try HistoryWords.bytes(digits)
    guard let text = String(validating: bytes, as: UTF8.self).flatMap({ Text($0) }) else {
      throw Misreading()
    }
    return text
  }

  private func lease(_ digits: ArraySlice<UInt8>) throws(Misreading) -> LeaseID {
    LeaseID(Int64(bitPattern: try HistoryWords.name(digits)))
  }

  /// No lease lasts longer than etcd grants one.
  private func seconds(_ digits: ArraySlice<UInt8>) throws(Misreading) -> Int {
    try HistoryWords.number(digits, in: 0...Request.ttlLimit)
  }
}
