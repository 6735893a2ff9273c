import Foundation
import RaftCore
import Screen
import Simulation
import Teaching
import Workbench

/// A story at the screen: commands after `>`, and below each what could be read on the screen then.
///
///     # Why it is told
///     > start servers 5 seed 1        a new laboratory; also: size 80x24, lang zh, without RULE
///     > space n w                     keys: what changed in the servers' rows, why, what is said
///     > each space*20                 the same after each key
///     > type x=1 · paste x=1 · wait 500 · resize 80x24
///     > title · footer · servers · flights · clients · screen
struct Story {
  private var desk = Desk()
  private var known: [String] = []
  private var reason: [String] = []

  /// The story as it goes now: its own commands and remarks, with what the screen says.
  static func told(_ written: String) throws -> String {
    var story = Story()
    var text = ""
    for line in written.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        text += line + "\n"
        for fact in try story.perform(String(line.dropFirst(2))) { text += "  \(fact)\n" }
      } else if line.hasPrefix("#") {
        text += "\n\(line)\n"
      }
    }
    return String(text.drop { $0 == "\n" })
  }

  private mutating func perform(_ command: String) throws -> [String] {
    let words = command.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words[0] {
    case "start":
      try start(rest.split(separator: " ").map(String.init))
      return []
    case "each":
      return try Desk.keys(rest).flatMap { key in
        desk.lab.handle(.key(key))
        return news() + ["--"]
      }
    case "type": desk.type(rest)
    case "paste": desk.lab.handle(.paste(rest))
    case "wait": desk.wait(milliseconds: Int(rest) ?? 0)
    case "resize": desk.lab.handle(.resize(try size(rest)))
    case "title": return [desk.title]
    case "footer": return [desk.footer]
    case "servers": return desk.servers
    case "flights": return desk.pane("in flight")
    case "clients": return [desk.clients]
    case "screen": return desk.rows
    default:
      for key in try Desk.keys(command) { desk.lab.handle(.key(key)) }
    }
    return news()
  }

  /// What is new on the screen: servers' rows, the reason, what is said above the footer, and the
  /// prompt of a mode.
  private mutating func news() -> [String] {
    let servers = desk.servers
    defer { if !servers.isEmpty { known = servers } }
    var facts = servers.filter { !known.contains($0) && !known.contains(Self.unmarked($0)) }
    let why = desk.why
    if why != reason { facts += why.enumerated().map { $0 == 0 ? "… \($1)" : "           \($1)" } }
    reason = why
    facts += desk.notice.map { "! \($0)" }
    if desk.lab.mode != .normal { facts.append("? \(Desk.trimmed(desk.footer))") }
    if desk.lab.isDone { facts.append("(the end)") }
    return facts
  }

  private static func unmarked(_ row: String) -> String {
    (row.hasPrefix("▶") ? " " : "▶") + row.dropFirst()
  }

  private mutating func start(_ words: [String]) throws {
    var settings = (servers: 5, seed: UInt64(1), size: Size(columns: 100, rows: 25))
    var language = Language.english
    var rules: [Rule] = []
    for (name, value) in zip(words, words.dropFirst()) {
      switch name {
      case "servers": settings.servers = Int(value) ?? 5
      case "seed": settings.seed = UInt64(value) ?? 1
      case "size": settings.size = try size(value)
      case "lang": language = try Language(option: value)
      case "without":
        guard let rule = Rule(id: value) else {
          throw Desk.SyntaxError(description: "no rule: \(value)")
        }
        rules.append(rule)
      default: break
      }
    }
    desk = Desk(
      servers: settings.servers, seed: settings.seed, size: settings.size, language: language,
      without: rules)
    known = desk.servers
    reason = desk.why
  }

  private func size(_ text: String) throws -> Size {
    let numbers = text.split(separator: "x").compactMap { Int($0) }
    guard numbers.count == 2 else { throw Desk.SyntaxError(description: "no size: \(text)") }
    return Size(columns: numbers[0], rows: numbers[1])
  }
}
