import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Experiments on the screen") struct ExperimentsScreenTests {
  /// A small one, from a file.
  private static let source = """
    version: 1
    title: {en: How long, zh: 多久}
    cluster: {servers: 3}
    vary:
      - {election-timeout: 150-200ms}
      - {election-timeout: 150-300ms}
    trials: 30
    prepare:
      - run: until leader elected
      - act: crash leader
    trial:
      - wait: 0-10ms
    measure: {until: leader elected, within: 2s}
    """

  private func desk(
    _ keys: String = "f9", columns: Int = 80, rows: Int = 24, language: Language = .english
  ) throws -> Pressing {
    var desk = Pressing(columns: columns, rows: rows, language: language)
    let experiment = try Experiment(source: Self.source)
    desk.lab.take(.experiment(.read(name: "mine", source: Self.source, experiment)))
    desk.press(keys)
    return desk
  }

  @Test("it looks as it was seen to look, in both languages", arguments: Language.allCases)
  func looks(language: Language) throws {
    let tag = language == .english ? "en" : "zh"
    for (columns, rows) in [(80, 24), (120, 36)] {
      var desk = try desk(columns: columns, rows: rows, language: language)
      Snapshot.expect(
        desk.lab.frame().text, matches: "experiments-\(columns)x\(rows)-\(tag).txt")
      desk.press("enter")
      desk.lab.finishView()
      #expect(desk.rows.contains { $0.contains("100 % │") })
      // The table follows the plot, as far down as one scrolls.
      desk.press("pagedown*4")
      #expect(desk.rows.contains { $0.contains("b 150-300ms") })
    }
  }

  @Test("it runs in pieces, Esc ends it, Enter goes on, and Esc leads back")
  func pieces() throws {
    var desk = try desk("f9 enter")
    #expect(desk.lab.views.isUnfinished && desk.rows[1].contains(" of 60 trials "))
    desk.press("esc")
    #expect(!desk.lab.isAnimated && desk.lab.views.experiments.study != nil)
    let done = desk.lab.views.experiments.study!.progress.done
    desk.press("enter")
    desk.lab.finishView()
    #expect(done < 60 && desk.lab.views.experiments.study!.progress.done == 60)
    desk.press("esc")
    #expect(desk.lab.views.experiments.study == nil && desk.lab.view == .experiments)
    desk.press("esc")
    #expect(desk.lab.view == .cluster)
  }

  @Test("what is found is what the command finds, and is saved as a picture and a table")
  func results() throws {
    var desk = try desk("f9 enter")
    desk.lab.finishView()
    let experiment = try Experiment(source: Self.source)
    let run = try ExperimentRun(experiment)
    var results = ExperimentResults(name: "mine", source: Self.source, experiment: experiment)
    for job in run.jobs(of: .whole) { results.add(try run.outcomes(of: job), of: job) }
    #expect(desk.lab.views.experiments.study?.results.json == results.json)
    desk.press("S")
    let requests = desk.lab.takeRequests()
    guard case .save(.results, let parts)? = requests.first else {
      Issue.record("nothing is saved: \(requests)")
      return
    }
    #expect(parts.map(\.suffix) == ["svg", "csv"])
    #expect(parts[1].text == ExperimentTable(results).text)
    #expect(parts[0].text.hasPrefix("<svg") || parts[0].text.contains("<svg"))
  }

  @Test("a file is asked for by its path; what is none is told")
  func files() throws {
    var desk = try desk("f9 f")
    desk.type("mine.yaml")
    desk.press("enter")
    #expect(desk.lab.takeRequests() == [.readExperiment(path: "mine.yaml")])
    desk.lab.take(.experiment(.unreadable("mine.yaml:3:1: no")))
    #expect(desk.lab.notice == .noExperiment("mine.yaml:3:1: no"))
    #expect(desk.lab.mode.context == .namingExperiment)
    desk.press("esc S")
    #expect(desk.lab.notice == .nothingMeasured)
  }

  @Test("no size breaks it, and in ASCII all of it is ASCII")
  func sizes() throws {
    var desk = try desk("f9 enter")
    desk.lab.finishView()
    for isLarge in [false, true] {
      desk.lab.look.isLargePrint = isLarge
      for columns in [60, 80, 160] {
        for rows in [14, 24, 50] {
          desk.lab.handle(.resize(Size(columns: columns, rows: rows)))
          desk.press("pagedown up")
          var frame = desk.lab.frame()
          #expect(frame.isWellFormed)
          frame.replace(with: .asciiAlone)
          #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
        }
      }
    }
  }

  @Test("plain lines say the list, and what each line came to")
  func spoken() throws {
    var spoken = SpokenLaboratory(try desk("").lab)
    #expect(spoken.take(.key("f9")).first == "4/4  mine: How long")
    let lines = spoken.take(.key("enter"))
    #expect(lines.contains { $0.hasPrefix("150-200ms: median ") })
  }
}
