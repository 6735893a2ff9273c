/// What somebody may have meant who wrote something unknown.
package enum Spelling {
  /// The candidate nearest to `word`, if one is near enough to be a slip of the fingers: at most one
  /// edit in three letters, or a beginning of it that no other candidate shares.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    guard !word.isEmpty else { return nil }
    let completions = candidates.filter { $0.hasPrefix(word) }
    if word.utf8.count >= 3, completions.count == 1 { return completions[0] }
    let ranked = candidates.map { (candidate: $0, edits: edits(from: word, to: $0)) }
    // `min` takes the first of equals, so the order of the candidates decides.
    guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
    return best.edits <= max(1, best.candidate.utf8.count / 3) ? best.candidate : nil
  }

  /// How many letters must be added, removed, replaced or swapped with their neighbour.
  static func edits(from source: String, to target: String) -> Int {
    let source = Array(source.utf8)
    let target = Array(target.utf8)
    var beforeLast = [Int](repeating: 0, count: target.count + 1)
    var last = Array(0...target.count)
    for (row, letter) in source.enumerated() {
      var current = [row + 1] + Array(repeating: 0, count: target.count)
      for (column, other) in target.enumerated() {
        var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1)
        cost = min(cost, current[column] + 1)
        if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current[column + 1] = cost
      }
      beforeLast = last
      last = current
    }
    return last[target.count]
  }
}
