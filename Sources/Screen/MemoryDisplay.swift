/// A display for tests: keeps the last frame, counts what changed, plays events that were given.
package struct MemoryDisplay: Display, Sendable {
  package private(set) var size: Size
  /// The frame shown last.
  package private(set) var surface: Surface?
  /// How many frames were shown.
  package private(set) var frames = 0
  /// Cells that differed from the frame before, over all frames.
  package private(set) var changedCells = 0
  /// Bytes that xterm with 256 colours would have been sent, over all frames.
  package private(set) var bytes = 0
  private var encoder = FrameEncoder(.xterm(depth: .indexed))
  /// What `nextEvent` will give, in order; after the last it gives nil.
  package var events: [InputEvent]

  package init(size: Size, events: [InputEvent] = []) {
    self.size = size
    self.events = events
  }

  package mutating func present(_ surface: Surface) {
    changedCells += FrameDiff(from: self.surface, to: surface).count
    encoder.encode(surface)
    bytes += encoder.bytes.count
    self.surface = surface
    frames += 1
  }

  package mutating func nextEvent(timeoutMilliseconds: Int?) -> InputEvent? {
    guard !events.isEmpty else { return nil }
    let event = events.removeFirst()
    if case .resize(let size) = event { self.size = size }
    return event
  }
}
