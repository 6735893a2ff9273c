import Screen

/// A part of the screen. It is made from a glance, and knows nothing else.
protocol Pane {
  var id: PaneID { get }

  /// How many rows it needs at least and can use at most, of those that are left for it and for the
  /// panes after it. What is left over goes to the last pane.
  func rows(for space: Size) -> ClosedRange<Int>

  /// Draws it, and notes how far it scrolls, if it does.
  func draw(into surface: inout Surface, in area: Rect)

  /// What it shows, a sentence or a line each, for those who hear it.
  var spoken: [String] { get }

  /// Whether all that it shows follows from the scene (`PaneMemory.Scene`): then it is not drawn
  /// again where the scene is the same.
  var followsFromScene: Bool { get }

  /// What it takes of the body of the screen, when it lies over the view.
  func area(in body: Rect) -> Rect

  /// Draws it, or sets it as it was in the frame before.
  func draw(
    into surface: inout Surface, in area: Rect, of scene: Int, remembering memory: inout PaneMemory
  )
}

extension Pane {
  func rows(for space: Size) -> ClosedRange<Int> { 0...space.rows }
  var spoken: [String] { [] }
  var followsFromScene: Bool { false }
  func area(in body: Rect) -> Rect { body }

  func draw(
    into surface: inout Surface, in area: Rect, of scene: Int, remembering memory: inout PaneMemory
  ) {
    guard !area.isEmpty else { return }
    if followsFromScene {
      memory.draw(.pane(id), edition: scene, into: &surface, in: area) { show(into: &$0, in: area) }
    } else {
      show(into: &surface, in: area)
    }
  }

  /// Draws it, and notes where it is.
  private func show(into surface: inout Surface, in area: Rect) {
    surface.mark(area, as: .pane(id))
    draw(into: &surface, in: area)
  }
}
