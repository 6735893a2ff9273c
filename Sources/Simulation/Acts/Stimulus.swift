import ClientPrograms
import KeyValue
import RaftCore

/// What comes from outside the cluster.
package enum Stimulus: Hashable, Sendable {
  /// The clock rates that make sense, in thousandths of the right speed.
  package static let clockRates = 100...10_000
  /// The longest latency of a link, in microseconds.
  package static let latencyLimit: TimeSpan = 60_000_000
  /// How far a clock may jump, and how long a write to disk may take, in microseconds.
  package static let jumpLimit: TimeSpan = 60_000_000
  package static let diskLimit: TimeSpan = 60_000_000

  /// A server stops. Volatile state is lost; of the writes that its disk was doing, the first
  /// `keepingWrites` were still done, and of the next one its first `records`.
  case crash(ServerID, keepingWrites: Int = 0, records: Int = 0)
  /// A server is stopped in an orderly way. A leader that can hand over does so first, and goes down
  /// when that is done or given up; all others go down at once, and their writes are still done.
  case stop(ServerID)
  /// A server that is down starts again, with what its disk kept.
  case restart(ServerID)
  /// A server stops and its disk is lost. Outside of what Raft allows for.
  case wipe(ServerID)
  /// A server stands still: its timers and messages wait.
  case pause(ServerID)
  case resume(ServerID)
  /// A server's election timer runs out now.
  case timeOut(ServerID)
  /// The network splits into sides.
  case split(Partition)
  /// One server is cut off from all others, in both directions.
  case isolate(ServerID)
  /// The link from one server to another is cut, in this direction only.
  case cut(from: ServerID, to: ServerID)
  case mend(from: ServerID, to: ServerID)
  /// The network is whole again: no sides, no cut links.
  case heal
  /// A client writes, asking this server first; nil: the one that it thinks is the leader.
  case write(key: ShortText, value: ShortText, through: ServerID?)
  /// A client reads, by a way, asking this server first; nil: the one that it thinks is the leader.
  case read(key: ShortText, through: ServerID?, way: Operation.Way = .log)
  /// A message on its way is lost.
  case drop(flight: Int)
  /// A message on its way arrives a second time.
  case duplicate(flight: Int)
  /// A message is held back until it is delivered by hand.
  case hold(flight: Int)
  /// A message arrives now.
  case deliver(flight: Int)
  /// A leader's heartbeat timer runs out now.
  case heartbeat(ServerID)
  /// The oldest write that a server's disk is doing is done now.
  case sync(ServerID)
  /// A client's patience ends now: it asks again, this server; nil: one drawn at random.
  case retry(ClientID, through: ServerID?)
  /// A client asks no more for what it waits for.
  case giveUp(ClientID)
  /// A server's clock runs at this many thousandths of the right speed.
  case setClock(ServerID, permille: Int)
  /// A server's clock jumps ahead, or back where the span is negative: its timers run out that much
  /// earlier or later.
  case jumpClock(ServerID, by: TimeSpan)
  /// A write to a server's disk takes this long from now on.
  case setDisk(ServerID, write: TimeSpan)
  /// What all servers time themselves by changes, from the next start of each timer on.
  case setTiming(TimingChange)
  /// Links change their quality; nil stands for every server.
  case setLink(from: ServerID?, to: ServerID?, LinkQuality)
  /// A rule is switched on or off, for all servers.
  case setRule(Rule, isOn: Bool)
  /// A feature is switched on or off, for all servers.
  case setFeature(Feature, isOn: Bool)
  /// The leader hands over to this server.
  case transfer(to: ServerID)
  /// A server takes a snapshot now.
  case snapshot(ServerID)
  /// The leader is to make another configuration of its cluster's.
  case changeMembers(MembershipChange)
  /// From now on nothing happens by itself: no timer runs out, no packet arrives, no write is done
  /// and no client loses patience unless an act says so.
  case manual
  /// All that is drawn at random from now on is drawn as by this seed.
  case reseed(UInt64)
  /// Something happens to the programs outside, or to their links.
  case outside(ProgramAct)

  /// The server that it happens to, if it is one.
  package var server: ServerID? {
    switch self {
    case .crash(let server, _, _), .stop(let server), .restart(let server), .wipe(let server),
      .pause(let server), .resume(let server), .timeOut(let server), .heartbeat(let server),
      .sync(let server), .isolate(let server), .setClock(let server, _), .transfer(let server),
      .jumpClock(let server, _), .setDisk(let server, _), .snapshot(let server):
      server
    case .changeMembers(.add(let server)), .changeMembers(.addLearner(let server)),
      .changeMembers(.promote(let server)), .changeMembers(.remove(let server)):
      server
    case .split, .cut, .mend, .heal, .write, .read, .drop, .duplicate, .hold, .deliver, .retry,
      .giveUp, .setTiming, .setLink, .setRule, .setFeature, .changeMembers, .manual, .reseed,
      .outside:
      nil
    }
  }

  /// The packet that it happens to, if it is one.
  package var flight: Int? {
    switch self {
    case .drop(let flight), .duplicate(let flight), .hold(let flight), .deliver(let flight):
      flight
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .heartbeat, .sync, .split,
      .isolate, .cut, .mend, .heal, .write, .read, .retry, .giveUp, .setClock, .jumpClock, .setDisk,
      .setTiming, .setLink, .setRule, .setFeature, .transfer, .snapshot, .changeMembers, .manual,
      .reseed, .outside:
      nil
    }
  }

  /// All servers that it names.
  package var servers: ServerSet {
    switch self {
    case .split(let sides): sides.reduce([]) { $0.union($1) }
    case .cut(let from, let to), .mend(let from, let to): [from, to]
    case .write(_, _, let server), .read(_, let server, _), .retry(_, let server):
      ServerSet([server].compactMap { $0 })
    case .setLink(let from, let to, _): ServerSet([from, to].compactMap { $0 })
    case .outside(let act): act.servers
    case .changeMembers(let change): change.servers
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .heartbeat, .sync, .isolate,
      .heal, .drop, .duplicate, .hold, .deliver, .giveUp, .setClock, .jumpClock, .setDisk, .setRule,
      .setFeature, .setTiming, .transfer, .snapshot, .manual, .reseed:
      ServerSet([server].compactMap { $0 })
    }
  }
}

/// Why a stimulus cannot happen now.
package enum Refusal: Hashable, Sendable, Error {
  /// The cluster has no such server.
  case noSuchServer(ServerID)
  /// The server is down; it can only be restarted.
  case isDown(ServerID)
  /// The server is not down, so it cannot be restarted.
  case isUp(ServerID)
  /// The server is paused already, or would have to run for this.
  case isPaused(ServerID)
  /// The server is not paused.
  case isNotPaused(ServerID)
  /// A leader has no election timer.
  case isLeader(ServerID)
  /// Only a leader has a heartbeat timer.
  case isNoLeader(ServerID)
  /// The server's disk has nothing to write.
  case writesNothing(ServerID)
  /// The packet has arrived, or never was.
  case noSuchFlight(Int)
  /// The packet is held already.
  case isHeld(Int)
  /// The network is whole already.
  case isWhole
  /// All clients wait for answers.
  case clientsBusy
  /// The client waits for no answer, or does not exist.
  case waitsForNothing(ClientID)
  /// Nothing happens by itself already.
  case isManual
  /// The rule cannot be switched off.
  case essential(Rule)
  /// The act is for a feature that is not on.
  case isOff(Feature)
  /// The first feature stands on the second, which is not on.
  case needs(Feature, Feature)
  /// The first feature cannot be switched off while the second, which stands on it, is on.
  case isNeeded(Feature, by: Feature)
  /// No server leads.
  case nobodyLeads
  /// The leader hands over to this server already.
  case isHandedTo(ServerID)
  /// Nothing can be handed over to the leader itself.
  case leadsAlready(ServerID)
  /// The server was told to stop already, and is handing over.
  case isStopping(ServerID)
  /// The server has applied nothing that its latest snapshot does not include.
  case hasSnapshot(ServerID)
  /// The server's disk is writing a snapshot already.
  case isWritingSnapshot(ServerID)
  /// The server votes already, or is a learner already.
  case isMember(ServerID)
  /// The server is in no configuration.
  case isNoMember(ServerID)
  /// The server is no learner, so it cannot be promoted.
  case isNoLearner(ServerID)
  /// Nobody would be left who votes.
  case leavesNobody
  /// All of it is so already.
  case changesNothing
  /// There are no programs outside in this run.
  case noPrograms
  /// There is no such program in this run.
  case noSuchProgram(ProgramID)
  /// The program's process is gone; it can only be started again.
  case programIsDown(ProgramID)
  /// The program's process is not gone, so it cannot be started.
  case programIsUp(ProgramID)
  case programIsPaused(ProgramID)
  case programIsNotPaused(ProgramID)
  /// The program takes no part in an election.
  case electsNobody(ProgramID)
  /// The program does not believe that it leads.
  case leadsNothing(ProgramID)
  /// Nothing is watched from the keyboard.
  case watchesNothing
  /// A real cluster cannot do it.
  case hasNoCounterpart(Counterpart)
  /// The program, or the member, has nothing of this kind due.
  case nothingDue(Party, ProgramDue)
  /// The rule of the algorithms outside cannot be switched.
  case essentialElection(ElectionRule)
}

/// A stimulus and when it happens.
package struct Act: Hashable, Sendable {
  /// The last moment of an act, in microseconds: more than two years of virtual time.
  package static let timeLimit: Time = 1 << 46

  /// The moment of virtual time.
  package var time: Time
  package var stimulus: Stimulus

  package init(at time: Time, _ stimulus: Stimulus) {
    self.time = time
    self.stimulus = stimulus
  }
}
