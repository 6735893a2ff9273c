import Screen
import Simulation
import Teaching

/// A transcript laid out in lines of 80 columns.
struct PlainText {
  private(set) var text = ""
  private let width = TextWidth.standard

  init(of transcript: Transcript) {
    var before: Block?
    for line in transcript.lines {
      if !text.isEmpty, line.kind.block == nil || line.kind.block != before { text += "\n" }
      before = line.kind.block
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
      let moment = "\(time.inMilliseconds) ms"
      add(
        line.text, after: "  \(String(repeating: " ", count: max(0, 10 - moment.count)))\(moment)  "
      )
    case .again, .more: add(line.text, after: "              ")
    case .choice: add(line.text, after: "    ")
    case .failure: add(line.text, after: "!! ")
    case .about, .said, .question, .answer, .end: add(line.text)
    }
  }

  private mutating func add(_ words: String, after indent: String = "") {
    let blank = String(repeating: " ", count: indent.count)
    for (row, line) in width.wrap(words, columns: 80 - indent.count).enumerated() {
      text += (row == 0 ? indent : blank) + line + "\n"
    }
  }

  /// Lines that stand together without a blank line between them.
  fileprivate enum Block { case events, choices }
}

extension Transcript.Kind {
  fileprivate var block: PlainText.Block? {
    switch self {
    case .event, .again, .more: .events
    case .choice: .choices
    default: nil
    }
  }
}
