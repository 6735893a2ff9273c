/// Frames and styles as text that any terminal of xterm's kind understands, for recordings and for
/// lines of output.
package enum EscapeSequences {
  /// What turns a screen that shows `old` (blank, if nil) into one that shows `new`.
  ///
  /// It starts with any style set and ends with the plain one, so that frames can be put
  /// together in any order that follows the surfaces.
  package static func frame(
    from old: Surface?, to new: Surface, depth: ColorDepth = .direct
  ) -> String {
    var encoder = FrameEncoder(.recording(depth: depth), shown: old)
    encoder.encode(new)
    var text = String(decoding: encoder.bytes, as: UTF8.self)
    if let style = encoder.style, style != .plain { text += "\u{1B}[0m" }
    return text
  }

  /// Selects a style, whatever was set before.
  package static func select(_ style: Style, depth: ColorDepth = .direct) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    for (attribute, code) in attributes where style.attributes.contains(attribute) {
      codes.append(code)
    }
    codes += codesOf(style.foreground.reduced(to: depth), base: 30, depth: depth)
    codes += codesOf(style.background.reduced(to: depth), base: 40, depth: depth)
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  private static func codesOf(_ color: Color, base: Int, depth: ColorDepth) -> [String] {
    switch color {
    case .standard: []
    case .ansi(let index) where index < 8 || depth == .ansi8: ["\(base + Int(index & 7))"]
    case .ansi(let index): ["\(base + 60 + Int(index & 7))"]
    case .indexed(let index): ["\(base + 8)", "5", "\(index)"]
    case .rgb(let red, let green, let blue):
      ["\(base + 8)", "2", "\(red)", "\(green)", "\(blue)"]
    }
  }
}
