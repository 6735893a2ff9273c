import RaftCore
import Screen
import Simulation
import Teaching

/// The application: what runs, how it looks, what is shown, the lesson, and what is wished of the
/// surroundings.
///
/// A value. Input comes in by `handle`, time by `tick`; `frame` is what the screen shows. It knows
/// no terminal and no clock.
package struct Laboratory: Sendable {
  package internal(set) var run: Run
  package var look: Look
  package internal(set) var views = ViewStates()
  /// The lesson that is being played, if one is.
  package internal(set) var lesson: LessonPlayer?
  /// How far lessons were followed.
  package var lessonPlaces = LessonPlaces()
  package internal(set) var wishes: Wishes
  /// Whether somebody was told that keys are Latin letters: once is enough.
  private var hasToldOfLetters = false
  /// Whether the frame that was drawn last still shows how everything stands.
  package private(set) var isUnchanged = false
  /// For how long nothing was seen of a real cluster.
  private var quiet = Duration.zero
  /// What stands where on the frame that was drawn last; nil once something has changed since.
  var seen: HitMap?

  package init(
    on history: some History, playback: Playback = Playback(), language: Language = .english,
    theme: Theme = .dark, size: Size = Size(columns: 80, rows: 24),
    keymap: Keymap = .standard, motion: Motion = .full,
    schemes: @escaping @Sendable () -> [Scheme] = { BuiltInSchemes.all }
  ) {
    run = Run(history, playback: playback)
    look = Look(language: language, theme: theme, size: size, keymap: keymap, motion: motion)
    wishes = Wishes(findSchemes: schemes)
    if run.state.outside != nil { views.open = .pods }
  }

  /// A laboratory with a simulated cluster.
  package init(
    settings: Settings, playback: Playback = Playback(), language: Language = .english,
    theme: Theme = .dark, size: Size = Size(columns: 80, rows: 24),
    keymap: Keymap = .standard, motion: Motion = .full,
    schemes: @escaping @Sendable () -> [Scheme] = { BuiltInSchemes.all }
  ) {
    self.init(
      on: Timeline(settings), playback: playback, language: language, theme: theme, size: size,
      keymap: keymap, motion: motion, schemes: schemes)
  }

  // MARK: Input

  /// Takes an input event.
  package mutating func handle(_ event: InputEvent) {
    switch event {
    case .focus, .idle: return
    case .key, .mouse, .resize, .resumed, .terminate, .paste: isUnchanged = false
    }
    switch event {
    case .focus, .idle: return
    // Keys that were pressed together with the one that quits come too late.
    case .key(let key): if !wishes.end { press(key) }
    case .mouse(let mouse): if look.wantsMouse { point(mouse) }
    case .resize(let size): look.size = size
    case .resumed: wishes.redraw = true
    case .terminate: wishes.end = true
    case .paste(let text):
      // A paste is text, never commands.
      paste(text)
    }
    prepareView()
  }

  private mutating func press(_ key: Key) {
    let mistake = views.notice
    views.notice = nil
    defer {
      if let mistake, views.notice == nil, staysWrong(after: mistake) { views.notice = mistake }
    }
    look.keyEcho?.add(key)
    if guess(by: key) { return }
    let row = row(for: key)
    if row?.command != .chooseDigit { views.typedNumber = 0 }
    if let row {
      perform(row, by: key)
    } else if mode.typed != nil {
      edit(with: key)
    } else if !hasToldOfLetters, let letter = key.letterOfAnotherKeyboard {
      hasToldOfLetters = true
      views.notice = .otherLetters(letter)
    }
  }

  /// What a key does now. Where nothing is typed, a letter that does nothing may be alt and another.
  private func row(for key: Key) -> CommandRow? {
    if let row = look.keymap.row(for: key, in: contexts) { return row }
    guard mode.typed == nil, let other = key.withoutEighthBit else { return nil }
    return look.keymap.row(for: other, in: contexts)
  }

  /// Does what a command says where it holds now; nothing where it does not.
  package mutating func perform(_ command: KeyCommand, by key: Key? = nil) {
    for context in contexts {
      guard let row = CommandRow.row(of: command, in: context) else { continue }
      return perform(row, by: key)
    }
  }

  private mutating func perform(_ row: CommandRow, by key: Key?) {
    let lacking = row.allNeeds.subtracting(capabilities)
    guard lacking.isEmpty else {
      views.notice =
        Counterpart(lacking: lacking, of: run.history.capabilities).map {
          .refused(.hasNoCounterpart($0))
        } ?? .incapable
      return
    }
    row.act(&self, key)
  }

  /// What can be done with what is selected: the clocks and timers of programs are the lab's own,
  /// whoever the members are.
  var capabilities: Capabilities {
    run.history.capabilities.union(views.program == nil ? [] : [.clocks, .timers])
  }

  /// In which contexts a key is looked up, the nearest first.
  var contexts: [Keymap.Context] {
    switch mode {
    case .normal: contextsOfView
    // While dials are turned the cluster goes on, and all that is done to it.
    case .turning: [.turning] + contextsOfView
    default: [mode.context]
    }
  }

  /// In which contexts a key is looked up while nothing is being chosen or typed.
  var contextsOfView: [Keymap.Context] {
    views.contexts(ofLesson: lesson != nil, isAway: isAway)
  }

  /// What a key does now, as the nearest context has it.
  func command(for key: Key) -> KeyCommand? {
    look.keymap.row(for: key, in: contexts)?.command
  }

  // MARK: Time

  /// Lets real time pass. Does nothing while paused.
  package mutating func tick(_ elapsed: Duration) {
    wishes.recorder?.pass(elapsed)
    look.keyEcho?.pass(elapsed)
    isUnchanged = false
    guard isAnimated else { return }
    if run.isLive, !lookForNews(after: elapsed) { return }
    defer { prepareView(effort: .frame) }
    if goOnSharing() || goOnHurrying() || goOnSearching(elapsed) || tickLesson(elapsed) { return }
    guard run.playback.isRunning else { return }
    let target = run.history.now + run.playback.virtual(of: elapsed)
    guard target > run.history.now else { return }
    // At the highest speed a second of a busy cluster is some ten thousand events; a frame takes
    // what it can.
    run.pass(until: target, maximum: 5000)
    if run.isOver { run.playback.isRunning = false }
    reportViolation()
  }

  /// Takes in what was seen of a real cluster.
  ///
  /// - Returns: whether anything on the screen is different now. Where nothing was seen but
  ///   heartbeats, only clocks are: ten frames a second are enough for them.
  private mutating func lookForNews(after elapsed: Duration) -> Bool {
    // A lesson goes through what was seen at its own pace, and stands still while it is read.
    if lesson?.script.isReal == true {
      run.fetchNews()
      return true
    }
    let isNew = run.takeNews()
    reportViolation()
    quiet += elapsed
    let isStill =
      !isNew && !run.playback.isRunning && !views.isUnfinished && lesson == nil
      && wishes.recorder == nil && look.keyEcho == nil && quiet < .milliseconds(100)
    isUnchanged = isStill
    if !isStill { quiet = .zero }
    return !isStill
  }

  /// Whether time must go on by itself: the screen wants frames.
  package var isAnimated: Bool {
    run.isLive || run.playback.isRunning || views.isUnfinished || lesson?.isMoving ?? false
  }

  /// How long to wait for a key before the next frame; nil: for ever. What is being worked out does
  /// not wait for the eye.
  package var patience: Duration? {
    if views.isSearching { return .zero }
    return views.isUnfinished || isHurrying
      ? .milliseconds(5) : isAnimated ? motion.frameInterval : nil
  }

  // MARK: Moving

  /// Moves the cursor, and marks what has changed by it.
  mutating func move(_ body: (inout any History) -> Void) {
    interruptLesson()
    run.move(body)
    reportViolation()
  }

  /// Brings something from outside.
  mutating func perform(_ stimulus: Stimulus) {
    interruptLesson()
    branchOffLesson(for: stimulus)
    let branch = run.history.branchNumber
    do throws(Refusal) {
      try run.perform(stimulus)
    } catch {
      views.notice = .refused(error)
      return
    }
    let number = run.history.branchNumber
    if number != branch { views.notice = .newBranch(number) }
    reportViolation()
  }

  private mutating func reportViolation() {
    if let violation = run.takeViolation() { views.notice = .violated(violation) }
  }

  // MARK: Before a frame

  /// Lets the view that is open work out what it shows, where that is more than a look at the
  /// cluster. Asks no view how large it is: the screen's rows are enough for all.
  ///
  /// - Parameter effort: how much may be worked out of what takes long.
  mutating func prepareView(effort: ViewStates.Effort = .glimpse) {
    seen = nil
    leaveGoneMessage()
    views.palette = mode.context == .searching ? palette : nil
    views.prepare(
      run.history, run.state, isRunning: run.playback.isRunning, rows: look.size.rows,
      stop: lesson?.stopNumber ?? 0, narrator: narrator, effort: effort)
  }

  /// Works out to the end what the view that is open shows: for pictures and for those who hear it,
  /// who wait for no frames.
  package mutating func finishView() {
    while views.isWorkingOut { prepareView(effort: .frame) }
  }
}
