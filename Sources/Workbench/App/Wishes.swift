/// What is wished of the surroundings: the application is a value and does nothing by itself.
package struct Wishes: Sendable {
  /// What is asked for of the disk and not yet carried out, in order.
  package internal(set) var files: [FileRequest] = []
  /// Whether the whole screen must be drawn again, whatever was there.
  var redraw = false
  /// What the terminal is to put on the clipboard.
  var clipboard: String?
  /// Whether the user has had enough.
  package internal(set) var end = false
  /// What records the screen, while it is being recorded.
  var recorder: Recorder?
  /// Finds the schemes to choose from, when they are asked for.
  let findSchemes: @Sendable () -> [Scheme]

  init(findSchemes: @escaping @Sendable () -> [Scheme]) { self.findSchemes = findSchemes }
}
