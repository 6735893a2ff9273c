import RaftCore
import Screen
import Simulation
import Testing

@testable import Workbench

@Suite("Space-time") struct SpaceTimeTests {
  private func diagram(_ keys: String, rows: Int = 24) -> (Pressing, SpaceTimeDiagram) {
    let desk = Pressing(keys, columns: 120, rows: rows)
    return (desk, desk.lab.views.spaceTime.diagram!)
  }

  static let moments = [
    "", "space", "left*40", "left*40 ,*4", ",*2", ",*8", "home", "home right*3",
  ]

  @Test("the cursor's row shows the cursor's event", arguments: moments)
  func cursor(keys: String) {
    let (desk, diagram) = diagram(Pressing.eventful + " f2 " + keys)
    guard desk.position > 0 else { return }
    let here = diagram.marks.filter { $0.row == diagram.cursor }
    #expect(here.contains { $0.event.number == desk.position })
  }

  @Test("rows follow the order of events", arguments: moments)
  func order(keys: String) {
    let (_, diagram) = diagram(Pressing.eventful + " f2 " + keys)
    let numbers = diagram.marks.map(\.event.number)
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    #expect(zip(diagram.marks, diagram.marks.dropFirst()).allSatisfy { $0.row <= $1.row })
  }

  @Test("each event has a row of its own at the nearest look")
  func oneRowEach() {
    let (_, diagram) = diagram(Pressing.eventful + " f2 left*30", rows: 40)
    #expect(Set(diagram.marks.map(\.row)).count == diagram.marks.count)
    #expect(diagram.marks.count > 20)
  }

  @Test("a line goes from its sender's lane down to the event at which the message ended")
  func lines() {
    let (desk, diagram) = diagram(Pressing.eventful + " f2 left*60", rows: 60)
    #expect(diagram.messages.contains { $0.fate == .arrived })
    #expect(diagram.messages.contains { $0.fate == .lost })
    for line in diagram.messages {
      #expect(line.from.lane == line.flight.packet.sender?.number ?? 0)
      #expect(line.to.lane == line.flight.packet.receiver?.number ?? 0)
      #expect(line.from.row <= line.to.row)
      guard let number = line.event else { continue }
      let record = desk.lab.history.branch.records[number - 1]
      #expect(record.parcel == EventRecord.Parcel(line.flight.packet))
    }
  }

  @Test("all that is on its way at the latest moment hangs at the end")
  func flying() {
    let (desk, diagram) = diagram(Pressing.eventful + " n space*3 f2")
    let flying = diagram.messages.filter { $0.event == nil }.map(\.flight.id)
    #expect(!flying.isEmpty)
    #expect(flying == desk.lab.cluster.network.flights.map(\.id))
  }

  @Test("lanes are what the servers were: down between crash and restart, of the term they had")
  func lanes() {
    let (desk, diagram) = diagram(Pressing.eventful + " f2")
    var lanes = diagram.start
    for change in diagram.changes { lanes[change.lane] = change.state }
    #expect(lanes == desk.lab.state.servers.map(SpaceTimeDiagram.Lane.init))
    #expect(
      Pressing("n*3 3 k f2").lab.views.spaceTime.diagram!.changes.last?.state.standing == .crashed)
  }

  @Test("up and down walk the events; page keys walk many; the view does not change the run")
  func walking() {
    var desk = Pressing(Pressing.eventful + " f2")
    let end = desk.position
    desk.press("up*3")
    #expect(desk.position == end - 3)
    desk.press("down")
    #expect(desk.position == end - 2)
    desk.press("page-up")
    #expect(desk.position < end - 6)
    desk.press("end")
    #expect(desk.position == end && desk.lab.history.branch.records.count == end)
  }

  @Test("looking from farther away shows more time, up to the farthest")
  func zoom() {
    var desk = Pressing(Pressing.eventful + " f2 ,")
    var lengths: [Int] = []
    for _ in 0..<SpaceTimeModel.scales.count {
      let marks = desk.lab.views.spaceTime.diagram!.marks
      lengths.append(marks.last!.event.time - (marks.first { $0.row >= 0 }?.event.time ?? 0))
      desk.press(",")
    }
    #expect(lengths == lengths.sorted() && lengths.first! < lengths.last!)
    #expect(desk.lab.views.spaceTime.scale == SpaceTimeModel.scales.last!)
  }

  @Test("a long silence is cut short and says how long it was")
  func silence() {
    let desk = Pressing("n space*4 f2 ,", columns: 120, rows: 40)
    let diagram = desk.lab.views.spaceTime.diagram!
    #expect(!diagram.silences.isEmpty)
    #expect(desk.rows.contains { $0.contains("…") && $0.contains("ms") })
  }

  @Test("a split, a cut and a healing are written across all lanes")
  func banners() {
    let rows = Pressing("n*3 p 1 2 enter space h f2").rows
    #expect(rows.contains { $0.contains("┃ {S1 S2}") || $0.contains("{S1 S2} ┃") })
    #expect(rows.contains { $0.contains("healed") })
  }

  @Test("how one came to a moment does not show")
  func paths() {
    let walked = Pressing(Pressing.eventful + " left*25 f2")
    var jumped = Pressing(Pressing.eventful + " f2 home")
    jumped.lab.seek(to: walked.position)
    jumped.lab.handle(.resize(jumped.lab.look.size))
    #expect(walked.lab.frame().text == jumped.lab.frame().text)
  }
}
