import ArgumentParser
import Screen
import Workbench

/// `raftlab themes`: the themes, each with a swatch.
struct ThemesCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.themes) }

  @OptionGroup var color: ColorOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let (schemes, problems) = SchemeFolder.user.all()
    let depth = color.depthOfOutput
    // Names of files may hold anything.
    let names = schemes.map { Output.harmless($0.slug) }
    let columns = names.map { TextWidth.standard.of($0) }.max() ?? 0
    for (name, scheme) in zip(names, schemes) {
      let name = TextWidth.standard.padded(name, columns: columns)
      let swatch = depth == .mono ? "" : "\(Self.swatch(of: scheme, depth: depth))  "
      let tone =
        scheme.isLight.map { TextWidth.standard.padded(Spoken.texts.tone(isLight: $0), columns: 5) }
        ?? "     "
      let title = Output.harmless(scheme.name)
      try Output.printColored("\(name)  \(swatch)\(tone)  \(title)\n")
    }
    for problem in problems { Exit.say(problem) }
  }

  private static func swatch(of scheme: Scheme, depth: ColorDepth) -> String {
    Swatch(theme: Theme(scheme, depth: depth)).spans.map { span in
      EscapeSequences.select(span.style, depth: depth) + span.text
    }.joined() + "\u{1B}[0m"
  }
}
