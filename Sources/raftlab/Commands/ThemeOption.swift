import ArgumentParser
import Screen
import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The choice of a theme, the same for every command that shows the screen.
struct ThemeOption: ParsableArguments {
  @Option(help: ArgumentHelp(.theme, valueName: "name|file"))
  var theme: String?

  /// The scheme asked for; without one, that of the settings; else the first.
  func chosen(otherwise user: UserPreferences? = nil) throws -> Scheme {
    try asked(otherwise: user) ?? SchemeFolder.user.usual(for: .direct)
  }

  /// The scheme asked for; without one, that of the settings; nil when neither says anything.
  func asked(otherwise user: UserPreferences?) throws -> Scheme? {
    if let theme { return try SchemeFolder.user.scheme(named: theme) }
    return try user?.scheme()
  }
}

/// What `--color` may say.
enum ColorWish: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
  case eight = "8"
  case sixteen = "16"
  case indexed = "256"
  case direct
}

/// The choice of how many colours to use.
struct ColorOption: ParsableArguments {
  @Option(help: ArgumentHelp(.color))
  var color: ColorWish = .auto

  /// The depth asked for; nil leaves it to the environment and the terminal.
  var wanted: ColorDepth? {
    switch color {
    case .auto: nil
    case .always: Self.hasDirectColor ? .direct : .indexed
    case .never: .mono
    case .eight: .ansi8
    case .sixteen: .ansi16
    case .indexed: .indexed
    case .direct: .direct
    }
  }

  /// How many colours the lines on standard output may have.
  var depthOfOutput: ColorDepth {
    ColorDepth.chosen(wanted: wanted, terminal: Self.outputDepth) { Environment.values[$0] }
  }

  private static var hasDirectColor: Bool {
    ["truecolor", "24bit"].contains(Environment.values["COLORTERM"] ?? "")
  }

  private static var outputDepth: ColorDepth {
    guard isatty(STDOUT_FILENO) == 1, let type = Environment.values["TERM"], type != "dumb",
      !type.isEmpty
    else { return .mono }
    if hasDirectColor || type.hasSuffix("-direct") { return .direct }
    return type.hasSuffix("-256color") ? .indexed : .ansi16
  }
}
