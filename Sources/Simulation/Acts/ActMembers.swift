import RaftCore

/// A server that joins: with a vote, or as a learner.
struct ActJoiner: Hashable, Sendable {
  var server: ServerID
  var isLearner: Bool
}

/// Several servers that join and others that leave together.
struct ActMembers: Hashable, Sendable {
  var added: ServerSet
  var removed: ServerSet
}

extension ActParameter<ActJoiner> {
  /// `S6` or `S6 as learner`.
  static let joiner = ActParameter(
    form: "SERVER [as learner]", names: .servers,
    read: { line throws(ActTextError) in
      let server = try ActParameter<ServerID>.server.read(&line)
      guard line.skip("as") else { return ActJoiner(server: server, isLearner: false) }
      try line.expect("learner", .word("learner"))
      return ActJoiner(server: server, isLearner: true)
    },
    text: { "\($0.server)" + ($0.isLearner ? " as learner" : "") },
    pack: { $1.number($0.server.number << 1 | ($0.isLearner ? 1 : 0)) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let number = try bytes.number(upTo: ServerID.maximum << 1 | 1)
      return ActNumber.server(number >> 1).map { ActJoiner(server: $0, isLearner: number & 1 == 1) }
    },
    samples: [
      ActJoiner(server: ServerID(6), isLearner: false),
      ActJoiner(server: ServerID(7), isLearner: true),
    ])
}

extension ActParameter<ActMembers> {
  /// `+S4 +S5 -S1`.
  static let members = ActParameter(
    form: "+SERVER|-SERVER...",
    read: { line throws(ActTextError) in
      var members = ActMembers(added: [], removed: [])
      repeat {
        let (server, isAdded) = try line.word(.joiningOrLeaving) { text -> (ServerID, Bool)? in
          guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
          return ActNumber.server(String(text.dropFirst())).map { ($0, sign == "+") }
        }
        guard !members.added.union(members.removed).contains(server) else {
          throw line.misreadingOfLast(.joiningOrLeaving)
        }
        if isAdded { members.added.insert(server) } else { members.removed.insert(server) }
      } while !line.isAtEnd
      return members
    },
    text: { MembershipChange.signs(adding: $0.added, removing: $0.removed) },
    pack: { members, bytes in
      bytes.number(Int(members.added.bits))
      bytes.number(Int(members.removed.bits))
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      let all = Int(ServerSet.first(ServerID.maximum).bits)
      let (added, removed) = (try bytes.number(upTo: all), try bytes.number(upTo: all))
      guard (added | removed) & 1 == 0, added & removed == 0, added | removed != 0 else {
        return nil
      }
      return ActMembers(
        added: ServerSet(bits: UInt16(added)), removed: ServerSet(bits: UInt16(removed)))
    },
    samples: [
      ActMembers(added: [ServerID(4), ServerID(5)], removed: [ServerID(1)]),
      ActMembers(added: [], removed: [ServerID(2), ServerID(3)]),
    ])
}

extension ActRow {
  static let add = ActRow(
    "add", .joiner,
    { .changeMembers($0.isLearner ? .addLearner($0.server) : .add($0.server)) }
  ) {
    guard case .changeMembers(let change) = $0 else { return nil }
    return switch change {
    case .add(let server): ActJoiner(server: server, isLearner: false)
    case .addLearner(let server): ActJoiner(server: server, isLearner: true)
    case .promote, .remove, .several: nil
    }
  }
  static let promote = ActRow("promote", .server, { .changeMembers(.promote($0)) }) {
    if case .changeMembers(.promote(let server)) = $0 { server } else { nil }
  }
  static let remove = ActRow("remove", .server, { .changeMembers(.remove($0)) }) {
    if case .changeMembers(.remove(let server)) = $0 { server } else { nil }
  }
  static let change = ActRow(
    "change", .members, { .changeMembers(.several(adding: $0.added, removing: $0.removed)) }
  ) {
    guard case .changeMembers(.several(let added, let removed)) = $0 else { return nil }
    return ActMembers(added: added, removed: removed)
  }
}

extension MembershipChange {
  /// Servers that join and others that leave, as acts have it: `+S4 +S5 -S1`.
  package static func signs(adding added: ServerSet, removing removed: ServerSet) -> String {
    (added.map { "+\($0)" } + removed.map { "-\($0)" }).joined(separator: " ")
  }
}

extension Cluster {
  /// Why the leader cannot be asked for a change of the configuration. What the rules of membership say
  /// to it, it says itself.
  func refusal(of change: MembershipChange) -> Refusal? {
    guard features[.membership] else { return .isOff(.membership) }
    guard let leader else { return .nobodyLeads }
    if let refusal = unlessRunning(leader) { return refusal }
    let latest = self[leader].server.latestMembership
    if change.applied(to: latest) != nil { return nil }
    switch change {
    case .add(let server), .addLearner(let server): return .isMember(server)
    case .promote(let server): return .isNoLearner(server)
    case .remove(let server):
      return latest.servers.contains(server) ? .leavesNobody : .isNoMember(server)
    case .several(let added, let removed):
      let isLeft = !latest.voters.union(added).subtracting(removed).isEmpty
      return isLeft ? .changesNothing : .leavesNobody
    }
  }
}
