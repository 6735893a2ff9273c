import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ways out of a command, and of the program.
enum Exit {
  /// Something that was expected of a script is not so.
  static let failed = ExitCode(1)
  /// A script cannot be found or read.
  static let unreadable = ExitCode(2)

  /// Ends the program.
  static func now(_ code: ExitCode) -> Never { exit(code.rawValue) }

  /// Says why on standard error, and ends with the code of what cannot be read.
  static func saying(_ text: String) -> ExitCode {
    say(text)
    return unreadable
  }

  /// Says something on standard error.
  static func say(_ text: String) {
    Output.complain(text)
  }
}
