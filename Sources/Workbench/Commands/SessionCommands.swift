import Screen
import Simulation
import Teaching

extension CommandRow {
  /// Runs that are kept, saved or shared.
  static let sessions =
    rows(
      of: .sessions,
      [
        CommandRow(.saveSession, ["S"]) { lab, _ in lab.startSaving() },
        CommandRow(.openSession, ["F"]) { lab, _ in
          lab.pause()
          lab.wishes.files.append(.listSessions)
        },
        CommandRow(.share, ["Y"], needs: .repeating) { lab, _ in lab.share() },
      ]) + saving + sessionList + sharing

  /// While a title or a name is typed.
  private static let saving = rows(
    of: .modes, in: .saving,
    [
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in lab.goOnSaving() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])

  /// While the share code is shown.
  private static let sharing = rows(
    of: .modes, in: .sharing,
    [
      CommandRow(.chooseUp, .up, offer: Offer(0)) { lab, _ in lab.scrollCode(by: -1) },
      CommandRow(.chooseDown, .down + ["space"], offer: Offer(1)) { lab, _ in
        lab.scrollCode(by: 1)
      },
      CommandRow(
        .cancel, [.init(.escape), .control("g"), "q", "Y", .init(.enter), .control("c")],
        offer: .last
      ) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  // MARK: The share code

  fileprivate mutating func share() {
    guard let timeline else {
      views.notice = .incapable
      return
    }
    pause()
    var making = CodeInTheMaking(Session(of: timeline, title: title), of: timeline)
    let code = making.goOn()
    views.mode = .sharing(code, scrolled: 0)
    views.code = code.text.isEmpty ? making : nil
    copy(code)
  }

  /// Makes another part of the share code that is waited for. Returns whether there is one.
  mutating func goOnSharing() -> Bool {
    guard case .sharing(_, let scrolled) = mode else {
      views.code = nil
      return false
    }
    guard let code = views.code?.goOn() else { return false }
    views.mode = .sharing(code, scrolled: scrolled)
    if !code.text.isEmpty { views.code = nil }
    copy(code)
    return true
  }

  /// Asks for a code to be copied, when it is made.
  private mutating func copy(_ code: SharedCode) {
    if code.isOffered { wishes.clipboard = code.text }
  }

  mutating func scrollCode(by rows: Int) {
    guard case .sharing(let code, let scrolled) = mode else { return }
    let last = lookedAt.lastScroll(of: .code)
    views.mode = .sharing(code, scrolled: max(0, min(last, scrolled + rows)))
  }

  // MARK: Saving

  /// Asks what the run is to be called: what can be repeated is saved as a script, what was seen of a real
  /// cluster as it was seen.
  fileprivate mutating func startSaving() {
    guard !history.capabilities.isDisjoint(with: [.repeating, .keeping]) else {
      views.notice = .incapable
      return
    }
    pause()
    views.mode = .titling(title ?? "")
  }

  fileprivate mutating func goOnSaving() {
    switch mode {
    case .titling(let typed): finishTitling(typed)
    case .naming(let typed, let title, let isReplacing):
      finishNaming(typed, title: title, isReplacing: isReplacing)
    default: break
    }
  }

  private mutating func finishTitling(_ typed: String) {
    let title = typed.trimmed
    guard !title.isEmpty else {
      views.notice = .session(.untitled)
      return
    }
    views.mode = .naming(Self.fileName(of: title), title: title, isReplacing: false)
  }

  private mutating func finishNaming(_ typed: String, title: String, isReplacing: Bool) {
    let name = Self.fileName(of: typed)
    guard !name.isEmpty else {
      views.notice = .session(.unnamed)
      return
    }
    if let file = state.watched?.file {
      wishes.files.append(
        .saveSeen(file: file, name: name, title: title, isReplacing: isReplacing))
      views.mode = .naming(name, title: title, isReplacing: isReplacing)
      return
    }
    guard let timeline else {
      views.notice = .incapable
      return
    }
    do throws(Script.LengthError) {
      let script = try Script(of: timeline, branch: timeline.branchNumber, title: title)
      wishes.files.append(
        .saveSession(
          name: name, text: ScriptWriter.source(of: script), isReplacing: isReplacing))
      views.mode = .naming(name, title: title, isReplacing: isReplacing)
    } catch {
      views.notice = .session(.tooLong(error))
    }
  }

  /// A title as the name of a file: no blanks, no slashes, nothing that hides it or looks like an
  /// option.
  static func fileName(of title: String) -> String {
    var name = ""
    for character in title.lowercased() where character.isPrintable {
      let isKept = character.isLetter || character.isNumber || "._".contains(character)
      if isKept { name.append(character) } else if name.last != "-" { name.append("-") }
    }
    let kept = name.drop { "-.".contains($0) }.reversed().drop { "-.".contains($0) }.reversed()
    var result = ""
    for character in kept where (result + String(character)).utf8.count <= nameLimit {
      result.append(character)
    }
    return result
  }

  /// The most bytes of a name.
  private static let nameLimit = 100
}
