import KeyValue
import RaftCore
import Simulation
import Teaching

/// Three servers that are driven by hand: no clock, no chance; messages arrive in the order of
/// sending, and every write is on disk at once. Remembers what fired.
struct Election {
  private(set) var servers: [Server]
  /// What fired, where, with what at hand.
  private(set) var moments: [Moment] = []
  private var messages: [Message] = []
  private var step = Step()

  struct Moment {
    var firings: [Firing]
    var scene: Scene
  }

  init(size: Int = 3, rules: RuleSet = RuleSet()) {
    let configuration = Configuration(members: .first(size), rules: rules)
    servers = (1...size).map { Server(id: ServerID($0), configuration: configuration) }
    for server in servers { give(.start, to: server.id) }
  }

  /// One server's input with all that follows from it in the cluster.
  mutating func give(_ input: Input, to id: ServerID) {
    handle(input, at: id)
    while !messages.isEmpty {
      let message = messages.removeFirst()
      handle(.receive(message), at: message.to)
    }
  }

  private mutating func handle(_ input: Input, at id: ServerID) {
    let before = servers[id.number - 1]
    servers[id.number - 1].handle(input, into: &step)
    let effects = Array(step.effects)
    var message: Message?
    if case .receive(let received) = input { message = received }
    moments.append(
      Moment(
        firings: Array(step.firings),
        scene: Scene(
          at: id, receiving: message, before: before, after: servers[id.number - 1],
          effects: effects)))
    for effect in effects {
      switch effect {
      case .send(let message), .sendAtOnce(let message): messages.append(message)
      default: break
      }
    }
    for case .persist(let write) in effects { handle(.written(write), at: id) }
  }

  /// An election of S1, the write of `x=3`, and the heartbeat that tells the others of its commit.
  static func withWrite(size: Int = 3) -> Election {
    var run = Election(size: size)
    run.give(.timeout(.election), to: ServerID(1))
    run.give(.request(RequestID(7), .put("x", "3")), to: ServerID(1))
    run.give(.timeout(.heartbeat), to: ServerID(1))
    return run
  }
}

extension Command {
  /// The command that a client's write becomes.
  static func put(_ key: String, _ value: String) -> Command {
    let operation = Operation(
      client: 1, serial: 1, kind: .write(ShortText(value)!), key: ShortText(key)!)
    return Command(operation)
  }
}
