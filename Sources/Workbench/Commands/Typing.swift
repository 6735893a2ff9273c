import KeyValue
import Screen
import Teaching

// Text that is typed.
extension Mode {
  /// What is being typed, if something is.
  var typed: String? {
    switch self {
    case .writing(let typed), .acting(let typed), .filtering(let typed), .searching(let typed, _),
      .titling(let typed),
      .naming(let typed, _, _), .goingToEvent(let typed), .seeking(let typed),
      .namingExperiment(let typed):
      typed
    case .choosing(let choice): choice.sought
    case .normal, .splitting, .linking, .choosingMessage, .sharing, .hurrying, .reading, .asking,
      .turning:
      nil
    }
  }

  /// The most bytes that may be typed.
  fileprivate var typingLimit: Int {
    switch self {
    case .writing: Operation.keyLimit + Operation.valueLimit + 1
    case .titling: Script.titleLimit
    case .acting, .namingExperiment: 300
    default: 60
    }
  }
}

extension Laboratory {
  mutating func edit(with key: Key) {
    guard let typed = mode.typed else { return }
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
    guard let typed = mode.typed else { return }
    let limit = mode.typingLimit
    var result = typed
    for character in text where character.isPrintable {
      guard result.utf8.count + String(character).utf8.count <= limit else { break }
      result.append(character)
    }
    replaceTyped(with: result)
  }

  private mutating func replaceTyped(with text: String) {
    switch mode {
    case .writing: views.mode = .writing(text)
    case .acting: views.mode = .acting(text)
    case .filtering:
      views.mode = .filtering(text)
      views.history.typed = text
    case .goingToEvent: views.mode = .goingToEvent(text)
    case .seeking: views.mode = .seeking(text)
    case .namingExperiment: views.mode = .namingExperiment(text)
    case .searching: views.mode = .searching(text, chosen: 0)
    case .titling: views.mode = .titling(text)
    case .naming(_, let title, _):
      views.mode = .naming(text, title: title, isReplacing: false)
    case .choosing: find(text)
    case .normal, .splitting, .linking, .choosingMessage, .sharing, .hurrying, .reading, .asking,
      .turning:
      break
    }
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
