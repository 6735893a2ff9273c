import KeyValue

/// Runs programs on a member that leads, and tells each step as a client would see it. No time
/// passes.
struct ProgramRun {
  private var member: Member
  /// What each open watch has seen, and the end of those that are over.
  private var seen: [Int: [String]] = [:]
  /// The numbers of watches at the member, by those in the program.
  private var numbers: [Int: Int] = [:]

  init(minimumTTL: Int) {
    member = Member(minimumTTL: minimumTTL)
    member.lead(at: 0, extension: 0)
  }

  /// Does a step, and tells what comes of it.
  mutating func perform(_ step: ProgramStep) -> String {
    switch step {
    case .request(let request):
      let answer = member.apply(request, at: 0)
      notify()
      if case .failed(let error) = answer.response { return error.description }
      return answer.description
    case .watch(let id, let keys, let start):
      numbers[id] = member.watch(keys, from: start)
      notify()
      return "done"
    case .unwatch(let id, let key):
      _ = member.apply(.keys(.put(key, Text("last")!)), at: 0)
      notify()
      member.unwatch(numbers[id]!)
      return seen[numbers[id]!, default: []].joined(separator: ", ")
    case .keys(let id):
      let lease = member.timeToLive(of: id, at: 0)!
      return (["of \(lease.granted)"] + lease.keys.map(\.description)).joined(separator: " ")
    case .renew(let id): return "\(member.renew(id, at: 0))"
    }
  }

  private mutating func notify() {
    for notice in member.takeNotices() {
      switch notice.response {
      case .changes(let changes, _):
        seen[notice.watch, default: []] += changes.map(\.description)
      case .cancelled(let revision): seen[notice.watch] = ["cancelled compacted \(revision)"]
      }
    }
  }
}
