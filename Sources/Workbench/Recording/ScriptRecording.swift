import RaftCore
import Screen
import Simulation
import Teaching

/// A script played on a sink, as the lesson player shows it: what it says stays as long as it takes
/// to read, its runs are shown at their speed, its chapters are marked, its questions are asked and
/// answered.
package struct ScriptRecording: ~Copyable, Sendable {
  private var recording: KeyRecording
  private let language: Language

  /// - Parameter laboratory: where it is played.
  package init(
    _ script: Script, at laboratory: Laboratory, pacing: Pacing = Pacing(), rate: Int = 20
  ) {
    var laboratory = laboratory
    language = laboratory.language
    laboratory.open(script, id: script.title[language])
    laboratory.lesson?.isFilmed = true
    recording = KeyRecording(laboratory, pacing: pacing, rate: rate)
  }

  private var lab: Laboratory { recording.laboratory }
  private var player: LessonPlayer { lab.lesson! }

  /// How many steps there are.
  package var count: Int { player.script.steps.count }

  /// What went otherwise than the script expected.
  package var failures: [ScriptRunError] { player.runner.failures }

  /// Plays all steps and ends the sink.
  ///
  /// - Parameter progress: is told how many steps are done.
  /// - Returns: what the sink's file holds.
  package mutating func play(
    on sink: inout some RecordingSink, progress: (Int) -> Void = { _ in }
  ) -> String {
    recording.show(on: &sink)
    hold(toRead: title, on: &sink)
    while let step = player.runner.step {
      perform(step, on: &sink)
      progress(player.runner.next)
    }
    recording.hold(recording.pacing.edge, on: &sink)
    return sink.develop(at: recording.now)
  }

  /// What stands there before the first step.
  private var title: String {
    let about = player.script.about.map { "\n\($0[language])" } ?? ""
    return player.script.title[language] + about
  }

  private mutating func perform(_ step: ScriptStep, on sink: inout some RecordingSink) {
    switch step.kind {
    case .run: run(on: &sink)
    case .mark(let chapter):
      sink.mark(chapter[language], at: recording.now)
      show(.waiting, on: &sink)
    case .say(let text), .explain(let text):
      show(.waiting, on: &sink)
      hold(toRead: text[language], on: &sink)
    case .ask(let question):
      show(.asking, on: &sink)
      hold(toRead: asked(question), on: &sink)
    case .act:
      act(on: &sink)
      recording.hold(recording.pacing.beat, on: &sink)
    case .pause(let span):
      show(.waiting, on: &sink)
      recording.hold(span ?? recording.pacing.beat, on: &sink)
    case .cluster, .speed, .view, .expect, .highlight: show(.waiting, on: &sink)
    }
  }

  /// Does what comes next, and shows the keys that do it and the server that they are for.
  private mutating func act(on sink: inout some RecordingSink) {
    var pressed: [Key] = []
    recording.change { lab in
      let count = lab.history.branch.acts.count
      lab.tellMoves { $0.performStep() }
      for placed in lab.history.branch.acts.dropFirst(count) {
        let stimulus = placed.act.stimulus
        let keys = lab.keys(for: stimulus)
        pressed += keys
        guard lab.look.keyEcho != nil else { continue }
        lab.look.keyEcho?.add(keys)
        lab.select(number: stimulus.server?.number)
      }
    }
    sink.press(pressed, at: recording.now)
    recording.show(on: &sink)
  }

  /// Performs the next step and shows what comes of it.
  private mutating func show(_ phase: LessonPlayer.Phase, on sink: inout some RecordingSink) {
    recording.change(on: &sink) { lab in
      if case .cluster = lab.lesson?.runner.step?.kind {
        // Nothing in another cluster has just changed.
        lab.performStep()
      } else {
        lab.tellMoves { $0.performStep() }
      }
      lab.lesson?.phase = phase
    }
  }

  private mutating func hold(toRead text: String, on sink: inout some RecordingSink) {
    sink.say(at: recording.now)
    recording.hold(recording.pacing.time(toRead: text), on: &sink)
  }

  private func asked(_ question: Question) -> String {
    let choices = question.choices(in: language, servers: lab.state.servers.count)
    return ([question.text[language]] + choices).joined(separator: "\n")
  }

  /// Lets the cluster run, at its speed or, when that would take too long, as fast as it takes.
  private mutating func run(on sink: inout some RecordingSink) {
    var ahead = lab.history
    var scout = player.runner
    scout.perform(on: &ahead)
    let span = ahead.now - lab.history.now
    let needed = span * 1000 / recording.pacing.longestRun.microseconds
    let permille = max(lab.playback.permille, needed)
    recording.change(on: &sink) { lab in
      lab.lesson?.runner.begin(on: lab.run.history)
      lab.lesson?.phase = .performing
    }
    recording.animate(on: &sink) { lab, elapsed in
      let isOver = lab.advanceRun(
        until: lab.history.now + max(1, elapsed.microseconds * permille / 1000))
      if isOver { lab.lesson?.phase = .waiting }
      return isOver
    }
    recording.hold(recording.pacing.beat, on: &sink)
  }
}
