import ClientPrograms
import KeyValue
import Testing

/// The three ways of electing a leader, so that tests can go through them.
enum Way: CaseIterable, CustomTestStringConvertible {
  case notes, session, kubernetes

  var testDescription: String {
    switch self {
    case .notes: "notes"
    case .session: "session"
    case .kubernetes: "kubernetes"
    }
  }

  /// What was seen of three pods that elect in this way for some minutes.
  func observe(
    seed: UInt64, _ troubles: Troubles, with added: [ElectionRule] = [],
    without removed: [ElectionRule] = []
  ) -> Observations {
    let options = ElectionOptions(with: added, without: removed)
    switch self {
    case .notes: return Self.observe(notesPods(options), seed, options, troubles)
    case .session: return Self.observe(sessionPods(options), seed, options, troubles)
    case .kubernetes:
      return Self.observe(componentPods(options), seed, options, troubles, servers: 2)
    }
  }

  private static func observe(
    _ programs: [some Elector], _ seed: UInt64, _ options: ElectionOptions, _ troubles: Troubles,
    servers: Int = 0
  ) -> Observations {
    var world = World(
      seed: seed, programs, servers: servers, options: options, troubles: troubles)
    world.run(until: 200_000_000)
    return world.seen
  }

  /// The first seed with which two believe at once; nil when none of so many does.
  func conflict(
    among seeds: Range<UInt64>, _ troubles: Troubles, with added: [ElectionRule] = [],
    without removed: [ElectionRule] = []
  ) -> UInt64? {
    seeds.first {
      !observe(seed: $0, troubles, with: added, without: removed).conflicts.isEmpty
    }
  }
}

let podNames = ["pod-a", "pod-b", "pod-c"]

func notesPods(_ options: ElectionOptions = ElectionOptions()) -> [NotesElector] {
  podNames.enumerated().map { NotesElector(pod: $0 + 1, name: $1, options: options) }
}

func sessionPods(_ options: ElectionOptions = ElectionOptions()) -> [SessionElector] {
  podNames.enumerated().map { SessionElector(pod: $0 + 1, name: $1, options: options) }
}

func componentPods(_ options: ElectionOptions = ElectionOptions()) -> [KubernetesElector] {
  podNames.enumerated().map {
    KubernetesElector(pod: $0 + 1, name: $1, object: "kube-scheduler", options: options)
  }
}
