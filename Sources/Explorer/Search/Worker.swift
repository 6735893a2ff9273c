/// One thread's part of a search: the states whose fingerprints fall to it.
///
/// A round has two halves. First each worker expands states of its own and puts what they lead to
/// into outboxes, one for each worker; then each takes in what was put there for it, worker by
/// worker. So nobody writes what another reads, and which state is found first does not depend on
/// chance.
struct Worker<L: Lanes>: ~Copyable {
  let number: Int
  let count: Int
  let catalogue: Catalogue<L>
  let tables: Tables<L>
  let bounds: PackedBounds
  let checks: TableChecks
  /// Whether messages that can never act again are dropped.
  let drops: Bool
  /// How many servers there are.
  let servers: Int
  /// The words of a packed state before its messages: counts, servers, the number of messages.
  let head: Int

  var memo = MemoTable()
  var seen: SeenTable
  var frontier = RecordQueue()
  var next = RecordQueue()
  var pool = BlockPool()
  var ledger = Ledger()
  /// What goes to each worker.
  let outboxes: UnsafeMutablePointer<Outbox>
  /// The places of those that are looked up later.
  var putOff: [Int32] = []
  /// The number of the state that is expanded next.
  var expanding = 0
  /// Steps within the bounds that were taken, and those that led beyond them.
  var successors = 0
  var cut = 0
  /// The number of the state that is what is searched for; -1: none.
  var found = -1

  /// - Parameter memory: the bytes that it will take, about.
  init(_ number: Int, of count: Int, _ catalogue: Catalogue<L>, drops: Bool, memory: Int) {
    seen = SeenTable(reserving: memory)
    self.number = number
    self.count = count
    self.catalogue = catalogue
    self.drops = drops
    tables = catalogue.tables
    bounds = PackedBounds(catalogue.model.bounds)
    checks = TableChecks(catalogue.goal, catalogue.model)
    servers = catalogue.model.members.count
    head = 3 + 2 * servers + 1
    outboxes = .allocate(capacity: count)
    for place in 0..<count { (outboxes + place).initialize(to: Outbox()) }
  }

  deinit {
    outboxes.deinitialize(count: count)
    outboxes.deallocate()
  }

  /// Memory, in bytes.
  var bytes: Int {
    var bytes = memo.bytes + seen.bytes + frontier.bytes + next.bytes + pool.bytes + ledger.bytes
    for place in 0..<count { bytes += outboxes[place].bytes }
    return bytes
  }

  /// The worker to which a fingerprint falls.
  @inline(__always) static func owner(of fingerprint: UInt64, among count: Int) -> Int {
    Int(truncatingIfNeeded: ((fingerprint & 0xFFFF_FFFF) &* UInt64(count)) >> 32)
  }

  /// Begins with a packed state.
  mutating func begin(with words: [UInt16], fingerprint: UInt64) {
    _ = seen.insert(fingerprint)
    let room = next.room(words.count, from: &pool)
    for place in words.indices { room[place] = words[place] }
    next.commit(words.count)
    // The start is its own parent.
    ledger.append(parent: UInt32(number), move: PackedMove(.take, slot: 0, input: 0))
  }

  /// What was found in the last level is expanded from now on.
  mutating func turnToNextLevel() {
    frontier.recycle(to: &pool)
    swap(&frontier, &next)
  }

  @inline(__always) func node(_ slot: Int, of record: UnsafeMutablePointer<UInt16>) -> UInt32 {
    UInt32(record[3 &+ 2 &* slot]) | UInt32(record[4 &+ 2 &* slot]) << 16
  }

  @inline(__always) func counts(of record: UnsafeMutablePointer<UInt16>) -> UInt64 {
    UInt64(record[0]) | UInt64(record[1]) << 16 | UInt64(record[2]) << 32
  }
}
