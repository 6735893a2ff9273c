import Teaching

/// What the parser of the command line has to say, taken from its English sentence.
enum Complaint: Equatable {
  case unknownOption(String, guess: String?)
  case missingValue(option: String)
  case needlessValue(option: String, value: String)
  case unexpected([String])
  case missing(argument: String)
  case invalidOption(String)
  /// A value that does not fit; `place` is the option or argument, `choices` what would be right.
  case invalidValue(String, place: String?, choices: [String])
  case unknownShell(String?, known: [String])

  /// - Parameter sentence: the parser's.
  /// - Returns: nil when it is none that is known, such as one of our own.
  init?(sentence: String) {
    if let match = sentence.wholeMatch(of: /Unknown option '(.+?)'\. Did you mean '(.+)'\?/) {
      self = .unknownOption(match.1.harmless, guess: match.2.harmless)
    } else if let match = sentence.wholeMatch(
      of: /(?s)Unknown option '(.+?)'.*\n   or: Missing value for '.+' in '.+'/)
    {
      self = .unknownOption(match.1.harmless, guess: nil)
    } else if let match = sentence.wholeMatch(of: /Unknown option '(.+)'/) {
      self = .unknownOption(match.1.harmless, guess: nil)
    } else if let match = sentence.wholeMatch(of: /Missing value for '(.+)'/) {
      self = .missingValue(option: match.1.harmless)
    } else if let match = sentence.wholeMatch(
      of: /The option '(.+?)' does not take any value, but '((?s).*)' was specified\./)
    {
      self = .needlessValue(option: match.1.harmless, value: match.2.harmless)
    } else if let match = sentence.wholeMatch(of: /Unexpected argument '((?s).*)'/) {
      self = .unexpected([match.1.harmless])
    } else if let match = sentence.wholeMatch(of: /\d+ unexpected arguments: '((?s).*)'/) {
      self = .unexpected(match.1.split(separator: "', '").map(\.harmless))
    } else if let match = sentence.wholeMatch(of: /Missing expected argument '(.+)'/) {
      self = .missing(argument: match.1.harmless)
    } else if let match = sentence.wholeMatch(of: /Invalid option: ((?s).*)/) {
      self = .invalidOption(match.1.harmless)
    } else {
      self.init(aboutValue: sentence)
    }
  }

  private init?(aboutValue sentence: String) {
    if let match = sentence.wholeMatch(
      of: /The value '((?s).*)' is invalid for '(.+?)'(\. Please provide one of ((?s).*))?/)
    {
      self = .invalidValue(
        match.1.harmless, place: match.2.harmless, choices: Self.choices(match.4 ?? ""))
    } else if let match = sentence.wholeMatch(
      of: /Can't generate completion scripts for '(.*?)'\.\n.*with one of:\n +(.*)/)
    {
      self = .unknownShell(match.1.harmless, known: Self.names(match.2))
    } else if let match = sentence.wholeMatch(
      of: /Can't autodetect a supported shell\.\n.*with one of:\n +(.*)/)
    {
      self = .unknownShell(nil, known: Self.names(match.1))
    } else {
      return nil
    }
  }

  private static func names(_ list: Substring) -> [String] {
    list.split(separator: " ").map(String.init)
  }

  /// The values of a list such as `'a', 'b' or 'c'.`, or of one with a line for each.
  private static func choices(_ list: Substring) -> [String] {
    if list.hasPrefix("the following") {
      return list.split(separator: "\n").dropFirst().map { String($0.drop { " -".contains($0) }) }
    }
    return list.split(separator: "'").enumerated().filter { $0.offset % 2 == 0 }
      .map { String($0.element) }.filter { $0 != "." }
  }
}

extension Substring {
  /// Fit to be shown.
  fileprivate var harmless: String { String(self).harmless }
}
