import RaftCore

/// A story: commands to a bench, each followed by what it led to.
///
/// A line that begins with `> ` is a command, lines indented by two spaces are its output, all
/// others (`#`) are the narrator's. `Story.commands` says what can be commanded.
struct Story {
  private var bench = Bench(1)

  /// What can be commanded; `*` stands for any server.
  static let commands = """
    cluster N [spare N] [batch N] [window N] [with FEATURE…] [without RULE…]  a new cluster of N followers
    given S1 term T [vote S2] log T T T             this is on the server's disk
    timeout S1 · heartbeat S1                       a timer runs out
    quorum S1 · give-up S1                          a timer of a feature runs out
    wait MS [S1 S2…]                                all clocks go on, or only these
    feature FEATURE on|off                          for all servers
    write-done S1 [all]                             the oldest write reaches the disk, or all do
    deliver S1 S2 [all|last]                        the oldest message between two servers arrives
    drop S1 S2 · duplicate S1 S2                    all messages are lost, the oldest is doubled
    crash S3 [keeping N] · restart S3               the first N waiting writes reach the disk
    request S1 x=3                                  a client asks for a command
    query S1 x linearizable|lease|serializable      a client asks for something that changes nothing
    change S1 add|learner|promote|remove S4         S1 is to change the configuration by one server
    change S1 several +S4 -S2                       or by several
    transfer S1 S2 · stop S1                        S1 is to hand over to S2, or to stop after that
    cut S1 S2 | S3 S4 S5 · heal                     groups that do not hear each other
    stabilize [S1 S2…] [quietly]                    all writes and messages among them, until rest
    log · status · messages                         what there is
    """

  /// A command that makes no sense, with the reason.
  struct Misunderstanding: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  /// Rewrites a story with the output that its commands have now.
  static func told(_ text: String) throws -> String {
    var story = Story()
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("  ") { continue }
      lines.append(line)
      guard line.hasPrefix("> ") else { continue }
      lines += try story.run(String(line.dropFirst(2))).map { "  " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func run(_ line: String) throws -> [String] {
    var words = line.split(separator: " ").map(String.init)
    let command = words.removeFirst()
    let violations = bench.safety.violations.count
    bench.journal = []
    let report = try perform(command, words)
    let journal = bench.journal ?? []
    bench.journal = nil
    let quiet = words.last == "quietly"
    let found = bench.safety.violations.dropFirst(violations).map { "!! \($0)" }
    return (quiet ? [] : Telling.lines(journal)) + report + found
  }

  private mutating func perform(_ command: String, _ words: [String]) throws -> [String] {
    switch command {
    case "cluster": try cluster(words)
    case "given": try given(words)
    case "timeout": bench.timeOut(try running(words.first))
    case "heartbeat": bench.heartbeat(try running(words.first))
    case "quorum": bench.runOut(.quorum, of: try running(words.first))
    case "give-up": bench.runOut(.transfer, of: try running(words.first))
    case "wait":
      let servers = try words.dropFirst().map(server)
      bench.pass(try number(words.first), at: servers.isEmpty ? nil : ServerSet(servers))
    case "feature":
      guard words.count == 2, ["on", "off"].contains(words[1]) else {
        throw Misunderstanding("a feature is switched `on` or `off`")
      }
      bench.set(try feature(words[0]), isOn: words[1] == "on")
    case "write-done": try writeDone(words)
    case "deliver": try deliver(words)
    case "drop":
      bench.dropAll(from: try anyServer(words.first), to: try anyServer(words.dropFirst().first))
    case "duplicate": bench.duplicate(at: try place(words))
    case "crash":
      let keeping = words.count == 3 && words[1] == "keeping" ? Int(words[2]) ?? 0 : 0
      bench.crash(try running(words.first), keeping: keeping)
    case "restart": bench.start(try server(words.first))
    case "request":
      guard words.count == 2 else { throw Misunderstanding("a request is `request S1 x=3`") }
      bench.request(try running(words[0]), Command(words[1]))
    case "query":
      guard words.count == 3, let way = Consistency.allCases.first(where: { "\($0)" == words[2] })
      else { throw Misunderstanding("a query is `query S1 x linearizable`") }
      bench.query(try running(words[0]), Command(words[1]), way)
    case "transfer":
      guard words.count == 2 else { throw Misunderstanding("it is `transfer S1 S2`") }
      bench.transfer(try running(words[0]), to: try server(words[1]))
    case "change": try change(words)
    case "snapshot": bench.takeSnapshot(try running(words.first))
    case "stop": bench.stop(try running(words.first))
    case "cut":
      bench.groups = try words.split(separator: "|").map { try ServerSet($0.map(server)) }
    case "heal": bench.groups = nil
    case "stabilize":
      let names = words.filter { $0 != "quietly" }
      let count = bench.stabilize(among: names.isEmpty ? nil : try ServerSet(names.map(server)))
      return ["at rest after \(count) messages"]
    case "log", "status", "messages": return Tableau.lines(command, of: bench)
    default: throw Misunderstanding("no command `\(command)`; there are\n\(Self.commands)")
    }
    return []
  }

  // MARK: Commands

  private mutating func cluster(_ words: [String]) throws {
    guard let count = words.first.flatMap(Int.init), (1...9).contains(count) else {
      throw Misunderstanding("a cluster has 1 to 9 servers")
    }
    var configuration = Configuration(members: .first(count))
    var rest = words.dropFirst()
    var spare = 0
    while let word = rest.popFirst() {
      switch word {
      case "batch": configuration.batchLimit = try number(rest.popFirst())
      case "snapshots": configuration.snapshotInterval = try number(rest.popFirst())
      case "spare": spare = try number(rest.popFirst())
      case "window": configuration.windowLimit = try number(rest.popFirst())
      case "with":
        while let id = rest.first, id != "without" {
          configuration.features[try feature(id)] = true
          rest.removeFirst()
        }
      case "without":
        while let id = rest.popFirst() {
          guard let rule = Rule(id: id) else { throw Misunderstanding("no rule `\(id)`") }
          configuration.rules[rule] = false
        }
      default: throw Misunderstanding("a cluster has no `\(word)`")
      }
    }
    bench = Bench(configuration, spare: spare)
  }

  private mutating func change(_ words: [String]) throws {
    guard words.count > 2 else { throw Misunderstanding("it is `change S1 add S4`") }
    let leader = try running(words[0])
    switch words[1] {
    case "add": bench.change(leader, .add(try server(words[2])))
    case "learner": bench.change(leader, .addLearner(try server(words[2])))
    case "promote": bench.change(leader, .promote(try server(words[2])))
    case "remove": bench.change(leader, .remove(try server(words[2])))
    case "several":
      func named(_ sign: Character) throws -> ServerSet {
        ServerSet(
          try words.dropFirst(2).filter { $0.first == sign }.map {
            try server(String($0.dropFirst()))
          })
      }
      bench.change(leader, .several(adding: try named("+"), removing: try named("-")))
    default: throw Misunderstanding("no change `\(words[1])`")
    }
  }

  private mutating func given(_ words: [String]) throws {
    let id = try server(words.first)
    guard let term = words.firstIndex(of: "term"), let log = words.firstIndex(of: "log") else {
      throw Misunderstanding("a server is given `term T log T T T`")
    }
    let vote = try words.firstIndex(of: "vote").map { try server(words[$0 + 1]) }
    let terms = try words[(log + 1)...].map(number)
    bench.set(id, PersistentState(term: try number(words[term + 1]), vote: vote, log: terms))
  }

  private mutating func writeDone(_ words: [String]) throws {
    let id = try running(words.first)
    guard bench.completeWrite(of: id) else { throw Misunderstanding("\(id) writes nothing") }
    if words.last == "all" { bench.completeWrites(of: id) }
  }

  private mutating func deliver(_ words: [String]) throws {
    let count = words.last == "all" ? try places(words).count : 1
    for _ in 0..<count { bench.deliver(at: try place(words)) }
  }

  // MARK: Words

  private func places(_ words: [String]) throws -> [Int] {
    bench.places(from: try anyServer(words.first), to: try anyServer(words.dropFirst().first))
  }

  private func place(_ words: [String]) throws -> Int {
    let places = try places(words)
    guard let place = words.last == "last" ? places.last : places.first else {
      throw Misunderstanding("no message between \(words.joined(separator: " "))")
    }
    return place
  }

  private func number(_ word: String?) throws -> Int {
    guard let number = word.flatMap(Int.init) else {
      throw Misunderstanding("`\(word ?? "")` is not a number")
    }
    return number
  }

  private func feature(_ word: String) throws -> Feature {
    guard let feature = Feature(id: word) else { throw Misunderstanding("no feature `\(word)`") }
    return feature
  }

  private func anyServer(_ word: String?) throws -> ServerID? {
    word == "*" ? nil : try server(word)
  }

  private func server(_ word: String?) throws -> ServerID {
    guard let word, word.first == "S", let number = Int(word.dropFirst()),
      (1...ServerID.maximum).contains(number)
    else { throw Misunderstanding("`\(word ?? "")` is not a server") }
    return ServerID(number)
  }

  private func running(_ word: String?) throws -> ServerID {
    let id = try server(word)
    guard bench.running.contains(id) else { throw Misunderstanding("\(id) is down") }
    return id
  }
}
