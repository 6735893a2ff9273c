import Screen

@testable import Workbench

/// The sixteen named colours as terminals have them by themselves.
struct NamedPalette: Sendable {
  let name: String
  private let colors: [Color]

  private init(_ name: String, _ codes: String) {
    self.name = name
    colors = codes.split(separator: " ").map { code in
      let value = UInt32(code, radix: 16)!
      return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }
  }

  static let xterm = NamedPalette(
    "xterm",
    """
    000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 \
    7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff
    """)

  static let all = [
    xterm,
    NamedPalette(
      "Linux console",
      """
      000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa \
      555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff
      """),
    NamedPalette(
      "Tango",
      """
      2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf \
      555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec
      """),
    NamedPalette(
      "GNOME Terminal",
      """
      171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc \
      5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff
      """),
  ]

  /// The contrast of a style's text with what is behind it. Bold ones may be shown bright: the worse
  /// of both counts.
  ///
  /// - Parameter ground: what is behind text without a background; what text without a colour has is
  ///   black or white.
  func contrast(of style: Style, on ground: Color?) -> Double {
    let isLight = ground.map { Shade($0).isLight } ?? false
    func shade(_ color: Color, instead: Color) -> Shade {
      switch color {
      case .standard: Shade(instead)
      case .ansi(let index): Shade(colors[Int(index)])
      default: Shade(color)
      }
    }
    let own: Color = isLight ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
    let back = shade(style.background, instead: ground ?? .rgb(0, 0, 0))
    var fronts = [style.foreground]
    if style.attributes.contains(.bold), case .ansi(let index) = style.foreground, index < 8 {
      fronts.append(.ansi(index + 8))
    }
    return fronts.map { shade($0, instead: own).contrast(with: back) }.min()!
  }
}
