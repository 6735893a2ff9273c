import ClientPrograms
import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// All that can be seen of a cluster, to compare two.
struct Portrait: Hashable, CustomTestStringConvertible {
  private struct Machine: Hashable {
    var server: Server
    var life: Host.Life
    var disk: PersistentState
    var writes: [Disk.PendingWrite]
    var waiting: [Disk.WaitingMessage]
    var store: Store
    var deadlines: [Time?]
    var starts: [Time]
    var clockRate: Int
    var wasWiped: Bool
    var backlogCount: Int
    var member: Member
    var service: Service
  }

  private struct Outsider: Hashable {
    var program: Program
    var life: Life
    var clock: LocalClock
    var timers: [Process.RunningTimer]
    var calls: [Process.OpenCall]
    var watch: Process.OpenWatch?
    var believesSince: Time?
  }

  private var now: Time
  private var eventCount: Int
  private var machines: [Machine]
  private var flights: [Flight]
  private var sentCount: Int
  private var deliveredCount: Int
  private var reach: [Bool]
  private var qualities: [LinkQuality]
  private var requests: [PendingRequest?]
  private var contacts: [ServerID]
  private var operations: [OperationRecord]
  private var rules: RuleSet
  private var tally: RuleTally
  private var violation: Violation?
  private var nextDue: Time?
  private var outsiders: [Outsider]
  private var contests: [Outside.Contest]
  private var letters: [FlightState]
  private var requestCount: Int

  var testDescription: String { "portrait at event \(eventCount), \(now) us" }

  init(of cluster: Cluster) {
    now = cluster.now
    eventCount = cluster.eventCount
    machines = cluster.hosts.map { host in
      Machine(
        server: host.server, life: host.life, disk: host.disk.state, writes: host.disk.pending,
        waiting: host.disk.waiting, store: host.store,
        deadlines: [host.election.deadline, host.heartbeat.deadline],
        starts: [host.election.startedAt, host.heartbeat.startedAt], clockRate: host.clockRate,
        wasWiped: host.wasWiped, backlogCount: host.backlogCount,
        member: host.member, service: host.service)
    }
    flights = cluster.network.flights
    sentCount = cluster.network.sentCount
    deliveredCount = cluster.deliveredCount
    let links = cluster.members.flatMap { from in
      cluster.members.map { (from: from, to: $0) }
    }
    reach = links.map { cluster.network.isConnected(from: $0.from, to: $0.to) }
    qualities = links.map { cluster.network.quality(from: $0.from, to: $0.to) }
    requests = cluster.clients.all.map(\.request)
    contacts = cluster.clients.all.map(\.contact)
    operations = (0..<cluster.clients.operations.count).map { cluster.clients.operations[$0] }
    rules = cluster.rules
    tally = cluster.tally
    violation = cluster.violation
    nextDue = cluster.nextDue
    outsiders = (cluster.outside?.processes ?? []).map {
      Outsider(
        program: $0.program, life: $0.life, clock: $0.clock, timers: $0.timers, calls: $0.calls,
        watch: $0.watch, believesSince: $0.believesSince)
    }
    contests = cluster.outside?.contests ?? []
    letters = cluster.network.post.flights
    requestCount = cluster.network.post.requests.count
  }
}
