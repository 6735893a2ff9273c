import RaftCore
import Screen
import Simulation

/// The first line: which run this is, when, and how it stands.
struct TitleBar {
  let lab: Laboratory

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    surface.fill(area, style: theme[.selected])
    var parts = self.parts
    let least = parts.prefix(3).reduce(0) { $0 + surface.width.of($1) }
    var status = self.status(inFull: true)
    if surface.width.of(status) + least >= area.columns { status = self.status(inFull: false) }
    let (right, left) = area.split(right: min(area.columns, surface.width.of(status) + 1))
    surface.draw(onBar(status), in: right)
    // The name is the first to go: time, and whether it runs, always have their place.
    if least > left.columns { parts.removeFirst() }
    var spans: [Span] = []
    for part in parts {
      guard surface.width.of(spans) + surface.width.of(part) <= left.columns else { break }
      spans += part
    }
    surface.draw(onBar(spans), in: left)
  }

  /// Spans on the bar's ground, but for those that have a ground of their own.
  private func onBar(_ spans: [Span]) -> [Span] {
    spans.map { Span($0.text, lab.theme.selected($0.style)) }
  }

  private static let name = " raftlab "
  /// The columns of the program's name, the first on the bar.
  static let nameColumns = name.count

  /// What stands on the left, the most important first.
  private var parts: [[Span]] {
    let theme = lab.theme
    let labels = lab.labels
    var parts: [[Span]] = [
      [Span(Self.name, theme[.title])],
      [Span(" \(labels.time) \(lab.timeline.now.seconds) s ", theme[.strong])],
      [
        lab.playback.isRunning || lab.lesson?.phase == .performing
          ? Span(" ▶ \(labels.running) \(lab.playback.name) ", theme[.good])
          : Span(" ‖ \(labels.paused) \(lab.playback.name) ", theme[.warning])
      ],
    ]
    if lab.timeline.isInPast {
      let count = lab.timeline.branch.records.count
      parts.append([
        Span(" ◀ \(labels.inPast(event: lab.timeline.position, of: count)) ", theme[.paused])
      ])
    }
    if lab.timeline.branchNumber > 0 {
      parts.append([Span(" \(labels.branch(lab.timeline.branchNumber)) ", theme[.paused])])
    }
    parts.append([
      Span(
        " \(labels.servers(lab.cluster.hosts.count)) · \(labels.seed) \(lab.timeline.settings.seed)",
        theme[.faint])
    ])
    return parts
  }

  /// What stands on the right: the network, the rules, safety.
  private func status(inFull: Bool) -> [Span] {
    let theme = lab.theme
    let labels = lab.labels
    var spans: [Span] = []
    let off = lab.cluster.rules.switchedOff
    if !off.isEmpty {
      let text = inFull ? labels.rulesOff(off.map(\.id)) : labels.rulesOff(count: off.count)
      spans.append(Span(" \(text) ", theme[.violation]))
    }
    if inFull || !lab.cluster.network.isWhole { spans.append(network) }
    if lab.cluster.violation != nil {
      spans.append(Span(" ✗ \(labels.violated) ", theme[.violation]))
    } else if let safety = lab.cluster.safety {
      spans.append(Span(" \(labels.safety(safety.checked.count)) ", theme[.good]))
    }
    return spans
  }

  private var network: Span {
    let network = lab.cluster.network
    let labels = lab.labels
    if !network.groups.isEmpty {
      let sides = network.groups.map(\.digits)
      return Span(
        " ┃ \(labels.networkSplit) \(sides.joined(separator: "┃")) ", lab.theme[.cutOff])
    }
    if network.isWhole { return Span(" \(labels.networkWhole) ", lab.theme[.faint]) }
    let members = lab.cluster.members
    let cut = members.reduce(0) { count, from in
      count + members.filter { network.isCut(from: from, to: $0) }.count
    }
    return Span(" ┃ \(labels.linksCut(cut)) ", lab.theme[.cutOff])
  }
}

extension ServerSet {
  /// The servers' numbers in a row: `345`; a dash when there are none.
  var digits: String { isEmpty ? "–" : map { "\($0.number)" }.joined() }
}
