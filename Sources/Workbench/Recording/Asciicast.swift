import Formats
import Screen
import Simulation

/// A recording of a screen as text that asciinema plays: version 2, or version 3 of the format.
///
/// Every line comes out as it is made, so that a long recording takes no memory. Nothing in it is
/// of the machine or of the day: the same frames at the same times give the same bytes.
package struct Asciicast: Sendable {
  package enum Version: Int, CaseIterable, Sendable {
    /// Times count from the beginning; read by all versions of asciinema since 2.0.
    case two = 2
    /// Times count from the event before; written by asciinema since 3.0.
    case three = 3
  }

  /// The most bytes of one event, unless asked otherwise.
  package static let frameLimit = 64 * 1024

  /// Longer than any pause of a recording, in seconds.
  private static let longestPause = 86_400

  private let version: Version
  private let limit: Int
  private let depth: ColorDepth
  private var shown: Surface?
  private var size: Size
  /// When the latest event was, in milliseconds from the beginning. Each time is rounded by
  /// itself, so that what rounding takes from one interval the next one gets.
  private var latest = 0
  /// The first line, ended by a newline.
  package let header: String

  /// - Parameters:
  ///   - version: of the format.
  ///   - size: of the first frame.
  ///   - title: of the recording; nil for none.
  ///   - theme: whose text and ground a player uses for what has no colour.
  ///   - limit: the most bytes of text in one event; a longer frame goes into several events of
  ///     the same time, cut between characters and control sequences.
  package init(
    version: Version, size: Size, title: String?, theme: Theme, limit: Int = frameLimit,
    depth: ColorDepth = .direct
  ) {
    precondition(limit > 0)
    self.version = version
    self.limit = limit
    self.depth = depth
    self.size = size
    header = Self.header(version, size: size, title: title, theme: theme).text + "\n"
  }

  private static func header(
    _ version: Version, size: Size, title: String?, theme: Theme
  ) -> JSON {
    let picture = Picture(theme)
    let colors = JSON.members([
      "fg": .string(picture.foreground.hex), "bg": .string(picture.background.hex),
      "palette": .string((0..<16).map { Color.ansi($0).hex }.joined(separator: ":")),
    ])
    var members = [JSON.Member(name: "version", value: .number(version.rawValue))]
    switch version {
    case .two:
      members.append(.init(name: "width", value: .number(size.columns)))
      members.append(.init(name: "height", value: .number(size.rows)))
      members.append(.init(name: "theme", value: colors))
      // agg cuts pauses to five seconds where the header does not say how long one may be.
      members.append(.init(name: "idle_time_limit", value: .number(longestPause)))
    case .three:
      members.append(
        .init(
          name: "term",
          value: .members([
            "cols": .number(size.columns), "rows": .number(size.rows), "theme": colors,
          ])))
    }
    if let title { members.append(.init(name: "title", value: .string(title))) }
    return .object(members)
  }

  // MARK: Events

  /// What shows the next frame, in as few bytes as it takes after the one before; empty when it is
  /// the same.
  ///
  /// - Parameter time: from the beginning; never less than the one before.
  package mutating func frame(_ surface: Surface, at time: Duration) -> String {
    guard surface != shown else { return "" }
    var lines = ""
    if surface.size != size {
      size = surface.size
      lines += event("r", "\(size.columns)x\(size.rows)", at: time)
    }
    let drawing = EscapeSequences.frame(from: shown, to: surface, depth: depth)
    // Synchronized output: a terminal that knows it shows the frame whole.
    let start = (shown == nil ? "\u{1B}[?25l" : "") + "\u{1B}[?2026h"
    for piece in Self.pieces(of: start + drawing + "\u{1B}[?2026l", limit: limit) {
      lines += event("o", piece, at: time)
    }
    shown = surface
    return lines
  }

  /// A chapter begins.
  package mutating func mark(_ title: String, at time: Duration) -> String {
    event("m", TextWidth.filtered(title), at: time)
  }

  /// Keys are pressed: what a terminal sends for them, which players can show.
  package mutating func press(_ keys: [Key], at time: Duration) -> String {
    keys.map { event("i", $0.sent, at: time) }.joined()
  }

  /// The end: keeps the last frame on the screen until then, and gives the cursor back.
  package mutating func end(at time: Duration) -> String {
    let cursor = event("o", "\u{1B}[0m\u{1B}[?25h", at: time)
    return version == .three ? cursor + event("x", "0", at: time) : cursor
  }

  private mutating func event(_ code: String, _ text: String, at time: Duration) -> String {
    let moment = max(latest, time.roundedMilliseconds)
    let shownTime = version == .two ? moment : moment - latest
    latest = moment
    var line = "[\(Self.seconds(shownTime)), \"\(code)\", "
    JSON.quote(text, into: &line)
    return line + "]\n"
  }

  /// Seconds with three decimals.
  static func seconds(_ milliseconds: Int) -> String {
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// A text in pieces of at most `limit` bytes, never cut within a character or a control
  /// sequence; one that is longer by itself stays whole.
  static func pieces(of text: String, limit: Int) -> [String] {
    guard text.utf8.count > limit else { return [text] }
    var pieces: [String] = []
    var piece = ""
    var token = ""
    var isInSequence = false
    for character in text {
      token.append(character)
      if character == "\u{1B}" {
        isInSequence = true
        continue
      }
      // `ESC [`, then parameters, then one byte from `@` to `~` that ends it.
      if isInSequence, character == "[" || !("@"..."~").contains(character) { continue }
      isInSequence = false
      if !piece.isEmpty, piece.utf8.count + token.utf8.count > limit {
        pieces.append(piece)
        piece = ""
      }
      piece += token
      token = ""
    }
    return pieces + [piece + token]
  }
}

extension Color {
  /// `#rrggbb`.
  fileprivate var hex: String {
    let (red, green, blue) = components
    return "#"
      + [red, green, blue].map { byte in
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}
