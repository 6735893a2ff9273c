import Screen
import Simulation
import Teaching

/// The share code, whole: on lines of its own from the first column on, so that selecting it takes
/// nothing else with it.
struct SharePanel: Pane {
  let glance: Glance
  let code: SharedCode
  let scrolled: Int

  var id: PaneID { .code }

  var spoken: [String] {
    code.text.isEmpty
      ? ["\(code.percent) %"] : [glance.language.sessionLabels.shareCode, code.text]
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let inner = area.inset(columns: 2, rows: 1)
    surface.draw(
      glance.language.sessionLabels.shareCode, at: inner.origin, style: theme[.title], clip: inner)
    for (row, line) in about(columns: inner.columns).enumerated() {
      surface.draw(line, at: inner.point(row: row + 2), style: theme[.text], clip: inner)
    }
    if code.text.isEmpty {
      let done = "\(code.percent) %"
      surface.draw(
        done, at: inner.point(row: 3 + about(columns: inner.columns).count),
        style: theme[.strong], clip: inner)
    }
    let body = body(in: area)
    surface.mark(area, of: id, scrollingTo: body.lastScroll)
    if body.draw(into: &surface, from: scrolled) { glance.drawMore(into: &surface, in: area) }
  }

  private func about(columns: Int) -> [String] {
    let text = glance.language.sessionLabels.aboutCode(
      characters: code.text.count, extent: code.extent, isOffered: code.isOffered)
    return TextWidth.standard.wrap(text, columns: max(1, columns))
  }

  /// The code, within its area.
  private func body(in area: Rect) -> ScrolledLines {
    let top = 4 + about(columns: area.inset(columns: 2, rows: 1).columns).count
    let body = area.inset(top: min(top, area.rows)).split(bottom: 1).rest
    let characters = Array(code.text)
    let width = max(1, body.columns)
    let lines = stride(from: 0, to: characters.count, by: width).map {
      [Span(String(characters[$0..<min($0 + width, characters.count)]), glance.theme[.strong])]
    }
    return ScrolledLines(lines: lines, area: body)
  }
}

/// A share code, and how much is in it.
package struct SharedCode: Hashable, Sendable {
  /// Empty while it is being made.
  package internal(set) var text = ""
  let extent: SessionEntry.Extent
  /// How much of it is made, in hundredths.
  var percent = 0

  /// Whether the terminal is asked to copy it: it is made, and not longer than terminals take.
  var isOffered: Bool { !text.isEmpty && text.utf8.count <= Clipboard.limit }
}

/// A share code in the making: the run is repeated to say by a digest what it comes to, which takes
/// long when it is long. Made in slices, so that the screen goes on and Esc leaves it.
struct CodeInTheMaking: Sendable {
  private let session: Session
  private var check: EndCheck
  let extent: SessionEntry.Extent

  /// Events repeated for one frame.
  private static let slice = 10_000

  init(_ session: Session, of timeline: Timeline) {
    self.session = session
    check = EndCheck(of: timeline.branch, track: timeline.branchNumber)
    extent = SessionEntry.Extent(of: session)
  }

  /// Goes on by a slice; the code as far as it is.
  mutating func goOn() -> SharedCode {
    guard let check = check.goOn(by: Self.slice) else {
      return SharedCode(extent: extent, percent: check.percent)
    }
    var checked = session
    checked.checks = check.event == 0 ? [] : [check]
    return SharedCode(text: ShareCode(checked).text, extent: extent, percent: 100)
  }
}
