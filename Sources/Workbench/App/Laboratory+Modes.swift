import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

// Modes: what a command means while something is being chosen or typed.
extension Laboratory {
  mutating func performInMode(_ command: KeyCommand, by key: Key?) {
    if command == .cancel {
      if case .filtering = mode { views.history.typed = "" }
      if case .choosingTheme = mode { returnToTheme() }
      mode = .normal
      return
    }
    switch mode {
    case .normal: break
    case .splitting(let side): performSplitting(command, side: side, digit: key?.digit)
    case .linking(let from): performLinking(from: from, digit: key?.digit)
    case .choosingMessage(let id): performOnMessage(command, id: id)
    case .choosingBranch(let number): performOnBranch(command, number: number)
    case .choosingTheme(let place): performOnTheme(command, place: place)
    case .writing(let typed): finishWriting(typed)
    case .filtering: performFiltering(command)
    case .searching(let typed, let chosen): performSearching(command, typed, chosen: chosen)
    case .choosingLesson(let number): performOnLesson(command, number: number)
    case .choosingChapter(let number): performOnChapter(command, number: number)
    case .titling(let typed): finishTitling(typed)
    case .naming(let typed, let title, let isReplacing):
      finishNaming(typed, title: title, isReplacing: isReplacing)
    case .choosingSession(let number): performOnSession(command, number: number)
    case .sharing(let code, let scrolled): performSharing(command, code, scrolled: scrolled)
    case .reading(let scrolled):
      let body = viewArea
      let last = HelpView(lab: self, scrolled: 0).lastScroll(in: body, width: .standard)
      let page = max(1, body.rows - 3)
      let step =
        switch command {
        case .chooseUp: -1
        case .pageUp: -page
        case .pageDown: page
        case .beginning: -last
        case .latest: last
        default: 1
        }
      let wanted = min(scrolled, last) + step
      mode = .reading(max(0, min(wanted, last)))
    }
  }

  // MARK: Splitting the network

  mutating func startSplitting() {
    pause()
    mode = .splitting(cluster.network.groups.dropFirst().first ?? [])
  }

  private mutating func performSplitting(_ command: KeyCommand, side: ServerSet, digit: Int?) {
    guard command == .chooseDigit else {
      mode = .normal
      let other = cluster.members.subtracting(side)
      if !side.isEmpty && !other.isEmpty {
        perform(.split([other, side]))
      } else if !cluster.network.isWhole {
        perform(.heal)
      }
      return
    }
    guard let digit, digit <= cluster.hosts.count else { return }
    let server = ServerID(digit)
    mode = .splitting(side.contains(server) ? side.removing(server) : side.union([server]))
  }

  // MARK: Cutting a link

  private mutating func performLinking(from: ServerID?, digit: Int?) {
    guard let digit, digit <= cluster.hosts.count else { return }
    let server = ServerID(digit)
    guard let from else {
      mode = .linking(from: server)
      return
    }
    guard from != server else { return }
    mode = .normal
    let isCut = cluster.network.isCut(from: from, to: server)
    perform(isCut ? .mend(from: from, to: server) : .cut(from: from, to: server))
  }

  // MARK: Messages in flight

  mutating func startChoosingMessage() {
    pause()
    guard let first = cluster.network.flights.first else {
      notice = .noMessages
      return
    }
    mode = .choosingMessage(first.id)
  }

  private mutating func performOnMessage(_ command: KeyCommand, id: Int) {
    let flights = cluster.network.flights.map(\.id)
    let place = flights.firstIndex(of: id) ?? 0
    switch command {
    case .chooseUp: mode = .choosingMessage(flights[max(0, place - 1)])
    case .chooseDown: mode = .choosingMessage(flights[min(flights.count - 1, place + 1)])
    case .dropMessage: perform(.drop(flight: id))
    case .duplicateMessage: perform(.duplicate(flight: id))
    case .holdMessage: perform(.hold(flight: id))
    case .deliverMessage: perform(.deliver(flight: id))
    default: break
    }
    keepChoice(at: place)
  }

  /// After an act on a message the choice stays in its place in the list, on whatever is there now.
  private mutating func keepChoice(at place: Int) {
    guard case .choosingMessage(let id) = mode else { return }
    let flights = cluster.network.flights.map(\.id)
    if flights.contains(id) { return }
    mode = flights.isEmpty ? .normal : .choosingMessage(flights[min(place, flights.count - 1)])
  }

  // MARK: Branches

  private mutating func performOnBranch(_ command: KeyCommand, number: Int) {
    switch command {
    case .chooseUp: mode = .choosingBranch(max(0, number - 1))
    case .chooseDown:
      mode = .choosingBranch(min(timeline.branches.count - 1, number + 1))
    case .confirm:
      mode = .normal
      pause()
      let end = timeline.branches[number].records.count
      move { $0.show(branch: number, at: end) }
      markLatest()
    default: break
    }
  }

  // MARK: Writing by hand

  /// What is being typed, if something is.
  var typed: String? {
    switch mode {
    case .writing(let typed), .filtering(let typed), .searching(let typed, _), .titling(let typed),
      .naming(let typed, _, _):
      typed
    default: nil
    }
  }

  mutating func edit(with key: Key) {
    guard let typed else { return }
    switch key.code {
    case .backspace: replaceTyped(with: String(typed.dropLast()))
    case .character(let character) where key.modifiers.isEmpty: paste(String(character))
    case .character("u") where key.modifiers == .control: replaceTyped(with: "")
    case .character("w") where key.modifiers == .control:
      let kept = typed.reversed().drop { $0 == " " }.drop { $0 != " " }
      replaceTyped(with: String(kept.reversed()))
    default: break
    }
  }

  /// Adds text to what is typed, up to the most that may be typed there.
  mutating func paste(_ text: String) {
    guard let typed else { return }
    let limit = typingLimit
    var result = typed
    for character in text where character.isPrintable {
      guard result.utf8.count + String(character).utf8.count <= limit else { break }
      result.append(character)
    }
    replaceTyped(with: result)
  }

  /// The most bytes that may be typed.
  private var typingLimit: Int {
    switch mode {
    case .writing: Operation.keyLimit + Operation.valueLimit + 1
    case .titling: Script.titleLimit
    default: 60
    }
  }

  private mutating func replaceTyped(with text: String) {
    switch mode {
    case .writing: mode = .writing(text)
    case .filtering:
      mode = .filtering(text)
      views.history.typed = text
    case .searching: mode = .searching(text, chosen: 0)
    case .titling: mode = .titling(text)
    case .naming(_, let title, _): mode = .naming(text, title: title, isReplacing: false)
    default: break
    }
  }

  private mutating func finishWriting(_ typed: String) {
    guard let (key, value) = Self.write(typed) else {
      notice = .badWrite(typed)
      return
    }
    mode = .normal
    perform(.write(key: key, value: value, through: selected))
  }

  /// The key and the value of a write as it is typed; nil when it is none.
  private static func write(_ typed: String) -> (key: ShortText, value: ShortText)? {
    let parts = typed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = String(parts[0]).trimmed
    guard parts.count == 2, !key.isEmpty,
      let keyText = ShortText(key, limit: Operation.keyLimit),
      let value = ShortText(String(parts[1]).trimmed, limit: Operation.valueLimit)
    else { return nil }
    return (keyText, value)
  }

  /// Whether a write that was found wrong is still being typed, and is still none: until then what
  /// is wrong with it stays on the screen.
  func staysWrong(after notice: Notice?) -> Bool {
    guard case .badWrite = notice, case .writing(let typed) = mode else { return false }
    return Self.write(typed) == nil
  }
}

extension Character {
  /// Whether it takes a place on the screen: no control character, nothing invisible.
  var isPrintable: Bool {
    unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .unassigned: false
      default: true
      }
    }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
