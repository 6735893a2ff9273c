import RaftCore
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Charts") struct ChartsTests {
  private func servers(_ desk: Pressing) -> [ServerState] {
    desk.lab.history.look(after: 0).state.servers
  }

  @Test(
    "a series counts every message once, however long its slices", arguments: [50, 1000, 100_000])
  func totals(step: Int) {
    let desk = Pressing(Pressing.eventful)
    let branch = desk.lab.history.branch
    var series = ChartSeries(start: 0, step: step, servers: servers(desk), position: 0)
    series.extend(along: branch, to: branch.end)
    #expect(series.count <= ChartSeries.limit)
    let records = (0..<branch.records.count).map { branch.records[$0] }
    for kind in 0..<ChartSeries.kinds {
      let parcel = EventRecord.Parcel(rawValue: UInt8(kind))
      let expected = records.count { record in
        guard let own = record.parcel, record.kind != .stimulus else { return false }
        return record.kind == .loss ? parcel == nil : own == parcel
      }
      #expect(series.count(of: kind, in: 0..<series.count) == expected)
    }
  }

  @Test("at 80 columns the messages' names are whole")
  func names() {
    for language in Language.allCases {
      let desk = Pressing(
        Pressing.eventful + " f6", columns: 80, rows: 24, language: language)
      #expect(desk.rows.contains { $0.hasPrefix(" AppendEntries ") })
      #expect(!desk.rows.contains { $0.prefix(20).dropFirst(2).contains("…") })
    }
  }

  @Test("a small screen keeps a strip for every server", arguments: [(5, 14), (9, 18)])
  func strips(servers: Int, rows: Int) {
    let desk = Pressing("n f6", servers: servers, columns: 60, rows: rows)
    for number in 1...servers {
      #expect(desk.rows.contains { $0.dropFirst().hasPrefix("S\(number) ") }, "S\(number)")
    }
    #expect(desk.rows.contains { $0.hasPrefix(" RequestVote ") })
  }

  @Test("the end of a series is the cluster; its slices are what servers were then")
  func states() {
    let desk = Pressing(Pressing.eventful)
    let branch = desk.lab.history.branch
    var series = ChartSeries(start: 0, step: 1000, servers: servers(desk), position: 0)
    series.extend(along: branch, to: branch.end)
    for (place, host) in desk.lab.cluster.hosts.enumerated() {
      let state = series.state(of: place, in: series.count - 1)
      #expect(state.standing == EventRecord.Standing(host))
      #expect(Int(state.term) == host.server.currentTerm)
      #expect(Int(state.commitIndex) == host.server.commitIndex)
    }
    var timeline = desk.lab.timeline!
    let slice = series.count / 2
    timeline.seek(toTime: (slice + 1) * series.step - 1)
    for (place, host) in timeline.cluster.hosts.enumerated() {
      #expect(Int(series.state(of: place, in: slice).term) == host.server.currentTerm)
    }
  }

  @Test("a series that grew is the one made at once")
  func growing() {
    let desk = Pressing(Pressing.eventful)
    let branch = desk.lab.history.branch
    var grown = ChartSeries(start: 0, step: 100, servers: servers(desk), position: 0)
    for time in stride(from: 0, through: branch.end, by: 7777) {
      grown.extend(along: branch, to: time)
    }
    grown.extend(along: branch, to: branch.end)
    var whole = ChartSeries(start: 0, step: 100, servers: servers(desk), position: 0)
    whole.extend(along: branch, to: branch.end)
    #expect(grown.step == whole.step && grown.count == whole.count)
    for slice in 0..<whole.count {
      for server in 0..<5 {
        #expect(grown.state(of: server, in: slice) == whole.state(of: server, in: slice))
      }
    }
  }

  @Test("a part of the run begins with what servers were then")
  func part() {
    let desk = Pressing(Pressing.eventful + " f6 .*5")
    let model = desk.lab.views.charts
    #expect(model.span == 1_000_000 && model.range.lowerBound > 0)
    var timeline = desk.lab.timeline!
    timeline.seek(toTime: model.range.lowerBound)
    for (place, host) in timeline.cluster.hosts.enumerated() {
      #expect(Int(model.series!.state(of: place, in: 0).term) == host.server.currentTerm)
    }
  }

  @Test("the columns of a chart together count what the series does, without gaps or repeats")
  func columns() {
    let desk = Pressing(Pressing.eventful + " f6")
    let series = desk.lab.views.charts.series!
    for columns in [7, 60, 100, 1500] {
      let scale = ChartScale(
        series: series, range: desk.lab.views.charts.range, columns: columns)
      for kind in 0..<ChartSeries.kinds {
        let total = series.count(of: kind, in: 0..<series.count)
        #expect(scale.counts(of: kind).reduce(0, +) == total, "\(columns) columns, kind \(kind)")
      }
    }
  }

  @Test("a click goes to its moment")
  func click() {
    var desk = Pressing(Pressing.eventful + " f6")
    let end = desk.lab.history.now
    desk.click(48, 8)
    #expect(desk.lab.history.now < end * 2 / 3 && desk.lab.history.now > end / 3)
    #expect(desk.lab.history.isInPast)
  }
}
