import KeyValue
import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("What clients of a real cluster heard, held against linearizability")
struct ClientHistoryTests {
  private static let server = ServerID(1)
  private static let key = ShortText("a")!

  private static func event(
    _ number: Int, _ kind: Operation.Kind, _ stage: ClientEvent.Stage,
    way: Operation.Way = .linearizable
  ) -> ClientEvent {
    ClientEvent(
      call: number, client: ClientID(number), member: server,
      operation: Operation(client: number, serial: 1, kind: kind, key: key, way: way), stage: stage)
  }

  private static func asked(
    _ number: Int, _ kind: Operation.Kind, way: Operation.Way = .linearizable
  ) -> Observation.Content {
    let event = event(number, kind, .asked, way: way)
    let stimulus: Stimulus =
      event.operation.isWrite
      ? .write(key: key, value: ShortText("1")!, through: server)
      : .read(key: key, through: server, way: way)
    return .act(stimulus, event)
  }

  private static func told(
    _ number: Int, _ kind: Operation.Kind, _ value: String?, way: Operation.Way = .linearizable
  ) -> Observation.Content {
    let outcome = CallOutcome.done(revision: 2, value: value.map { Array($0.utf8) })
    return .client(event(number, kind, .ended(outcome), way: way))
  }

  private static func history(_ contents: [Observation.Content]) -> ClientHistory {
    var history = ClientHistory()
    for content in contents { history.take(content) }
    return history
  }

  private static let one = Operation.Kind.write(ShortText("1")!)

  @Test("A read that was asked after a write was acknowledged, and does not see it, is found")
  func staleRead() {
    let history = Self.history([
      Self.asked(1, Self.one), Self.told(1, Self.one, nil),
      Self.asked(2, .read), Self.told(2, .read, nil),
    ])
    #expect(history.unexplained.count == 1)
    #expect(history.answered == 2)
  }

  @Test("While the write is under way both answers are explained, and so is a serializable read")
  func explained() {
    for value in [nil, "1"] {
      let history = Self.history([
        Self.asked(1, Self.one), Self.asked(2, .read), Self.told(2, .read, value),
        Self.told(1, Self.one, nil),
      ])
      #expect(history.unexplained.isEmpty)
    }
    let stale = Self.history([
      Self.asked(1, Self.one), Self.told(1, Self.one, nil),
      Self.asked(2, .read, way: .serializable), Self.told(2, .read, nil, way: .serializable),
    ])
    #expect(stale.unexplained.isEmpty)
  }

  @Test("A write of unknown outcome may have been done at any time since, or never")
  func unknown() {
    for value in [nil, "1"] {
      let history = Self.history([
        Self.asked(1, Self.one),
        .client(Self.event(1, Self.one, .ended(.unknown("no answer in time")))),
        Self.asked(2, .read), Self.told(2, .read, value),
      ])
      #expect(history.unexplained.isEmpty)
    }
  }

  @Test("A value that nobody wrote is found")
  func invented() {
    let history = Self.history([Self.asked(1, .read), Self.told(1, .read, "9")])
    #expect(history.unexplained.count == 1)
  }

  @Test("It is found on an observed history, too: a member that answers with the past")
  func observed() {
    var fake = Fake()
    fake.see(
      .act(
        .write(key: Self.key, value: ShortText("1")!, through: Self.server),
        Self.event(1, Self.one, .asked)))
    fake.see(.client(Self.event(1, Self.one, .ended(.done(revision: 2, value: nil)))))
    fake.see(
      .act(
        .read(key: Self.key, through: Self.server, way: .linearizable),
        Self.event(2, .read, .asked)))
    fake.see(.client(Self.event(2, .read, .ended(.done(revision: 1, value: nil)))))
    #expect(ClientHistory(of: fake.history.record).unexplained.count == 1)
  }
}
