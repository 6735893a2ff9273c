import RaftCore
import Screen
import Simulation
import Teaching

// What an act has changed, in words.
extension SpokenLaboratory {
  /// What is compared before and after an act.
  struct Glance {
    let position: Int
    let branch: Int
    let selected: ServerID
    let mode: Mode
    let notice: Laboratory.Notice?
    let playback: Playback
    let language: Language
    let caption: [String]
    let isAway: Bool

    init(of lab: Laboratory) {
      position = lab.timeline.position
      branch = lab.timeline.branchNumber
      selected = lab.selected
      mode = lab.mode
      notice = lab.notice
      playback = lab.playback
      language = lab.language
      isAway = lab.isAway
      caption = lab.lesson.map { LessonCaption(lab: lab, player: $0).spoken } ?? []
    }
  }

  mutating func sayChanges(since before: Glance) {
    let now = Glance(of: lab)
    if now.language != before.language { say(labels.plainWelcome) }
    sayEvents(since: before)
    if now.caption != before.caption {
      // A run that begins or ends leaves what was said as it is: it need not be heard twice. Who
      // comes back from elsewhere hears it again.
      let known = before.isAway ? [] : before.caption
      for line in now.caption where !known.contains(line) { say(line) }
    }
    if now.selected != before.selected {
      let host = lab.cluster[lab.selected]
      say(labels.standing(of: host, role: lab.appearance(of: host).name))
    }
    if now.playback.isRunning != before.playback.isRunning {
      say(now.playback.isRunning ? lab.labels.running : lab.labels.paused)
    }
    if now.playback.name != before.playback.name { say(now.playback.name) }
    if let notice = now.notice, notice != before.notice { say(lab.said(notice).0) }
    if now.mode != before.mode { sayMode(after: before.mode) }
  }

  // MARK: Events

  private mutating func sayEvents(since before: Glance) {
    let timeline = lab.timeline
    let isBack = timeline.branchNumber != before.branch || timeline.position < before.position
    if isBack {
      let count = timeline.branch.records.count
      say(
        labels.moment(
          timeline.now.seconds, event: timeline.position, of: count,
          isRunning: lab.playback.isRunning))
      if let latest = timeline.latest { tell(latest, inFull: true) }
      return
    }
    // While time runs heartbeats and their answers would drown everything else.
    let all = timeline.recent.filter { $0.number > before.position }
    let events = lab.playback.isRunning ? all.filter { !$0.isRoutine } : all
    if events.count > Self.most { say(labels.leftOut(events.count - Self.most)) }
    for event in events.suffix(Self.most) {
      tell(event, inFull: event.number == timeline.position)
    }
  }

  /// An event with its time: each reason in full with where the paper says so, or the main one.
  mutating func tell(_ event: Event, inFull isInFull: Bool) {
    let narrator = lab.narrator
    let sentences =
      isInFull
      ? narrator.story(of: event, in: lab.cluster)
      : narrator.headline(of: event, in: nil).map { [$0] } ?? []
    for (place, sentence) in sentences.enumerated() {
      let time = place == 0 ? "\(event.time.seconds)  " : ""
      let source = isInFull && !sentence.source.isEmpty ? "  (\(sentence.source))" : ""
      say(time + sentence.text + source)
    }
  }

  // MARK: Modes

  private mutating func sayMode(after before: Mode) {
    if lab.mode == .normal {
      if !lab.isDone { say(labels.leftMode) }
      return
    }
    // What is only to be read has been said elsewhere.
    if case .reading = lab.mode { lab.mode = .normal }
    let footer = Footer(lab: lab)
    if lab.mode.context != before.context {
      say(footer.promptText)
      say(footer.keysText)
    } else if lab.typed != nil || lab.mode.context == .splitting || lab.mode.context == .linking {
      say(footer.promptText)
    }
    if let chosen { say(chosen) }
  }

  /// What is chosen in the list that is open, as it would be drawn.
  private var chosen: String? {
    let target: HitMap.Target
    switch lab.mode {
    case .choosingMessage(let id): target = .flight(id)
    case .choosingBranch(let number):
      let branches = lab.timeline.branches
      guard branches.indices.contains(number) else { return nil }
      return lab.labels.branchFactsInList(branches[number]).joined(separator: "  ")
    case .choosingTheme(let place), .searching(_, let place), .choosingLesson(let place),
      .choosingChapter(let place), .choosingSession(let place):
      target = .choice(place)
    default: return nil
    }
    let frame = lab.frame()
    guard let area = HitMap(of: frame).places.last(where: { $0.target == target })?.area else {
      return nil
    }
    return (area.left..<area.right).compactMap { column in
      frame[Point(column: column, row: area.top)]?.text
    }.joined().split(separator: " ", omittingEmptySubsequences: true)
      .filter { $0 != "▶" }.joined(separator: " ")
  }
}
