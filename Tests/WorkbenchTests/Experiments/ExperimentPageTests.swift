import Screen
import Teaching
import Testing
import Workbench

@Suite("The page of an experiment")
struct ExperimentPageTests {
  private func results(_ name: String, trials: Int) throws -> ExperimentResults {
    let entry = try #require(ExperimentLibrary.entry(named: name))
    var experiment = entry.experiment
    for place in experiment.lines.indices { experiment.lines[place].trials = trials }
    let run = try ExperimentRun(experiment)
    var results = ExperimentResults(
      name: entry.name, source: entry.source, experiment: experiment)
    for job in run.jobs(of: .whole) { results.add(try run.outcomes(of: job), of: job) }
    return results
  }

  private func page(
    _ results: ExperimentResults, in language: Language, columns: Int = 100
  ) -> Surface {
    ExperimentPage(
      results, theme: .dark, language: language, size: Size(columns: columns, rows: 16)
    ).surface
  }

  @Test("Every line has its curve, its letter and its row, and the authors' numbers under it")
  func curves() throws {
    let results = try results("figure-16-timeouts", trials: 30)
    let text = page(results, in: .english).text
    #expect(text.contains("100 % │") && text.contains("  0 % └"))
    for (letter, line) in zip("abcde", results.experiment.lines) {
      #expect(text.contains("\(letter) \(line.name)"))
      let plot = text.split(separator: "\n").filter { $0.contains("│") }
      #expect(plot.contains { $0.contains(letter) }, "no curve has the letter \(letter)")
    }
    #expect(text.contains("  ="))
  }

  @Test("A share stands with its interval beside the formula")
  func shares() throws {
    let results = try results("split-votes", trials: 30)
    let text = page(results, in: .chinese).text
    for line in results.experiment.lines { #expect(text.contains(line.name)) }
    #expect(text.contains("●") && text.contains("◇") && text.contains("├"))
    #expect(text.contains("区间内"))
  }

  @Test("In ASCII all of it is ASCII, in English")
  func ascii() throws {
    for name in ["figure-16-timeouts", "split-votes"] {
      var surface = page(try results(name, trials: 12), in: .english)
      surface.replace(with: .asciiAlone)
      #expect(surface.text.unicodeScalars.allSatisfy { $0.isASCII })
      #expect(!surface.text.contains("?\n"))
    }
  }

  @Test("The same drawing is a picture")
  func picture() throws {
    let surface = page(try results("figure-16-timeouts", trials: 5), in: .english)
    let svg = Picture().svg(of: surface, title: "x")
    #expect(svg.contains("12-24ms") && svg.hasSuffix("</svg>\n"))
  }
}
