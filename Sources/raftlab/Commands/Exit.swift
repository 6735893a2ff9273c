import ArgumentParser
import Synchronization

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

  /// Whether something was left out of what was read.
  private static let omissions = Mutex(false)

  /// Says that something was left out of what was read: whatever comes of the rest, the program ends
  /// with another status than success.
  static func sayLeftOut(_ text: String) {
    say(text)
    omissions.withLock { $0 = true }
  }

  /// The status to end with after a command that ends with this one.
  static func final(_ code: ExitCode) -> ExitCode {
    code == .success && omissions.withLock { $0 } ? failed : code
  }

  /// Says something on standard error.
  static func say(_ text: String) {
    Output.complain(text)
  }
}
