import ArgumentParser
import Teaching

/// `raftlab merge`: parts of work that were done apart, joined to what one machine would have made of
/// all: of an experiment, of a campaign, or of a list of goals.
struct MergeCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.merge) }

  /// The most bytes of a file of results.
  private static let sizeLimit = 1 << 28

  @Argument(help: ArgumentHelp(.mergedFiles))
  var files: [String]

  @OptionGroup var output: ExperimentOutput

  func run() throws {
    try output.check()
    let texts = try files.map { try Self.text(of: $0) }
    if CheckResults.resembles(texts[0]) { return try joinCampaign(texts) }
    if ExploreResults.resembles(texts[0]) { return try joinGoals(texts) }
    try output.write(
      try joined(texts, { text throws(MergeError) in try ExperimentResults(json: text) }) {
        parts throws(PlacedMergeError) in try ExperimentResults.merged(parts)
      })
  }

  private func joinCampaign(_ texts: [String]) throws {
    try refusePictures()
    let merged = try joined(texts, { text throws(MergeError) in try CheckResults(json: text) }) {
      parts throws(PlacedMergeError) in try CheckResults.merged(parts)
    }
    let command: CheckCommand
    do throws(MergeError) {
      command = try CheckCommand.asked(by: merged)
    } catch {
      throw Exit.saying(Spoken.language.phrasebook.text(of: error))
    }
    if output.json { return try command.finish(merged) }
    try command.finish(try command.report(of: merged))
  }

  private func joinGoals(_ texts: [String]) throws {
    try refusePictures()
    let merged = try joined(texts, { text throws(MergeError) in try ExploreResults(json: text) }) {
      parts throws(PlacedMergeError) in try ExploreResults.merged(parts)
    }
    try merged.report(asJSON: output.json)
  }

  /// Tables and pictures are made of experiments alone.
  private func refusePictures() throws {
    guard output.csv != nil || output.svg != nil else { return }
    throw ValidationError(.pictureOfParts)
  }

  /// Reads parts and joins them.
  private func joined<Results>(
    _ texts: [String], _ read: (String) throws(MergeError) -> Results,
    _ join: ([Results]) throws(PlacedMergeError) -> Results
  ) throws -> Results {
    let phrases = Spoken.language.phrasebook
    let parts = try zip(files, texts).map { file, text in
      do throws(MergeError) {
        return try read(text)
      } catch {
        throw Exit.saying("\(file.harmless): \(phrases.text(of: error))")
      }
    }
    do throws(PlacedMergeError) {
      return try join(parts)
    } catch {
      let file = error.place.map { "\(files[$0].harmless): " } ?? ""
      throw Exit.saying(file + phrases.text(of: error.error))
    }
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
