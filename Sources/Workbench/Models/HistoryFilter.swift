import ClientPrograms
import RaftCore
import Simulation
import Teaching

/// Which events the history shows: words typed by the user, all of which must fit.
///
/// A word that names a server, a program outside, a kind of event or a rule asks for those; servers
/// and programs among themselves, kinds among themselves and rules among themselves are alternatives. Any other word must stand in
/// the event's sentence. Words of both languages always count.
struct HistoryFilter: Hashable, Sendable {
  private(set) var servers: ServerSet = []
  /// The programs outside that are asked for, one bit each by their numbers; 0: all.
  private var programs: UInt32 = 0
  /// One bit a kind; 0: all.
  private var kinds: UInt8 = 0
  /// The rules that are asked for; nil: all.
  private var rules: RuleBits?
  private(set) var wantsMilestones = false
  private(set) var hidesRoutine = false
  /// What must stand in the sentence, in small letters.
  private(set) var texts: [String] = []

  init(_ typed: String, sieve: HistorySieve = .everything) {
    switch sieve {
    case .everything: break
    case .telling: hidesRoutine = true
    case .milestones: wantsMilestones = true
    }
    for word in typed.split(whereSeparator: \.isWhitespace) { add(String(word).lowercased()) }
  }

  private mutating func add(_ word: String) {
    if let kind = Self.kind(named: word) {
      kinds |= 1 << kind.rawValue
    } else if let server = Self.server(named: word) {
      servers.insert(server)
    } else if let program = ProgramID(word) {
      programs |= 1 << UInt32(program.number)
    } else if let rule = Rule(id: word) {
      rules = rules ?? RuleBits()
      rules?.insert(rule)
    } else if let rule = ElectionRule(id: word) {
      rules = rules ?? RuleBits()
      rules?.insert(rule)
    } else if let name = Self.dropping(["rule:", "规则:", "规则："], from: word), !name.isEmpty {
      add(rulesNamed: name)
    } else if ["milestone", "milestones", "里程碑"].contains(word) {
      wantsMilestones = true
    } else {
      texts.append(word)
    }
  }

  /// Rules in whose name the text stands, in either language. None at all fits nothing.
  private mutating func add(rulesNamed name: String) {
    rules = rules ?? RuleBits()
    for rule in Rule.allCases {
      let names = [rule.id] + Language.allCases.map { $0.phrasebook.text(of: rule).title }
      if names.contains(where: { $0.lowercased().contains(name) }) { rules?.insert(rule) }
    }
    for rule in ElectionRule.allCases {
      let names = [rule.id] + Language.allCases.map { $0.phrasebook.text(of: rule).title }
      if names.contains(where: { $0.lowercased().contains(name) }) { rules?.insert(rule) }
    }
  }

  private static func dropping(_ prefixes: [String], from word: String) -> String? {
    prefixes.first { word.hasPrefix($0) }.map { String(word.dropFirst($0.count)) }
  }

  private static func server(named word: String) -> ServerID? {
    guard word.count == 2, word.first == "s", let number = word.last?.wholeNumberValue,
      (1...ServerID.maximum).contains(number)
    else { return nil }
    return ServerID(number)
  }

  /// The names by which a kind is asked for.
  static func names(of kind: EventRecord.Kind) -> [String] {
    switch kind {
    case .stimulus: ["act", "操作"]
    case .message: ["message", "消息"]
    case .loss: ["loss", "丢失"]
    case .timer: ["timer", "定时器", "计时器"]
    case .disk: ["disk", "磁盘"]
    case .client: ["client", "客户端"]
    case .outside: ["pod", "outside", "程序"]
    }
  }

  private static func kind(named word: String) -> EventRecord.Kind? {
    EventRecord.Kind.allCases.first { names(of: $0).contains(word) }
  }

  /// Whether every event passes.
  var isEmpty: Bool { self == HistoryFilter("") }

  /// Whether records alone decide, without sentences.
  var needsSentences: Bool { !texts.isEmpty }

  /// Whether an event passes as far as its record tells.
  func fits(_ record: EventRecord) -> Bool {
    if hidesRoutine && record.isRoutine { return false }
    if wantsMilestones && record.milestones.isEmpty { return false }
    if kinds != 0 && kinds & (1 << record.kind.rawValue) == 0 { return false }
    if !servers.isEmpty || programs != 0 {
      let isAtServer = record.serverID.map(servers.contains) ?? false
      let isAtProgram = record.programID.map { programs & (1 << UInt32($0.number)) != 0 } ?? false
      guard isAtServer || isAtProgram else { return false }
    }
    if let rules {
      let fits = record.rule.map(rules.contains) ?? record.electionRule.map(rules.contains)
      guard fits == true else { return false }
    }
    return true
  }

  /// Whether a sentence, in small letters, has all that it must.
  func fits(sentence: String) -> Bool { texts.allSatisfy { sentence.contains($0) } }
}

/// Some rules, one bit each: a million records are asked for theirs.
private struct RuleBits: Hashable, Sendable {
  private var words: SIMD4<UInt64> = .zero

  mutating func insert(_ rule: Rule) { insert(Int(rule.rawValue)) }
  mutating func insert(_ rule: ElectionRule) { insert(Self.programs + Int(rule.rawValue)) }

  func contains(_ rule: Rule) -> Bool { contains(Int(rule.rawValue)) }
  func contains(_ rule: ElectionRule) -> Bool { contains(Self.programs + Int(rule.rawValue)) }

  /// The rules of programs outside are numbered after Raft's own.
  private static let programs = 128

  private mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

  private func contains(_ number: Int) -> Bool {
    words[number >> 6] & 1 << UInt64(number & 63) != 0
  }
}
