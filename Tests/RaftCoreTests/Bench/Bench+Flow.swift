import RaftCore
import Testing

// Runs of acts that many tests need.
extension Bench {
  /// Where in the pool the messages between two servers lie; nil stands for any server.
  func places(from: ServerID? = nil, to: ServerID? = nil) -> [Int] {
    pool.indices.filter {
      (from == nil || pool[$0].from == from) && (to == nil || pool[$0].to == to)
    }
  }

  /// Delivers the oldest message between two servers. Returns whether there was one.
  @discardableResult
  mutating func deliver(_ from: ServerID, _ to: ServerID) -> Bool {
    guard let place = places(from: from, to: to).first else { return false }
    deliver(at: place)
    return true
  }

  /// Drops every message between two servers; nil stands for any server.
  mutating func dropAll(from: ServerID? = nil, to: ServerID? = nil) {
    for place in places(from: from, to: to).reversed() { drop(at: place) }
  }

  mutating func completeWrites(of id: ServerID) {
    while completeWrite(of: id) {}
  }

  /// Completes writes and delivers messages, oldest first, until nothing is left to do among these
  /// servers (all of them, unless told otherwise). Returns how many messages were delivered.
  @discardableResult
  mutating func stabilize(among some: ServerSet? = nil) -> Int {
    let servers = some ?? self.servers
    var delivered = 0
    while delivered < 100_000 {
      for id in servers { completeWrites(of: id) }
      let next = pool.firstIndex { servers.contains($0.from) && servers.contains($0.to) }
      guard let next else { return delivered }
      deliver(at: next)
      delivered += 1
    }
    Issue.record("the cluster does not come to rest")
    return delivered
  }

  /// Lets a server's election timer run out, and everything follow from it.
  mutating func elect(_ id: ServerID, among servers: ServerSet? = nil) {
    timeOut(id)
    stabilize(among: servers)
    #expect(self[id].role.isLeader, "\(id) was not elected")
  }

  /// A round of heartbeats, by which followers learn what is committed.
  mutating func beat(_ id: ServerID, among servers: ServerSet? = nil) {
    heartbeat(id)
    stabilize(among: servers)
  }

  /// The terms of a server's log, index 1 first.
  func terms(_ id: ServerID) -> [Term] { self[id].log.terms }

  /// The leader's bookkeeping for a follower.
  func progress(of follower: ServerID, at leader: ServerID) -> Progress {
    self[leader].role.leadership![follower]
  }
}

extension Log {
  /// A log whose entries have these terms. Entries with the same index and term are the same.
  init(terms: [Term]) {
    self.init(
      terms.enumerated().map { offset, term in
        Entry(term: term, command: Command(0, UInt64(offset + 1), UInt64(term)))
      })
  }

  var terms: [Term] { all.map(\.term) }
  /// The entries that are there.
  var all: [Entry] { entries(after: start.index, through: lastIndex) }

  func entries(after: LogIndex, through: LogIndex) -> [Entry] {
    (after..<through).map { self[$0 + 1] }
  }
}

extension PersistentState {
  init(term: Term, vote: ServerID? = nil, log terms: [Term]) {
    self.init(currentTerm: term, votedFor: vote, log: Log(terms: terms))
  }
}

extension Command {
  /// A command that is its own text: the first eight bytes of it.
  init(_ text: String) {
    var word: UInt64 = 0
    for byte in text.utf8.prefix(8).reversed() { word = word << 8 | UInt64(byte) }
    self.init(word)
  }

  /// The text, if the command was made of one.
  var text: String {
    var bytes: [UInt8] = []
    var word = word0
    while word != 0 {
      bytes.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

let s1 = ServerID(1)
let s2 = ServerID(2)
let s3 = ServerID(3)
let s4 = ServerID(4)
let s5 = ServerID(5)
