import RaftCore
import Screen
import Simulation
import Teaching

// Predictions: what is typed while a lesson asks.
extension Laboratory {
  /// Takes a key as a guess, or as part of a count of hands. Returns whether it was one.
  mutating func guess(by key: Key) -> Bool {
    guard mode == .normal, !isAway, let lesson, let (question, place) = lesson.question else {
      return false
    }
    switch lesson.phase {
    case .asking:
      guard case .character(let character) = key.code, key.modifiers.isEmpty,
        let choice = choice(of: character, in: question)
      else { return false }
      self.lesson?.guesses[place] = choice
      advanceLesson()
      return true
    case .counting(let known, let typed): return count(key, known, typed)
    default: return false
    }
  }

  private func choice(of character: Character, in question: Question) -> Int? {
    let servers = state.servers.count
    return (0..<question.count(servers: servers)).first {
      question.key(ofChoice: $0, servers: servers) == character
    }
  }

  /// The most digits of a count of hands.
  private static let handDigits = 3

  private mutating func count(_ key: Key, _ known: [Int], _ typed: String) -> Bool {
    switch key.code {
    case .character(let character) where key.modifiers.isEmpty && character.isNumber:
      guard character.isASCII, typed.count < Self.handDigits else { return true }
      lesson?.phase = .counting(known, typed: typed + String(character))
    case .backspace where !typed.isEmpty:
      lesson?.phase = .counting(known, typed: String(typed.dropLast()))
    case .backspace where !known.isEmpty:
      lesson?.phase = .counting(known.dropLast(), typed: "\(known[known.count - 1])")
    case .backspace:
      // One too many must not lead back, and lose what was counted before.
      break
    default: return false
    }
    return true
  }

  /// The count of one choice is typed: the next one's is asked for, or the lesson goes on. Nothing
  /// typed is no hand.
  mutating func takeCount(_ known: [Int], _ typed: String) {
    guard let (question, place) = lesson?.question else { return }
    let counts = known + [Int(typed) ?? 0]
    if counts.count < question.count(servers: state.servers.count) {
      lesson?.phase = .counting(counts, typed: "")
    } else {
      lesson?.hands[place] = counts
      advanceLesson()
    }
  }
}
