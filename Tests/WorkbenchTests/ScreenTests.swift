import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

/// Whole screens, kept as text to be looked at.
@Suite("Screens") struct WholeScreens {
  /// A telling moment, the keys that lead to it, and the size and kind of screen to see it on.
  struct Moment: CustomTestStringConvertible, Sendable {
    let name: String
    let keys: String
    var size = Size(columns: 80, rows: 24)
    var servers = 5
    var language = Language.english
    var without: [Rule] = []
    var testDescription: String { name }

    init(
      _ name: String, _ keys: String, _ columns: Int = 80, _ rows: Int = 24, servers: Int = 5,
      _ language: Language = .english, without: [Rule] = []
    ) {
      self.name = name
      self.keys = keys
      size = Size(columns: columns, rows: rows)
      self.servers = servers
      self.language = language
      self.without = without
    }

    var desk: Desk {
      Desk(servers: servers, size: size, language: language, without: without).pressing(keys)
    }
  }

  /// Two sides that were both written to, then healed until the minority's entry goes.
  static let split = "n*3 3 p 3 4 enter 3 w w s*8 n*3 1 w n*3"

  static let moments = [
    Moment("first-screen", ""),
    Moment("first-screen", "", 60, 14),
    Moment("first-screen", "", 100, 30, servers: 3, .chinese),
    Moment("first-screen", "", 120, 40, servers: 1),
    Moment("candidate", "n", 100, 30),
    Moment("votes-counted", "space*12"),
    Moment("leader-elected", "n n", 120, 40),
    Moment("leader-elected", "n n", 80, 24, servers: 2),
    Moment("leader-elected", "n*3", 80, 24, servers: 1),
    Moment("write-committed", "n*3 3 w n*3", 80, 24),
    Moment("write-committed", "n*3 3 w n*3", 100, 30, .chinese),
    Moment("follower-lagging", "n*3 1 k 3 w w w n*6 1 k space*8 s", 100, 30),
    Moment("split", split, 100, 30),
    Moment("healed", split + " h s*40", 100, 30),
    Moment("killed-paused-wiped", "n*3 1 k 2 z 5 X s*3", 120, 40),
    Moment("message-held", "space*3 m down h"),
    Moment("message-chosen", "n*3 3 w s*4 m down", 160, 50),
    Moment("help", "?"),
    Moment("large-print-first", "P"),
    Moment("large-print", "P n*3 3 w n*2", 80, 24),
    Moment("large-print-split", split.replacing("n*3 3", with: "P n*3 3"), 80, 24, .chinese),
    Moment("large-print", "P space*9", 60, 18),
    Moment("large-print", "P n n", 40, 17, servers: 3),
    Moment("large-print", "P n n", 80, 24, servers: 9),
    Moment("large-print", "P n n 1 k", 120, 40),
    Moment("help", "?", 160, 50, .chinese),
    Moment("inspector", "n*3 3 w n*2 enter"),
    Moment("inspector", "n enter 3", 60, 14, servers: 3),
    Moment("branches", "n*3 left*9 k n b"),
    Moment("write-typed", "n*3 W n a m e = a d a"),
    Moment("bad-write", "n*3 W n o enter", 60, 14, .chinese),
    Moment("splitting", "n*3 p 1 2 9", 60, 20, servers: 9),
    Moment("violation", "1 t 2 t n n n", 100, 30, servers: 3, without: [.oneVotePerTerm]),
    Moment("long-logs", "n*3 3 w n*2 w n*2 w n*2 w n*2 w n*2 w n*2 w n*2 ,", 80, 24, servers: 7),
    Moment("nine-servers", "n*3 1 w n*2", 200, 60, servers: 9),
    Moment("nine-servers", "n*3", 60, 18, servers: 9),
    Moment("too-small", "n*3", 59, 13),
    Moment("too-small", "n*3", 12, 4, .chinese),
  ]

  @Test("a screen is as it was when somebody last looked at it", arguments: moments)
  func screens(moment: Moment) {
    let size = "\(moment.size.columns)x\(moment.size.rows)"
    let language = moment.language == .english ? "" : "-\(moment.language.rawValue)"
    let servers = moment.servers == 5 ? "" : "-\(moment.servers)"
    Snapshot.expect(
      moment.desk.text, matches: "\(moment.name)-\(size)\(servers)\(language).txt")
  }

  @Test("colours are as they were when somebody last looked at them")
  func colours() {
    let desk = Desk(80, 16, servers: 3).pressing("n*3 2 k 3 w s*6")
    Snapshot.expect(desk.lab.frame().styledText, matches: "styles-80x16.txt")
  }

  @Test("every row is as wide as the screen, at every size, server count and language")
  func widths() {
    let keys = ["", "n n", "n*3 w n", "space*3 m", "p 1", "?", "W 9", "enter", "n left k b", "k z"]
    var place = 0
    for columns in [1, 2, 3, 10, 58, 59, 60, 61, 79, 80, 99, 139, 140, 141, 200, 300] {
      for rows in [1, 2, 5, 10, 14, 18, 24, 28, 30, 50, 100] {
        let desk = Desk(
          servers: [1, 2, 3, 5, 7, 9][place % 6], size: Size(columns: columns, rows: rows),
          language: place % 2 == 0 ? .english : .chinese
        ).pressing(keys[place % keys.count])
        place += 1
        let frame = desk.lab.frame()
        #expect(frame.size == desk.lab.size)
        #expect(frame.isWellFormed, "\(columns)x\(rows)")
      }
    }
  }

  @Test(
    "a screen that is too small says so in words, as far as they go", arguments: Language.allCases)
  func tooSmall(language: Language) {
    for columns in 1..<60 {
      for rows in [1, 2, 3, 7, 13] {
        let frame = Desk(columns, rows, language: language).lab.frame()
        #expect(frame.isWellFormed)
        let text = frame.text
        #expect(text.contains { !$0.isWhitespace })
        if columns >= 40 { #expect(text.contains("60x14") && text.contains("q")) }
      }
    }
  }

  @Test("the least size shows every server, for each number of them", arguments: 1...9)
  func leastSize(servers: Int) {
    let size = Desk(servers: servers).lab.minimumSize
    let desk = Desk(size.columns, size.rows, servers: servers).pressing("n n")
    #expect(desk.servers.count == servers)
    for (place, row) in desk.servers.enumerated() { #expect(row.contains("S\(place + 1)")) }
    #expect(desk.footer.hasSuffix("q quit"))
    #expect(desk.why.first?.isEmpty == false)
  }

  @Test(
    "what is said beside a server is said whole, as a sign, or not at all",
    arguments: Language.allCases, [60, 80, 100, 110, 139, 160, 200])
  func notes(language: Language, columns: Int) {
    // A disk that was lost, what the leader knows of the server, and soon a write.
    var desk = Pressing("n n w n*3 1 X k n*3", columns: columns, rows: 50, language: language)
    for _ in 0..<12 {
      let row = desk.rows[3]
      #expect(row.contains(language.labels.wiped) || row.contains("┃ ✗"), "\(row)")
      #expect(!row.contains("…"), "\(row)")
      desk.press("space")
    }
    #expect(desk.rows[3].contains(language.labels.wiped) == (columns >= 100), "\(desk.rows[3])")
  }

  @Test("never colour alone: without styles no two roles look the same")
  func rolesWithoutColour() {
    let desk = Desk(servers: 5, size: Size(columns: 100, rows: 25)).pressing("n*3 1 k 2 z 4 t")
    let signs = desk.servers.map { $0.dropFirst().dropFirst(3).prefix(4) }
    #expect(Set(signs).count == 5 || Set(signs).count == 4, "\(desk.servers)")
    #expect(desk.servers[0].contains("✖"))
    #expect(desk.servers[1].contains("‖"))
    #expect(desk.servers[2].contains("★"))
    #expect(desk.servers[3].contains("◆"))
    #expect(desk.servers[4].contains("○"))
  }
}
