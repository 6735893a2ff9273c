import Screen
import Simulation

/// One thing that a key can do, in one place: everything about it but its words, which each
/// language has (`Labels.title(of:in:)`, `Labels.hint(of:)`).
///
/// Dispatch, footer, help, palette, the plain mode and the README's table of keys are reads of these
/// rows. One more key is one more row and its words.
package struct CommandRow: Sendable {
  package let command: KeyCommand
  /// Where it holds.
  package internal(set) var context = Keymap.Context.normal
  /// Under which heading it is shown.
  package internal(set) var group = Keymap.Group.modes
  /// The keys that raftlab comes with; users may choose others.
  package let keys: [Key]
  /// Shown for the keys together, where listing them would be long.
  let label: String?
  /// When the footer offers it; nil when it never does.
  let offer: Offer?
  /// Whether it says by itself what it does, so that the palette finds it from elsewhere too.
  let isFoundElsewhere: Bool
  let spoken: Spoken
  /// What the cluster must be capable of, whoever runs it.
  let needs: Capabilities
  /// The same, and to take acts if it is one: kept, as each footer asks it of most rows.
  private(set) var allNeeds: Capabilities
  let act: Act

  /// Does it. The key tells a row that several keys share which of them it was.
  typealias Act = @Sendable (_ lab: inout Laboratory, _ key: Key?) -> Void

  /// What the plain mode, which draws nothing, makes of it.
  enum Spoken: Sendable {
    /// It does the same there.
    case same
    /// It does the same there, but who cannot see it has no use for it: the help leaves it out.
    case silent
    /// It means something only where there is a picture.
    case picture
    /// It is answered in words.
    case answered(SpokenLaboratory.Question)
  }

  init(
    _ command: KeyCommand, _ keys: [Key], label: String? = nil, offer: Offer? = nil,
    isFoundElsewhere: Bool = false, spoken: Spoken = .same, needs: Capabilities = [],
    _ act: @escaping Act
  ) {
    self.command = command
    self.keys = keys
    self.label = label
    self.offer = offer
    self.isFoundElsewhere = isFoundElsewhere
    self.spoken = spoken
    self.needs = needs
    allNeeds = needs
    self.act = act
  }

  /// When and where the footer offers a command, and in which word.
  struct Offer: Sendable {
    /// The lowest stand first: what the lesson has of its own (0 …), then the view (10 …), then what
    /// is always possible, by use (20 …).
    let rank: Int
    /// Whether it always stands at the end of the footer, however little room there is.
    let isLast: Bool
    let isOpen: @Sendable (Glance) -> Bool
    /// The command in a word where that depends on what it would do now; nil: its hint.
    let word: (@Sendable (Glance) -> String)?

    init(
      _ rank: Int, isLast: Bool = false,
      when isOpen: @escaping @Sendable (Glance) -> Bool = { _ in true },
      word: (@Sendable (Glance) -> String)? = nil
    ) {
      self.rank = rank
      self.isLast = isLast
      self.isOpen = isOpen
      self.word = word
    }

    static let last = Offer(0, isLast: true)
  }
}

extension CommandRow {
  /// Every row, in the order in which keys are listed.
  static let all: [CommandRow] = {
    let always = [time, servers, programs, clients, network, screen, views]
    let kept = [lessons, lessonLists, sessions]
    let modes = [
      splitting, linking, messages, branchList, themeList, featureList, memberList, writing, acting,
      filtering, finding,
      searching, seeking, asking, ruleList, goingToEvent, hurrying, reading, namingExperiment,
      turning,
    ]
    return (always + kept + modes).flatMap { $0 }
  }()

  /// Whether it does something to the cluster, which has no past to do it in if it is a real one.
  var actsOnCluster: Bool {
    switch command {
    case .selectServer, .selectPrevious, .selectNext: false
    default: [.servers, .programs, .clients, .network].contains(group)
    }
  }

  /// Whether no real cluster has a counterpart for it.
  var isForModelsOnly: Bool {
    if !needs.isDisjoint(with: .ofModels) { return true }
    switch command {
    case .sync, .slowDisk, .retry, .giveUp, .readByLease, .duplicateMessage, .release: return true
    default: return false
    }
  }

  /// The row of a command in a context.
  static func row(of command: KeyCommand, in context: Keymap.Context) -> CommandRow? {
    table[Place(command: command, context: context)]
  }

  private struct Place: Hashable {
    let command: KeyCommand
    let context: Keymap.Context
  }

  private static let table = Dictionary(
    all.map { (Place(command: $0.command, context: $0.context), $0) },
    uniquingKeysWith: { first, _ in first })

  /// The rows of some contexts that a footer offers at some time, by rank: their places in `all`.
  static func offered(in contexts: [Keymap.Context]) -> [Int] { offered[contexts] ?? [] }

  private static let offered: [[Keymap.Context]: [Int]] = {
    let lessons: [Keymap.Context?] = [nil, .lesson, .lessonAway]
    let views = [nil] + ViewKind.allCases.compactMap(\.context)
    let together = lessons.flatMap { lesson in
      views.map { view in
        (view == .explorer ? [view, lesson, .normal] : [lesson, view, .normal]).compactMap { $0 }
      }
    }
    let alone = Keymap.Context.allCases.filter { $0 != .normal }.map { [$0] }
    let offers = all.indices.filter { all[$0].offer != nil }
    return Dictionary(
      uniqueKeysWithValues: (together + alone).map { contexts in
        let places = offers.filter { contexts.contains(all[$0].context) }
        return (contexts, places.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) })
      })
  }()

  /// Where it stands in a footer.
  private var rank: Int { offer.map { $0.isLast ? 1000 + $0.rank : $0.rank } ?? .max }

  /// Rows of one group and context.
  static func rows(
    of group: Keymap.Group, in context: Keymap.Context = .normal, _ rows: [CommandRow]
  ) -> [CommandRow] {
    rows.map { row in
      var row = row
      row.group = group
      row.context = context
      if row.actsOnCluster { row.allNeeds.formUnion(.acting) }
      return row
    }
  }
}

// Keys that many rows share, as readers, vi and Emacs have them.
extension [Key] {
  static let up: [Key] = [.init(.up), "k", .control("p")]
  static let down: [Key] = [.init(.down), "j", .control("n")]
  static let pageUp: [Key] = [.init(.pageUp), .control("u"), "alt-v"]
  static let pageDown: [Key] = [.init(.pageDown), .control("d"), .control("v")]
  static let home: [Key] = [.init(.home), "g"]
  static let end: [Key] = [.init(.end), "G"]
  /// Without letters, where letters are typed.
  static let leaveText: [Key] = [.init(.escape), .control("g"), .control("c")]
  static let leave: [Key] = leaveText + ["q"]
  static let digits: [Key] = "123456789".map { Key.character($0) }
}
