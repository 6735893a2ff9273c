import Ncurses
import Screen
import Workbench

/// Plays the application in lines: keys in, sentences out.
enum PlainStage {
  /// Runs until the user has had enough, or input ends.
  ///
  /// - Returns: the signal that ended it, if one did.
  static func play(
    _ laboratory: inout Laboratory, in session: inout PlainSession, with desk: inout FileDesk,
    keeping journals: inout JournalDesk
  ) -> Signal? {
    var recital = Recital(laboratory)
    defer {
      laboratory = recital.lab
      journals.finish(&laboratory)
      desk.serveLast(&laboratory)
    }
    session.say(recital.opening())
    let clock = ContinuousClock()
    var latest = clock.now
    while !recital.lab.isDone {
      journals.keep(&recital.lab)
      desk.serve(&recital.lab)
      if let opened = desk.opened.take() {
        journals.goOn(with: opened.path, opened.reading, &recital.lab)
      }
      let timeout = recital.lab.isAnimated ? Motion.reduced.frameMilliseconds : nil
      guard let event = session.nextEvent(timeoutMilliseconds: timeout) else { return nil }
      let now = clock.now
      session.say(recital.tick(Stage.microseconds(from: latest, to: now)))
      latest = now
      session.say(recital.take(event))
      if case .terminate(let signal) = event { return signal }
    }
    return nil
  }
}
