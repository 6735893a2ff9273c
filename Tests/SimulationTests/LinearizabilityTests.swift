import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("§8: linearizability of what clients see")
struct LinearizabilityTests {
  private func value(_ text: String) -> Operation.Kind { .write(ShortText(text)!) }
  private func seen(_ text: String?) -> Store.Outcome { .value(text.map { ShortText($0)! }) }

  @Test("One client after the other sees the last write")
  func sequential() {
    var history = ClientHistory()
    history.read(1, nil)
    for number in 1...600 {
      history.write(1 + number % 9, "\(number)")
      history.read(1 + number % 7, "\(number)")
    }
    #expect(history.objection() == nil)
  }

  @Test("A stale read is found at its answer")
  func staleRead() {
    var history = ClientHistory()
    history.write(1, "1")
    history.write(2, "2")
    history.read(3, "1")
    #expect(history.objection() == 5)
  }

  @Test("A lost write is found at the first read after it")
  func lostWrite() {
    var history = ClientHistory()
    history.write(1, "1")
    history.write(1, "2")
    history.read(2, "2")
    history.read(2, "1")
    #expect(history.objection() == 7)

    var empty = ClientHistory()
    empty.write(1, "1")
    empty.read(1, nil)
    #expect(empty.objection() == 3)
  }

  @Test("A write that takes effect twice, because a retry was executed again, is found")
  func writeTwice() {
    var history = ClientHistory()
    let first = history.ask(1, value("1"))
    history.read(2, "1")
    history.write(2, "2")
    history.read(2, "2")
    history.hear(first)
    history.read(3, "1")
    #expect(history.objection() == 9)
  }

  @Test("A value that nobody wrote is found")
  func valueFromNowhere() {
    var history = ClientHistory()
    history.write(1, "1")
    history.read(1, "9")
    #expect(history.objection() == 3)
  }

  @Test("Two reads one after the other cannot see an order and its reverse")
  func readsDisagree() {
    var history = ClientHistory()
    let one = history.ask(1, value("1"))
    let two = history.ask(2, value("2"))
    history.read(3, "1")
    history.read(3, "2")
    #expect(history.objection() == nil)
    history.read(4, "1")
    #expect(history.objection() == 7)
    _ = (one, two)
  }

  @Test("Operations at the same time may take effect in either order")
  func concurrent() {
    for last in ["1", "2"] {
      var history = ClientHistory()
      let one = history.ask(1, value("1"))
      let two = history.ask(2, value("2"))
      history.hear(one)
      history.hear(two)
      history.read(3, last)
      #expect(history.objection() == nil)
      history.read(3, last == "1" ? "2" : "1")
      #expect(history.objection() == 7)
    }
  }

  @Test("A read sees any value that was there while it waited, and no older one")
  func readWhileWritten() {
    for (answer, isRight) in [("0", true), ("1", true), ("2", true), ("9", false)] {
      var history = ClientHistory()
      if answer == "9" { history.write(1, "9") }
      history.write(1, "0")
      let read = history.ask(3, .read)
      history.write(1, "1")
      history.write(2, "2")
      history.hear(read, seen(answer))
      #expect((history.objection() == nil) == isRight, "\(history)")
    }
  }

  @Test("A write whose client gave up may take effect late, and then once at most")
  func unknownWrite() {
    var history = ClientHistory()
    history.giveUp(history.ask(1, value("late")))
    history.write(2, "2")
    history.read(2, "2")
    history.read(2, "late")
    history.write(2, "3")
    history.read(2, "3")
    #expect(history.objection() == nil)
    history.read(2, "late")
    #expect(history.objection() == 13)
  }

  @Test("A write whose client gave up may never take effect")
  func unknownNever() {
    var history = ClientHistory()
    history.giveUp(history.ask(1, value("never")))
    for number in 0..<200 {
      history.write(2, "\(number)")
      history.read(2, "\(number)")
    }
    #expect(history.objection() == nil)
  }

  @Test("Keys are independent of each other")
  func keys() {
    var history = ClientHistory()
    history.write(1, "1", key: "x")
    history.write(1, "2", key: "y")
    history.read(2, "1", key: "x")
    history.read(2, "2", key: "y")
    history.read(2, nil, key: "z")
    #expect(history.objection() == nil)
    history.read(2, "2", key: "x")
    #expect(history.objection() == 11)
  }

  @Test("Superseded is no answer to a request that its client still waits for")
  func superseded() {
    for kind in [value("1"), .read] {
      var history = ClientHistory()
      history.write(2, "2")
      history.hear(history.ask(1, kind), .superseded)
      #expect(history.objection() == 3)
    }
  }

  @Test("Past its limits a key counts as undecided, visibly, and never as violated")
  func undecided() {
    var checker = Linearizability()
    let key = ShortText("x")!
    for serial in 1...RegisterHistory.writeLimit + 1 {
      let operation = Operation(client: 1, serial: serial, kind: value("\(serial)"), key: key)
      checker.invoked(operation)
      checker.abandoned(operation)
      #expect(checker.undecided.isEmpty == (serial <= RegisterHistory.writeLimit))
    }
    #expect(checker.undecided == [key])
    let read = Operation(client: 2, serial: 1, kind: .read, key: key)
    checker.invoked(read)
    checker.acknowledged(read, .value(ShortText("nonsense")))
    #expect(checker.takeFinding() == nil)
  }

  @Test("Many pending operations reach the limit on states without a false alarm")
  func manyStates() {
    var checker = Linearizability()
    let key = ShortText("x")!
    var operations: [Operation] = []
    for client in 1...16 {
      let kind = client % 2 == 0 ? Operation.Kind.read : value("\(client)")
      operations.append(Operation(client: client, serial: 1, kind: kind, key: key))
      checker.invoked(operations.last!)
    }
    for operation in operations where operation.isWrite {
      checker.acknowledged(operation, .written)
      #expect(checker.takeFinding() == nil)
    }
    #expect(checker.undecided == [key])
  }
}

@Suite("§8: the linearizability checker against brute force")
struct LinearizabilityAgainstBruteForce {
  @Test("Both judge alike, and object at the same answer", arguments: 1...20 as ClosedRange<UInt64>)
  func agree(seed: UInt64) {
    var random = RandomStream(seed: seed, stream: 77)
    var violations = 0
    for _ in 0..<400 {
      let history = ClientHistory.random(from: &random)
      var expected: Int?
      for length in history.moments.indices {
        guard case .hears = history.moments[length] else { continue }
        var prefix = history
        prefix.moments = Array(history.moments[...length])
        if !prefix.isLinearizable() {
          expected = length
          break
        }
      }
      let objection = history.objection()
      guard objection == expected else {
        Issue.record("\(objection as Any), not \(expected as Any): \(history)")
        return
      }
      if expected != nil { violations += 1 }
    }
    // Neither all nor none, or the comparison shows nothing.
    #expect((40...360).contains(violations), "\(violations)")
  }
}

extension ClientHistory {
  /// Few clients, few values (the same ones again and again), answers that are often right.
  static func random(from random: inout RandomStream) -> ClientHistory {
    var history = ClientHistory()
    var waiting: [Int: (operation: Operation, seen: ShortText?, isDone: Bool)] = [:]
    var value: ShortText?
    let clients = random.next(in: 2...4)
    let faults = random.next(in: 0...2)
    for _ in 0..<random.next(in: 6...30) {
      let client = random.next(in: 1...clients)
      if var wait = waiting[client] {
        switch random.next(in: 0...4) {
        case 0, 1:
          // It takes effect, or does so again, which is wrong.
          if !wait.isDone || random.next(in: 0...5) < faults {
            if case .write(let written) = wait.operation.kind { value = written }
            wait.seen = value
            wait.isDone = true
            waiting[client] = wait
          }
        case 2 where random.next(in: 0...2) == 0:
          history.giveUp(wait.operation)
          waiting[client] = nil
        default:
          if wait.operation.isWrite {
            guard wait.isDone || random.next(in: 0...7) < faults else { continue }
            history.hear(wait.operation)
          } else {
            let stale = random.next(in: 0...3) < faults
            let guess = ShortText.number(random.next(in: 1...3))
            history.hear(
              wait.operation, .value(stale ? guess : wait.isDone ? wait.seen : value))
          }
          waiting[client] = nil
        }
      } else if history.moments.filter({ if case .asks = $0 { true } else { false } }).count < 8 {
        let kind: Operation.Kind =
          random.next(in: 0...1) == 0 ? .read : .write(.number(random.next(in: 1...3)))
        waiting[client] = (history.ask(client, kind), nil, false)
      }
    }
    return history
  }
}
