import Foundation
import Screen
import TestSupport
import Testing

/// What Chromium makes of pictures. It may be missing where nobody asked for other people's
/// programs; `.ci/run` does.
@Suite("Pictures in a browser", .ownThreads, .enabled(if: Browser.path != nil || Python.isRequired))
struct BrowserTests {
  static let keys = "n n w n 1s"
  static let size = Size(columns: 100, rows: 30)

  /// Texts of which Chromium makes others without the style; the screen in some language may have
  /// none. They stand where the screen is blank.
  static let blanks = (22..<26).map { row in
    let text = "commit 0        applied 0"
    return """
      <text x="600" y="\(row * Picture.cellHeight + 16)" fill="#fff" \
      textLength="\(text.count * Picture.cellWidth)" lengthAdjust="spacingAndGlyphs">\(text)</text>
      """
  }.joined()

  /// A picture as Chromium draws it. The window is higher: under load the last row of one that is
  /// animated may be missing from what Chromium shoots where they are equally high.
  static func drawn(_ name: String, in folder: Folder) throws -> Data {
    let browser = try #require(Browser.path, "Chromium is missing")
    let (width, height) = (size.columns * Picture.cellWidth, (size.rows + 10) * Picture.cellHeight)
    let result = folder.shell(
      """
      \(browser) --headless --no-sandbox --disable-gpu --hide-scrollbars \
      --force-device-scale-factor=1 --user-data-dir=profile --window-size=\(width),\(height) \
      --screenshot=\(name).png file://\(folder.path)/\(name).svg
      """)
    let file = URL(fileURLWithPath: "\(folder.path)/\(name).png")
    return try #require(try? Data(contentsOf: file), "\(result.output)")
  }

  @Test(
    "an animated picture at a moment is the still of that moment, pixel for pixel",
    arguments: ["en", "zh"])
  func animated(language: String) throws {
    let folder = try Folder()
    let recording = "$raftlab record --lang \(language) --keys '\(Self.keys)'"
    for command in ["-o run.svg", "--still 5s -o still.svg", "--still 1s -o other.svg"] {
      let result = folder.shell("\(recording) \(command)")
      #expect(result.status == 0, "\(result.output)")
    }
    let paused = ".s{animation-delay:-5s!important;animation-play-state:paused!important}"
    let text = try folder.text("run.svg").replacing(
      "</svg>", with: "<style>\(paused)</style></svg>")
    try text.write(toFile: "\(folder.path)/run.svg", atomically: true, encoding: .utf8)
    let still = try Self.drawn("still", in: folder)
    // Not their contents, which would fill the screen.
    let isSame = try Self.drawn("run", in: folder) == still
    #expect(isSame)
    let isAlwaysSame = try Self.drawn("other", in: folder) == still
    #expect(!isAlwaysSame, "the moment must tell")
  }

  @Test("texts are as wide in Chromium as in librsvg", arguments: ["en", "zh"])
  func widths(language: String) throws {
    let folder = try Folder()
    let result = folder.shell(
      "$raftlab record --lang \(language) --keys '\(Self.keys)' --still 5s -o still.svg")
    #expect(result.status == 0, "\(result.output)")
    let whole = try folder.text("still.svg").replacing("</svg>", with: Self.blanks + "</svg>")
    try whole.write(toFile: "\(folder.path)/still.svg", atomically: true, encoding: .utf8)
    _ = try Self.drawn("still", in: folder)
    let other = try Self.difference("still", in: folder)
    #expect(other.wrong * 100 <= other.all, "\(other.output)")
    #expect(other.all > 500)
    // Without the style Chromium takes two blanks for one, and stretches what is left.
    let text = whole.replacing("text{white-space:pre}", with: "")
    try text.write(toFile: "\(folder.path)/still.svg", atomically: true, encoding: .utf8)
    _ = try Self.drawn("still", in: folder)
    let stretched = try Self.difference("still", in: folder)
    #expect(stretched.wrong > 2 * other.wrong + 10, "the check must be able to fire")
  }

  /// In how many cells only one of Chromium and librsvg draws something.
  private static func difference(
    _ name: String, in folder: Folder
  ) throws -> (wrong: Int, all: Int, output: String) {
    let rendered = folder.shell("rsvg-convert \(name).svg -o other.png")
    try #require(rendered.status == 0, "\(rendered.output)")
    let result = try #require(
      Python.run(
        script: "picture_ink.py",
        [
          "\(folder.path)/\(name).png", "\(folder.path)/other.png", "\(Picture.cellWidth)",
          "\(Picture.cellHeight)",
        ]))
    try #require(result.status == 0, "\(result.output)")
    let numbers = result.output.split(separator: "\n").last?.split(separator: " ") ?? []
    let wrong = try #require(numbers.first.flatMap { Int($0) })
    let all = try #require(numbers.last.flatMap { Int($0) })
    return (wrong, all, result.output)
  }
}

/// A Chromium on this machine.
enum Browser {
  static let path = ["chromium", "chromium-browser", "google-chrome"]
    .map { "/usr/bin/\($0)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}
