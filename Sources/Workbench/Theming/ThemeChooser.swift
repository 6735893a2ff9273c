/// The themes to choose from, and the one to return to.
struct ThemeChooser: Sendable {
  let schemes: [Scheme]
  let before: Theme
}
