import RaftCore
import Simulation

/// The texts of the views beside the cluster's, of the palette and of the mouse, in one language.
package protocol ViewLabels {
  // The space-time view.
  /// Virtual time in a row, in microseconds; nil: an event a row.
  func scale(_ step: TimeSpan?) -> String
  var zoomHint: String { get }
  /// What was done to the network or the rules, in a few words.
  func banner(of stimulus: Stimulus) -> String

  // The rules.
  func title(of group: Rule.Group) -> String
  var switchedOff: String { get }
  var withoutRule: String { get }
  var essentialRule: String { get }
  var ruleIsOn: String { get }
  var ruleIsOff: String { get }
  var neverFired: String { get }
  func firedLast(event: Int) -> String

  // The history.
  var filter: String { get }
  var noFilter: String { get }
  var filterHint: String { get }
  var filterPrompt: String { get }
  func title(of sieve: HistorySieve) -> String
  func title(of kind: EventRecord.Kind) -> String
  func passing(_ count: Int, of total: Int) -> String
  func searched(from first: Int, to last: Int) -> String
  var noEvents: String { get }
  var noneFits: String { get }
  var branchesTitle: String { get }
  /// Where a branch left its parent, under which it stands in the tree, and how long it is: the most
  /// useful first.
  func branchFacts(_ branch: Branch) -> [String]

  // The charts.
  var chartsTitle: String { get }
  /// The length of the part shown, in microseconds; nil: the whole run.
  func span(_ length: TimeSpan?) -> String
  func title(of parcel: EventRecord.Parcel) -> String

  // The palette, the mouse, the help.
  var paletteTitle: String { get }
  var palettePrompt: String { get }
  var noCommand: String { get }
  func mouse(isOn: Bool) -> String
  var themesTitle: String { get }
  func themePrompt(_ name: String, by author: String) -> String
  var clickGoes: String { get }
  var clickChooses: String { get }
  var clickChoosesTwiceGoes: String { get }
  /// An entry of a log that was pointed at.
  func entryTitle(_ index: LogIndex) -> String
  var storedOn: String { get }
  var entryCommitted: String { get }
  var entryNotCommitted: String { get }
  func name(of view: ViewKind) -> String
  /// What the view is for, in a sentence.
  func purpose(of view: ViewKind) -> String
  var helpForView: String { get }
  var helpForAll: String { get }
}

/// What the history lets pass before any filter, from everything to little.
package enum HistorySieve: CaseIterable, Hashable, Sendable {
  case everything
  /// All but heartbeats and their answers.
  case telling
  case milestones
}
