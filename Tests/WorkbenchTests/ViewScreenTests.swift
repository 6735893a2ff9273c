import RaftCore
import Screen
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Views on the screen") struct ViewScreenTests {
  static let views: [(name: String, keys: String)] = [
    ("space-time", "f2"), ("rules", "f3 down*7"), ("history", "f5 f"), ("charts", "f6"),
    ("explorer", "E down*3"), ("why-not", "a"),
    ("palette", ": e l e c"), ("help-space-time", "f2 ?"), ("help-history", "f5 ?"),
  ]

  @Test(
    "every view looks as it was seen to look, in both languages", arguments: views.indices,
    Language.allCases)
  func looks(place: Int, language: Language) {
    let (name, keys) = Self.views[place]
    for (columns, rows) in [(80, 24), (120, 40)] {
      let desk = Pressing(
        Pressing.eventful + " " + keys, columns: columns, rows: rows, language: language)
      let tag = language == .english ? "en" : "zh"
      Snapshot.expect(
        desk.lab.frame().text, matches: "\(name)-\(columns)x\(rows)-\(tag).txt")
    }
  }

  /// The views of asking: what can happen, why not, futures, experiments and dials.
  static let asking: [(name: String, keys: String)] = [
    ("explorer", "E down*3"), ("why-not", "3 a left"), ("fate", "%"),
    ("experiments", "f9"), ("timing", "V"),
  ]

  @Test(
    "what asks looks as it was seen to look on a wide screen, in ASCII and in large print",
    arguments: asking.indices)
  func asks(place: Int) {
    let (name, keys) = Self.asking[place]
    func desk(_ columns: Int, _ rows: Int, _ language: Language) -> Pressing {
      var desk = Pressing(Pressing.eventful, columns: columns, rows: rows, language: language)
      desk.lab.views.fate.futures = 60
      desk.press(keys)
      desk.lab.finishView()
      return desk
    }
    for (language, tag) in [(Language.english, "en"), (.chinese, "zh")] {
      Snapshot.expect(
        desk(160, 50, language).lab.frame().text, matches: "\(name)-160x50-\(tag).txt")
    }
    var large = desk(100, 30, .english)
    large.lab.look.isLargePrint = true
    Snapshot.expect(large.lab.frame().text, matches: "\(name)-large-100x30-en.txt")
    var frame = desk(100, 30, .english).lab.frame()
    frame.replace(with: .asciiAlone)
    #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
    Snapshot.expect(frame.text, matches: "\(name)-ascii-100x30-en.txt")
  }

  @Test(
    "no view breaks at any size, and every row is as wide as the screen",
    arguments: ViewKind.allCases)
  func sizes(view: ViewKind) {
    var desk = Pressing(Pressing.eventful)
    desk.lab.views.open = view
    for columns in [1, 20, 59, 60, 61, 79, 99, 100, 109, 120, 160, 250] {
      for rows in [1, 2, 5, 13, 14, 15, 24, 60] {
        desk.lab.handle(.resize(Size(columns: columns, rows: rows)))
        let frame = desk.lab.frame()
        for row in 0..<rows { #expect(frame.width.of(frame.text(row: row)) == columns) }
      }
    }
  }

  @Test("every view can be told in ASCII alone", arguments: ViewKind.allCases)
  func ascii(view: ViewKind) {
    var desk = Pressing(Pressing.eventful, columns: 120, rows: 40)
    desk.lab.views.open = view
    desk.lab.handle(.idle)
    var frame = desk.lab.frame()
    frame.replace(with: .asciiAlone)
    #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
    #expect(!frame.text.contains("?   ?"))
  }

  @Test("help begins with what is on the screen that it was asked for on")
  func contextualHelp() {
    for view in ViewKind.allCases {
      var desk = Pressing(Pressing.eventful)
      desk.lab.views.open = view
      desk.press("?")
      let labels = desk.lab.labels
      #expect(desk.rows[2].contains(labels.name(of: view)))
      if let sign = labels.legend(of: view).first {
        #expect(desk.rows.contains { $0.contains(sign.meaning) })
      }
    }
  }

  @Test("help that does not fit into a line goes on beside its sign, in both languages")
  func hangingHelp() {
    for language in Language.allCases {
      var desk = Pressing(columns: 60, rows: 200, language: language)
      desk.press("?")
      let rows = desk.rows.map { Array($0) }
      let legend = desk.lab.labels.legend(of: .cluster)
      // The sign of one line is below that of another, or nothing is.
      let first = rows.firstIndex { String($0).contains(legend[0].meaning.prefix(9)) }
      let signs = Set(legend.map { $0.sign.split(separator: " ")[0] })
      for row in rows[(first ?? 0)...].prefix(while: { $0.contains { $0 != " " } }) {
        let start = String(row.prefix(17)).split(separator: " ").first
        #expect(start.map(signs.contains) ?? true, "\(String(row))")
      }
      #expect(first != nil)
    }
  }

  @Test("Chinese is punctuated as Chinese in every view and its help")
  func chinesePunctuation() {
    for view in ViewKind.allCases {
      for keys in ["esc", "?", ":", "T", "/"] {
        var desk = Pressing(Pressing.eventful, columns: 160, rows: 60, language: .chinese)
        desk.lab.views.open = view
        desk.press(keys)
        for row in desk.rows {
          // What is typed to filter the history is no sentence.
          let text = row.replacing("规则:投票", with: "")
          #expect(text.firstMatch(of: /\p{Han}[,.:;!?]/) == nil, "\(view) \(keys): \(row)")
        }
      }
    }
  }

  @Test("the time keys mean the same in every view")
  func timeKeys() {
    let positions = ViewKind.allCases.map { view in
      var desk = Pressing("n")
      desk.lab.views.open = view
      desk.press("space*3 left n shift-left home n*2 right")
      return desk.position
    }
    #expect(Set(positions).count == 1)
  }
}
