import RaftCore
import Screen
import Simulation
import Teaching
import Workbench

/// Someone at the laboratory, who presses keys by their names and looks at the screen.
struct Desk: Sendable {
  var lab: Laboratory

  init(
    servers: Int = 5, seed: UInt64 = 1, size: Size = Size(columns: 100, rows: 25),
    language: Language = .english, without rules: [Rule] = [], features: Features = Features()
  ) {
    lab = Laboratory(
      settings: Settings(
        servers: servers, seed: seed, rules: RuleSet(without: rules), features: features),
      language: language, size: size)
  }

  init(_ columns: Int, _ rows: Int, servers: Int = 5, language: Language = .english) {
    self.init(
      servers: servers, size: Size(columns: columns, rows: rows), language: language)
  }

  /// What is no key, and no number of times.
  struct SyntaxError: Error, CustomStringConvertible {
    let description: String
  }

  /// The keys of a text such as `space*3 w shift-left`.
  static func keys(_ text: String) throws -> [Key] {
    try text.split(separator: " ").flatMap { word -> [Key] in
      // A lone * or = is a key, not a count.
      let parts = word.split(separator: "*", maxSplits: 1)
      guard let name = parts.first, let key = Key(String(name)),
        let count = parts.count == 2 ? Int(parts[1]) : 1
      else { throw SyntaxError(description: "no key: \(word)") }
      return Array(repeating: key, count: count)
    }
  }

  /// Presses keys: `space*3 w n`. A name that is none is a mistake in the test.
  mutating func press(_ text: String) {
    do {
      for key in try Self.keys(text) { lab.handle(.key(key)) }
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Types text, character by character.
  mutating func type(_ text: String) {
    for character in text { lab.handle(.key(.character(character))) }
  }

  func pressing(_ text: String) -> Desk {
    var desk = self
    desk.press(text)
    return desk
  }

  /// Lets real time pass, frame by frame.
  mutating func wait(milliseconds: Int) {
    for _ in 0..<milliseconds / 16 { lab.tick(.milliseconds(16)) }
  }

  /// Presses `space` until something holds of the cluster; false if it never did.
  mutating func step(
    atMost limit: Int = 3000, until condition: (Cluster) -> Bool
  ) -> Bool {
    for _ in 0..<limit {
      if condition(lab.cluster) { return true }
      press("space")
    }
    return condition(lab.cluster)
  }

  /// Presses the digits that select a server.
  mutating func select(_ server: ServerID) { press("\(server.number)") }
}

extension Laboratory {
  /// The simulated cluster, for tests that look behind the screen.
  var cluster: Cluster { timeline!.cluster }
}
