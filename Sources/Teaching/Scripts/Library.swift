import Simulation

/// The lessons that are built in.
package enum Library {
  /// A built-in script.
  package struct Lesson: Sendable {
    /// The name that it is called by on the command line, and by which its place is remembered: what
    /// its file is called.
    package let name: String
    /// Its number, by which the lessons are ordered; its file says it.
    package let number: LessonNumber
    /// Its YAML. What it says of the schema's place holds where `raftlab lessons --schema` was
    /// written beside it.
    package let source: String

    /// A lesson of its YAML.
    ///
    /// - Precondition: one of its lines is its number, as in `number: E3`.
    package init(name: String, source: String) {
      self.name = name
      self.source = source.replacing("$schema=../Scripts/", with: "$schema=", maxReplacements: 1)
      let key = "number: "
      let line = source.split(separator: "\n").first { $0.hasPrefix(key) }
      guard let number = line.flatMap({ LessonNumber(String($0.dropFirst(key.count))) }) else {
        preconditionFailure("\(name).yaml has no number")
      }
      self.number = number
    }

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

  /// All of them, in the order in which they are taught.
  package static let lessons: [Lesson] = inOrder(
    resources.map { name, bytes in
      Lesson(name: name, source: String(decoding: bytes, as: UTF8.self))
    })

  /// Those that a simulation runs.
  package static let simulated: [Lesson] = lessons.filter { $0.number.part != .real }

  /// Those that real members run.
  package static let real: [Lesson] = lessons.filter { $0.number.part == .real }

  /// What is embedded, by the names of the files in `Lessons`, in the order of the alphabet: embedded
  /// files cannot be listed by a program, so a test compares this with the folder.
  private static let resources: [(name: String, bytes: [UInt8])] = [
    ("certainty", PackageResources.certainty_yaml),
    ("check-quorum", PackageResources.check_quorum_yaml),
    ("dead-candidate", PackageResources.dead_candidate_yaml),
    ("divergent-logs", PackageResources.divergent_logs_yaml),
    ("durable-state", PackageResources.durable_state_yaml),
    ("election", PackageResources.election_yaml),
    ("experiments", PackageResources.experiments_yaml),
    ("five-phases", PackageResources.five_phases_yaml),
    ("how-long", PackageResources.how_long_yaml),
    ("kubernetes", PackageResources.kubernetes_yaml),
    ("leader-dies", PackageResources.leader_dies_yaml),
    ("leader-key", PackageResources.leader_key_yaml),
    ("leadership-transfer", PackageResources.leadership_transfer_yaml),
    ("lease-reads", PackageResources.lease_reads_yaml),
    ("leases", PackageResources.leases_yaml),
    ("majorities", PackageResources.majorities_yaml),
    ("old-terms", PackageResources.old_terms_yaml),
    ("possibilities", PackageResources.possibilities_yaml),
    ("pre-vote", PackageResources.pre_vote_yaml),
    ("read-index", PackageResources.read_index_yaml),
    ("real-bugs", PackageResources.real_bugs_yaml),
    ("real-election", PackageResources.real_election_yaml),
    ("real-leaders", PackageResources.real_leaders_yaml),
    ("real-majority", PackageResources.real_majority_yaml),
    ("real-put", PackageResources.real_put_yaml),
    ("replicated-log", PackageResources.replicated_log_yaml),
    ("revisions", PackageResources.revisions_yaml),
    ("split-network", PackageResources.split_network_yaml),
    ("split-votes", PackageResources.split_votes_yaml),
    ("three-fates", PackageResources.three_fates_yaml),
    ("timers", PackageResources.timers_yaml),
    ("two-at-once", PackageResources.two_at_once_yaml),
    ("two-servers", PackageResources.two_servers_yaml),
    ("voting", PackageResources.voting_yaml),
    ("waiting-line", PackageResources.waiting_line_yaml),
    ("write", PackageResources.write_yaml),
  ]

  /// Lessons in the order in which they are taught: by their parts, and in each by their numbers.
  package static func inOrder(_ lessons: [Lesson]) -> [Lesson] {
    lessons.sorted { $0.number < $1.number }
  }

  /// The lesson of a name or number as it is typed; nil when there is none.
  package static func lesson(named text: String, among lessons: [Lesson] = lessons) -> Lesson? {
    let number = LessonNumber(text)
    return lessons.first { $0.name == text } ?? lessons.first { $0.number == number }
  }

  /// The name that somebody may have meant who typed another; nil when none is near.
  package static func lesson(near text: String) -> String? {
    Spelling.nearest(to: text, among: lessons.map(\.name))
  }
}
