import RaftCore

/// Which servers reach which, and how well: the sides of a split network, cut links, and the quality
/// of each link.
package struct Topology: Hashable, Sendable {
  package let members: ServerSet
  /// The sides of a split network; empty when it is whole.
  package private(set) var groups: [ServerSet] = []
  /// For each server, by number, those to which its link was cut by itself.
  private var cuts: [ServerSet]
  /// For each server, by number, those that its messages reach.
  private var reach: [ServerSet]
  /// A row for each sender, in it a place for each receiver; empty when nothing is known of links.
  private var qualities: [LinkQuality] = []

  /// A whole network.
  ///
  /// - Parameter quality: that of every link; nil when it is not known.
  package init(of members: ServerSet, quality: LinkQuality? = nil) {
    self.members = members
    cuts = Array(repeating: [], count: ServerID.maximum + 1)
    reach = Array(repeating: members, count: ServerID.maximum + 1)
    if let quality {
      qualities = Array(repeating: quality, count: members.count * members.count)
    }
  }

  // MARK: Reading

  /// Whether messages from one server reach another.
  package func isConnected(from: ServerID, to: ServerID) -> Bool {
    reach[from.number].contains(to)
  }

  /// Whether the link from one server to another was cut by itself, apart from any split.
  package func isCut(from: ServerID, to: ServerID) -> Bool { cuts[from.number].contains(to) }

  /// Whether every server reaches every other.
  package var isWhole: Bool {
    members.allSatisfy { members.subtracting(reach[$0.number]).isEmpty }
  }

  /// The quality of the link from one server to another; nil when it is not known.
  package func quality(from: ServerID, to: ServerID) -> LinkQuality? {
    qualities.isEmpty ? nil : qualities[place(from: from, to: to)]
  }

  private func place(from: ServerID, to: ServerID) -> Int {
    (from.number - 1) * members.count + to.number - 1
  }

  // MARK: Changing

  /// Splits the network: servers reach those in their own group only. Servers named in no group
  /// form one together.
  package mutating func split(into sides: some Sequence<ServerSet>) {
    var rest = members
    groups = []
    for side in sides {
      let group = side.intersection(rest)
      if !group.isEmpty { groups.append(group) }
      rest = rest.subtracting(group)
    }
    if !rest.isEmpty { groups.append(rest) }
    if groups.count < 2 { groups = [] }
    updateReach()
  }

  /// Puts one server into a group of its own; the other groups stay.
  package mutating func isolate(_ server: ServerID) {
    let others = (groups.isEmpty ? [members] : groups).map { $0.removing(server) }
    split(into: others + [[server]])
  }

  /// Cuts or mends one direction of a link.
  package mutating func setCut(_ isCut: Bool, from: ServerID, to: ServerID) {
    if isCut { cuts[from.number].insert(to) } else { cuts[from.number].remove(to) }
    updateReach()
  }

  /// Makes the network whole again.
  package mutating func heal() {
    groups = []
    for server in members { cuts[server.number] = [] }
    updateReach()
  }

  /// Changes the quality of links; nil stands for every server.
  package mutating func setQuality(_ quality: LinkQuality, from: ServerID?, to: ServerID?) {
    guard !qualities.isEmpty else { return }
    for sender in members where from == nil || from == sender {
      for receiver in members where to == nil || to == receiver {
        qualities[place(from: sender, to: receiver)] = quality
      }
    }
  }

  private mutating func updateReach() {
    for server in members {
      let group = groups.first { $0.contains(server) } ?? members
      reach[server.number] = group.subtracting(cuts[server.number])
    }
  }
}
