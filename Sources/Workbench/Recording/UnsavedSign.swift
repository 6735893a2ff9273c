import Screen

// What says on the screen that something is not on the disk.
extension Laboratory {
  /// Shows on a frame that the run cannot be saved, for as long as that is so; over the program's
  /// name, or beside the sign of a recording. No recording has it: it is drawn after that was made.
  package func drawUnsavedSign(_ words: String, into frame: inout Surface) {
    guard frame.size.rows > 0 else { return }
    let text = " ! \(words) "
    let style = theme[.violation]
    let column = isRecording ? TitleBar.nameColumns : 0
    frame.fill(
      Rect(column: column, row: 0, columns: TextWidth.standard.of(text), rows: 1), style: style)
    frame.draw(text, at: Point(column: column, row: 0), style: style)
  }
}
