import ArgumentParser
import Foundation
import Screen
import Workbench

/// `raftlab themes`: the themes, each with a swatch.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "List the themes, with a swatch of each.",
    discussion: """
      Themes are base16 or base24 scheme files, as published. Put yours into \
      ~/.config/raftlab/themes/ and they are listed here and by T on the screen, or name a file: \
      raftlab --theme some-scheme.yaml
      """)

  @OptionGroup var color: ColorOption

  func run() throws {
    let (schemes, problems) = SchemeFolder.user.all()
    let depth = color.depthOfOutput
    let columns = schemes.map { TextWidth.standard.of($0.slug) }.max() ?? 0
    for scheme in schemes {
      let name = TextWidth.standard.padded(scheme.slug, columns: columns)
      let swatch = depth == .mono ? "" : "\(Self.swatch(of: scheme, depth: depth))  "
      let tone = scheme.isLight.map { $0 ? "light" : "dark " } ?? "     "
      print("\(name)  \(swatch)\(tone)  \(scheme.name)")
    }
    for problem in problems {
      FileHandle.standardError.write(Data((problem + "\n").utf8))
    }
  }

  private static func swatch(of scheme: Scheme, depth: ColorDepth) -> String {
    Swatch(theme: Theme(scheme, depth: depth)).spans.map { span in
      EscapeSequences.select(span.style, depth: depth) + span.text
    }.joined() + "\u{1B}[0m"
  }
}
