/// A piece of work for the resource outside.
package struct Work: Hashable, Sendable {
  /// Who sends it.
  package let sender: String
  /// Of what the sender is the leader.
  package let contest: String
  /// By which token it leads; nil where whoever wrote the program thought of none.
  package let token: Token?

  package init(sender: String, contest: String, token: Token?) {
    self.sender = sender
    self.contest = contest
    self.token = token
  }
}

/// The thing that the leaders work on, which asks neither etcd nor a clock who leads.
///
/// With `ElectionRule.fencing` it remembers the highest token that it saw of each contest, and refuses
/// what comes with a lower one, or with none.
package struct Resource: ClientProgram {
  package var options: ElectionOptions
  /// What it remembers of each contest, in the order in which their work first came.
  package private(set) var ledgers: [Ledger] = []

  /// What is known of the work of one contest.
  package struct Ledger: Hashable, Sendable {
    package let contest: String
    /// The highest token that came with work that it took, and who sent the work that it took last.
    package fileprivate(set) var highest: Token?
    package fileprivate(set) var holder: String?
    /// The tokens of the work that it took, the latest last; of work without one nothing is noted.
    package fileprivate(set) var tokens: [Token] = []
    /// How much work it took, and how much it refused.
    package fileprivate(set) var accepted = 0
    package fileprivate(set) var refused = 0

    /// How many tokens are remembered.
    package static let memory = 16
  }

  package init(options: ElectionOptions = ElectionOptions()) { self.options = options }

  /// How much work it took, and how much it refused.
  package var accepted: Int { ledgers.reduce(0) { $0 + $1.accepted } }
  package var refused: Int { ledgers.reduce(0) { $0 + $1.refused } }
  /// The highest token of all.
  package var highest: Token? { ledgers.compactMap(\.highest).max() }

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
    let place = place(of: work.contest)
    let known = ledgers[place]
    let evidence = ElectionEvidence.token(
      work.token, of: work.sender, highest: known.highest, holder: known.holder)
    if options[.fencing], work.token.map({ $0 < known.highest ?? $0 }) ?? true {
      ledgers[place].refused += 1
      return step.fire(.fencing, because: evidence, .answer(asker, .work(accepted: false)))
    }
    ledgers[place].take(work)
    step.fire(.acceptWork, because: evidence, .answer(asker, .work(accepted: true)))
  }

  private mutating func place(of contest: String) -> Int {
    if let place = ledgers.firstIndex(where: { $0.contest == contest }) { return place }
    ledgers.append(Ledger(contest: contest))
    return ledgers.count - 1
  }
}

extension Resource.Ledger {
  fileprivate mutating func take(_ work: Work) {
    accepted += 1
    holder = work.sender
    guard let token = work.token else { return }
    highest = max(highest ?? token, token)
    tokens = (tokens + [token]).suffix(Self.memory)
  }
}
