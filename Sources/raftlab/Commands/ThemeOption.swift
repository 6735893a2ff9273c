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

/// The folder in which users keep schemes.
struct SchemeFolder {
  let path: String?

  /// `themes` in raftlab's folder of settings.
  static var user: SchemeFolder {
    SchemeFolder(path: Environment.settingsFolder.map { $0 + "/themes" })
  }

  /// The scheme that is taken where none is asked for: with so few colours that no scheme's own can
  /// be had, the terminal's.
  func usual(for depth: ColorDepth) throws -> Scheme {
    try scheme(named: depth <= .ansi16 ? BuiltInSchemes.terminalName : BuiltInSchemes.names[0])
  }

  /// Names of the schemes in it, sorted.
  var names: [String] {
    (try? readNames()) ?? []
  }

  private func readNames() throws(FileError) -> [String] {
    guard let path else { return [] }
    return Set(try Descriptor.names(in: path).compactMap(Scheme.slug(ofFile:))).sorted()
  }

  /// The scheme that a name or a path means: a path has a slash or ends as a scheme's file does;
  /// a name is looked for in the folder first, so that users may replace what comes with raftlab.
  ///
  /// - Throws: a mistake in the words of the language that is spoken.
  func scheme(named name: String) throws -> Scheme {
    do {
      if Self.isPath(name) { return try Self.read(Self.expanded(name)) }
      if let file = file(named: name) { return try Self.read(file) }
    } catch let error as SchemeError {
      throw ValidationError(.scheme(error))
    } catch let error as FileError {
      throw ValidationError(.file(error))
    }
    if let scheme = BuiltInSchemes.named(name) { return scheme }
    throw ValidationError(.unknownTheme(name, known: known))
  }

  /// The names that can be chosen, ours first, each once.
  var known: [String] {
    BuiltInSchemes.names
      + names.filter { !BuiltInSchemes.names.contains($0) && Scheme.isVisible($0) }
  }

  /// Whether a name or a path means something.
  func knows(_ name: String) -> Bool {
    if Self.isPath(name) { return AtomicFile.exists(Self.expanded(name)) }
    return file(named: name) != nil || BuiltInSchemes.named(name) != nil
  }

  /// All schemes that can be chosen by name, ours first; and what is wrong with the others.
  func all() -> (schemes: [Scheme], problems: [String]) {
    var own: [String] = []
    var problems: [String] = []
    do throws(FileError) { own = try readNames() } catch { problems.append("\(error)") }
    var schemes = BuiltInSchemes.all.filter { !own.contains($0.slug) }
    for name in own {
      do {
        if let file = file(named: name) { schemes.append(try Self.read(file)) }
      } catch let error as SchemeError {
        problems.append(Spoken.language.fileComplaints.text(of: error))
      } catch {
        problems.append("\(error)")
      }
    }
    return (schemes, problems)
  }

  private func file(named name: String) -> String? {
    guard let path else { return nil }
    let files = (try? Descriptor.names(in: path)) ?? []
    return files.sorted().first { Scheme.slug(ofFile: $0) == name }.map { "\(path)/\($0)" }
  }

  /// A path with the home in place of `~/`, which no shell has seen in a file of settings.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = Environment.values["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// Whether what was given is the path of a file, not a name.
  private static func isPath(_ name: String) -> Bool {
    name.contains("/") || Scheme.ending(ofFile: name) != nil
  }

  private static func read(_ path: String) throws -> Scheme {
    let bytes = try Descriptor.bytes(of: path, upTo: Scheme.sizeLimit + 1, isPlain: true)
    return try Scheme(reading: bytes, file: path)
  }
}
