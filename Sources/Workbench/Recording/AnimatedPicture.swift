import Screen
import Teaching

/// A recording as one SVG that needs nothing else: no scripts, no fonts, no other files.
///
/// Every row of the screen is a strip of all that it ever shows, side by side, and an animation in
/// CSS moves the strip, in steps, so that a row costs only what changes in it. What was drawn
/// before, a whole row or a part of one, is referred to. Who wants no motion, and what knows no
/// CSS, gets the last frame.
package struct AnimatedPicture: RecordingSink {
  /// What a row shows from a moment on: the number of its drawing.
  private struct Change {
    var time: Duration
    var drawing: Int
  }

  private let picture: Picture
  private let title: String
  private var size: Size?
  private var latest: Surface?
  private var rows: [[Change]] = []
  /// Whole rows: references to parts.
  private var drawings = Drawings()
  /// Parts of rows, of one style each.
  private var parts = Drawings()
  private var chapters: [String] = []

  package init(_ picture: Picture, title: String) {
    self.picture = picture
    self.title = title
  }

  package mutating func show(_ frame: Surface, at time: Duration) {
    if size == nil {
      size = frame.size
      rows = Array(repeating: [], count: frame.size.rows)
    }
    guard frame != latest else { return }
    for row in rows.indices where row < frame.size.rows {
      if let latest, latest.hasSameRow(row, as: frame) { continue }
      let number = drawings.number(of: drawing(of: frame, row: row))
      if rows[row].last?.drawing == number { continue }
      if rows[row].last?.time == time { rows[row].removeLast() }
      rows[row].append(Change(time: time, drawing: number))
    }
    latest = frame
  }

  private mutating func drawing(of frame: Surface, row: Int) -> String {
    picture.pieces(of: frame, row: row).map { piece in
      let part = Self.name(parts.number(of: piece.drawing))
      return "<use href=\"#p\(part)\"\(piece.left > 0 ? " x=\"\(piece.left)\"" : "")/>"
    }.joined()
  }

  /// A number in as few letters as it takes.
  private static func name(_ number: Int) -> String { String(number, radix: 36) }

  package mutating func mark(_ title: String, at time: Duration) {
    chapters.append(
      "\(Asciicast.seconds(time.roundedMilliseconds)) s: \(TextWidth.filtered(title))")
  }

  package mutating func develop(at end: Duration) -> String {
    guard let size else { return "" }
    let width = size.columns * Picture.cellWidth
    let styles = "\n" + styles(end: max(end, .microseconds(1)), width: width)
    var text = picture.opening(size: size, title: title, styles: styles)
    if !chapters.isEmpty {
      text += "<desc>\(Picture.escaped(chapters.joined(separator: "; ")))</desc>\n"
    }
    text += "<defs>\n"
    for (number, part) in parts.all.enumerated() {
      text += "<g id=\"p\(Self.name(number))\">\(part.dropLast())</g>\n"
    }
    for (number, drawing) in drawings.all.enumerated() where !drawing.isEmpty {
      text += "<g id=\"d\(Self.name(number))\">\(drawing)</g>\n"
    }
    text += "</defs>\n" + picture.ground(size: size)
    for row in rows.indices { text += strip(row, width: width) }
    return text + "</svg>\n"
  }

  private func styles(end: Duration, width: Int) -> String {
    var text = """
      .s{animation-duration:\(Asciicast.seconds(end.roundedMilliseconds))s;\
      animation-timing-function:step-end;animation-iteration-count:infinite}
      @media (prefers-reduced-motion:reduce){.s{animation-name:none!important}}

      """
    for (row, changes) in rows.enumerated() where changes.count > 1 {
      text += "@keyframes k\(row){"
      for (place, change) in changes.enumerated() {
        let share = place == 0 ? "0" : Self.percent(change.time, of: end)
        text += "\(share)%{transform:translate(\(-place * width)px)}"
      }
      text += "}\n#r\(row){animation-name:k\(row)}\n"
    }
    return text
  }

  private func strip(_ row: Int, width: Int) -> String {
    let changes = rows[row]
    let uses = changes.enumerated().compactMap { place, change -> String? in
      guard !drawings.all[change.drawing].isEmpty else { return nil }
      let name = Self.name(change.drawing)
      return "<use href=\"#d\(name)\"\(place > 0 ? " x=\"\(place * width)\"" : "")/>"
    }
    guard !uses.isEmpty else { return "" }
    let top = row * Picture.cellHeight
    guard changes.count > 1 else {
      return "<g transform=\"translate(0,\(top))\">\(uses.joined())</g>\n"
    }
    return """
      <g transform="translate(0,\(top))"><g id="r\(row)" class="s" \
      transform="translate(\(-(changes.count - 1) * width),0)">\(uses.joined())</g></g>

      """
  }

  /// A share in percent with five decimals.
  static func percent(_ part: Duration, of whole: Duration) -> String {
    let share = min(10_000_000, part.microseconds * 10_000_000 / whole.microseconds)
    let fraction = String(share % 100_000)
    return "\(share / 100_000)." + String(repeating: "0", count: 5 - fraction.count) + fraction
  }
}

/// Drawings by number, each once.
private struct Drawings: Sendable {
  private(set) var all: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of drawing: String) -> Int {
    if let number = numbers[drawing] { return number }
    all.append(drawing)
    numbers[drawing] = all.count - 1
    return all.count - 1
  }
}
