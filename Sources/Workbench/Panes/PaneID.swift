/// What a pane is called, by those who scroll it and point at it.
enum PaneID: UInt8, CaseIterable, Hashable, Sendable {
  case servers, largePrint, flights, clients, why, inspector
  case spaceTime, rules, ruleDetail, history, branches, charts, help, palette, lesson
  /// A list of which one is chosen; the share code.
  case list, code
  /// What belongs to the programs outside.
  case contests, pods, keys, resource
  /// What can happen next, what is searched for, and why not.
  case explorer, search, whyNot
  case experiments, fate, timing
}
