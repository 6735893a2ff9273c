import Screen
import Simulation

extension CommandRow {
  /// While the palette is open.
  static let searching = rows(
    of: .modes, in: .searching,
    [
      CommandRow(.chooseUp, [.init(.up), .control("p")], offer: Offer(1)) { lab, _ in
        lab.chooseCommand(by: -1)
      },
      CommandRow(.chooseDown, [.init(.down), .control("n"), .init(.tab)], offer: Offer(2)) {
        lab, _ in lab.chooseCommand(by: 1)
      },
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in lab.performChosen() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// What the palette finds for what is typed.
  func paletteEntries(for typed: String) -> [PaletteSearch.Entry] {
    palette.entries(for: typed)
  }

  /// What the palette looks through; told again only where that is something else.
  var palette: PaletteSearch {
    let scope = PaletteSearch.Scope(
      contexts: contextsOfView, language: language, servers: state.servers.count)
    if let palette = views.palette, palette.scope == scope { return palette }
    return PaletteSearch(scope, keymap: look.keymap)
  }

  /// The command that is chosen in the palette, if it is open.
  var chosenCommand: PaletteSearch.Entry? {
    guard case .searching(let typed, let chosen) = mode else { return nil }
    let entries = paletteEntries(for: typed)
    return entries.indices.contains(chosen) ? entries[chosen] : nil
  }

  fileprivate mutating func chooseCommand(by steps: Int) {
    guard case .searching(let typed, let chosen) = mode else { return }
    let count = paletteEntries(for: typed).count
    views.mode = .searching(typed, chosen: max(0, min(count - 1, chosen + steps)))
  }

  fileprivate mutating func performChosen() {
    guard let entry = chosenCommand else { return }
    views.mode = .normal
    perform(entry.command, by: entry.key)
  }
}
