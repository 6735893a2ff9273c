import ClientPrograms
import RaftCore
import Simulation

/// What a stretch of a run looked like, in slices of equal length: what each server was at the end of
/// a slice, and how many messages of each kind came to their end within it.
///
/// Made from records alone, and added to as the run goes on; when there are too many slices, two
/// become one.
struct ChartSeries: Sendable {
  /// When it begins.
  let start: Time
  /// The length of a slice.
  private(set) var step: TimeSpan
  /// How many slices there are.
  private(set) var count = 0
  let servers: Int
  /// What servers are after the last record taken in.
  private var current: [State]
  /// By slice, then by server.
  private var states: [State] = []
  /// By slice, then by kind; the last column counts losses.
  private var counts: [UInt32] = []
  /// Which pods believe that they lead after the last record taken in, by contest.
  private var believing: [Set<ProgramID>]
  /// The contest of each pod, by its place among all.
  private let contests: [ProgramID: Int]
  /// By slice, then by contest: the most that believed at once.
  private var believers: [UInt8] = []
  /// Whether what clients ask of a real cluster is counted by the acts that it was: no packet is seen.
  private let countsAsking: Bool
  /// How many records of the branch were taken in, or passed over as too early.
  private(set) var taken: Int

  /// A server at a moment.
  struct State: Hashable, Sendable {
    var standing = EventRecord.Standing.follower
    var term: Int32 = 0
    var commitIndex: Int32 = 0
  }

  /// The most slices.
  static let limit = 1024
  static let kinds = EventRecord.Parcel.allCases.count + 1

  /// - Parameters:
  ///   - states: the servers at the start.
  ///   - position: how many events lie before the start.
  ///   - outside: the programs outside at the start.
  init(
    start: Time, step: TimeSpan, servers states: [ServerState], position: Int,
    outside: Outside? = nil, countsAsking: Bool = false
  ) {
    self.start = start
    self.countsAsking = countsAsking
    self.step = max(1, step)
    servers = states.count
    current = states.map {
      State(
        standing: EventRecord.Standing($0),
        term: Int32(truncatingIfNeeded: $0.raft.currentTerm ?? 0),
        commitIndex: Int32(truncatingIfNeeded: $0.raft.commitIndex ?? 0))
    }
    taken = position
    believing = Array(repeating: [], count: outside?.contests.count ?? 0)
    var contests: [ProgramID: Int] = [:]
    for process in outside?.processes ?? [] {
      guard let name = process.program.elector?.contest,
        let place = outside?.contests.firstIndex(where: { $0.name == name })
      else { continue }
      contests[process.id] = place
      if process.believesSince != nil { believing[place].insert(process.id) }
    }
    self.contests = contests
  }

  /// Takes in what happened up to a moment.
  ///
  /// - Returns: whether all was taken in; not, when there were more than `maximum` records.
  @discardableResult
  mutating func extend(along branch: Branch, to end: Time, maximum: Int = .max) -> Bool {
    let records = branch.records
    var left = maximum
    while taken < records.count {
      let record = records[taken]
      guard record.time <= end else { break }
      guard left > 0 else { return false }
      left -= 1
      taken += 1
      reach(record.time)
      take(record)
    }
    reach(end)
    return true
  }

  private mutating func take(_ record: EventRecord) {
    let slice = count - 1
    if record.milestones.contains(.beliefChanged), let program = record.programID,
      let contest = contests[program]
    {
      // Each such event is of one pod, that begins to believe or ceases to.
      if believing[contest].remove(program) == nil { believing[contest].insert(program) }
      let place = slice * believing.count + contest
      believers[place] = max(believers[place], UInt8(believing[contest].count))
    }
    if let parcel = record.parcel,
      record.kind != .stimulus || countsAsking && parcel == .request
    {
      let kind = record.kind == .loss ? Self.kinds - 1 : Int(parcel.rawValue)
      counts[slice * Self.kinds + kind] += 1
    }
    guard let number = record.serverID?.number, number <= servers else { return }
    let place = number - 1
    current[place].standing = record.standing
    current[place].commitIndex = Int32(truncatingIfNeeded: record.commitIndex)
    // Records keep the lowest 16 bits, and terms only grow, but for a server that lost its disk.
    let before = Int(current[place].term)
    let growth = (record.termLow - before) & 0xFFFF
    let isNew = record.standing == .crashed && record.termLow == 0
    current[place].term = Int32(truncatingIfNeeded: isNew ? 0 : before + growth)
    states[slice * servers + place] = current[place]
  }

  /// Adds slices up to the one of a moment.
  private mutating func reach(_ time: Time) {
    while max(0, time - start) / step >= Self.limit { halve() }
    let slice = max(0, time - start) / step
    while count <= slice {
      states += current
      believers += believing.map { UInt8($0.count) }
      counts += repeatElement(0, count: Self.kinds)
      count += 1
    }
  }

  private mutating func halve() {
    step *= 2
    let half = (count + 1) / 2
    for slice in 0..<half {
      let second = min(2 * slice + 1, count - 1)
      for server in 0..<servers {
        states[slice * servers + server] = states[second * servers + server]
      }
      for kind in 0..<Self.kinds {
        let other = second > 2 * slice ? counts[second * Self.kinds + kind] : 0
        counts[slice * Self.kinds + kind] = counts[2 * slice * Self.kinds + kind] + other
      }
      for contest in believing.indices {
        believers[slice * believing.count + contest] = max(
          believers[2 * slice * believing.count + contest],
          believers[second * believing.count + contest])
      }
    }
    states.removeLast(states.count - half * servers)
    counts.removeLast(counts.count - half * Self.kinds)
    believers.removeLast(believers.count - half * believing.count)
    count = half
  }

  // MARK: Reading

  /// What a server, counted from 0, was at the end of a slice.
  func state(of server: Int, in slice: Int) -> State { states[slice * servers + server] }

  /// The most pods that believed at once, within slices, that they lead a contest.
  func believers(of contest: Int, in slices: ClosedRange<Int>) -> Int {
    slices.map { Int(believers[$0 * believing.count + contest]) }.max() ?? 0
  }

  /// How many messages of a kind came to their end within slices.
  func count(of kind: Int, in slices: Range<Int>) -> Int {
    slices.reduce(0) { $0 + Int(counts[$1 * Self.kinds + kind]) }
  }
}
