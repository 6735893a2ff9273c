import RaftCore

// Changes of the configuration, as the adversary asks for them.
extension Adversary {
  /// The leader is asked for another configuration: one server more or less, a learner promoted, or
  /// several at once.
  mutating func membership(_ cluster: borrowing Cluster) -> Stimulus? {
    guard features[.membership], let leader = cluster.leader else { return nil }
    let latest = cluster.hosts[leader.number - 1].server.latestMembership
    let outside = cluster.members.subtracting(latest.servers)
    // Several at once are refused unless they are allowed, or the rule against them is off.
    let mayBeSeveral = features[.jointConsensus] || !cluster.rules[.oneServerPerChange]
    if mayBeSeveral, random.occurs(permille: 400) { return several(outside, latest) }
    switch random.next(in: 0...9) {
    case 0, 1: return any(of: outside).map { .changeMembers(.add($0)) }
    case 2, 3: return any(of: outside).map { .changeMembers(.addLearner($0)) }
    case 4, 5: return any(of: latest.learners).map { .changeMembers(.promote($0)) }
    default:
      guard latest.voters.count > 1 else { return nil }
      return any(of: latest.servers).map { .changeMembers(.remove($0)) }
    }
  }

  private mutating func several(_ outside: ServerSet, _ latest: Membership) -> Stimulus? {
    var (added, removed): (ServerSet, ServerSet) = ([], [])
    for server in outside.union(latest.learners) where random.occurs(permille: 600) {
      added.insert(server)
    }
    for server in latest.voters where random.occurs(permille: 450) { removed.insert(server) }
    guard added.count + removed.count > 0,
      !latest.voters.union(added).subtracting(removed).isEmpty
    else { return nil }
    return .changeMembers(.several(adding: added, removing: removed))
  }

  private mutating func any(of servers: ServerSet) -> ServerID? {
    servers.isEmpty ? nil : Array(servers)[random.next(in: 0...servers.count - 1)]
  }
}

extension FaultPattern {
  /// One of the patterns against membership.
  static func changing(
    _ first: ServerID, of servers: Int, from random: inout RandomStream
  ) -> [Step] {
    switch random.next(in: 0...4) {
    case 0, 1: return twiceChanged(first, of: servers, from: &random)
    case 2: return halfChanged(first, from: &random)
    case 3: return changedApart(from: &random)
    default: return changedAndDown(from: &random)
    }
  }

  /// A leader that is cut off changes the configuration. Another is elected, changes it too, and commits
  /// by that with half of the servers; then the first is elected by the other half.
  private static func twiceChanged(
    _ first: ServerID, of servers: Int, from random: inout RandomStream
  ) -> [Step] {
    var others = Array(ServerSet.first(servers).removing(first))
    guard others.count > 2 else { return halfChanged(first, from: &random) }
    let second = others.remove(at: random.next(in: 0...others.count - 1))
    let third = others.remove(at: random.next(in: 0...others.count - 1))
    var half: ServerSet = [first, third]
    for server in others where random.occurs(permille: 400) { half.insert(server) }
    return [
      Step(0...2_000, .heal),
      Step(0...2_000, .timeOut(.server(first))),
      Step(60_000...110_000, .isolate(.server(first))),
      Step(0...1_000, .membership),
      Step(10_000...20_000, .timeOut(.server(second))),
      Step(22_000...34_000, .isolate(.server(third))),
      Step(0...2_000, .membership, retries: 3),
      Step(35_000...60_000, .splitOff(half)),
      Step(0...3_000, .timeOut(.server(first))),
      Step(30_000...50_000, .timeOut(.server(first))),
      Step(30_000...60_000, .write(.leader)),
      Step(0...60_000, .heal),
    ]
  }

  /// A leader goes down with a change that hardly anybody has; another makes a change of its own, and
  /// commits by it; then the first leads again.
  private static func halfChanged(_ first: ServerID, from random: inout RandomStream) -> [Step] {
    let cuts = random.occurs(permille: 500)
    return [
      Step(0...2_000, .timeOut(.server(first))),
      Step(40_000...60_000, .membership, retries: 4),
      Step(2_000...14_000, cuts ? .isolate(.leader) : .crash(.leader)),
      Step(0...3_000, .timeOut(.other)),
      Step(21_000...27_000, .membership, retries: 25),
      Step(20_000...70_000, .write(.leader)),
      Step(0...60_000, random.occurs(permille: 500) ? .crash(.leader) : .isolate(.leader)),
      Step(0...2_000, cuts ? .heal : .restart(.server(first))),
      Step(0...3_000, .timeOut(.server(first))),
      Step(25_000...45_000, .timeOut(.server(first))),
      Step(25_000...45_000, .write(.leader)),
      Step(0...40_000, .restart(.down)),
    ]
  }

  /// The network splits while the configuration changes, and either side goes its way.
  private static func changedApart(from random: inout RandomStream) -> [Step] {
    [
      Step(0...2_000, .write(.leader)),
      Step(20_000...60_000, .membership, retries: 4),
      Step(0...30_000, .membership),
      Step(0...30_000, random.occurs(permille: 700) ? .split : .isolate(.leader)),
      Step(0...5_000, .timeOut(.other)),
      Step(0...20_000, .write(.leader)),
      Step(20_000...60_000, .timeOut(.other)),
      Step(0...60_000, .write(.running)),
      Step(0...40_000, .membership),
      Step(0...60_000, .heal),
      Step(0...20_000, .read(.leader)),
    ]
  }

  /// Change upon change, and servers go down among them.
  private static func changedAndDown(from random: inout RandomStream) -> [Step] {
    var steps: [Step] = []
    for _ in 0..<random.next(in: 2...4) {
      steps.append(Step(20_000...70_000, .membership, retries: 6))
      if random.occurs(permille: 500) { steps.append(Step(0...30_000, .write(.leader))) }
      if random.occurs(permille: 500) { steps.append(Step(0...40_000, .crash(.running))) }
      if random.occurs(permille: 500) { steps.append(Step(0...10_000, .timeOut(.other))) }
      steps.append(Step(0...40_000, .restart(.down)))
    }
    return steps + [Step(0...20_000, .write(.anybody))]
  }
}
