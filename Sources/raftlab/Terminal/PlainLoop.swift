import Ncurses
import Screen
import Workbench

/// Plays the application in lines: keys in, sentences out.
enum PlainLoop {
  /// Runs until the user has had enough, or input ends.
  ///
  /// - Returns: the signal that ended it, if one did.
  static func play(
    _ laboratory: inout Laboratory, in session: inout PlainSession, with desk: inout FileService,
    keeping journals: inout JournalService
  ) -> Signal? {
    var spoken = SpokenLaboratory(laboratory)
    defer {
      laboratory = spoken.lab
      journals.finish(&laboratory)
      desk.serveLast(&laboratory)
    }
    session.say(spoken.opening())
    let clock = ContinuousClock()
    var latest = clock.now
    while !spoken.lab.isDone {
      journals.keep(&spoken.lab)
      desk.serve(&spoken.lab)
      if let opened = desk.opened.take() {
        journals.goOn(with: opened.path, opened.reading, &spoken.lab)
      }
      let timeout = spoken.lab.patience
      guard let event = session.nextEvent(within: timeout) else { return nil }
      let now = clock.now
      session.say(spoken.tick(now - latest))
      latest = now
      session.say(spoken.take(event))
      if case .terminate(let signal) = event { return signal }
    }
    return nil
  }
}
