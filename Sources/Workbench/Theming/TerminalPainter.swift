import Screen

/// Uses what the scheme says as it stands: nobody but the terminal knows what its colours are.
struct TerminalPainter: Painter {
  let scheme: Scheme

  func terms() -> [Style] {
    scheme.terms.isEmpty ? [Style(scheme[.base05])] : scheme.terms.map(style)
  }

  func style(of ink: Theme.Ink) -> Style { style(scheme.styles[ink] ?? ink.recipe) }

  private func style(_ recipe: Recipe) -> Style {
    Style(
      recipe.foreground.map { scheme[$0] } ?? .standard,
      on: recipe.background.map { scheme[$0] } ?? .standard, attributes: recipe.attributes)
  }
}
