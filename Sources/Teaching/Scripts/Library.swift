import Simulation

/// The lessons that are built in, in the order in which they are taught.
package enum Library {
  /// A built-in script.
  package struct Lesson: Sendable {
    /// Its place in the list, from 1.
    package let number: Int
    /// The name that it is called by on the command line.
    package let name: String
    /// Its YAML. What it says of the schema's place holds where `raftlab lessons --schema` was
    /// written beside it.
    package let source: String

    /// What it says.
    ///
    /// - Precondition: it can be read, which a test proves of every built-in lesson.
    package var script: Script {
      do throws(ScriptErrors) {
        return try Script(source: source)
      } catch {
        let lines = error.list.map { $0.text(in: .english, file: name) }
        preconditionFailure(lines.joined(separator: "\n"))
      }
    }
  }

  /// The JSON Schema of scripts, for editors: every key and word, with what it means.
  package static var schema: String {
    String(decoding: PackageResources.script_schema_json, as: UTF8.self)
  }

  /// All of them. To add one: a YAML file in `Lessons`, and a line here; its name is the file's.
  package static let lessons: [Lesson] = numbered([
    ("replicated-log", PackageResources.replicated_log_yaml),
    ("election", PackageResources.election_yaml),
    ("timers", PackageResources.timers_yaml),
    ("write", PackageResources.write_yaml),
    ("voting", PackageResources.voting_yaml),
    ("split-votes", PackageResources.split_votes_yaml),
    ("leader-dies", PackageResources.leader_dies_yaml),
    ("majorities", PackageResources.majorities_yaml),
    ("two-servers", PackageResources.two_servers_yaml),
    ("split-network", PackageResources.split_network_yaml),
    ("divergent-logs", PackageResources.divergent_logs_yaml),
    ("old-terms", PackageResources.old_terms_yaml),
    ("durable-state", PackageResources.durable_state_yaml),
    ("experiments", PackageResources.experiments_yaml),
  ])

  private static func numbered(_ files: [(name: String, bytes: [UInt8])]) -> [Lesson] {
    files.enumerated().map { place, file in
      Lesson(
        number: place + 1, name: file.name,
        source: String(decoding: file.bytes, as: UTF8.self)
          .replacing("$schema=../Scripts/", with: "$schema=", maxReplacements: 1))
    }
  }

  /// The lesson of a name or number as it is typed; nil when there is none.
  package static func lesson(named text: String) -> Lesson? {
    lessons.first { $0.name == text || "\($0.number)" == text }
  }

  /// The name that somebody may have meant who typed another; nil when none is near.
  package static func lesson(near text: String) -> String? {
    Spelling.nearest(to: text, among: lessons.map(\.name))
  }
}
