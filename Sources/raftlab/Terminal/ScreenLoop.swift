import Screen
import Workbench

/// Plays the application on a display: input in, frames out.
enum ScreenLoop {
  /// Runs until the user has had enough, or the display is gone.
  ///
  /// While nothing moves by itself it waits for input, and costs nothing.
  ///
  /// - Parameters:
  ///   - desk: writes the files that the application asks for.
  ///   - journals: keeps the runs.
  /// - Returns: the signal that ended it, if one did.
  static func play<Screen: Display & ~Copyable>(
    _ laboratory: inout Laboratory, on display: inout Screen, with desk: inout FileService,
    keeping journals: inout JournalService
  ) -> Signal? {
    let clock = ContinuousClock()
    defer {
      journals.finish(&laboratory)
      desk.serveLast(&laboratory)
    }
    var panes = PaneMemory()
    var wait = OpeningLine()
    show(&laboratory, &panes, &wait, on: &display, with: &desk, keeping: &journals)
    var latest = clock.now
    while !laboratory.isDone {
      let patience = journals.isBehind(laboratory) ? Duration.zero : laboratory.patience
      let next = wait.takeEvent() ?? display.nextEvent(within: patience)
      guard let event = next else { return nil }
      let now = clock.now
      laboratory.tick(now - latest)
      latest = now
      laboratory.handle(event)
      if case .terminate(let signal) = event { return signal }
      if laboratory.isUnchanged { continue }
      show(&laboratory, &panes, &wait, on: &display, with: &desk, keeping: &journals)
    }
    return nil
  }

  /// Shows a frame. What the last act asked for is written before it is seen.
  private static func show<Screen: Display & ~Copyable>(
    _ laboratory: inout Laboratory, _ panes: inout PaneMemory, _ wait: inout OpeningLine,
    on display: inout Screen, with desk: inout FileService, keeping journals: inout JournalService
  ) {
    journals.keep(&laboratory)
    let language = laboratory.language
    wait.begin()
    desk.serve(&laboratory) { wait.goesOn($0, on: &display, in: language) }
    if let opened = desk.opened.take() {
      journals.goOn(with: opened.path, opened.reading, &laboratory)
    }
    var frame = laboratory.frame(remembering: &panes)
    laboratory.record(frame)
    laboratory.drawRecordingSign(into: &frame)
    if journals.failure != nil {
      laboratory.drawUnsavedSign(laboratory.language.commandTexts.unsavedSign, into: &frame)
    }
    display.listen(toMouse: laboratory.listensToMouse)
    if laboratory.takeRedraw() { display.redraw() }
    if let text = laboratory.takeClipboard() { display.copy(text) }
    display.present(frame)
    wait.frame = frame
  }
}
