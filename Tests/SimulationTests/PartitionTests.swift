import RaftCore
import Simulation
import Testing

@Suite("The sides of a split network") struct PartitionTests {
  private func set(_ numbers: Int...) -> ServerSet { ServerSet(numbers.map { ServerID($0) }) }

  @Test("Sides come back in their order")
  func order() {
    let partition: Partition = [set(2, 9), set(1), set(3, 4)]
    #expect(Array(partition) == [set(2, 9), set(1), set(3, 4)])
    #expect(partition.count == 3 && partition[1] == set(1))
    #expect("\(partition)" == "[{S2 S9}, {S1}, {S3 S4}]")
  }

  @Test("A server named twice is on the first of its sides, and a side left empty is none")
  func overlap() {
    #expect(Array(Partition([set(1, 2), set(2, 3), set(1), []])) == [set(1, 2), set(3)])
    #expect(Partition([]).isEmpty)
  }

  @Test("Nine servers can be on nine sides")
  func nine() {
    let sides = (1...9).map { set($0) }
    #expect(Array(Partition(sides)) == sides)
    #expect(Partition(sides) != Partition(sides.reversed()))
  }
}
