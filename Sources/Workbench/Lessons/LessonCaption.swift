import RaftCore
import Screen
import Simulation
import Teaching

/// What the lesson says: above the footer, with its progress.
struct LessonCaption: Pane {
  let glance: Glance
  let player: LessonPlayer
  /// Whether it is said in words, without signs.
  var isSpoken = false

  var id: PaneID { .lesson }

  /// The rows that it takes of an area: as many as it needs, but never those of the servers; and no
  /// fewer than usual, so that little jumps from step to step.
  func rows(for space: Size) -> ClosedRange<Int> {
    let rows = rowsNeeded(in: space)
    return rows...rows
  }

  private func rowsNeeded(in area: Size) -> Int {
    let servers = glance.state.servers.count
    let room = max(3, area.rows - servers - 1)
    let isLow = area.rows < 16
    // Where nothing is ever said, there is no place to be kept.
    let usual = player.stopCount == 0 ? 0 : isLow ? 3 : area.rows < 28 ? 4 : 6
    let needsRows = glance.view != .cluster || Self.lists.contains(glance.mode.context)
    if isLow, needsRows { return min(room, usual) }
    return min(room, max(usual, 1 + lines(columns: area.columns - 4).count))
  }

  /// What is chosen from where the panes are.
  private static let lists: Set<Keymap.Context> = [
    .choosingBranch, .choosingMessage, .choosingLesson, .choosingSession,
  ]

  func draw(into surface: inout Surface, in area: Rect) {
    surface.horizontalLine(at: area.origin, columns: area.columns, style: glance.theme[.key])
    drawTitle(into: &surface, in: area.row(0))
    let body = body(in: area)
    surface.mark(area, of: id, scrollingTo: body.lastScroll)
    let isCut = body.draw(into: &surface, from: glance.views[scroll: .lesson])
    if isCut { glance.drawMore(into: &surface, in: area) }
  }

  /// What is said, within its area.
  private func body(in area: Rect) -> ScrolledLines {
    let body = area.inset(left: 2, top: 1, right: 2)
    return ScrolledLines(lines: lines(columns: body.columns), area: body)
  }

  /// What is said, as text: a line a paragraph.
  var spoken: [String] {
    LessonCaption(glance: glance, player: player, isSpoken: true).lines(columns: 10_000)
      .map { $0.map(\.text).joined() }.filter { !$0.isEmpty }
  }

  // MARK: The title

  private func drawTitle(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let labels = glance.language.lessonLabels
    let tally = player.tally
    let right =
      tally.of > 0 ? [Span(" \(labels.tally(tally.right, of: tally.of)) ", theme[.good])] : []
    let (end, start) = area.split(right: surface.width.of(right) + 1)
    var spans = [Span(" \(player.script.title[glance.language]) ", theme[.title])]
    if player.stopCount > 0 {
      spans.append(
        Span("· \(labels.step(player.stopNumber, of: player.stopCount)) ", theme[.key]))
    }
    if let chapter = player.chapter {
      // A chapter with a long title is cut where everybody sees that it is.
      let title = player.script.chapters[chapter].title[glance.language]
      let room = start.columns - 1 - surface.width.of(spans)
      let text = surface.width.truncated("· \(title)", columns: room - 1)
      if room > 6 { spans.append(Span(text + " ", theme[.strong])) }
    }
    surface.draw(spans, at: start.point(column: 1), clip: start)
    surface.draw(right, in: end)
  }

  // MARK: The text

  /// What is said, in lines of so many columns.
  private func lines(columns: Int) -> [[Span]] {
    let theme = glance.theme
    let labels = glance.language.lessonLabels
    let width = TextWidth.standard
    var paragraphs: [[Span]] = []
    if glance.isAway { paragraphs.append([Span(labels.away, theme[.warning])]) }
    if player.phase == .over {
      paragraphs.append([Span(labels.over, theme[.strong])])
      let tally = player.tally
      if tally.of > 0 {
        paragraphs.append([Span(labels.cameTrue(tally.right, of: tally.of), theme[.text])])
      }
      let hands = player.handTally
      if hands.of > 0 {
        paragraphs.append([Span(labels.handsWereRight(hands.right, of: hands.of), theme[.text])])
      }
    } else if let (step, place) = player.caption {
      paragraphs += said(step, at: place, columns: columns)
    } else {
      paragraphs.append([Span(player.script.title[glance.language], theme[.strong])])
      if let about = player.script.about {
        paragraphs.append([Span(about[glance.language], theme[.text])])
      }
    }
    if player.phase == .performing, !player.isFilmed {
      paragraphs.append([Span((isSpoken ? "" : "▶ ") + labels.playing, theme[.good])])
    }
    return paragraphs.flatMap { width.wrap($0, columns: max(1, columns)) }
  }

  private func said(_ step: ScriptStep, at place: Int, columns: Int) -> [[Span]] {
    let theme = glance.theme
    switch step.kind {
    case .say(let text):
      // While a run goes on, what was said before it is told of what was.
      let isOld = player.phase == .performing && !player.isFilmed
      return [[Span(text[glance.language], theme[isOld ? .faint : .text])]]
    case .explain(let text):
      return outcome(at: place) + [[Span(text[glance.language], theme[.text])]]
    case .ask(let question):
      return [[Span("? \(question.text[glance.language])", theme[.strong])]]
        + asking(question, at: place, columns: columns)
    default: return []
    }
  }

  /// The choices, or what was chosen of them.
  private func asking(_ question: Question, at place: Int, columns: Int) -> [[Span]] {
    let theme = glance.theme
    let labels = glance.language.lessonLabels
    let servers = glance.state.servers.count
    let names = question.choices(in: glance.language, servers: servers)
    if case .counting(let known, let typed) = player.phase {
      let cursor = isSpoken ? "" : "▏"
      let counts = names.prefix(known.count + 1).enumerated().map { choice, name in
        choice == known.count
          ? [Span("\(name): \(typed)\(cursor)", theme[.key])]
          : [Span("\(name): ", theme[.text]), Span("\(known[choice])", theme[.strong])]
      }
      return packed(counts, columns: columns) + [[Span(labels.countHands, theme[.faint])]]
    }
    if player.phase == .asking {
      let choices = names.enumerated().map { choice, name in
        let key = String(question.key(ofChoice: choice, servers: servers))
        // A number is its own key.
        return [Span(key, theme[.key])] + (name == key ? [] : [Span(" \(name)", theme[.text])])
      }
      return packed(choices, columns: columns)
    }
    guard let guess = player.guesses[place] else { return [] }
    return [[Span(labels.guessed(names[guess]), theme[.title])]]
  }

  /// Choices side by side, as many on a line as it holds whole: a sentence that goes on under its
  /// neighbour is hard to tell from it.
  private func packed(_ choices: [[Span]], columns: Int) -> [[Span]] {
    var lines: [[Span]] = []
    for choice in choices {
      let longer = (lines.last ?? []) + [Span("   ", glance.theme[.text])] + choice
      if lines.isEmpty || TextWidth.standard.of(longer) > columns {
        lines.append(choice)
      } else {
        lines[lines.count - 1] = longer
      }
    }
    return lines
  }

  // MARK: The outcome

  /// What was right, against what was guessed.
  private func outcome(at place: Int) -> [[Span]] {
    guard let (question, asked) = player.asked(before: place), let answer = player.answers[asked]
    else { return [] }
    let theme = glance.theme
    let labels = glance.language.lessonLabels
    let names = question.choices(in: glance.language, servers: glance.state.servers.count)
    if let hands = player.hands[asked] { return chart(hands, names, answer: answer) }
    guard let guess = player.guesses[asked] else {
      return [[Span(labels.itWas(names[answer]), theme[.strong])]]
    }
    return guess == answer
      ? [[Span((isSpoken ? "" : "✓ ") + labels.right(names[answer]), theme[.good].bold)]]
      : [[Span(labels.itWas(names[answer], guessed: names[guess]), theme[.strong])]]
  }

  /// The show of hands as bars, the right choice marked.
  private func chart(_ hands: [Int], _ names: [String], answer: Int) -> [[Span]] {
    let theme = glance.theme
    let width = TextWidth.standard
    let most = max(1, hands.max() ?? 1)
    let nameColumns = min(24, names.map { width.of($0) }.max() ?? 0)
    return hands.indices.compactMap { choice in
      // Choices that nobody made and that are wrong only take room.
      guard hands[choice] > 0 || choice == answer else { return nil }
      let isRight = choice == answer
      if isSpoken {
        let line = glance.labels.spokenHands(
          hands[choice], for: names[choice], isRight: isRight)
        return [Span(line, theme[.text])]
      }
      let cells = (hands[choice] * Self.barColumns + most - 1) / most
      let name = width.padded(
        width.truncated(names[choice], columns: nameColumns), columns: nameColumns)
      let ink: Theme.Ink = isRight ? .good : .text
      return [
        Span(isRight ? "✓ " : "  ", theme[.good].bold), Span("\(name) ", theme[ink]),
        Span(String(repeating: "▓", count: cells), theme[ink]),
        Span(" \(hands[choice])", theme[.strong]),
      ]
    }
  }

  private static let barColumns = 30
}
