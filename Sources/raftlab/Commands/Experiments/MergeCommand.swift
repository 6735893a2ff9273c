import ArgumentParser
import Teaching

/// `raftlab merge`: the parts of an experiment joined to what one machine would have found.
struct MergeCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.merge) }

  /// The most bytes of a file of results.
  private static let sizeLimit = 1 << 28

  @Argument(help: ArgumentHelp(.mergedFiles))
  var files: [String]

  @OptionGroup var output: ExperimentOutput

  func run() throws {
    try output.check()
    let phrases = Spoken.language.phrasebook
    let parts = try files.map { file in
      let text = try Self.text(of: file)
      do throws(MergeError) {
        return try ExperimentResults(json: text)
      } catch {
        throw Exit.saying("\(file.harmless): \(phrases.text(of: error))")
      }
    }
    let merged: ExperimentResults
    do throws(PlacedMergeError) {
      merged = try ExperimentResults.merged(parts)
    } catch {
      let file = error.place.map { "\(files[$0].harmless): " } ?? ""
      throw Exit.saying(file + phrases.text(of: error.error))
    }
    try output.write(merged)
  }

  /// - Returns: what is no results, where it is no text.
  private static func text(of file: String) throws -> String {
    do throws(FileError) {
      let bytes = try Descriptor.bytes(of: file, upTo: sizeLimit, isPlain: false)
      return String(validating: bytes, as: UTF8.self) ?? ""
    } catch {
      throw Exit.saying(Spoken.texts.text(of: error))
    }
  }
}
