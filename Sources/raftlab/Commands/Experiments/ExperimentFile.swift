import Teaching

/// An experiment as it is named on the command line: a built-in one, a file, or standard input.
struct ExperimentFile {
  /// What it is called in results.
  let name: String
  /// What it is called in messages.
  let path: String
  let source: String
  let experiment: Experiment

  /// Why an experiment cannot be read, in the words that are shown.
  struct Unreadable: Error {
    let text: String
  }

  /// Finds and reads an experiment.
  ///
  /// - Throws: an exit with code 2, after saying all that is wrong.
  init(named name: String) throws {
    do throws(Unreadable) {
      self = try Self.read(name, in: Spoken.language)
    } catch {
      throw Exit.saying(error.text)
    }
  }

  private init(name: String, path: String, source: String, experiment: Experiment) {
    (self.name, self.path, self.source) = (name, path, source)
    self.experiment = experiment
  }

  /// Finds and reads an experiment; what is wrong is told in a language.
  static func read(_ name: String, in language: Language) throws(Unreadable) -> ExperimentFile {
    var (called, path) = (name, name + ".yaml")
    let source: String
    if let entry = ExperimentLibrary.entry(named: name) {
      source = entry.source
    } else {
      path = name.harmless
      let file = String(name.split(separator: "/").last ?? "")
      called = name == "-" ? "-" : file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
      source = try text(of: name, in: language)
    }
    do throws(ScriptErrors) {
      return ExperimentFile(
        name: called, path: path, source: source, experiment: try Experiment(source: source))
    } catch {
      throw Unreadable(text: lines(of: error, named: path, in: language))
    }
  }

  private static func text(of path: String, in language: Language) throws(Unreadable) -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Descriptor.bytes(of: path, upTo: Script.sizeLimit + 1, isPlain: false)
    } catch  where error.isMissing {
      let near = ExperimentLibrary.name(near: path)
      throw Unreadable(text: language.phrasebook.noSuchExperiment(path, suggestion: near))
    } catch {
      throw Unreadable(text: language.commandTexts.text(of: error))
    }
    do throws(ScriptErrors) {
      return try Script.source(of: bytes)
    } catch {
      throw Unreadable(text: lines(of: error, named: path.harmless, in: language))
    }
  }

  private static func lines(
    of errors: ScriptErrors, named name: String, in language: Language
  ) -> String {
    errors.list.map { $0.text(in: language, file: name) }.joined(separator: "\n")
  }
}
