import Explorer
import RaftCore

/// How far a search goes, as it is set on the screen.
struct ExplorerDials: Hashable, Sendable {
  var bounds = Bounds()
  var disk = DiskTiming.atomic
  private(set) var chosen = ExplorerDial.counted(.timeouts)

  mutating func choose(by steps: Int) {
    let all = ExplorerDial.allCases
    let place = all.firstIndex(of: chosen) ?? 0
    chosen = all[max(0, min(all.count - 1, place + steps))]
  }

  /// Makes the chosen bound wider or narrower. Below 1 a highest term and a longest log bound nothing.
  mutating func change(by step: Int) {
    switch chosen {
    case .counted(let thing):
      let most = thing == .writes ? Self.mostWrites : Bounds.greatestCount
      bounds[thing] = max(0, min(most, (bounds[thing] ?? 0) + step))
    case .terms: bounds.terms = Self.changed(bounds.terms, by: step)
    case .entries: bounds.entries = Self.changed(bounds.entries, by: step)
    case .messages:
      bounds.messages = max(1, min(Bounds.mostMessages, bounds.messages + step))
    case .disk: disk = disk == .atomic ? .stepwise : .atomic
    }
  }

  private static func changed(_ bound: Int?, by step: Int) -> Int? {
    let value = (bound ?? 0) + step
    return value < 1 ? nil : min(999, value)
  }

  /// As many as there are clients.
  private static let mostWrites = 9

  /// A bound as it is set; nil: none.
  func value(of dial: ExplorerDial) -> Int? {
    switch dial {
    case .counted(let thing): bounds[thing]
    case .terms: bounds.terms
    case .entries: bounds.entries
    case .messages: bounds.messages
    case .disk: nil
    }
  }
}

/// Something that bounds a search, or a choice of what is a step.
package enum ExplorerDial: CaseIterable, Hashable, Sendable {
  case counted(Bounds.Countable)
  case terms, entries, messages
  case disk

  package static let allCases: [ExplorerDial] =
    Bounds.Countable.allCases.map { .counted($0) } + [.terms, .entries, .messages, .disk]
}
