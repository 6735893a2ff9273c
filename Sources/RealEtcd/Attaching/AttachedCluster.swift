import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import ObservedEtcd
import RaftCore
import Simulation

/// A cluster on this machine that somebody else started: its members are asked how they stand, and
/// nothing is ever done to them.
///
/// Each is asked for its variables ten times a second, over one connection that is kept. What they say of
/// themselves is all that is known: no message, no log, no process.
package final class AttachedCluster: LiveCluster, @unchecked Sendable {
  package let facts: ClusterFacts
  /// The members that are not asked, since they serve their clients on other machines.
  package let elsewhere: [String]
  package let sightings: SightingQueue
  private let group: MultiThreadedEventLoopGroup
  private let loop: any EventLoop
  private let startedAt = System.monotonicMicroseconds

  // All from here on is the loop's.
  private var watched: [Member] = []
  private var tick: RepeatedTask?

  /// A member, and what it said last.
  private final class Member {
    let server: ServerID
    let connection: HTTPConnection
    var status: MemberStatus?
    var answers: Bool?
    var failures = 0

    init(_ server: ServerID, _ connection: HTTPConnection) {
      self.server = server
      self.connection = connection
    }
  }

  /// How long an answer is waited for, and after how many that did not come a member is called silent.
  private static let timeout = TimeAmount.milliseconds(300)
  private static let failureLimit = 3
  private static let interval = TimeAmount.milliseconds(100)

  /// Looks who belongs to the cluster of some members, and begins to watch.
  ///
  /// - Parameter urls: of its members; one that answers is enough.
  package static func attach(_ urls: [ClientURL]) throws(EtcdError) -> AttachedCluster {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do throws(EtcdError) {
      let roll = try MemberRoll(of: urls, on: group.next())
      return try AttachedCluster(roll, group)
    } catch {
      try? group.syncShutdownGracefully()
      throw error
    }
  }

  private init(_ roll: MemberRoll, _ group: MultiThreadedEventLoopGroup) throws(EtcdError) {
    self.group = group
    loop = group.next()
    sightings = try SightingQueue()
    elsewhere = roll.elsewhere
    facts = ClusterFacts(
      members: roll.members.count, pace: nil,
      watched: Watched(
        program: "etcd \(roll.version)", folder: "",
        machines: roll.members.map { Watched.Machine(name: $0.name, clientPort: $0.port ?? 0) },
        access: .attached))
    for (place, member) in roll.members.enumerated() {
      guard let port = member.port else { continue }
      watched.append(Member(ServerID(place + 1), HTTPConnection(port: port, loop: loop)))
    }
    loop.execute { [self] in
      tick = loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.interval) {
        [unowned self] _ in
        for member in watched { ask(member) }
      }
    }
  }

  private func report(_ content: Sighting.Content) { sightings.add(Sighting(content, at: now)) }

  private func ask(_ member: Member) {
    guard member.connection.isIdle else { return }
    member.connection.send(.GET, "/debug/vars", timeout: Self.timeout) { [unowned self] result in
      guard case .success(let answer) = result, let status = MemberStatus(variables: answer.body)
      else {
        member.failures += 1
        if member.failures == Self.failureLimit { hear(member, answers: false) }
        return
      }
      member.failures = 0
      hear(member, answers: true)
      guard member.status != status else { return }
      member.status = status
      report(.status(member.server, status))
    }
  }

  private func hear(_ member: Member, answers: Bool) {
    guard member.answers != answers else { return }
    report(.answers(member.server, answers))
    member.answers = answers
    // What it says next is told, even if it is the same as before.
    if !answers { member.status = nil }
  }

  // MARK: From outside

  package var now: Time { System.monotonicMicroseconds - startedAt }
  package var canBeActedOn: Bool { false }

  package func takeSightings() -> [Sighting] { sightings.take() }
  package func perform(_ stimulus: Stimulus) {}
  package func ask(_ event: ClientEvent, by stimulus: Stimulus) {}

  /// Watches no more; the members go on.
  package func stop() {
    _ = try? loop.submit { [self] in
      tick?.cancel()
      for member in watched { member.connection.close() }
    }.wait()
    try? group.syncShutdownGracefully()
  }
}
