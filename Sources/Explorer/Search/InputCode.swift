import RaftCore

/// The inputs of servers as numbers, for tables.
enum InputCode {
  static var electionTimeout: UInt32 { 0 }
  static var heartbeat: UInt32 { 1 }
  static var crash: UInt32 { 2 }
  static var restart: UInt32 { 3 }
  static var written: UInt32 { 4 }
  /// A client's first command; those that follow have the numbers that follow.
  static var firstRequest: UInt32 { 16 }
  /// The message with the number 0; the others follow.
  static var firstMessage: UInt32 { 64 }

  /// The number of the message that arrives, if one does.
  static func message(_ code: UInt32) -> Int? {
    code >= firstMessage ? Int(code - firstMessage) : nil
  }

  /// What a number stands for.
  ///
  /// - Parameter message: the message with a number.
  static func input(_ code: UInt32, of model: Model, message: (Int) -> Message) -> NodeInput {
    if let number = Self.message(code) { return .receive(message(number)) }
    switch code {
    case electionTimeout: return .timeout(.election)
    case heartbeat: return .timeout(.heartbeat)
    case crash: return model.restarts == .atOnce ? .crashAndRestart : .crash
    case restart: return .restart
    case written: return .written
    default:
      precondition(code >= firstRequest, "no input has the number \(code)")
      return .request(model.commands[Int(code - firstRequest)])
    }
  }
}

/// Rules that fired: a bit each.
package struct FiredRules: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  package init() {}

  mutating func insert(_ rule: Rule) {
    let bit: UInt64 = 1 << UInt64(rule.rawValue & 63)
    if rule.rawValue < 64 { low |= bit } else { high |= bit }
  }

  package func contains(_ rule: Rule) -> Bool {
    (rule.rawValue < 64 ? low : high) >> UInt64(rule.rawValue & 63) & 1 != 0
  }
}
