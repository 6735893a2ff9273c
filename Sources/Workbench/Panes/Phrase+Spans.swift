import RaftCore
import Screen
import Teaching

extension Phrase {
  /// The text with each part in the colour of what it means.
  func spans(in theme: Theme, base: Theme.Ink = .text) -> [Span] {
    parts.map { part in
      let style =
        switch part.kind {
        case .plain, .count, .client: theme[base]
        case .server, .program: theme[.strong]
        case .term(let term): theme.style(ofTerm: term).bold
        case .index, .revision: theme[.index]
        case .command, .lease: theme[.command]
        case .strong: theme[base].bold
        }
      return Span(part.text, style)
    }
  }
}
