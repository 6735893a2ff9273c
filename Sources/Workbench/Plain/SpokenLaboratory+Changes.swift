import RaftCore
import Screen
import Simulation
import Teaching

// What an act has changed, in words.
extension SpokenLaboratory {
  /// What is compared before and after an act.
  struct Moment {
    let position: Int
    let branch: Int
    let selected: Party
    let mode: Mode
    let notice: Notice?
    let playback: Playback
    let language: Language
    let caption: [String]
    let isAway: Bool
    let explorer: Explorer?
    /// What is answered to why not, while that is asked.
    let answers: [WhyNot.Answer]

    /// What is said of the view of what can happen.
    struct Explorer: Equatable {
      let list: [String]
      let choice: [String]
      let standing: [String]
      let dial: String

      init(_ glance: Glance) {
        let view = ExplorerView(glance: glance)
        let search = SearchPane(glance: glance)
        (list, choice) = (view.spoken, view.spokenChoice)
        (standing, dial) = (search.spokenStanding, search.spokenDial)
      }
    }

    init(of lab: Laboratory) {
      position = lab.history.position
      branch = lab.history.branchNumber
      selected = lab.party
      mode = lab.mode
      notice = lab.notice
      playback = lab.playback
      language = lab.language
      isAway = lab.isAway
      explorer = lab.view == .explorer ? Explorer(lab.glance) : nil
      answers = lab.views.answers
      caption = lab.lesson.map { LessonCaption(glance: lab.glance, player: $0).spoken } ?? []
    }
  }

  mutating func sayChanges(since before: Moment) {
    let now = Moment(of: lab)
    if now.language != before.language { say(labels.plainWelcome) }
    sayEvents(since: before)
    if now.caption != before.caption {
      // A run that begins or ends leaves what was said as it is: it need not be heard twice. Who
      // comes back from elsewhere hears it again.
      let known = before.isAway ? [] : before.caption
      for line in now.caption where !known.contains(line) { say(line) }
    }
    if now.selected != before.selected {
      if let process = lab.process {
        say(PodsPane(glance: lab.glance).spoken(of: process))
      } else {
        for line in ServerTable(glance: lab.glance).spoken(of: lab.state[lab.selected]) {
          say(line)
        }
      }
    }
    if now.playback.isRunning != before.playback.isRunning {
      say(now.playback.isRunning ? lab.labels.running : lab.labels.paused)
    }
    if now.playback.name != before.playback.name {
      say(labels.spokenSpeed(permille: now.playback.permille))
    }
    if let explorer = now.explorer { sayExplorer(explorer, after: before.explorer) }
    if let notice = now.notice, notice != before.notice { say(lab.said(notice)) }
    if now.mode != before.mode { sayMode(after: before.mode) }
    // Another server or entry is asked about.
    if case .asking = now.mode, now.mode == before.mode, now.answers != before.answers {
      for line in Self.chosen(in: lab.glance) { say(line) }
    }
    // A dial that was turned is an act: what is to be feared of it is said after it.
    if case .turning = now.mode, now.mode == before.mode, now.position != before.position {
      for line in Self.chosen(in: lab.glance) { say(line) }
    }
  }

  /// All of it when it is opened, then what is different.
  private mutating func sayExplorer(_ now: Moment.Explorer, after before: Moment.Explorer?) {
    if now.list != before?.list {
      for line in now.list { say(line) }
      if before == nil { for line in SearchPane(glance: lab.glance).spoken { say(line) } }
    } else if now.choice != before?.choice {
      for line in now.choice { say(line) }
    }
    guard let before else { return }
    if now.standing != before.standing { for line in now.standing { say(line) } }
    if now.dial != before.dial { say(now.dial) }
  }

  // MARK: Events

  private mutating func sayEvents(since before: Moment) {
    // Nobody wants to hear of runs that are hurried through.
    if lab.isHurrying { return }
    let timeline = lab.history
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
    // To a real member that is down each of them is lost.
    let isLive = lab.run.isLive
    let events =
      lab.playback.isRunning || isLive
      ? all.filter { !(isLive ? $0.isHeartbeat : $0.isRoutine) } : all
    if events.count > Self.most { say(labels.leftOut(events.count - Self.most)) }
    for event in events.suffix(Self.most) {
      tell(event, inFull: event.number == timeline.position)
    }
  }

  /// An event with its time: each reason in full with where the paper says so, or the main one.
  mutating func tell(_ event: Happening, inFull isInFull: Bool) {
    let narrator = lab.narrator
    let sentences =
      isInFull
      ? narrator.story(of: event, in: lab.state)
      : narrator.headline(of: event, in: nil).map { [$0] } ?? []
    for (number, sentence) in sentences.enumerated() {
      let time = number == 0 ? "\(event.time.seconds)  " : ""
      let place = sentence.source.replacing(" · ", with: ", ")
      let source = isInFull && !place.isEmpty ? "  (\(place))" : ""
      say(time + sentence.text + source)
    }
  }

  // MARK: Modes

  mutating func sayMode(after before: Mode) {
    if case .filtering = before, lab.mode == .normal, !lab.isDone {
      if lab.views.history.typed.isEmpty { say(labels.leftMode) } else { sayFiltered() }
      // The list is said, and not opened.
      lab.views.open = .cluster
      return
    }
    if lab.mode == .normal {
      if !lab.isDone { say(labels.leftMode) }
      return
    }
    // The help is only to be read, and has been said elsewhere.
    if case .reading = lab.mode { lab.views.mode = .normal }
    let glance = lab.glance
    let footer = Footer(glance: glance)
    if lab.mode.context != before.context {
      say(footer.spokenPrompt)
      say(footer.spokenKeys)
      // A list that one only looks for something in was said when it was opened.
      if before == .normal { for line in Self.everyChoice(in: glance) { say(line) } }
    } else if lab.mode.typed != nil || lab.mode.context == .splitting
      || lab.mode.context == .linking
    {
      say(footer.spokenPrompt)
    }
    for line in Self.chosen(in: glance) { say(line) }
  }

  /// The events around the cursor that pass the history's filter, each with its number.
  private mutating func sayFiltered() {
    let records = lab.history.branch.records
    var history = lab.views.history
    // On a screen each frame does a part of it.
    repeat {
      history.prepare(lab.history, rows: Self.most, narrator: lab.narrator)
    } while history.isUnfinished
    say(lab.labels.passing(history.count, of: records.count))
    if let stretch = history.stretch {
      say(lab.labels.searched(from: stretch.lowerBound, to: min(stretch.upperBound, records.count)))
    }
    let top = history.top(showing: Self.most)
    for place in top..<min(history.count, top + Self.most) {
      let number = history.event(at: place)
      let time = records[number - 1].time.seconds
      let text = history.sentences[number]?.text ?? ""
      say(labels.numbered("\(number)", "\(time)  \(text)"))
    }
  }

  /// What there is to choose from, each with its number.
  private static func everyChoice(in glance: Glance) -> [String] {
    switch glance.mode {
    case .choosingMessage: FlightsPane(glance: glance).spokenLines
    case .choosing(let choice): ChoiceList(glance, choice, isSpoken: true).spokenLines
    case .normal, .splitting, .linking, .searching, .sharing, .writing, .acting, .filtering,
      .titling, .naming, .reading, .goingToEvent, .hurrying, .seeking, .asking, .namingExperiment,
      .turning:
      []
    }
  }

  /// What is chosen in what is open.
  private static func chosen(in glance: Glance) -> [String] {
    switch glance.mode {
    case .choosingMessage(let id): FlightsPane(glance: glance).spoken(of: id)
    case .choosing(let choice): ChoiceList(glance, choice, isSpoken: true).spoken
    case .searching(let typed, let chosen):
      PaletteView(glance: glance, typed: typed, chosen: chosen).spoken
    case .sharing(let code, let scrolled):
      SharePanel(glance: glance, code: code, scrolled: scrolled).spoken
    case .asking: WhyNotPanel(glance: glance, scrolled: 0).spoken
    case .turning(let number):
      TimingDial(rawValue: number).map { TimingPane(glance: glance, chosen: $0).spoken } ?? []
    case .normal, .splitting, .linking, .writing, .acting, .filtering, .titling, .naming, .reading,
      .goingToEvent, .hurrying, .seeking, .namingExperiment:
      []
    }
  }
}
