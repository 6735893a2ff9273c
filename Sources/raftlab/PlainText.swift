import Screen
import Simulation
import Teaching

/// A transcript laid out in lines of 80 columns.
struct PlainText {
  private(set) var text = ""
  private let width = TextWidth.standard

  init(of transcript: Transcript) {
    var isInBlock = false
    for line in transcript.lines {
      let isBlock = line.kind.isPartOfBlock
      if !text.isEmpty, !(isBlock && isInBlock) { text += "\n" }
      isInBlock = isBlock
      add(line)
    }
  }

  private mutating func add(_ line: Transcript.Line) {
    switch line.kind {
    case .title:
      add(line.text)
      text += String(repeating: "=", count: min(80, width.of(line.text))) + "\n"
    case .chapter: add("## \(line.text)")
    case .event(let time):
      let moment = "\(Self.milliseconds(time)) ms"
      add(
        line.text, after: "  \(String(repeating: " ", count: max(0, 10 - moment.count)))\(moment)  "
      )
    case .more: add(line.text, after: "              ")
    case .choice: add(line.text, after: "    ")
    case .failure: add(line.text, after: "!! ")
    case .about, .said, .question, .answer: add(line.text)
    }
  }

  private mutating func add(_ words: String, after indent: String = "") {
    let blank = String(repeating: " ", count: indent.count)
    for (row, line) in width.wrap(words, columns: 80 - indent.count).enumerated() {
      text += (row == 0 ? indent : blank) + line + "\n"
    }
  }

  /// Milliseconds with one decimal.
  private static func milliseconds(_ time: Time) -> String {
    "\(time / 1000).\(time % 1000 / 100)"
  }
}

extension Transcript.Kind {
  /// Whether lines of this kind stand together without a blank line.
  fileprivate var isPartOfBlock: Bool {
    switch self {
    case .event, .more, .choice: true
    default: false
    }
  }
}
