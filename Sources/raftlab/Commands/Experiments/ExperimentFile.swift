import Teaching

/// An experiment as it is named on the command line: a built-in one, a file, or standard input.
struct ExperimentFile {
  /// What it is called in results.
  let name: String
  /// What it is called in messages.
  let path: String
  let source: String
  let experiment: Experiment

  /// Finds and reads an experiment.
  ///
  /// - Throws: an exit with code 2, after saying all that is wrong.
  init(named name: String) throws {
    if let entry = ExperimentLibrary.entry(named: name) {
      (self.name, path, source) = (name, name + ".yaml", entry.source)
    } else {
      path = name.harmless
      let file = String(name.split(separator: "/").last ?? "")
      self.name = name == "-" ? "-" : file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
      source = try Self.text(of: name)
    }
    do throws(ScriptErrors) {
      experiment = try Experiment(source: source)
    } catch {
      throw Exit.saying(Self.lines(of: error, in: path))
    }
  }

  private static func text(of path: String) throws -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Descriptor.bytes(of: path, upTo: Script.sizeLimit + 1, isPlain: false)
    } catch  where error.isMissing {
      let near = ExperimentLibrary.name(near: path)
      throw Exit.saying(Spoken.language.phrasebook.noSuchExperiment(path, suggestion: near))
    } catch {
      throw Exit.saying(Spoken.texts.text(of: error))
    }
    do throws(ScriptErrors) {
      return try Script.source(of: bytes)
    } catch {
      throw Exit.saying(lines(of: error, in: path.harmless))
    }
  }

  private static func lines(of errors: ScriptErrors, in name: String) -> String {
    errors.list.map { $0.text(in: Spoken.language, file: name) }.joined(separator: "\n")
  }
}
