import Screen

// What the screen shows.
extension Laboratory {
  /// The whole screen, at the size last told.
  package func frame() -> Surface {
    var memory = PaneMemory()
    return FramePainter(glance).frame(remembering: &memory)
  }

  /// The same, where what the frame before showed as well is not drawn again; clicks and the keys
  /// that scroll look up what it drew where.
  ///
  /// - Parameter memory: of the frames of this laboratory alone.
  package mutating func frame(remembering memory: inout PaneMemory) -> Surface {
    let frame = FramePainter(glance).frame(remembering: &memory)
    seen = HitMap(of: frame)
    return frame
  }

  /// The least size at which every server has its row, and an event its explanation.
  package var minimumSize: Size { FramePainter(glance).minimumSize }
}
