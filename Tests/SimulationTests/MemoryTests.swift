import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("What a run keeps")
struct MemoryTests {
  /// A cluster under a steady load, all properties checked.
  static func cluster(_ features: [Feature]) -> Cluster {
    Cluster(Settings(features: Features(features), writeInterval: 100_000))
  }

  static func run(_ cluster: inout Cluster, until time: Time) {
    var event = Event()
    while cluster.advance(into: &event, until: time) {}
  }

  /// How many plain values something holds, all that it consists of included.
  static func valueCount(of value: Any) -> Int {
    let children = Mirror(reflecting: value).children
    return children.isEmpty ? 1 : children.reduce(0) { $0 + valueCount(of: $1.value) }
  }

  static let minute = 60_000_000

  @Test(
    "With snapshots it does not grow: a tenth of what ten minutes without keep, after an hour too")
  func flat() {
    var plain = Self.cluster([])
    Self.run(&plain, until: 10 * Self.minute)
    let bound = Self.valueCount(of: plain) / 10
    var cluster = Self.cluster([.snapshots])
    for time in [5, 10, 20, 40, 60] {
      Self.run(&cluster, until: time * Self.minute)
      let count = Self.valueCount(of: cluster)
      #expect(count < bound, "after \(time) minutes: \(count), bound \(bound)")
      let operations = cluster.clients.operations
      #expect(operations.indices.count < 2 * OperationList.keptCount + 64)
      #expect(operations.count > 590 * time)
    }
    #expect(cluster.violations.isEmpty)
  }

  @Test("What is settled and in everybody's snapshot is only counted, and the latest are kept")
  func folding() {
    var cluster = Self.cluster([.snapshots])
    Self.run(&cluster, until: 2 * Self.minute)
    let operations = cluster.clients.operations
    #expect(operations.folded.count > 0 && operations.indices.count >= OperationList.keptCount)
    #expect(operations.folded.acknowledged == operations.folded.count)
    #expect(operations.indices.first == operations.folded.count)
    let first = operations[operations.folded.count]
    guard case .acknowledged(_, let index?, _) = first.state else {
      Issue.record("\(first)")
      return
    }
    // The load writes 1, 2, 3, …, and all that is left out is in everybody's snapshot.
    #expect(first.operation.kind == .write(.number(operations.folded.count + 1)))
    #expect(index - 1 <= cluster.snapshotOfAll)
  }

  @Test("Without snapshots every operation is kept")
  func keeping() {
    var cluster = Self.cluster([])
    Self.run(&cluster, until: 2 * Self.minute)
    #expect(cluster.clients.operations.folded.count == 0)
    #expect(cluster.clients.operations.indices.count > 1_000)
  }

  @Test(
    "An operation that waits stays, and so do those after it; so does what a server that is down lacks"
  )
  func waiting() throws {
    var cluster = Self.cluster([.snapshots])
    var event = Event()
    Self.run(&cluster, until: 1_000_000)
    try cluster.perform(.crash(ServerID(5), keepingWrites: 0), into: &event)
    Self.run(&cluster, until: 2 * Self.minute)
    #expect(cluster.clients.operations.folded.count < 20)
    #expect(cluster.clients.operations.indices.count > 1_000)
    try cluster.perform(.restart(ServerID(5)), into: &event)
    Self.run(&cluster, until: 3 * Self.minute)
    #expect(cluster.clients.operations.indices.count < 2 * OperationList.keptCount + 64)

    var list = OperationList()
    for number in 1...2_000 {
      let operation = Operation(client: 1, serial: number, kind: .read, key: ShortText("x")!)
      list.append(
        OperationRecord(
          client: ClientID(1), operation: operation, invokedAt: number,
          state: number == 300 ? .waiting : .unknown(since: number)))
      list.fold(through: 0)
    }
    #expect(list.folded.unknown == 299 && list.indices.first == 299)
    list[299].state = .refused(at: 2_001)
    let record = list[299]
    for _ in 0..<64 {
      list.append(record)
      list.fold(through: 0)
    }
    #expect(list.folded.refused > 0 && list.indices.count >= OperationList.keptCount)
  }
}
