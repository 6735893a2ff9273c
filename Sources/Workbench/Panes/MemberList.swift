import RaftCore
import Simulation

/// The servers of the cluster, each with what it is in the leader's configuration, and what can be
/// changed of that.
struct MemberList {
  let glance: Glance
  let choice: Choice

  private var membership: Membership { glance.state.membership }
  private var labels: any Labels { glance.labels }

  /// A line a server: `S4  learner  stores up to 3`, and whether it is marked.
  var lines: [String] {
    glance.state.members.map { server in
      var parts = ["\(server)", labels.name(of: membership.standing(of: server))]
      if server == glance.state.leader {
        parts.append(labels.leads)
      } else if let leader = glance.state.leader, membership.servers.contains(server),
        let progress = glance.state[leader].raft.role?.leadership?[server]
      {
        parts.append(labels.stores(upTo: progress.matchIndex))
      }
      if choice.marked.contains(server) {
        let (added, removed) = Self.sides(of: [server], in: membership)
        parts.append(labels.isMarked(MembershipChange.signs(adding: added, removing: removed)))
      }
      return parts.joined(separator: "  ")
    }
  }

  /// What the keys do to those that are marked, or else to the chosen one.
  var about: String { labels.memberKeys(Self.change(by: choice, in: glance.state)) }

  /// What Enter does: changes all that are marked at once, or else the chosen one.
  static func change(by choice: Choice, in state: ClusterState) -> MembershipChange {
    change(of: choice.marked, in: state.membership)
      ?? change(of: Array(state.members)[choice.place], in: state.membership)
  }

  /// The change that suggests itself: a voter is removed, a learner promoted, any other server added.
  static func change(of server: ServerID, in membership: Membership) -> MembershipChange {
    if membership.voters.contains(server) { return .remove(server) }
    return membership.learners.contains(server) ? .promote(server) : .add(server)
  }

  /// What becomes of those that are marked, all at once; nil where none is.
  static func change(of marked: ServerSet, in membership: Membership) -> MembershipChange? {
    guard !marked.isEmpty else { return nil }
    let (added, removed) = sides(of: marked, in: membership)
    return .several(adding: added, removing: removed)
  }

  /// Which of those that are marked join, and which leave.
  private static func sides(
    of marked: ServerSet, in membership: Membership
  ) -> (added: ServerSet, removed: ServerSet) {
    let removed = marked.intersection(membership.voters)
    return (marked.subtracting(removed), removed)
  }
}

// Choosing members.
extension Laboratory {
  /// Opens the list at the selected server.
  mutating func listMembers() { list(.members, at: selected.number - 1) }

  /// The server on which the list of members stands.
  private var chosenMember: ServerID? {
    guard case .choosing(let choice) = mode, choice.list == .members else { return nil }
    return Array(state.members)[choice.place]
  }

  /// Changes all that are marked, or else the chosen one.
  mutating func changeMembers(by choice: Choice) {
    perform(.changeMembers(MemberList.change(by: choice, in: state)))
  }

  mutating func addChosenLearner() {
    guard let server = chosenMember else { return }
    views.mode = .normal
    perform(.changeMembers(.addLearner(server)))
  }

  mutating func removeChosenMember() {
    guard let server = chosenMember else { return }
    views.mode = .normal
    perform(.changeMembers(.remove(server)))
  }

  /// The chosen server is to join or leave together with others, or no more.
  mutating func markChosenMember() {
    guard case .choosing(var choice) = mode, let server = chosenMember else { return }
    if choice.marked.contains(server) {
      choice.marked.remove(server)
    } else {
      choice.marked.insert(server)
    }
    views.mode = .choosing(choice)
  }
}
