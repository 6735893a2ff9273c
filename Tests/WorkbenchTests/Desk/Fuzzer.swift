import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport

@testable import Workbench

/// Somebody who hits the keyboard at random, and looks now and then.
struct Fuzzer {
  private var random: SeededRandom
  private(set) var lab: Laboratory
  private(set) var drawn = 0
  private(set) var contexts: Set<Keymap.Context> = []
  /// Whether a script was opened that takes longer than a frame.
  private var hasHurried = false
  private(set) var mostActs = 0
  private(set) var mostBranches = 0
  private var count = 0

  /// History of a run is begun anew after so many events: long ones make each event slow.
  private static let restartAfter = 300

  init(seed: UInt64) {
    random = SeededRandom(seed)
    lab = Self.start(&random)
  }

  private static func start(_ random: inout SeededRandom) -> Laboratory {
    let off = random.below(3) == 0 ? Rule.allCases.filter(\.isSwitchable) : []
    let rules = off.isEmpty ? [] : [off[random.below(off.count)]]
    var features = Features(Feature.allCases.filter { _ in random.below(4) == 0 })
    for feature in features.switchedOn.compactMap(\.needs) { features[feature] = true }
    return Laboratory(
      settings: Settings(
        servers: 1 + random.below(9), seed: UInt64(random.below(1000)),
        rules: RuleSet(without: rules), features: features),
      language: random.below(2) == 0 ? .english : .chinese, schemes: { Self.schemes })
  }

  private static let schemes = BuiltInSchemes.all

  /// One event; what is wrong after it, if anything is.
  mutating func next() -> String? {
    count += 1
    if count.isMultiple(of: Self.restartAfter) { lab = Self.start(&random) }
    // What plain lines do for F3.
    if count.isMultiple(of: 499), lab.mode == .normal { lab.list(.rules, at: 0) }
    let event = event()
    let context = lab.mode.context
    lab.handle(event)
    for request in lab.takeRequests() { answer(request) }
    contexts.insert(lab.mode.context)
    mostActs = max(mostActs, lab.history.branch.acts.count)
    mostBranches = max(mostBranches, lab.history.branches.count)
    if lab.isDone {
      // Only q and ctrl-c end it, or choosing to quit by name; then somebody starts anew.
      guard
        context == .searching || event == .key("q") || event == .key("ctrl-c")
          || event.isTermination
      else {
        return "\(event) ended it"
      }
      lab = Self.start(&random)
    }
    if let broken = brokenInvariant { return "after \(event): \(broken)" }
    return draw().map { "after \(event): \($0)" }
  }

  /// Carries out what is asked for about sessions: there is one, the run at hand.
  private mutating func answer(_ request: FileRequest) {
    switch request {
    case .saveSession(let name, _, let isReplacing):
      let isOccupied = !isReplacing && random.below(2) == 0
      lab.take(
        isOccupied ? .sessions(.occupied(name: name)) : .saved(.session, files: [name]))
    case .listSessions:
      let entry = SessionEntry(.kept, path: "/a", name: "a")
      lab.take(.sessions(.list(random.below(4) == 0 ? [] : [entry, entry])))
    case .openSession(let entry) where !hasHurried:
      // Once a script that a frame has no time for.
      hasHurried = true
      let source = "version: 1\ntitle: Long\nsteps: [run: 21000 events]\n"
      guard let script = try? Script(source: source) else { return }
      lab.take(.sessions(.opened(entry, .script(script, id: "long"))))
    case .openSession(let entry):
      var keeper = JournalKeeper(of: lab.timeline!.settings)
      let text = keeper.finish(lab.timeline!)?.text ?? ""
      let opened: OpenedSession
      do throws(JournalReading.ReadError) {
        opened = .journal(try JournalReading(Array(text.utf8)))
      } catch {
        opened = .unreadable(.journal(error))
      }
      lab.take(.sessions(.opened(entry, opened)))
    default: break
    }
  }

  // MARK: Looking

  private mutating func draw() -> String? {
    // What is wrong stays wrong: a frame now and then finds it, and small screens cost least.
    let cells = lab.size.columns * lab.size.rows
    guard count.isMultiple(of: cells < 1200 ? 16 : 128) else { return nil }
    drawn += 1
    let frame = lab.frame()
    if frame.size != lab.size { return "the frame is \(frame.size), not \(lab.size)" }
    if !frame.isWellFormed {
      return "a row is not as wide as the screen:\n\(frame.text)"
    }
    return count.isMultiple(of: 32) ? leadsOut() : nil
  }

  /// From wherever this is, esc and q lead out.
  private func leadsOut() -> String? {
    var copy = lab
    copy.handle(.key("esc"))
    if copy.mode != .normal { return "esc does not leave \(lab.mode)" }
    copy.handle(.key("q"))
    if !copy.isDone { return "q does not quit after esc" }
    var other = lab
    other.handle(.key("ctrl-c"))
    other.handle(.key("ctrl-c"))
    return other.isDone ? nil : "ctrl-c twice does not quit from \(lab.mode)"
  }

  private var brokenInvariant: String? {
    let timeline = lab.timeline!
    let branch = timeline.branch
    if timeline.position > branch.records.count { return "the cursor is after the end" }
    if timeline.cluster.eventCount != timeline.position { return "the cluster is elsewhere" }
    if timeline.now > branch.end { return "now \(timeline.now) is after the end \(branch.end)" }
    if !timeline.branches.indices.contains(timeline.branchNumber) { return "no such branch" }
    if let latest = timeline.latest, latest.number != timeline.position {
      return "the reason shown is of event \(latest.number), not \(timeline.position)"
    }
    if timeline.position > 0, timeline.latest == nil { return "nothing explains the last event" }
    if !lab.cluster.members.contains(lab.selected) { return "no such server is selected" }
    let acts = branch.acts.map(\.event)
    if let last = acts.last, last > branch.records.count { return "an act is after the end" }
    // Where a lesson has brought pods, letters are among what is on its way.
    if case .choosingMessage(let id) = lab.mode, lab.cluster.state[flight: id] == nil {
      return "the chosen message is gone"
    }
    return nil
  }

  /// How the screen differs once history has been gone through from the beginning; nil when it does
  /// not.
  func differenceWhenRepeated() -> String? {
    var there = lab
    there.handle(.key("esc"))
    there.handle(.key("end"))
    // Between events time may stand where nothing has happened yet; history has events alone.
    let position = there.history.position
    there.handle(.key("space"))
    if there.history.position == position {
      // Nothing is due: the last event is what both come to.
      there.handle(.key("left"))
      there.handle(.key("right"))
    }
    there.handle(.resize(Size(columns: 160, rows: 60)))
    var back = there
    back.handle(.key("home"))
    back.handle(.key("end"))
    there.handle(.key("end"))
    let (one, other) = (there.frame(), back.frame())
    guard one != other else { return nil }
    let rows = (0..<one.size.rows).filter { !one.hasSameRow($0, as: other) }
    return rows.map { "\($0): \(one.text(row: $0))\n\($0): \(other.text(row: $0))" }
      .joined(separator: "\n")
  }

  // MARK: Hitting

  private mutating func event() -> InputEvent {
    switch random.below(100) {
    case 0..<3: return .resize(size())
    case 3: return .paste(text())
    case 4:
      return .mouse(
        Mouse(
          [.press(.left), .release(.left), .wheelUp, .wheelDown, .press(.right)][random.below(5)],
          at: Point(column: random.below(320), row: random.below(120))))
    case 5: return [.focus(true), .focus(false), .resumed, .idle][random.below(4)]
    case 6..<26:
      lab.tick(.microseconds(random.below(random.below(20) == 0 ? 300_000 : 40_000)))
      return .idle
    case 26..<40: return .key(nearer(bound(Self.boundKeys)))
    // With these every mode is reached, however many keys the others have.
    case 40..<55: return .key(nearer(bound(keysHere)))
    default: return .key(nearer(Self.favourites[random.below(Self.favourites.count)]))
    }
  }

  /// Keys that make something happen, more often than chance has them.
  private static let favourites: [Key] =
    "space space space space n s r w w k k z t p i c h m d D b 1 2 3 4 5 left left right shift-left"
    .split(separator: " ").map { Key(String($0))! }
    + ["enter", "esc", "enter"]

  /// What looks ten virtual seconds ahead takes thousands of events each time: a step in its place,
  /// nine times of ten.
  private mutating func nearer(_ key: Key) -> Key {
    Self.distant.contains(key) && random.below(10) > 0 ? "space" : key
  }

  private static let distant: Set<Key> = ["n", "s", "]", "shift-right"]

  private static let boundKeys = Keymap.standard.bindings.flatMap(\.keys)
  /// Those that mean something where this is.
  private var keysHere: [Key] {
    let contexts = lab.glance.contexts
    return Keymap.standard.bindings.filter { contexts.contains($0.row.context) }.flatMap(\.keys)
  }
  private static let others: [Key] = [
    "é", "领", "alt-x", "ctrl-space", "f12", "page-up", "delete", "~", "0",
  ]

  /// Any key that is bound to anything, and now and then one that is not. q is rare enough.
  private mutating func bound(_ keys: [Key]) -> Key {
    if random.below(8) == 0 { return Self.others[random.below(Self.others.count)] }
    let key = keys[random.below(keys.count)]
    return key == "q" && random.below(4) > 0 ? "space" : key
  }

  private mutating func size() -> Size {
    switch random.below(4) {
    case 0: Size(columns: 1 + random.below(70), rows: 1 + random.below(20))
    case 1: Size(columns: 60 + random.below(3), rows: 10 + random.below(10))
    case 2: Size(columns: 60 + random.below(80), rows: 14 + random.below(30))
    default: Size(columns: 1 + random.below(300), rows: 1 + random.below(100))
    }
  }

  private mutating func text() -> String {
    let pieces = [
      "q", "\n", "x=1", "\u{1B}[A", "领导者", "e\u{301}", "👩‍👩‍👧", "\u{0}", "\u{202E}", "kkk", " ",
    ]
    return (0..<random.below(30)).map { _ in pieces[random.below(pieces.count)] }.joined()
  }
}

extension InputEvent {
  fileprivate var isTermination: Bool { if case .terminate = self { true } else { false } }
}
