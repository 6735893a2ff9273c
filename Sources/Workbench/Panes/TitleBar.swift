import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching

/// The first line: which run this is, when, and how it stands.
struct TitleBar {
  let glance: Glance

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.fill(area, style: theme[.selected])
    var parts = self.parts
    let least = parts.prefix(3).reduce(0) { $0 + surface.width.of($1) }
    let forms = [(true, true), (false, true), (true, false), (false, false)]
    let statuses = forms.lazy.map { self.status(inFull: $0, namesFeatures: $1) }
    let width = surface.width
    let status = statuses.first { width.of($0) + least < area.columns } ?? statuses[3]
    let (right, left) = area.split(right: min(area.columns, surface.width.of(status) + 1))
    surface.draw(onBar(status), in: right)
    // The name is the first to go: time, and whether it runs, always have their place.
    if least > left.columns { parts.removeFirst() }
    var spans: [Span] = []
    var used = 0
    for part in parts {
      used += width.of(part)
      guard used <= left.columns else { break }
      spans += part
    }
    surface.draw(onBar(spans), in: left)
  }

  /// Spans on the bar's ground, but for those that have a ground of their own.
  private func onBar(_ spans: [Span]) -> [Span] {
    spans.map { Span($0.text, glance.theme.selected($0.style)) }
  }

  private static let name = " raftlab "
  /// The columns of the program's name, the first on the bar.
  static let nameColumns = name.count

  /// What stands on the left, the most important first.
  private var parts: [[Span]] {
    let theme = glance.theme
    let labels = glance.labels
    var parts: [[Span]] = [
      [Span(Self.name, theme[.title])],
      [Span(" \(labels.time) \(glance.now.seconds) s ", theme[.strong])],
      [motion],
    ]
    if glance.isInPast {
      let count = glance.branch.records.count
      parts.append([
        Span(" ◀ \(labels.inPast(event: glance.position, of: count)) ", theme[.paused])
      ])
    }
    if glance.branchNumber > 0 {
      parts.append([Span(" \(labels.branch(glance.branchNumber)) ", theme[.paused])])
    }
    let seed =
      glance.state.seed.map { " · \(labels.seed) \($0)" }
      ?? glance.state.watched.map { " · \($0.program)\(access($0))" } ?? ""
    parts.append([
      Span(" \(labels.servers(glance.state.servers.count))\(seed)", theme[.faint])
    ])
    return parts
  }

  /// How a real cluster comes to be watched, where it was not started for this.
  private func access(_ watched: Watched) -> String {
    if !glance.isLive { return " · \(glance.labels.recordedRun)" }
    return watched.access == .attached ? " · \(glance.labels.attachedRun)" : ""
  }

  /// Whether time runs, and how fast.
  private var motion: Span {
    let theme = glance.theme
    let labels = glance.labels
    let isRunning = glance.isRunning || glance.lesson?.phase == .performing
    let pace = glance.showsPresent ? labels.live : glance.playback.name
    return isRunning
      ? Span(" ▶ \(labels.running) \(pace) ", theme[.good])
      : Span(" ‖ \(labels.paused) \(pace) ", theme[.warning])
  }

  /// What stands on the right: features, the rules, the network, safety.
  private func status(inFull: Bool, namesFeatures: Bool) -> [Span] {
    let theme = glance.theme
    let labels = glance.labels
    var spans = believers
    if !glance.state.features.isEmpty {
      spans.append(Span(" \(features(areNamed: namesFeatures)) ", theme[.key]))
    }
    let off = glance.state.rules.switchedOff
    if !off.isEmpty {
      let text = inFull ? labels.rulesOff(off.map(\.id)) : labels.rulesOff(count: off.count)
      spans.append(Span(" \(text) ", theme[.violation]))
    }
    if glance.state.isManual { spans.append(Span(" \(labels.byHand) ", theme[.warning])) }
    if glance.knowsLinks, inFull || !glance.state.network.isWhole { spans.append(network) }
    if !glance.state.violations.isEmpty {
      spans.append(Span(" ✗ \(labels.violated) ", theme[.violation]))
    } else if let safety = glance.state.safety {
      spans.append(Span(" \(labels.safety(safety.checked.count)) ", theme[.good]))
    }
    return spans
  }

  /// Who believes that he leads, of the programs outside.
  private var believers: [Span] {
    guard let outside = glance.state.outside else { return [] }
    return outside.contests.flatMap { contest -> [Span] in
      let names = outside.believing(in: contest).map(\.id.description).joined(separator: " ")
      switch outside.verdict(on: contest) {
      case .nobody, .unaware: return []
      case .agrees: return [Span(" ★ \(names) ", glance.theme[.leader])]
      case .deposed: return [Span(" ★ \(names) ≠ ", glance.theme[.warning].bold)]
      case .several: return [Span(" !! ★ \(names) ", glance.theme[.warning].reversed)]
      }
    }
  }

  /// Which features are on, by their names or how many.
  private func features(areNamed: Bool) -> String {
    let features = glance.state.features
    if features == .likeEtcd { return glance.labels.likeEtcd }
    let names = features.switchedOn.map(\.id)
    return areNamed
      ? glance.labels.featuresOn(names) : glance.labels.featuresOn(count: names.count)
  }

  /// How the network, the rules and safety stand, in words.
  var spokenStatus: [String] {
    let labels = glance.labels
    var lines: [String] = glance.state.isManual ? [labels.byHand] : []
    if glance.knowsLinks { lines += spokenNetwork }
    let off = glance.state.rules.switchedOff
    if !off.isEmpty { lines.append(labels.rulesOff(off.map(\.id))) }
    let features = glance.state.features.switchedOn
    if !features.isEmpty {
      lines.append(labels.spokenFeatures(features.map { glance.narrator.words.name(of: $0) }))
    }
    if !glance.state.violations.isEmpty {
      lines.append(labels.violated)
    } else if let safety = glance.state.safety {
      lines.append(labels.spokenSafety(safety.checked.count))
    }
    return lines
  }

  private var spokenNetwork: [String] {
    let network = glance.state.network
    if !network.groups.isEmpty { return [glance.labels.spokenSides(network.groups)] }
    if network.isWhole { return [glance.labels.networkWhole] }
    return cutLinks.map { glance.labels.spokenLinkCut(from: $0.from, to: $0.to) }
  }

  private var network: Span {
    let network = glance.state.network
    let labels = glance.labels
    if !network.groups.isEmpty {
      let sides = network.groups.map(\.digits)
      return Span(
        " ┃ \(labels.networkSplit) \(sides.joined(separator: "┃")) ", glance.theme[.cutOff])
    }
    if network.isWhole { return Span(" \(labels.networkWhole) ", glance.theme[.faint]) }
    return Span(" ┃ \(linksCut) ", glance.theme[.cutOff])
  }

  /// The one link that is cut, or how many are.
  private var linksCut: String {
    let cut = cutLinks
    guard cut.count == 1 else { return glance.labels.linksCut(cut.count) }
    return glance.labels.linkCut(from: cut[0].from, to: cut[0].to)
  }

  private var cutLinks: [(from: ServerID, to: ServerID)] {
    let network = glance.state.network
    var cut: [(from: ServerID, to: ServerID)] = []
    for from in glance.state.members {
      for to in glance.state.members where network.isCut(from: from, to: to) {
        cut.append((from, to))
      }
    }
    return cut
  }
}

extension ServerSet {
  /// The servers' numbers in a row: `345`; a dash when there are none.
  var digits: String { isEmpty ? "–" : map { "\($0.number)" }.joined() }
}
