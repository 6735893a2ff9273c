/// Box drawing, block elements and the pause sign as rectangles in a cell of `Picture`'s pixels.
enum BlockShapes {
  struct Shape {
    var left: Int
    var top: Int
    var width: Int
    var height: Int
    /// As SVG writes it; empty for full.
    var opacity = ""
  }

  private static let width = Picture.cellWidth
  private static let height = Picture.cellHeight
  /// The middle, through which lines go.
  private static let (across, down) = (width / 2, height / 2)

  /// The rectangles of a character, or nil where a font must draw it.
  static func shapes(of value: UInt32) -> [Shape]? {
    switch value {
    case 0x2500...0x257F:
      let arms = arms[Int(value) - 0x2500]
      return arms == 0 ? nil : lines(arms)
    case 0x2580...0x2595: return [block(value)]
    case 0x23F8:
      // The sign of a pause, which few monospaced fonts have.
      return [3, 6].map { Shape(left: $0 - 1, top: 6, width: 2, height: 11) }
    default: return nil
    }
  }

  /// Weight 1 is light, 2 is heavy, two bits each: up, right, down, left from the lowest.
  private static let arms: [UInt8] = [
    0x44, 0x88, 0x11, 0x22, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0x18, 0x24, 0x28,
    0x50, 0x90, 0x60, 0xA0, 0x05, 0x09, 0x06, 0x0A, 0x41, 0x81, 0x42, 0x82, 0x15, 0x19, 0x16, 0x25,
    0x26, 0x1A, 0x29, 0x2A, 0x51, 0x91, 0x52, 0x61, 0x62, 0x92, 0xA1, 0xA2, 0x54, 0x94, 0x58, 0x98,
    0x64, 0xA4, 0x68, 0xA8, 0x45, 0x85, 0x49, 0x89, 0x46, 0x86, 0x4A, 0x8A, 0x55, 0x95, 0x59, 0x99,
    0x56, 0x65, 0x66, 0x96, 0x5A, 0xA5, 0x69, 0x9A, 0xA9, 0xA6, 0x6A, 0xAA, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0x50, 0x41,
    0x05, 0x00, 0x00, 0x00, 0x40, 0x01, 0x04, 0x10, 0x80, 0x02, 0x08, 0x20, 0x48, 0x21, 0x84, 0x12,
  ]

  private static func lines(_ arms: UInt8) -> [Shape] {
    func thickness(_ shift: UInt8) -> Int { 2 * Int(arms >> shift & 3) }
    let (up, right, down, left) = (thickness(0), thickness(2), thickness(4), thickness(6))
    // Arms reach past the middle by half the thickness of what crosses there, so that corners
    // close.
    let overWidth = max(up, down) / 2
    let overHeight = max(left, right) / 2
    var shapes: [Shape] = []
    if left > 0 {
      shapes.append(
        Shape(left: 0, top: Self.down - left / 2, width: across + overWidth, height: left))
    }
    if right > 0 {
      shapes.append(
        Shape(
          left: across - overWidth, top: Self.down - right / 2, width: across + overWidth,
          height: right))
    }
    if up > 0 {
      shapes.append(Shape(left: across - up / 2, top: 0, width: up, height: Self.down + overHeight))
    }
    if down > 0 {
      shapes.append(
        Shape(
          left: across - down / 2, top: Self.down - overHeight, width: down,
          height: Self.down + overHeight))
    }
    return shapes
  }

  /// Blocks in eighths, halves and shades, U+2580 to U+2595.
  private static func block(_ value: UInt32) -> Shape {
    let index = Int(value) - 0x2580
    switch index {
    case 0: return Shape(left: 0, top: 0, width: width, height: down)
    case 1...8:
      let filled = (height * index + 4) / 8
      return Shape(left: 0, top: height - filled, width: width, height: filled)
    case 9...15:
      return Shape(left: 0, top: 0, width: (width * (16 - index) + 4) / 8, height: height)
    case 16: return Shape(left: across, top: 0, width: width - across, height: height)
    case 17: return Shape(left: 0, top: 0, width: width, height: height, opacity: "0.3")
    case 18: return Shape(left: 0, top: 0, width: width, height: height, opacity: "0.5")
    case 19: return Shape(left: 0, top: 0, width: width, height: height, opacity: "0.75")
    case 20: return Shape(left: 0, top: 0, width: width, height: 2)
    default: return Shape(left: width - 1, top: 0, width: 1, height: height)
    }
  }
}
