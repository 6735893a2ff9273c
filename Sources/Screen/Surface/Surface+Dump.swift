extension Surface {
  /// The text of one row without its styles, exactly as wide as the surface.
  package func text(row: Int) -> String {
    guard 0..<size.rows ~= row else { return "" }
    return rows[row].map(\.text).joined()
  }

  /// All rows' text, blanks at their ends cut off, one line each.
  package var text: String {
    (0..<size.rows).map { row in
      let line = text(row: row)
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
      return line[..<end] + "\n"
    }.joined()
  }

  /// The text, then the styles: one letter a cell (`.` is plain) and what the letters mean, for
  /// snapshots that must show colour too.
  package var styledText: String {
    var letters: [Style: Character] = [.plain: "."]
    var legend = ""
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var lines = ""
    for row in rows {
      var line = ""
      for style in row.map(\.style) {
        if letters[style] == nil {
          let number = letters.count - 1
          letters[style] = number < alphabet.count ? alphabet[number] : "?"
          legend += "\(number < alphabet.count ? alphabet[number] : "?"): \(style.summary)\n"
        }
        line.append(letters[style] ?? "?")
      }
      while line.last == "." { line.removeLast() }
      lines += line + "\n"
    }
    return text + "--- styles\n" + lines + "--- legend\n" + legend
  }
}

extension Style {
  /// The style in words, such as `bold green on #101418`.
  package var summary: String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    var words = names.filter { attributes.contains($0.0) }.map(\.1)
    if foreground != .standard { words.append(foreground.summary) }
    if background != .standard { words += ["on", background.summary] }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}

extension Color {
  /// The colour in a word: a name, `color-208` or `#rrggbb`.
  package var summary: String {
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    switch self {
    case .standard: return "standard"
    case .ansi(let index):
      return (index & 8 == 0 ? "" : "bright-") + names[Int(index & 7)]
    case .indexed(let index): return "color-\(index)"
    case .rgb(let red, let green, let blue):
      return "#"
        + [red, green, blue].map { value in
          let digits = String(value, radix: 16)
          return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
  }
}
