/// A piece of work for the resource outside.
package struct Work: Hashable, Sendable {
  /// Who sends it.
  package let sender: String
  /// By which token it leads; nil where whoever wrote the program thought of none.
  package let token: Token?

  package init(sender: String, token: Token?) {
    self.sender = sender
    self.token = token
  }
}

/// The thing that the leader works on, which asks neither etcd nor a clock who leads.
///
/// With `ElectionRule.fencing` it remembers the highest token that it saw, and refuses what comes with
/// a lower one, or with none.
package struct Resource: ClientProgram {
  package var options: ElectionOptions
  /// The highest token that came with work that it took, and whose that was.
  package private(set) var highest: Token?
  package private(set) var holder: String?
  /// How much work it took, and how much it refused.
  package private(set) var accepted = 0
  package private(set) var refused = 0

  package init(options: ElectionOptions = ElectionOptions()) { self.options = options }

  package mutating func handle(
    _ input: ProgramInput, at clock: Int, into step: inout ProgramStep
  ) {
    switch input {
    case .asked(let asker, .work(let work)): take(work, from: asker, into: &step)
    // What it remembers is on a disk: without it fencing would end with every crash.
    case .started, .timeout, .answered, .failed, .watched, .watchLost, .release, .cancel, .proclaim,
      .asked, .watch, .unwatch:
      break
    }
  }

  private mutating func take(_ work: Work, from asker: CallNumber, into step: inout ProgramStep) {
    let evidence = ElectionEvidence.token(
      work.token, of: work.sender, highest: highest, holder: holder)
    if options[.fencing], work.token.map({ $0 < highest ?? $0 }) ?? true {
      refused += 1
      return step.fire(.fencing, because: evidence, .answer(asker, .work(accepted: false)))
    }
    accepted += 1
    holder = work.sender
    if let token = work.token { highest = max(highest ?? token, token) }
    step.fire(.acceptWork, because: evidence, .answer(asker, .work(accepted: true)))
  }
}
