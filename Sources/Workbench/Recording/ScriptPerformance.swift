import RaftCore
import Screen
import Simulation
import Teaching

/// A script played on a film: what it says stays as long as it takes to read, its runs are shown at
/// their speed, its chapters are marked, its questions are asked and answered.
package struct ScriptPerformance: Sendable {
  private var performance: Performance
  private var runner: ScriptRunner
  private let script: Script
  private let language: Language

  /// - Parameter laboratory: at the beginning of a run of the script's settings.
  package init(
    _ script: Script, at laboratory: Laboratory, pacing: Pacing = Pacing(), rate: Int = 20
  ) {
    self.script = script
    language = laboratory.language
    performance = Performance(laboratory, pacing: pacing, rate: rate)
    runner = ScriptRunner(script, on: laboratory.timeline)
  }

  /// How many steps there are.
  package var count: Int { script.steps.count }

  /// What went otherwise than the script expected.
  package var failures: [ScriptFailure] { runner.failures }

  /// The run as far as it has come.
  package var timeline: Timeline { performance.laboratory.timeline }

  /// Plays all steps and ends the film.
  ///
  /// - Parameter progress: is told how many steps are done.
  /// - Returns: what the film's file holds.
  package mutating func play(
    on film: inout some Film, progress: (Int) -> Void = { _ in }
  ) -> String {
    say(title, on: &film)
    while let step = runner.step {
      perform(step, on: &film)
      progress(runner.next)
    }
    performance.hold(performance.pacing.edge, on: &film)
    return film.develop(at: performance.now)
  }

  /// What is said before the first step.
  private var title: String {
    let about = script.about.map { "\n\($0[language])" } ?? ""
    return script.title[language] + about
  }

  private mutating func perform(_ step: ScriptStep, on film: inout some Film) {
    switch step.kind {
    case .say(let text): say(text[language], on: &film)
    case .ask(let question): say(asked(question), on: &film)
    case .explain(let text): say(explained(text), on: &film)
    case .mark(let chapter): film.mark(chapter[language], at: performance.now)
    case .run: return run(on: &film)
    case .act: return act(on: &film)
    case .cluster: return performance.change(on: &film) { $0.renew { runner.perform(on: &$0) } }
    case .pause(let span): performance.hold(span ?? performance.pacing.beat, on: &film)
    case .speed(let permille):
      performance.change(on: &film) { $0.playback = Playback(permille: permille) }
    case .view(let view): performance.change(on: &film) { $0.view = view.kind }
    case .expect, .highlight: break
    }
    performance.change(on: &film) { runner.perform(on: &$0.timeline) }
  }

  // MARK: Texts

  private mutating func say(_ text: String, on film: inout some Film) {
    performance.change(on: &film) { $0.caption = text }
    performance.hold(performance.pacing.time(toRead: text), on: &film)
  }

  private func asked(_ question: Question) -> String {
    let servers = performance.laboratory.cluster.hosts.count
    let choices = question.choices(in: language, servers: servers).enumerated().map {
      "\(question.key(ofChoice: $0, servers: servers))  \($1)"
    }
    let text = language.scriptPhrases.question(question.text[language])
    return ([text] + choices).joined(separator: "\n")
  }

  private func explained(_ text: ScriptText) -> String {
    guard let question = runner.question(before: runner.next),
      let place = try? question.answer(in: performance.laboratory.cluster)
    else { return text[language] }
    let choices = question.choices(
      in: language, servers: performance.laboratory.cluster.hosts.count)
    return language.scriptPhrases.answer(choices[place]) + "\n" + text[language]
  }

  // MARK: The cluster

  private mutating func act(on film: inout some Film) {
    performance.change(on: &film) { lab in lab.move { runner.perform(on: &$0) } }
    performance.hold(performance.pacing.beat, on: &film)
  }

  /// Lets the cluster run, at its speed or, when that would take too long, as fast as it takes.
  private mutating func run(on film: inout some Film) {
    var ahead = performance.laboratory.timeline
    var scout = runner
    scout.perform(on: &ahead)
    let span = ahead.now - performance.laboratory.timeline.now
    let usual = performance.laboratory.playback.permille
    let needed = span * 1000 / performance.pacing.longestRun
    let permille = max(usual, needed)
    runner.begin(on: performance.laboratory.timeline)
    performance.animate(on: &film) { lab, micros in
      let time = lab.timeline.now + max(1, micros * permille / 1000)
      var isOver = false
      lab.move { isOver = runner.advance(on: &$0, until: time) }
      return isOver
    }
    performance.hold(performance.pacing.beat, on: &film)
  }
}

extension Laboratory {
  /// Puts another run in the place of this one.
  fileprivate mutating func renew(_ body: (inout Timeline) -> Void) {
    body(&timeline)
    before = timeline.cluster.hosts
    markedSince = timeline.position
    selected = ServerID(1)
  }
}

extension ScriptView {
  /// The view of the laboratory.
  fileprivate var kind: Laboratory.ViewKind {
    switch self {
    case .cluster: .cluster
    case .spaceTime: .spaceTime
    case .rules: .rules
    case .inspector: .inspector
    case .history: .history
    }
  }
}
