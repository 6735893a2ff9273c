/// A surface as an SVG image that needs nothing else.
///
/// Every piece of text is set at its exact column and stretched to its exact width, and lines and
/// blocks are drawn as shapes, so that the picture is the grid whatever font the viewer has.
package struct Picture: Sendable {
  /// What `.standard` means for text; `.standard` here gives a light grey.
  package var foreground: Color
  /// What `.standard` means behind text.
  package var background: Color
  /// The 16 named colours.
  package var palette: [Color]

  /// Pixels of one cell. Two cells are as wide as a wide grapheme is high, so that Chinese stands
  /// without gaps, and rows leave a little room above and below it.
  package static let cellWidth = 10
  package static let cellHeight = 22

  package init(
    foreground: Color = .rgb(0xD8, 0xDE, 0xE9), background: Color = .rgb(0x10, 0x14, 0x18),
    palette: [Color] = (0..<16).map { Color.ansi($0) }
  ) {
    self.foreground = foreground
    self.background = background
    self.palette = palette
  }

  /// The SVG document.
  ///
  /// - Parameters:
  ///   - surface: what to show.
  ///   - title: read out by screen readers instead of the picture.
  package func svg(of surface: Surface, title: String = "") -> String {
    var text = opening(size: surface.size, title: title) + ground(size: surface.size)
    for row in 0..<surface.size.rows {
      for run in Self.runs(of: surface, row: row) { backdrop(run, &text) }
    }
    for row in 0..<surface.size.rows {
      for run in Self.runs(of: surface, row: row) { foreground(run, &text) }
    }
    return text + "</svg>\n"
  }

  /// How a document of this size begins.
  ///
  /// Blanks between words are kept by `xml:space` in most renderers, and by `white-space` in
  /// Chromium, which no longer heeds the other.
  ///
  /// - Parameter styles: more of them.
  package func opening(size: Size, title: String, styles: String = "") -> String {
    let width = size.columns * Self.cellWidth
    let height = size.rows * Self.cellHeight
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-size="16.6" xml:space="preserve" \
      font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', \
      'Noto Sans CJK SC', monospace">
      <title>\(Self.escaped(title))</title>
      <style>text{white-space:pre}\(styles)</style>

      """
  }

  /// The background of the whole.
  package func ground(size: Size) -> String {
    let width = size.columns * Self.cellWidth
    let height = size.rows * Self.cellHeight
    return "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(hex(background))\"/>\n"
  }

  /// A part of a row: cells of one style, drawn as if they began at the left edge.
  package struct Piece: Hashable, Sendable {
    /// Where it belongs, in pixels.
    package let left: Int
    package let drawing: String
  }

  /// What one row shows, in the order of drawing and as if it were the first row; nothing for a
  /// blank one.
  package func pieces(of surface: Surface, row: Int) -> [Piece] {
    let runs = Self.runs(of: surface, row: row)
    return [backdrop, foreground].flatMap { draw in
      runs.compactMap { run in
        var drawing = ""
        draw(Run(row: 0, column: 0, cells: run.cells), &drawing)
        return drawing.isEmpty ? nil : Piece(left: run.left, drawing: drawing)
      }
    }
  }
}

extension Picture {
  /// Neighbouring cells of one style.
  fileprivate struct Run {
    let row: Int
    let column: Int
    var cells: [Cell]
    var style: Style { cells[0].style }
    var left: Int { column * Picture.cellWidth }
    var top: Int { row * Picture.cellHeight }
  }

  fileprivate static func runs(of surface: Surface, row: Int) -> [Run] {
    var runs: [Run] = []
    for (column, cell) in surface.rows[row].enumerated() {
      if runs.last?.style == cell.style {
        runs[runs.count - 1].cells.append(cell)
      } else {
        runs.append(Run(row: row, column: column, cells: [cell]))
      }
    }
    return runs
  }

  fileprivate func backdrop(_ run: Run, _ text: inout String) {
    let color = colors(of: run.style).background
    guard color != hex(background) else { return }
    text += """
      <rect x="\(run.left)" y="\(run.top)" width="\(run.cells.count * Self.cellWidth)" \
      height="\(Self.cellHeight)" fill="\(color)"/>

      """
  }

  fileprivate func foreground(_ run: Run, _ text: inout String) {
    let attributes = run.style.attributes
    var setting = " fill=\"\(colors(of: run.style).foreground)\""
    if attributes.contains(.dim) { setting += " opacity=\"0.6\"" }
    var shapes = ""
    var index = 0
    while index < run.cells.count {
      let cell = run.cells[index]
      let left = run.left + index * Self.cellWidth
      let plain = run.cells[index...].prefix { $0.glyph < 0x7F && $0.glyph != 0 }
      if !plain.isEmpty {
        shapes += Self.text(of: plain, left: left, top: run.top)
        index += plain.count
        continue
      }
      let wide = run.cells[index...].prefix { $0.isIdeographic || $0.glyph == 0 }
      if cell.isIdeographic {
        shapes += Self.wideText(of: wide, left: left, top: run.top)
        index += wide.count
        continue
      }
      if cell.width > 0 { shapes += Self.shape(of: cell, left: left, top: run.top) }
      index += 1
    }
    if attributes.contains(.underline) {
      shapes += Self.rect(
        left: run.left, top: run.top + 19, width: run.cells.count * Self.cellWidth, height: 1)
    }
    guard !shapes.isEmpty else { return }
    if attributes.contains(.bold) { setting += " font-weight=\"bold\"" }
    if attributes.contains(.italic) { setting += " font-style=\"italic\"" }
    text += "<g\(setting)>\(shapes)</g>\n"
  }

  /// ASCII, without the blanks at its ends.
  private static func text(of cells: ArraySlice<Cell>, left: Int, top: Int) -> String {
    guard let first = cells.firstIndex(where: { !$0.isBlank }),
      let last = cells.lastIndex(where: { !$0.isBlank })
    else { return "" }
    let shown = cells[first...last]
    let x = left + (first - cells.startIndex) * cellWidth
    return """
      <text x="\(x)" y="\(top + 16)" textLength="\(shown.count * cellWidth)" \
      lengthAdjust="spacingAndGlyphs">\(escaped(shown.map(\.text).joined()))</text>
      """
  }

  /// Wide graphemes, each as wide as it is high.
  private static func wideText(of cells: ArraySlice<Cell>, left: Int, top: Int) -> String {
    """
    <text x="\(left)" y="\(top + 18)" font-size="\(2 * cellWidth)" \
    textLength="\(cells.count * cellWidth)" \
    lengthAdjust="spacingAndGlyphs">\(escaped(cells.map(\.text).joined()))</text>
    """
  }

  /// One grapheme by itself: lines and blocks as shapes, others centred in their columns.
  private static func shape(of cell: Cell, left: Int, top: Int) -> String {
    if let base = cell.base, let shapes = BlockShapes.shapes(of: base.value) {
      return shapes.map { shape in
        rect(
          left: left + shape.left, top: top + shape.top, width: shape.width,
          height: shape.height, opacity: shape.opacity)
      }.joined()
    }
    return """
      <text x="\(left + cell.width * cellWidth / 2)" y="\(top + 16)" \
      text-anchor="middle">\(escaped(lookalikes[cell.text] ?? cell.text))</text>
      """
  }

  /// Forms that monospaced fonts have, for those that only fonts of symbols have.
  private static let lookalikes = ["⏱": "◷", "⏲": "◷", "⌛": "⧗"]

  private static func rect(
    left: Int, top: Int, width: Int, height: Int, opacity: String = ""
  ) -> String {
    let faded = opacity.isEmpty ? "" : " opacity=\"\(opacity)\""
    return "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(width)\" height=\"\(height)\"\(faded)/>"
  }

  private func colors(of style: Style) -> (foreground: String, background: String) {
    let front = hex(style.foreground == .standard ? foreground : style.foreground)
    let back = hex(style.background == .standard ? background : style.background)
    return style.attributes.contains(.reverse) ? (back, front) : (front, back)
  }

  private func hex(_ color: Color) -> String {
    if case .ansi(let index) = color, Int(index) < palette.count {
      return Self.hex(palette[Int(index)])
    }
    return Self.hex(color)
  }

  private static func hex(_ color: Color) -> String {
    let (red, green, blue) = color.components
    return Color.rgb(red, green, blue).summary
  }

  /// Text as it may stand in a document.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Cell {
  /// Whether fonts draw it as wide as it is high: Han, kana, hangul and what goes with them, but no
  /// pictures, which come from fonts of their own.
  fileprivate var isIdeographic: Bool { width == 2 && (base?.value ?? 0) < 0x1F000 }
}
