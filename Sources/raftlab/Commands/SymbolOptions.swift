import ArgumentParser
import Screen
import Teaching
import Workbench

/// With which symbols something is drawn, on a terminal or not.
///
/// The command line decides, then the user's settings.
struct SymbolOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(.ascii))
  var ascii = false

  @Option(help: ArgumentHelp(.symbols))
  var symbols: SymbolSet?

  @Flag(help: ArgumentHelp(.noBraille))
  var noBraille = false

  /// The symbols asked for; nil leaves them to whatever shows them.
  func symbols(_ settings: Preferences) -> SymbolSet? {
    if ascii { return .ascii }
    return symbols ?? (settings.ascii ? .ascii : settings.symbols)
  }

  /// Whether charts are drawn with braille; nil leaves it to whatever shows them.
  func braille(_ settings: Preferences) -> Bool? { noBraille ? false : settings.braille }

  /// What something in a file is drawn with; nil where everything stays.
  func filter(_ settings: Preferences) -> SymbolFilter? {
    SymbolFilter(symbols(settings) ?? .full, hasBraille: braille(settings) ?? true)
  }
}

/// How large the screen is drawn, on a terminal or not.
///
/// The command line decides, then the user's settings.
struct PrintOption: ParsableArguments {
  @Flag(help: ArgumentHelp(.largePrint))
  var largePrint = false

  func isLargePrint(_ settings: Preferences) -> Bool { largePrint || settings.largePrint }
}

extension SymbolSet: ExpressibleByArgument {}
