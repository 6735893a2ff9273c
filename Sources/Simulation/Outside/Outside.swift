import ClientPrograms
import KeyValue
import RaftCore

/// The programs outside the cluster: who of them believes that he leads, and who does by etcd.
package struct Outside: Sendable {
  package let settings: ElectionSettings
  /// The rules in force now.
  package internal(set) var options: ElectionOptions
  package internal(set) var processes: [Process]
  /// What was seen of each contest, in the order of `ElectionSettings.contests`.
  package internal(set) var contests: [Contest]
  /// The latest revision that any member has applied.
  package internal(set) var revision: Revision = 0
  /// Work accepted from one whom etcd had deposed already: how often, and how late at most.
  package internal(set) var lateWork = 0
  package internal(set) var lateWorkBy: TimeSpan = 0

  /// What is to be led: who leads by what members have applied, and who believes.
  package struct Contest: Hashable, Sendable {
    /// `/leader`, `/election/`, or a component's name.
    package let name: String
    /// The pod that holds it by what has been applied; nil when none does.
    package internal(set) var holder: String?
    /// By which token, and since when in true time.
    package internal(set) var token: Token?
    /// Which grant of the leadership it is.
    fileprivate(set) var turn: Int?
    package internal(set) var since: Time = 0
    /// Since when more than one believes that it leads; nil while that is not so.
    package internal(set) var conflictSince: Time?
    /// For how long more than one believed, before that; and how often.
    package internal(set) var conflictTime: TimeSpan = 0
    package internal(set) var conflicts = 0
    /// For how long at most, before that.
    private(set) var longest: TimeSpan = 0

    /// For how long more than one believed, all together.
    package func conflictTime(at now: Time) -> TimeSpan {
      conflictTime + (conflictSince.map { now - $0 } ?? 0)
    }

    /// For how long more than one believed at most.
    package func longestConflict(at now: Time) -> TimeSpan {
      max(longest, conflictSince.map { now - $0 } ?? 0)
    }

    /// Not more than one believes any more.
    fileprivate mutating func endConflict(at now: Time) {
      guard let since = conflictSince else { return }
      // Whoever is told that it leads, and in the same step looks and stops, never acted on it.
      if now == since { conflicts -= 1 }
      conflictTime += now - since
      longest = max(longest, now - since)
      conflictSince = nil
    }
  }

  init(_ settings: ElectionSettings, seed: UInt64, servers: Int) {
    self.settings = settings
    options = settings.options
    contests = settings.contests.map { Contest(name: $0) }
    processes = settings.programs.map { id in
      // Nobody's clock shows the same: what it shows is never compared with another's.
      var draw = RandomStream(seed: seed, stream: 5000 + id.number)
      let member = ServerID((Self.rank(of: id) - 1) % servers + 1)
      var process = Process(
        id, settings.program(id),
        clock: LocalClock(showing: id.isPod ? draw.next(in: 0...60) * 1_000_000 : 0),
        member: member, seed: seed)
      if case .pod(let pod) = id {
        process.apiServer = .apiServer((pod - 1) % settings.apiServers + 1)
      }
      return process
    }
  }

  /// Its place among those of its kind, counted from 1.
  private static func rank(of id: ProgramID) -> Int {
    switch id {
    case .pod(let number), .apiServer(let number): number
    case .resource, .console: 1
    }
  }

  /// Where a program stands in `processes`; nil when there is none of that name.
  func place(of id: ProgramID) -> Int? { processes.firstIndex { $0.id == id } }

  /// The process of a program; nil when there is none.
  package subscript(id: ProgramID) -> Process? { place(of: id).map { processes[$0] } }

  /// The pods that believe that they lead a contest.
  package func believers(of contest: String) -> [ProgramID] {
    processes.filter { $0.believesSince != nil && $0.program.elector?.contest == contest }
      .map(\.id)
  }

  /// For how long more than one was known to believe, up to the latest change.
  func conflictTime(of contest: String) -> TimeSpan {
    contests.first { $0.name == contest }?.conflictTime ?? 0
  }

  /// The processes that believe that they lead a contest: the one that has believed longest first.
  package func believing(in contest: Contest) -> [Process] {
    processes.filter { $0.believesSince != nil && $0.program.elector?.contest == contest.name }
      .sorted { ($0.believesSince ?? 0, $0.id) < ($1.believesSince ?? 0, $1.id) }
  }

  /// A pod begins to believe, or does so no more.
  mutating func believes(_ place: Int, _ token: Token?, at now: Time) {
    processes[place].believesSince = token == nil ? nil : now
    guard let name = processes[place].program.elector?.contest,
      let contest = contests.firstIndex(where: { $0.name == name })
    else { return }
    let isConflict = believers(of: name).count > 1
    if isConflict, contests[contest].conflictSince == nil {
      contests[contest].conflictSince = now
      contests[contest].conflicts += 1
    } else if !isConflict {
      contests[contest].endConflict(at: now)
    }
  }

  /// A member has applied more than any before it: that is what etcd says from now on.
  mutating func see(_ store: Store, at now: Time) {
    guard store.revision > revision else { return }
    revision = store.revision
    for place in contests.indices {
      let found = holder(of: contests[place].name, in: store)
      guard found.name != contests[place].holder || found.turn != contests[place].turn else {
        continue
      }
      contests[place].holder = found.name
      contests[place].turn = found.turn
      contests[place].token = found.token
      contests[place].since = now
    }
  }

  /// Who holds a contest by a store: its name, which grant of the leadership that is, and the token
  /// that stands for it.
  private func holder(
    of contest: String, in store: Store
  ) -> (name: String?, turn: Int?, token: Token?) {
    switch settings.way {
    case .notes:
      guard let record = store.record(Text(contest)!) else { return (nil, nil, nil) }
      return (record.value.description, record.createRevision, record.createRevision)
    case .etcd:
      let prefix = Text(contest)!
      let line = store.contents.filter { $0.key.hasPrefix(prefix) }
      guard let first = line.min(by: { $0.createRevision < $1.createRevision }) else {
        return (nil, nil, nil)
      }
      // The value may be whatever its pod proclaims; the lease is the pod's own.
      let pod = first.lease % 10
      let name = pod == 0 ? first.value.description : ProgramID.pod(pod).description
      return (name, first.createRevision, first.createRevision)
    case .kubernetes:
      guard let found = store.record(APIServer.key(contest)),
        let record = LeaseRecord(found.value), !record.holder.isEmpty
      else { return (nil, nil, nil) }
      let token = options[.tokenByRevision] ? found.modRevision : record.transitions
      return (record.holder, record.transitions, token)
    }
  }

  /// The resource has taken work: was its sender deposed before?
  mutating func accepted(_ work: Work, at now: Time) -> OutsideEvent.LateWork? {
    guard let contest = contests.first(where: { $0.name == work.contest }),
      contest.holder != work.sender
    else { return nil }
    lateWork += 1
    lateWorkBy = max(lateWorkBy, now - contest.since)
    return OutsideEvent.LateWork(work: work, late: now - contest.since, holder: contest.holder)
  }
}
