import Simulation

/// The experiments that are built in.
package enum ExperimentLibrary {
  /// A built-in experiment.
  package struct Entry: Sendable {
    /// The name that it is called by on the command line.
    package let name: String
    /// Its YAML.
    package let source: String

    /// What it says.
    ///
    /// - Precondition: it can be read, which a test proves of every built-in experiment.
    package var experiment: Experiment {
      do throws(ScriptErrors) {
        return try Experiment(source: source)
      } catch {
        let lines = error.list.map { $0.text(in: .english, file: name) }
        preconditionFailure(lines.joined(separator: "\n"))
      }
    }
  }

  /// The JSON Schema of experiments, for editors: what is the same in scripts is taken from theirs.
  package static var schema: String {
    let own = EmbeddedFile.schema("experiment")
    let key = "\"$defs\": "
    guard let end = own.firstRange(of: key), let start = Library.schema.firstRange(of: key) else {
      return own
    }
    return String(own[..<end.lowerBound] + Library.schema[start.lowerBound...])
  }

  /// All of them, in the order in which they are listed.
  package static let entries: [Entry] = EmbeddedFile.experiments.map {
    Entry(name: $0.name, source: $0.text)
  }

  /// The experiment of a name; nil when there is none.
  package static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// The name that somebody may have meant who typed another; nil when none is near.
  package static func name(near text: String) -> String? {
    Spelling.nearest(to: text, among: entries.map(\.name))
  }
}
