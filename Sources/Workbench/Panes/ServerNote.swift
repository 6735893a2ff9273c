import RaftCore
import Screen
import Simulation

/// What else is to be said of a server, beside its log: in words, in fewer, and where there is a sign
/// for it, that.
struct ServerNote {
  /// The longest first.
  let texts: [String]
  var sign: String?
  /// As it is said where nothing is drawn; nil where that is said elsewhere.
  var spoken: String?
  let ink: Theme.Ink

  init(_ texts: String..., sign: String? = nil, spoken: String? = nil, ink: Theme.Ink) {
    self.texts = texts
    self.sign = sign
    self.spoken = spoken
    self.ink = ink
  }

  /// Notes side by side: signs where there is no room for words, the last ones left out where there
  /// is none for signs, and nothing that is cut.
  static func fitted(_ notes: [ServerNote], columns: Int, _ theme: Theme) -> [Span] {
    if notes.isEmpty { return [] }
    var shown = notes.map(\.sign)
    func spans() -> [Span] {
      var spans: [Span] = []
      for (note, text) in zip(notes, shown) {
        guard let text else { continue }
        if !spans.isEmpty { spans.append(Span("  ", theme[.text])) }
        spans.append(Span(text, theme[note.ink]))
      }
      return spans
    }
    func fits() -> Bool { TextWidth.standard.of(spans()) <= columns }
    for place in shown.indices.reversed() where !fits() { shown[place] = nil }
    for (place, note) in notes.enumerated() {
      let sign = shown[place]
      for text in note.texts {
        shown[place] = text
        if fits() { break }
        shown[place] = sign
      }
    }
    return spans()
  }
}

// What features bring.
extension ServerNote {
  /// What a server waits for because of features, the most urgent first.
  static func ofFeatures(on host: ServerState, _ glance: Glance) -> [ServerNote] {
    guard host.life != .crashed else { return [] }
    return [
      transfer(of: host, glance), reads(of: host, glance), quorum(of: host, glance),
      lease(of: host, glance), membership(of: host, glance),
    ].compactMap { $0 }
  }

  /// The configuration that a server goes by, where servers come and go; of a leader or candidate how
  /// many count in each that has a say.
  private static func membership(of host: ServerState, _ glance: Glance) -> ServerNote? {
    guard let membership = host.raft.membership,
      glance.state.features[.membership] || host.raft.membershipIndex > 0
    else { return nil }
    let labels = glance.labels
    var text = membership.sign
    if membership.isJoint, let boxes = MajorityBoxes(host, in: membership)?.boxes, boxes.count == 2
    {
      text += " \(labels.oldMajority) \(boxes[0].dots) \(labels.newMajority) \(boxes[1].dots)"
    }
    let isPending =
      host.raft.commitIndex.map { host.raft.membershipIndex > $0 } ?? false
    return ServerNote(
      text, membership.sign, spoken: labels.spoken(membership),
      ink: membership.isJoint || isPending ? .warning : .faint)
  }

  private static func transfer(of host: ServerState, _ glance: Glance) -> ServerNote? {
    guard let transfer = TransferGauge(host, at: glance.now) else { return nil }
    let text = glance.labels.handsOver(
      to: transfer.target, isBidden: transfer.isBidden, givesUpIn: transfer.left.wholeMilliseconds,
      stops: transfer.stops)
    let sign = "⇒\(transfer.target) \(transfer.left.wholeMilliseconds)"
    return ServerNote(text, sign: sign, spoken: text, ink: .key)
  }

  private static func reads(of host: ServerState, _ glance: Glance) -> ServerNote? {
    guard let reads = host.raft.reads, let first = reads.first else { return nil }
    let more = reads.count > 1 ? " " + glance.labels.moreReads(reads.count - 1) : ""
    let text =
      glance.labels.readWaits(
        for: glance.labels.awaited(first.waitsFor, index: first.index)) + more
    return ServerNote(text, sign: "…R\(more)", spoken: text, ink: .warning)
  }

  private static func quorum(of host: ServerState, _ glance: Glance) -> ServerNote? {
    guard
      let gauge = QuorumGauge(
        host, in: glance.state.membership(of: host.id), at: glance.now)
    else {
      return nil
    }
    let labels = glance.labels
    let left = gauge.left.wholeMilliseconds
    return ServerNote(
      labels.hears(gauge.dots, stepsDownIn: left), labels.quorum(gauge.dots, left),
      sign: "\(gauge.dots) \(left)",
      spoken: labels.hears(
        min(gauge.heard.count, gauge.needed), of: gauge.needed, stepsDownIn: left),
      ink: gauge.heard.count < gauge.needed || gauge.left < 50_000 ? .warning : .leader)
  }

  private static func lease(of host: ServerState, _ glance: Glance) -> ServerNote? {
    let labels = glance.labels
    switch LeaseGauge(host) {
    case nil: return nil
    case .none?:
      return ServerNote(labels.noLease, sign: "L ✗", spoken: labels.noLease, ink: .warning)
    case .withoutClock?:
      return ServerNote(
        labels.leaseWithoutClock, sign: "L", spoken: labels.leaseWithoutClock, ink: .good)
    case .running(let left, let length)?:
      let bar = LeaseGauge.bar(left, of: length)
      return ServerNote(
        labels.lease(bar, left.wholeMilliseconds, clockOf: host.id),
        labels.lease(left.wholeMilliseconds),
        sign: "L \(left.wholeMilliseconds)",
        spoken: labels.lease("", left.wholeMilliseconds, clockOf: host.id), ink: .good)
    }
  }
}
