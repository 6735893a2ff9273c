import RaftCore

/// All servers and messages that a search has met, each once and with a number; and what each step
/// of a server leads to. It is what several threads share.
///
/// Numbers are given behind a lock; what they stand for never moves or changes, and is read
/// without.
final class Catalogue<L: Lanes>: @unchecked Sendable {
  let model: Model
  let goal: Goal
  let canon: CanonicalForm
  let renamings: [Renaming]
  /// Whether several threads ask: then outcomes are noted here as well as by each of them.
  let isShared: Bool

  private let lock = Lock()
  private var logs: LogTable
  private var nodes: [Node] = []
  private var nodeNumbers: [[UInt64]: UInt32] = [:]
  private var nodeLanes = Reserved<L>(capacity: MemoTable.mostNodes)
  private var nodeFacts = Reserved<NodeFacts>(capacity: MemoTable.mostNodes)
  private var messages: [Message] = []
  private var messageNumbers: [Message: UInt16] = [:]
  private var messageLanes = Reserved<L>(capacity: 1 << 16)
  private var messageFacts = Reserved<MessageFacts>(capacity: 1 << 16)
  private var outcomes = Reserved<Transition<L>>(capacity: MemoTable.mostOutcomes)
  private var sent = Reserved<UInt16>(capacity: 1 << 26)
  private var memo = MemoTable()
  /// The rules that fired.
  private(set) var fired = FiredRules()
  /// Whether something had no room: then states were left out.
  private(set) var isFull = false
  /// The bytes that servers, messages and their keys take outside the tables, about.
  private var looseBytes = 0

  init(_ model: Model, _ goal: Goal, _ logs: LogTable, renamings: [Renaming], isShared: Bool) {
    self.model = model
    self.goal = goal
    self.logs = logs
    self.renamings = renamings
    self.isShared = isShared
    canon = CanonicalForm(model.configuration)
    // Stands for what had no room, and lies beyond all bounds.
    outcomes.append(
      Transition(delta: .zero, node: 0, firstSent: 0, sentCount: 0, flags: Transition<L>.beyond))
  }

  deinit {
    for free in [nodeLanes.free, nodeFacts.free, messageLanes.free, messageFacts.free] { free() }
    for free in [outcomes.free, sent.free, logs.free] { free() }
  }

  /// What threads read without the lock.
  var tables: Tables<L> {
    Tables(
      nodeLanes: nodeLanes.base, nodeFacts: nodeFacts.base, messageLanes: messageLanes.base,
      messageFacts: messageFacts.base, outcomes: outcomes.base, sent: sent.base, logs: logs.view)
  }

  /// Memory, in bytes; what stands outside the tables is estimated.
  var bytes: Int {
    nodeLanes.bytes + nodeFacts.bytes + messageLanes.bytes + messageFacts.bytes + outcomes.bytes
      + sent.bytes + memo.bytes + logs.bytes + looseBytes
  }

  /// How many different servers, messages and steps of servers there were.
  var sizes: (nodes: Int, messages: Int, outcomes: Int) {
    (nodes.count, messages.count, outcomes.count - 1)
  }

  // MARK: Numbers

  /// The number of a server. Those with the same canonical form have the same.
  ///
  /// - Returns: nil where there is no room.
  func number(of node: Node, at slot: Int) -> UInt32? {
    let numbers = canon.logNumbers(of: node, in: &logs)
    let key = canon.key(of: node, logs: numbers, under: renamings[0])
    if let known = nodeNumbers[key] { return known }
    guard nodeLanes.hasRoom(), logs.hasRoom else { return nil }
    let number = UInt32(nodes.count)
    nodeNumbers[key] = number
    nodes.append(node)
    nodeLanes.append(
      L(renamings.map { canon.hash(of: node, logs: numbers, logs, under: $0) }))
    nodeFacts.append(
      NodeFacts(node, slot: slot, log: numbers[0], isMarked: goal.isShown(by: node)))
    looseBytes += 400 + 10 * key.count + 48 * node.queue.count
    return number
  }

  /// The number of a message.
  ///
  /// - Returns: nil where there is no room.
  func number(of message: Message) -> UInt16? {
    if let known = messageNumbers[message] { return known }
    guard messageLanes.hasRoom(for: 2) else { return nil }
    let number = UInt16(messages.count)
    messageNumbers[message] = number
    messages.append(message)
    messageLanes.append(L(renamings.map { canon.hash(of: message, under: $0) }))
    let receiver = model.members.firstIndex(of: message.to) ?? 0
    messageFacts.append(MessageFacts(message, receiver: receiver))
    looseBytes += 400
    return number
  }

  func message(_ number: Int) -> Message { messages[number] }

  // MARK: Outcomes

  /// What an input does to a server. Out of line: most are known to whoever asks.
  @inline(never) func outcome(of node: UInt32, _ input: UInt32, at slot: Int) -> Int {
    lock.acquire()
    defer { lock.release() }
    if isShared, let known = memo.find(node: node, input: input) { return known }
    guard outcomes.hasRoom(), sent.hasRoom(for: 256), let outcome = compute(node, input, slot)
    else {
      isFull = true
      return 0
    }
    outcomes.append(outcome)
    if isShared { memo.note(node: node, input: input, outcome: outcomes.count - 1) }
    return outcomes.count - 1
  }

  private var workspace = Workspace()

  private func compute(_ before: UInt32, _ input: UInt32, _ slot: Int) -> Transition<L>? {
    var node = nodes[Int(before)]
    let nodeInput = InputCode.input(input, of: model) { messages[$0] }
    model.take(nodeInput, at: &node, in: &workspace)
    var flags: UInt8 = workspace.leaderOverwrote ? Transition<L>.overwrites : 0
    guard model.isWithinBounds(node) else {
      return Transition(
        delta: .zero, node: 0, firstSent: 0, sentCount: 0, flags: flags | Transition<L>.beyond)
    }
    for firing in workspace.firings { fired.insert(firing.rule) }
    guard let after = number(of: node, at: slot) else { return nil }
    var delta = nodeLanes[Int(after)] - nodeLanes[Int(before)]
    if let message = InputCode.message(input) { delta = delta - messageLanes[message] }
    let firstSent = sent.count
    guard workspace.sent.count < 256 else { return nil }
    for message in workspace.sent {
      guard let number = number(of: message) else { return nil }
      sent.append(number)
      delta = delta + messageLanes[Int(number)]
    }
    if nodeFacts[Int(after)].tellsMessagesApart(from: nodeFacts[Int(before)]) {
      flags |= Transition<L>.tellsMessagesApart
    }
    if nodeFacts[Int(after)].bearsOnChecks(unlike: nodeFacts[Int(before)]) {
      flags |= Transition<L>.bearsOnChecks
    }
    return Transition(
      delta: delta, node: after, firstSent: UInt32(firstSent),
      sentCount: UInt8(workspace.sent.count), flags: flags)
  }
}

/// What an input does to a server.
struct Transition<L: Lanes>: BitwiseCopyable {
  /// What it adds to a state's sums.
  var delta: L
  /// The server afterwards.
  var node: UInt32
  /// The messages that leave: so many, from here on in the table of messages sent.
  var firstSent: UInt32
  var sentCount: UInt8
  var flags: UInt8

  /// The server is beyond the bounds then.
  static var beyond: UInt8 { 1 }
  /// A leader has overwritten entries.
  static var overwrites: UInt8 { 2 }
  /// Messages to the server may not be able to act any more.
  static var tellsMessagesApart: UInt8 { 4 }
  /// A state that was not what is searched for may be so now.
  static var bearsOnChecks: UInt8 { 8 }
}

/// The tables of a catalogue, for those who only read.
struct Tables<L: Lanes>: BitwiseCopyable {
  let nodeLanes: UnsafeMutablePointer<L>
  let nodeFacts: UnsafeMutablePointer<NodeFacts>
  let messageLanes: UnsafeMutablePointer<L>
  let messageFacts: UnsafeMutablePointer<MessageFacts>
  let outcomes: UnsafeMutablePointer<Transition<L>>
  let sent: UnsafeMutablePointer<UInt16>
  let logs: LogView
}
