import ClientPrograms
import KeyValue

/// A program alone on a desk: a test gives it inputs by hand and looks at what it does.
struct Desk<Program: ClientProgram> {
  var program: Program
  var clock = 0
  private(set) var step = ProgramStep()

  init(_ program: Program) { self.program = program }

  /// Gives it an input, so many microseconds after the last one.
  mutating func give(_ input: ProgramInput, after span: Int = 0) {
    clock += span
    step.reset()
    program.handle(input, at: clock, into: &step)
  }

  var rules: [ElectionRule] { step.firings.map(\.rule) }

  /// The evidence of the first firing of a rule.
  func evidence(of rule: ElectionRule) -> ElectionEvidence? {
    step.firings.first { $0.rule == rule }?.evidence
  }

  /// The last question of the step.
  var question: (call: CallNumber, what: ProgramCall)? {
    for effect in step.effects.reversed() {
      if case .call(let call, let question, _) = effect { return (call, question) }
    }
    return nil
  }

  /// The request of the last question to etcd.
  var request: Request? {
    if case .request(let request, _)? = question?.what { request } else { nil }
  }

  /// The last question to an API server.
  var apiRequest: APIRequest? {
    if case .api(let request)? = question?.what { request } else { nil }
  }

  /// The time for which a timer was started.
  func time(of timer: ProgramTimer) -> ClosedRange<Int>? {
    for effect in step.effects.reversed() {
      if case .start(timer, let range) = effect { return range }
    }
    return nil
  }

  /// Answers the last question.
  mutating func answer(_ answer: ProgramAnswer, after span: Int = 0) {
    give(.answered(question!.call, answer), after: span)
  }

  /// Answers the last question, which is one to a store, by that store.
  mutating func answer(from store: inout Store, after span: Int = 0) {
    answer(.store(store.apply(request!)), after: span)
  }

  /// Answers the last question, which is one to an API server.
  mutating func answer(_ told: APIAnswer, after span: Int = 0) { answer(.api(told), after: span) }
}

extension ElectionEvidence {
  /// The value of a field, by its name.
  func field(_ name: String) -> ElectionField.Value? { fields.first { $0.name == name }?.value }
}
