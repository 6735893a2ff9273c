// The argument parser asks Foundation for two things: whether an error has a description of
// Foundation's, which none of raftlab's has, and JSON, for an option that tells tools how the options
// of a program are built, which raftlab refuses (`Raftlab.ending`). For that a fifth of a release was
// Foundation. This module has the seven symbols that the parser links to, and nothing in them: in
// releases on Linux it bears Foundation's name in the binary (`-module-abi-name` in Package.swift),
// and the linker takes a definition from the program's own objects before it looks into a library.
// A debug build has Foundation itself.
//
// A version of the parser that asks for more gets it: Foundation is then linked as well, and `.ci/run`
// says so.

/// The protocol that an error of Foundation's would conform to: nothing does.
public protocol LocalizedError: Error {
  var errorDescription: String? { get }
}

/// Bytes as the encoder would give them: there are none.
public struct Data {}

/// The encoder that is never asked.
open class JSONEncoder {
  public struct OutputFormatting: OptionSet, Sendable {
    public let rawValue: UInt

    public init(rawValue: UInt) { self.rawValue = rawValue }

    public static let prettyPrinted = OutputFormatting(rawValue: 1)
    public static let sortedKeys = OutputFormatting(rawValue: 2)
  }

  public init() { fatalError("JSON is not part of this program.") }
}

extension String {
  public struct Encoding: Sendable {
    public static let utf8 = Encoding()
  }

  public init?(data: __shared Data, encoding: Encoding) {
    fatalError("JSON is not part of this program.")
  }
}
