import Screen
import Testing

@Suite("Symbols by what a font can show") struct SymbolTests {
  static func line(_ text: String, _ filter: SymbolFilter?) -> String {
    var surface = Surface(size: Size(columns: TextWidth.standard.of(text), rows: 1))
    surface.draw(text, at: .zero)
    if let filter { surface.replace(with: filter) }
    return surface.text(row: 0)
  }

  @Test("fonts for Chinese draw symbols two columns wide: narrow forms stand in")
  func narrow() throws {
    let filter = try #require(SymbolFilter(.narrow))
    #expect(Self.line("→S1 ●S5 ○ 领导者 §5.3 ×2 …", filter) == "￫S1 ￭S5 ￮ 领导者 #5.3 x2 »")
    #expect(Self.line("★ ◆ ▶ ◀ ♥ ≠", filter) == "* + > < ~ !")
    #expect(Self.line("服务器 · 种子 “票”——", filter) == "服务器 ･ 种子 \"票\"--")
    // What terminals draw themselves, and what comes from other fonts.
    #expect(Self.line("─│┃┌ ▓░▏▕ ✓ ✖ ⣿", filter) == "─│┃┌ ▓░▏▕ ✓ ✖ ⣿")
  }

  @Test("every stand-in takes the columns of what it stands for, and is no ambiguous one")
  func columns() throws {
    for set in [SymbolSet.narrow, .ascii] {
      let filter = try #require(SymbolFilter(set, hasBraille: false))
      for value in UInt32(0xA1)..<0x3000 {
        guard let scalar = Unicode.Scalar(value), TextWidth.standard.of(Character(scalar)) == 1
        else {
          continue
        }
        let text = Self.line(String(scalar), filter)
        // U+FFFD stands for what no surface shows by itself, such as a mark without its letter.
        guard text != String(scalar), text != "\u{FFFD}" else { continue }
        #expect(TextWidth.ambiguousIsWide.of(text) == 1 || text == "ø", "\(scalar): \(text)")
      }
    }
  }

  @Test("without braille charts are drawn with quadrants, or with marks where those are wide")
  func braille() throws {
    let blocks = try #require(SymbolFilter(.full, hasBraille: false))
    #expect(Self.line("⠁⠈⡀⢀⣿⠉⣀⡇⢸ →", blocks) == "▘▝▖▗█▀▄▌▐ →")
    let marks = try #require(SymbolFilter(.narrow, hasBraille: false))
    #expect(Self.line("⠁⡀⡇⣿⠉⣀", marks) == "'.:#'.")
    #expect(SymbolFilter(.full) == nil)
  }

  @Test("Chinese, Japanese and Korean locales ask for narrow ones, by the variable that counts")
  func locales() {
    func suiting(_ variables: [String: String]) -> SymbolSet { .suiting { variables[$0] } }
    #expect(suiting(["LANG": "zh_CN.UTF-8"]) == .narrow)
    #expect(suiting(["LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"]) == .full)
    #expect(suiting(["LANG": "en_GB.UTF-8", "LC_CTYPE": "ja_JP.UTF-8", "LC_ALL": ""]) == .narrow)
    #expect(suiting([:]) == .full)
  }

  @Test("a surface on which nothing is replaced keeps its rows")
  func nothingToReplace() throws {
    var surface = Surface(size: Size(columns: 8, rows: 2))
    surface.draw("领导者", at: .zero)
    let before = surface
    surface.replace(with: try #require(SymbolFilter(.narrow)))
    #expect(surface == before)
  }
}
