import ClientPrograms
import KeyValue
import RaftCore

// What is said when a rule of programs fires, as it might stand on the screen: by such a sentence its
// rule is found.
extension Narrator {
  /// Sentences for a rule, one for each way in which its evidence can be told; of a rule that never
  /// fires itself, none.
  package func samples(of rule: ElectionRule) -> [String] {
    var texts: [String] = []
    for kind in ElectionEvidence.Kind.allCases {
      for evidence in ElectionEvidence.samples(of: kind, for: rule.facts.group) {
        for effect in ProgramEffect.samples {
          let firing = ProgramFiring(rule: rule, evidence: evidence, effects: 0..<1)
          guard let text = sample(of: firing, effect)?.text, !texts.contains(text) else { continue }
          texts.append(text)
        }
      }
    }
    return texts
  }

  private func sample(of firing: ProgramFiring, _ effect: ProgramEffect) -> Phrase? {
    let program: ProgramID
    switch firing.rule.facts.group {
    case .leases, .electors, .notes, .session, .kubernetes: program = .pod(2)
    case .apiServer: program = .apiServer(1)
    case .resource: program = .resource
    case .console: program = .console
    case .member:
      return fact(
        firing,
        MemberScene(
          at: ServerID(2), asker: .pod(1), call: .keepAlive(22),
          watch: (.key(Text("/leader")!), from: 41), leader: ServerID(1), waited: 5600))
    }
    return fact(firing, ProgramScene(at: program, effects: [effect]))
  }
}

// The samples. pod-b is where rules of electors fire, pod-a is another.
extension ElectionEvidence {
  /// The key of an answer, and one's own.
  private static func keys(of group: ElectionRule.Group) -> (asked: Text, own: Text) {
    let (leader, place) = (Text("/leader")!, Text("/election/15")!)
    return switch group {
    case .apiServer: (APIServer.key("kube-scheduler"), place)
    case .session: (place, place)
    case .notes: (leader, leader)
    case .leases, .electors, .kubernetes, .resource, .member, .console: (leader, place)
    }
  }

  private static func record(_ holder: String) -> ElectionEvidence {
    .record(
      LeaseRecord(
        holder: holder, durationSeconds: 15, acquireTime: 0, renewTime: 8_000_000, transitions: 3),
      version: 41, observed: 8_200_000, expires: 23_200_000, clock: 12_300_000)
  }

  /// Some of a kind, such that what can be told of it in several ways is there in each.
  fileprivate static func samples(
    of kind: Kind, for group: ElectionRule.Group
  ) -> [ElectionEvidence] {
    let (key, own) = keys(of: group)
    return switch kind {
    case .none: [.none]
    case .lease:
      [15_100_000, 11_900_000].map { .lease(22, ttl: 10, deadline: $0, clock: 12_300_000) }
    case .key: [true, false].map { .key(key, succeeded: $0, revision: 41) }
    case .before: [44, 41].map { .before(own, created: 41, own: $0) }
    case .ownKey: [41, nil, 52].map { .ownKey(own, created: $0, expected: 41) }
    case .record: ["pod-a", "pod-b", ""].map { record($0) }
    case .renewal:
      [.renewal(began: 12_100_000, deadline: 22_100_000, clock: 12_300_000)]
    case .failure: CallFailure.allCases.map { .failure($0, clock: 12_300_000) }
    case .belief: [.belief(token: 41, since: 8_200_000, clock: 12_300_000)]
    case .token:
      [(41, 40), (41, nil), (40, 41), (nil, 41)].map {
        .token($0, of: "pod-a", highest: $1, holder: $1 == nil ? nil : "pod-b")
      }
    case .object: [nil, 41].map { .object("kube-scheduler", version: $0) }
    case .clock: [.clock(12_300_000)]
    }
  }
}

extension ProgramEffect {
  /// Such as make a difference to what is said.
  fileprivate static var samples: [ProgramEffect] {
    let record = LeaseRecord(
      holder: "pod-a", durationSeconds: 15, acquireTime: 0, renewTime: 8_000_000, transitions: 3)
    let answers: [APIAnswer] = [
      .object(record, resourceVersion: 41), .notFound, .alreadyExists, .conflict, .unreadable,
    ]
    return [
      .beginBelieving(41),
      .watch(.key(Text("/leader")!), from: 42), .cancelWatch,
      .call(1, .api(.update("kube-scheduler", record, resourceVersion: 41)), timeout: 5_000_000),
    ] + answers.map { .answer(1, .api($0)) }
  }
}
