import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import RaftCore
import Simulation

/// A cluster of real etcd members on loopback: their processes, their proxies, and what is seen of
/// them.
///
/// One thread runs an event loop on which all of it lives. What is seen comes by `sightings`.
package final class EtcdCluster: @unchecked Sendable {
  /// What a cluster is started with.
  package struct Configuration: Sendable {
    package var program: EtcdProgram
    package var members = 5
    package var pace = Pace.fast
    package var preVote = true
    /// After how many entries members take a snapshot of their state; nil: as etcd likes.
    package var snapshotCount: Int?
    /// From which the latency of every link is drawn, in microseconds; 0...0: what is seen goes on
    /// at once.
    package var latency: ClosedRange<TimeSpan> = 0...0
    /// The program that becomes a member: one whose `main` begins with `Launcher.becomeIfAsked()`.
    package var launcher = System.ownProgram
    /// Where the folder is made.
    package var place = LabFolder.place
    /// The programs outside that elect a leader among themselves; nil for none.
    package var election: ElectionSettings?
    /// Of the clocks of programs, and of what their timers draw; another each time.
    package var seed = UInt64(System.monotonicMicroseconds)
    /// Whether members talk through proxies and are observed. Not for a measurement without.
    package var isObserved = true

    package init(_ program: EtcdProgram) { self.program = program }
  }

  package let configuration: Configuration
  package let plan: ClusterPlan
  package let sightings: SightingQueue
  let group: MultiThreadedEventLoopGroup
  let loop: any EventLoop
  let folder: LabFolder
  let startedAt: Int
  private let trouble = NIOLockedValueBox<EtcdError?>(nil)
  private let hasStopped = NIOLockedValueBox(false)
  private let leaderSince = NIOLockedValueBox<Time?>(nil)

  // All from here on is the loop's.
  var processes: [MemberProcess]
  var network: PeerNetwork!
  var gateways: [EtcdGateway] = []
  var observers: [MemberObserver] = []
  var listeners: [any Channel] = []
  var statuses: [ServerID: MemberStatus] = [:]
  var driver: ProgramDriver?
  /// The members that were asked to end and have not yet.
  var ending: ServerSet = []
  private var tick: RepeatedTask?

  /// Starts a cluster. Its members begin to elect a leader meanwhile; see `waitForLeader`.
  package static func start(_ configuration: Configuration) throws(EtcdError) -> EtcdCluster {
    guard (1...ServerID.maximum).contains(configuration.members) else {
      throw .memberCount(configuration.members)
    }
    guard configuration.pace.isValid else { throw .badPace(configuration.pace) }
    guard System.isProgram(configuration.launcher) else { throw .noProgram(configuration.launcher) }
    let folder = try LabFolder(
      in: configuration.place, megabytes: 124 * configuration.members)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do throws(EtcdError) {
      let proxies = ProxyListeners(
        group, count: configuration.isObserved ? configuration.members : 0)
      let cluster = try EtcdCluster(configuration, folder, group, try proxies.ports())
      try cluster.onLoop { () throws(EtcdError) in try cluster.begin(proxies) }
      return cluster
    } catch {
      folder.remove()
      try? group.syncShutdownGracefully()
      throw error
    }
  }

  private init(
    _ configuration: Configuration, _ folder: LabFolder, _ group: MultiThreadedEventLoopGroup,
    _ proxyPorts: [Int]
  ) throws(EtcdError) {
    self.configuration = configuration
    self.folder = folder
    self.group = group
    loop = group.next()
    startedAt = System.monotonicMicroseconds
    sightings = try SightingQueue()
    let ports = System.freePorts(2 * configuration.members)
    guard ports.count == 2 * configuration.members else {
      throw .noProcess("a port", reason: System.lastError)
    }
    let members = (0..<configuration.members).map { place in
      let peerPort = ports[2 * place + 1]
      return MemberPlan(
        id: ServerID(place + 1), clientPort: ports[2 * place], peerPort: peerPort,
        proxyPort: proxyPorts.isEmpty ? peerPort : proxyPorts[place])
    }
    plan = ClusterPlan(
      program: configuration.program, pace: configuration.pace, preVote: configuration.preVote,
      snapshotCount: configuration.snapshotCount,
      token: String(folder.path.split(separator: "/").last!), folder: folder.path, members: members)
    processes = members.map { MemberProcess($0) }
  }

  /// Does something on the loop and waits for it.
  func onLoop<Value: Sendable>(
    _ work: @escaping @Sendable () throws(EtcdError) -> Value
  ) throws(EtcdError) -> Value {
    do {
      return try loop.submit { try work() }.wait()
    } catch {
      throw error as! EtcdError
    }
  }

  package var now: Time { System.monotonicMicroseconds - startedAt }

  func report(_ content: Sighting.Content) { sightings.add(Sighting(content, at: now)) }

  // MARK: On the loop

  private func begin(_ proxies: ProxyListeners) throws(EtcdError) {
    let members = ServerSet.first(plan.members.count)
    network = PeerNetwork(
      loop: loop, members: members, quality: LinkQuality(latency: configuration.latency),
      peerPorts: Dictionary(uniqueKeysWithValues: plan.members.map { ($0.id, $0.peerPort) })
    ) { [unowned self] content in
      report(content)
      doubt(content)
    }
    for member in plan.members {
      let name = member.foundingName(token: plan.token)
      network.name(member.id, name)
      report(.named(member.id, name))
      gateways.append(EtcdGateway(port: member.clientPort, loop: loop))
      observers.append(MemberObserver(member, plan, loop: loop))
    }
    driver = facts.livePrograms.map { ProgramDriver($0, of: self) }
    listeners = proxies.serve(plan.members, network)
    network.running = members
    do throws(EtcdError) {
      for place in processes.indices { try startMember(place, joins: false) }
    } catch {
      stopOnLoop()
      throw error
    }
    guard configuration.isObserved else { return }
    tick = loop.scheduleRepeatedTask(
      initialDelay: .milliseconds(10), delay: .milliseconds(10)
    ) { [unowned self] _ in observe() }
  }

  /// Starts a member's process.
  func startMember(_ place: Int, joins: Bool) throws(EtcdError) {
    try processes[place].start(plan, by: configuration.launcher, joins: joins)
    network.running.insert(plan.members[place].id)
    folder.note(processes: processes.compactMap { $0.child?.id })
    report(.life(plan.members[place].id, .running))
  }

  /// A member's process is no more.
  func wentDown(_ place: Int) {
    let id = plan.members[place].id
    network.running.remove(id)
    statuses[id] = nil
    report(.life(id, .crashed))
  }

  private var ticks = 0

  /// Looks at all that does not come by itself.
  private func observe() {
    ticks += 1
    for place in processes.indices {
      let id = plan.members[place].id
      let records = observers[place].wal.read()
      if !records.isEmpty { report(.wrote(id, records)) }
      guard ticks % 5 == place % 5 else { continue }
      for line in observers[place].log.read() { report(.said(id, line)) }
      if let end = processes[place].ended() { ended(place, end) }
      if processes[place].isRunning, !processes[place].isPaused {
        observers[place].ask { [unowned self] in heard($0, from: id) }
      }
    }
  }

  private func heard(_ status: MemberStatus, from server: ServerID) {
    guard statuses[server] != status else { return }
    // What a member has applied was on its disk by then: whoever hears of the one is to know the
    // other.
    readDisk(of: server)
    statuses[server] = status
    report(.status(server, status))
    guard status.role == .leader, !network.answersMembers else { return }
    network.answersMembers = true
    leaderSince.withLockedValue { $0 = now }
    driver?.open()
  }

  func readDisk(of server: ServerID) {
    let records = observers[server.number - 1].wal.read()
    if !records.isEmpty { report(.wrote(server, records)) }
  }

  /// What a message showed of its sender may be over before that is asked how it stands: its next
  /// answer is told even if it is the same as the one before.
  private func doubt(_ content: Sighting.Content) {
    guard case .message(_, let message, let sender, _, _) = content else { return }
    switch message.kind {
    case .vote, .voteReply, .preVote, .timeoutNow: statuses[sender] = nil
    case .append, .heartbeat:
      if statuses[sender]?.role != .leader { statuses[sender] = nil }
    case .hup, .beat, .propose, .appendReply, .snapshot, .heartbeatReply,
      .unreachable, .snapshotStatus, .checkQuorum, .transferLeader, .readIndex, .readIndexReply,
      .preVoteReply:
      break
    }
  }

  /// A member's process ended by itself.
  private func ended(_ place: Int, _ end: ChildProcess.End) {
    let member = plan.members[place]
    wentDown(place)
    // It was asked to.
    if ending.contains(member.id) {
      ending.remove(member.id)
      return
    }
    var words = processes[place].lastWords(plan)
    if words.isEmpty { words = "\(end)" }
    report(.said(member.id, words))
    trouble.withLockedValue { trouble in
      guard trouble == nil else { return }
      trouble = .doesNotStart(member: member.name, says: words)
      if words.contains("no space left on device") {
        trouble = .diskFull(
          folder: plan.folder, free: System.freeMegabytes(plan.folder) ?? 0, needed: 124)
      }
      for port in [member.clientPort, member.peerPort]
      where words.contains("127.0.0.1:\(port): bind: address already in use") {
        trouble = .portTaken(port)
      }
    }
  }

  // MARK: From outside

  /// Why a member ended by itself, if one did.
  package var problem: EtcdError? { trouble.withLockedValue { $0 } }

  /// When the first leader was seen, in microseconds since the start; nil while none was.
  package var firstLeader: Time? { leaderSince.withLockedValue { $0 } }

  /// Waits for the first leader.
  package func waitForLeader(milliseconds: Int) throws(EtcdError) {
    let deadline = System.monotonicMicroseconds + milliseconds * 1000
    while firstLeader == nil {
      if let problem { throw problem }
      guard System.monotonicMicroseconds < deadline else { throw .noLeader(after: milliseconds) }
      sightings.wait(milliseconds: 10)
      System.sleep(milliseconds: 2)
    }
  }

  /// The process numbers of the members that run.
  package var processIDs: [Int32] {
    (try? onLoop { () throws(EtcdError) in self.processes.compactMap { $0.child?.id } }) ?? []
  }

  /// How members stand by what they said last.
  var statusesNow: [ServerID: MemberStatus] {
    (try? onLoop { () throws(EtcdError) in self.statuses }) ?? [:]
  }

  /// Stops all members and removes their folder. Nothing of it is left. A second time there is nothing
  /// to do: the loop that it would be done on has ended.
  package func stop() {
    let isFirst = hasStopped.withLockedValue { known in
      defer { known = true }
      return !known
    }
    guard isFirst else { return }
    _ = try? onLoop { () throws(EtcdError) in self.stopOnLoop() }
    try? group.syncShutdownGracefully()
    folder.remove()
  }

  private func stopOnLoop() {
    tick?.cancel()
    driver?.stop()
    for gateway in gateways { gateway.close() }
    for observer in observers { observer.stop() }
    for listener in listeners { listener.close(promise: nil) }
    network.stop()
    // What they hold goes with their folder, so there is nothing that they could put in order.
    for place in processes.indices { processes[place].kill() }
    network.running = []
  }
}
