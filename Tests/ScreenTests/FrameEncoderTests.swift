import Testing

@testable import Screen

@Suite("Frames in few bytes") struct FrameEncoderTests {
  static let ground = Style(.indexed(250), on: .indexed(234))

  static let words = [
    "a candidate asks for votes", "one vote in a term, and it is kept on disk",
    "the leader sends what it has", "followers answer that they have it",
    "a majority is enough, always", "then it is committed, and applied",
    "later leaders have it as well",
  ]

  /// A screen of prose on a ground of its own.
  static func page(from first: Int = 0, rows: Int = 12) -> Surface {
    var surface = Surface(size: Size(columns: 60, rows: rows), style: ground)
    for row in 0..<rows {
      surface.draw(
        words[(first + row) % words.count], at: Point(column: 0, row: row), style: ground)
    }
    return surface
  }

  /// What leads from one frame to another.
  static func text(
    from old: Surface, to new: Surface, _ dialect: Dialect = .xterm(depth: .indexed)
  ) -> String {
    var encoder = FrameEncoder(dialect)
    encoder.encode(old)
    encoder.encode(new)
    let text = String(decoding: encoder.bytes, as: UTF8.self)
    return text.replacing("\u{1B}[?2026h", with: "").replacing("\u{1B}[?2026l", with: "")
      .replacing("\u{1B}", with: "␛")
  }

  @Test("one digit takes its place and itself, in the style that is set")
  func digit() {
    var new = Self.page()
    new.draw("7", at: Point(column: 5, row: 3), style: Self.ground)
    #expect(Self.text(from: Self.page(), to: new) == "␛[4;6H7")
  }

  @Test("a row up takes two bytes, except in recordings, and a column of one digit four")
  func ways() {
    var new = Self.page()
    new.draw("7", at: Point(column: 1, row: 5), style: Self.ground.bold)
    new.draw("8", at: Point(column: 2, row: 4), style: Self.ground.bold.italic)
    #expect(Self.text(from: Self.page(), to: new) == "␛[6;2H␛[1m7␛M␛[3m8")
    let recorded = Self.text(from: Self.page(), to: new, .recording(depth: .indexed))
    #expect(recorded.contains("␛[6;2H␛[1m7␛[A␛[3m8"), "\(recorded)")
    new = Self.page()
    new.draw("7", at: Point(column: 24, row: 5), style: Self.ground)
    new.draw("8", at: Point(column: 4, row: 6), style: Self.ground.bold)
    #expect(Self.text(from: Self.page(), to: new) == "␛[6;25H7\n␛[5G␛[1m8")
  }

  @Test("each style is set once, however many pieces of it there are, and however far apart")
  func order() {
    var new = Self.page(rows: 40)
    for row in 0..<40 {
      for column in stride(from: 40, to: 60, by: 4) {
        let style = (row + column / 4).isMultiple(of: 2) ? Self.ground.bold : Self.ground.with(.red)
        new.draw("x", at: Point(column: column, row: row), style: style)
      }
    }
    let text = Self.text(from: Self.page(rows: 40), to: new)
    #expect(text.count { $0 == "x" } == 200)
    #expect(text.count { $0 == "m" } == 2, "\(text)")
  }

  @Test("of a style only what changes is sent, and nobody hears the foreground of a blank")
  func styles() {
    var old = Surface(size: Size(columns: 20, rows: 1), style: Self.ground)
    old.draw("S1 grant", at: .zero, style: Self.ground)
    var new = old
    new.draw([Span("S2", Self.ground.bold), Span(" ", Self.ground.with(.red))], at: .zero)
    #expect(Self.text(from: old, to: new) == "\r␛[1mS2")
    new.draw("waits", at: Point(column: 3, row: 0), style: Self.ground.with(.red))
    #expect(Self.text(from: old, to: new) == "\r␛[1mS2 ␛[22;31mwaits")
  }

  @Test("the rest of a line, and long blanks, are erased in the ground's colour")
  func erasing() {
    var new = Self.page()
    new.fill(Rect(column: 4, row: 2, columns: 56, rows: 1), style: Self.ground)
    #expect(Self.text(from: Self.page(), to: new) == "␛[3;5H␛[K")
    new = Self.page()
    new.fill(Rect(column: 4, row: 2, columns: 20, rows: 1), style: Self.ground)
    #expect(Self.text(from: Self.page(), to: new) == "␛[3;5H␛[20X")
    let plain = Self.text(from: Self.page(), to: new, Dialect(depth: .indexed))
    #expect(!plain.contains("X") && !plain.contains("K"))
  }

  @Test("lines that moved are scrolled between margins")
  func scrolling() {
    let text = Self.text(from: Self.page(), to: Self.page(from: 1))
    #expect(text.hasPrefix("␛[1;12r␛[S␛[r␛[12Hthen"), "\(text)")
    #expect(text.utf8.count < 80)
    let down = Self.text(from: Self.page(from: 2), to: Self.page())
    #expect(down.contains("␛[2T"), "\(down)")
    let plain = Self.text(from: Self.page(), to: Self.page(from: 1), Dialect(depth: .indexed))
    #expect(!plain.contains("S␛") && !plain.contains("r␛"))
  }

  @Test("a frame that changes nothing, or only what nobody sees, takes no byte")
  func nothing() {
    var encoder = FrameEncoder(.xterm(depth: .indexed))
    encoder.encode(Self.page())
    #expect(!encoder.bytes.isEmpty)
    encoder.encode(Self.page())
    #expect(encoder.bytes.isEmpty)
    var unseen = Self.page()
    unseen.restyle(Rect(column: 55, row: 0, columns: 5, rows: 3)) { $0.with(.red).bold }
    encoder.encode(unseen)
    #expect(encoder.bytes.isEmpty)
    unseen.restyle(Rect(column: 55, row: 0, columns: 5, rows: 3)) { $0.underlined }
    encoder.encode(unseen)
    #expect(!encoder.bytes.isEmpty)
  }

  @Test("after a new size, and when it is told to forget, everything is drawn")
  func anew() {
    var encoder = FrameEncoder(.xterm(depth: .indexed))
    encoder.encode(Self.page())
    let whole = encoder.bytes
    encoder.forget()
    encoder.encode(Self.page())
    #expect(encoder.bytes == whole)
    encoder.encode(Self.page(rows: 13))
    #expect(encoder.bytes.count > whole.count)
  }

  @Test("colours are sent as the terminal takes them", arguments: Dialect.DirectForm.allCases)
  func direct(form: Dialect.DirectForm) {
    var dialect = Dialect(depth: .direct)
    dialect.direct = form
    var new = Surface(size: Size(columns: 4, rows: 1))
    new.draw("a", at: .zero, style: Style(.rgb(1, 22, 255)))
    let text = Self.text(from: Surface(size: new.size), to: new, dialect)
    let codes: [Dialect.DirectForm: String] = [
      .semicolons: "38;2;1;22;255", .colons: "38:2:1:22:255", .colonsWithSpace: "38:2::1:22:255",
    ]
    #expect(text == "␛[1H␛[\(codes[form]!)ma")
  }

  @Test("eight colours show bright ones bold; attributes that a terminal lacks are left out")
  func fewer() {
    var dialect = Dialect(depth: .ansi8)
    dialect.attributes = [.bold]
    var new = Surface(size: Size(columns: 9, rows: 1))
    new.draw("a", at: .zero, style: Style(.brightRed, on: .blue).underlined)
    let text = Self.text(from: Surface(size: new.size), to: new, dialect)
    #expect(text == "␛[1H␛[1;31;44ma")
  }

  @Test("where attributes cannot be ended one by one, all are set anew")
  func noEnds() {
    var dialect = Dialect(depth: .indexed)
    dialect.endsAttributes = false
    var new = Surface(size: Size(columns: 9, rows: 1))
    new.draw([Span("a", Self.ground.bold), Span("b", Self.ground)], at: .zero)
    let text = Self.text(from: Surface(size: new.size), to: new, dialect)
    #expect(text.hasSuffix("a␛[0;38;5;250;48;5;234mb"), "\(text)")
  }

  @Test("wide graphemes are not erased by number, which leaves parts of them on mlterm's screen")
  func wideErasure() {
    var old = Self.page()
    old.draw("提交 0  应用 0 and so on", at: Point(column: 4, row: 2), style: Self.ground)
    var new = old
    new.fill(Rect(column: 4, row: 2, columns: 14, rows: 1), style: Self.ground)
    let text = Self.text(from: old, to: new)
    #expect(!text.contains("X"), "\(text)")
  }

  @Test("in recordings each wide grapheme is followed by the column's number")
  func wideInRecordings() {
    let old = Surface(size: Size(columns: 12, rows: 1))
    var new = old
    new.draw("领导 a", at: .zero)
    let text = Self.text(from: old, to: new, .recording(depth: .direct))
    #expect(text == "␛[1H领␛[3G导␛[1;6Ha")
    var covered = Surface(size: Size(columns: 12, rows: 1))
    covered.draw("abcdefgh", at: .zero)
    let over = Self.text(from: covered, to: new, .recording(depth: .direct))
    #expect(over.contains("        ␛[1G领␛[3G导␛[5G a"), "\(over)")
  }
}
