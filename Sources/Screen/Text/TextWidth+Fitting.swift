extension TextWidth {
  /// The text cut to so many columns, with `…` for what is missing.
  package func truncated(_ text: String, columns: Int) -> String {
    of(text) <= columns
      ? text : truncated([Span(text)], columns: columns).map(\.text).joined()
  }

  /// Spans cut to so many columns, with `…` in the last one's style for what is missing.
  package func truncated(_ spans: [Span], columns: Int) -> [Span] {
    guard of(spans) > columns else { return spans }
    let ellipsis = of("…")
    guard columns >= ellipsis else { return [] }
    var result: [Span] = []
    var left = columns - ellipsis
    for span in spans {
      let kept = prefix(of: span.text, columns: left)
      left -= of(kept)
      guard kept.endIndex == span.text.endIndex else {
        result.append(Span(kept + "…", span.style))
        return result
      }
      result.append(span)
    }
    return result
  }

  /// The longest beginning of a text that fits into so many columns.
  package func prefix(of text: String, columns: Int) -> Substring {
    var left = columns
    var index = text.startIndex
    while index < text.endIndex {
      left -= of(text[index])
      if left < 0 { break }
      index = text.index(after: index)
    }
    return text[..<index]
  }

  /// The text filled with blanks to so many columns; longer text is cut with an ellipsis.
  package func padded(_ text: String, columns: Int, align: Alignment = .left) -> String {
    let cut = truncated(text, columns: columns)
    let spare = max(0, columns - of(cut))
    let before =
      switch align {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    return String(repeating: " ", count: before) + cut
      + String(repeating: " ", count: spare - before)
  }
}
