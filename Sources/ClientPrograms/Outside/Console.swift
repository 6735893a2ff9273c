import KeyValue

/// etcdctl at somebody's keyboard: it asks for what it is told to, once, and shows what came of it.
package struct Console: ClientProgram {
  /// How many questions and how many changes are remembered.
  package static let memory = 16

  package let times: ElectionTimes
  /// What was asked, the oldest first.
  package private(set) var questions: [Question] = []
  /// What it watches; nil when it watches nothing.
  package private(set) var watched: KeyRange?
  /// What its watches saw, the oldest first.
  package private(set) var changes: [KeyRecord] = []
  /// Why its watch is over, when etcd ended it.
  package private(set) var watchEnd: WatchEnd?
  private var lastCall: CallNumber = 0

  /// A question and what came of it.
  package struct Question: Hashable, Sendable {
    package let number: CallNumber
    package let call: ProgramCall
    package fileprivate(set) var fate = Fate.waiting
  }

  /// What the one who asked may believe.
  package enum Fate: Hashable, Sendable {
    case waiting
    case done(ProgramAnswer)
    /// No answer: of a write nobody can say whether it was done, unless it was never proposed.
    case failed(CallFailure)
  }

  /// How a watch ended.
  package enum WatchEnd: Hashable, Sendable {
    case compacted(Revision)
    case connectionLost
  }

  package init(times: ElectionTimes = ElectionTimes()) { self.times = times }

  package mutating func handle(
    _ input: ProgramInput, at clock: Int, into step: inout ProgramStep
  ) {
    switch input {
    case .asked(_, let call):
      lastCall += 1
      questions.append(Question(number: lastCall, call: call))
      if questions.count > Self.memory { questions.removeFirst() }
      step.fire(
        .askByHand, because: .clock(clock), .call(lastCall, call, timeout: times.requestTimeout))
    case .answered(let call, let answer): tell(call, .done(answer), at: clock, into: &step)
    case .failed(let call, let failure): tell(call, .failed(failure), at: clock, into: &step)
    case .watch(let keys, let start):
      watched = keys
      watchEnd = nil
      changes = []
      step.fire(.watchByHand, because: .clock(clock), .watch(keys, from: start))
    case .unwatch:
      watched = nil
      step.fire(.watchByHand, because: .clock(clock), .cancelWatch)
    case .watched(.changes(let seen, let revision)):
      changes = (changes + seen).suffix(Self.memory)
      guard let last = seen.last else { return }
      step.fire(
        .watchByHand,
        because: .key(last.key, succeeded: !last.isDeletion, revision: revision))
    case .watched(.cancelled(let compacted)):
      end(.compacted(compacted), at: clock, into: &step)
    case .watchLost: end(.connectionLost, at: clock, into: &step)
    case .started, .timeout, .release, .cancel, .proclaim: break
    }
  }

  private mutating func tell(
    _ call: CallNumber, _ fate: Fate, at clock: Int, into step: inout ProgramStep
  ) {
    guard let place = questions.firstIndex(where: { $0.number == call }) else { return }
    questions[place].fate = fate
    let evidence: ElectionEvidence =
      if case .failed(let failure) = fate { .failure(failure, clock: clock) } else { .clock(clock) }
    step.fire(.toldByHand, because: evidence)
  }

  private mutating func end(_ end: WatchEnd, at clock: Int, into step: inout ProgramStep) {
    watched = nil
    watchEnd = end
    step.fire(.watchByHand, because: .failure(.connectionLost, clock: clock))
  }
}
