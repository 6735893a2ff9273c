import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation

/// What the inspector tells of a program outside: what it believes and counts on, whom it waits for.
struct ProgramFields {
  let glance: Glance
  let process: Process
  /// Whether it is said in words, without signs.
  let isSpoken: Bool

  private var labels: any Labels { glance.labels }

  var lines: [[Span]] {
    heading + belief + lease + record + calls + timers
  }

  private var heading: [[Span]] {
    let theme = glance.theme
    let standing = ProgramStanding(process)
    let sign = isSpoken ? "" : "\(standing.look.sign) "
    var lines = [
      [
        Span("\(process.id)  ", theme[.strong]),
        Span("\(sign)\(labels.name(of: standing))", theme[standing.look.ink]),
      ]
    ]
    if let contest = process.program.elector?.contest {
      lines.append(glance.field("contest", contest))
    }
    lines.append(
      glance.field("clock", "\(process.clock.reading(at: glance.now).seconds) s"))
    if process.clock.rate != 1000 {
      lines.append([Span(labels.clock(permille: process.clock.rate), theme[.warning])])
    }
    if let outside = glance.state.outside, let partner = process.partner(in: outside) {
      lines.append(glance.field(labels.asksTitle, "\(partner)"))
    }
    guard let post = glance.state.post else { return lines }
    if post.isolated.contains(process.id) { lines.append([Span(labels.isolated, theme[.cutOff])]) }
    for (from, to) in post.cuts where [from, to].contains(.program(process.id)) {
      lines.append([Span(labels.cut(from: from, to: to), theme[.cutOff])])
    }
    return lines
  }

  private var belief: [[Span]] {
    guard let belief = process.program.elector?.belief else { return [] }
    return [
      [], glance.title(labels.beliefTitle), glance.field("token", "\(belief.token)"),
      glance.field("since", "\(belief.since.seconds) s"),
    ]
  }

  private var lease: [[Span]] {
    guard let lease = process.program.lease else { return [] }
    return [
      [], glance.title(labels.leaseTitle), glance.field("id", "\(lease.id)"),
      glance.field("TTL", "\(lease.ttl) s"),
      glance.field("deadline", "\(lease.deadline.seconds) s"),
    ]
  }

  private var record: [[Span]] {
    guard case .kubernetes(let program) = process.program, let observed = program.observed else {
      return []
    }
    let record = observed.record
    var lines = [
      [], glance.title(labels.recordTitle),
      glance.field("holder", record.holder.isEmpty ? labels.none : record.holder),
      glance.field("duration", "\(record.durationSeconds) s"),
      glance.field("transitions", "\(record.transitions)"),
      glance.field("version", "\(observed.version)"),
      glance.field("observed", "\(observed.time.seconds) s"),
    ]
    if let expires = program.expires {
      lines.append(glance.field("expires", "\(expires.seconds) s"))
    }
    if let deadline = program.renewDeadline {
      lines.append(glance.field("renewDeadline", "\(deadline.seconds) s"))
    }
    return lines
  }

  private var calls: [[Span]] {
    guard !process.calls.isEmpty || process.watch != nil else { return [] }
    let watch = process.watch.map {
      [glance.field("\($0.member)", labels.watches("\($0.keys)", at: $0.member))]
    }
    return [[], glance.title(labels.openCalls)]
      + process.calls.map { glance.field("\($0.to)", "\($0.call)") } + (watch ?? [])
  }

  private var timers: [[Span]] {
    guard !process.timers.isEmpty, process.life != .crashed else { return [] }
    let timers = process.timers.sorted { $0.deadline < $1.deadline }
    return [[], glance.title(labels.timersTitle)]
      + timers.map {
        glance.field($0.timer.name, "\(max(0, $0.deadline - glance.now).hundredths) s")
      }
  }
}

/// What the inspector tells of a server as a member of etcd.
struct MemberFields {
  let glance: Glance
  let host: ServerState

  var lines: [[Span]] {
    guard glance.state.outside != nil, host.life != .crashed, let member = host.member else {
      return []
    }
    let labels = glance.labels
    var lines = [
      [], glance.title(labels.memberState), glance.field("revision", "\(member.revision)"),
      glance.field("applied term", "\(member.appliedTerm)"),
    ]
    if member.compacted >= 0 { lines.append(glance.field("compacted", "\(member.compacted)")) }
    for count in member.leases {
      let left = count.left.map { "\($0.hundredths) s" } ?? labels.notCounted
      let keys = count.keys.map(\.description).joined(separator: " ")
      lines.append(glance.field("lease \(count.lease.id)", "\(left)  \(keys)"))
    }
    for call in member.calls {
      lines.append(glance.field("\(call.asker)", call.question.description))
    }
    return lines
  }
}
