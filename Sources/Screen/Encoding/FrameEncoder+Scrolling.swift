// Lines that moved up or down are moved by the terminal.
extension FrameEncoder {
  /// Rows that moved together.
  private struct Move {
    /// How far down; negative is up.
    var distance: Int
    /// Where they are now.
    var rows: Range<Int>

    /// The rows between which the terminal scrolls: where they were, and where they are.
    var margins: Range<Int> {
      distance > 0
        ? rows.lowerBound - distance..<rows.upperBound
        : rows.lowerBound..<rows.upperBound - distance
    }
  }

  /// The farthest that lines are looked for.
  private static let reach = 16
  /// How many cells it must save: about what the sequences take.
  private static let least = 24

  /// How many stretches of a frame are scrolled, each within margins of its own.
  private static let limit = 3

  /// Scrolls what moved; returns which of the changed rows still have to be looked at.
  mutating func scroll(towards rows: [[Cell]], changed: [Int]) -> [Int] {
    var changed = changed
    for _ in 0..<Self.limit where changed.count > 1 {
      guard let margins = scrollOnce(towards: rows, changed: changed) else { break }
      // What stayed as it was within the margins has moved away as well.
      let others = changed.filter { !margins.contains($0) }
      let within = margins.filter { !screen[$0].isSame(as: rows[$0]) }
      changed = (others + within).sorted()
    }
    return changed
  }

  /// Scrolls what saves most; nil when nothing saves enough.
  private mutating func scrollOnce(towards rows: [[Cell]], changed: [Int]) -> Range<Int>? {
    guard let move = longestMove(towards: rows, changed: changed) else { return nil }
    let margins = move.margins
    let ground = Cell(style: Style(on: rows[margins.lowerBound][0].style.background))
    let blank = dialect.erases ? ground : Self.unknown
    let scrolled = scrolled(by: move, leaving: blank)
    guard saved(by: scrolled, in: margins, towards: rows) > Self.least else { return nil }
    if dialect.erases {
      let plainer = (style ?? .plain).removing([.underline, .reverse])
      select(plainer.on(resolve(ground.style).background))
    }
    bytes += [0x1B, 0x5B]
    append(margins.lowerBound + 1)
    bytes.append(0x3B)
    append(margins.upperBound)
    bytes.append(0x72)
    sequence(abs(move.distance), final: move.distance > 0 ? "T" : "S")
    bytes += [0x1B, 0x5B, 0x72]
    cursor = nil
    screen.replaceSubrange(margins, with: scrolled)
    return margins
  }

  /// The longest run of rows that stand elsewhere than before.
  private func longestMove(towards rows: [[Cell]], changed: [Int]) -> Move? {
    // What nobody would call moved, a blank line among others, is never looked for.
    let sources = changed.map { (row: $0, hash: hash(of: screen[$0])) }
    var runs: [Int: (start: Int, end: Int)] = [:]
    var best: Move?
    for row in changed {
      let hash = hash(of: rows[row])
      for source in sources where source.hash == hash && source.row != row {
        let distance = row - source.row
        guard abs(distance) <= Self.reach else { continue }
        var run = runs[distance] ?? (row, row)
        // Rows between that stayed the same, such as blank ones, do not end a run.
        if run.end < row, !isMoved(run.end..<row, by: distance, rows) { run = (row, row) }
        run.end = row + 1
        runs[distance] = run
        if run.end - run.start > best?.rows.count ?? 0 {
          best = Move(distance: distance, rows: run.start..<run.end)
        }
      }
    }
    return best
  }

  /// Whether rows look as others did, so far above them.
  private func isMoved(_ range: Range<Int>, by distance: Int, _ rows: [[Cell]]) -> Bool {
    range.allSatisfy { row in
      let source = row - distance
      return screen.indices ~= source && rows[row].isSame(as: screen[source])
    }
  }

  /// What the terminal shows between the margins after it has scrolled.
  private func scrolled(by move: Move, leaving blank: Cell) -> [[Cell]] {
    let emptied = Array(repeating: blank, count: size.columns)
    return move.margins.map { row in
      let source = row - move.distance
      return move.margins.contains(source) ? screen[source] : emptied
    }
  }

  /// How many cells fewer differ between the margins after that.
  private func saved(
    by scrolled: [[Cell]], in margins: Range<Int>, towards rows: [[Cell]]
  ) -> Int {
    zip(margins, scrolled).reduce(0) { count, moved in
      count + differences(of: rows[moved.0], from: screen[moved.0])
        - differences(of: rows[moved.0], from: moved.1)
    }
  }

  private func differences(of cells: [Cell], from others: [Cell]) -> Int {
    // What was scrolled to the right place, and what stayed there, is the same to the last bit.
    if cells.isSame(as: others) { return 0 }
    return cells.withUnsafeBufferPointer { cells in
      others.withUnsafeBufferPointer { others in
        cells.indices.count { !isSame(cells[$0], others[$0]) }
      }
    }
  }

  /// A number for a row, the same for rows that are the same.
  private func hash(of row: [Cell]) -> UInt64 {
    row.withUnsafeBufferPointer { cells in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for cell in cells {
        hash = (hash ^ cell.glyph ^ cell.style.fingerprint) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      return hash
    }
  }
}
