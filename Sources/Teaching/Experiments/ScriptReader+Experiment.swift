import RaftCore
import Simulation
import YAML

// An experiment as a whole.
extension ScriptReader {
  static let experimentKeys = [
    "version", "title", "about", "cluster", "vary", "trials", "prepare", "trial", "measure", "axis",
    "beside",
  ]

  mutating func experiment(_ node: Node) -> Experiment? {
    guard let fields = fields(node, known: Self.experimentKeys) else { return nil }
    for key in ["version", "title", "trial", "measure"] where fields[key] == nil {
      report(.missing(key: key), at: node)
    }
    if let version = fields["version"], version.string != "\(Experiment.version)" {
      report(.version(version.string ?? ""), at: version)
    }
    // Trials are many: the safety properties are checked where somebody asks for them.
    settings.checksSafety = false
    settings.countsRules = false
    if let cluster = fields["cluster"] { readCluster(cluster) }
    first = settings
    let title = fields["title"].flatMap { text($0, limit: Script.titleLimit) }
    let about = fields["about"].flatMap { text($0) }
    let source = fields["beside"].flatMap { text($0, limit: Script.titleLimit) }
    let trials = fields["trials"].flatMap { number($0, in: 1...Experiment.trialLimit) } ?? 1000
    let isShare = fields["measure"]?.mapping?["holds"] != nil
    let lines = self.lines(fields["vary"], trials: trials, isShare: isShare)
    // Steps name only those whom every line has.
    settings = lines.map(\.settings).min { $0.servers < $1.servers } ?? first
    let prepare = fields["prepare"].map { trialSteps($0) } ?? []
    let trial = fields["trial"].map { trialSteps($0) } ?? []
    let measure = fields["measure"].flatMap { self.measure($0) }
    let axis = fields["axis"].flatMap { self.axis($0) } ?? .linear
    guard let title, let measure, problems.isEmpty else { return nil }
    var experiment = Experiment(
      title: title, about: about, lines: lines, prepare: prepare, trial: trial, measure: measure,
      axis: axis, source: source)
    experiment.checkSafetyWhereAsked()
    return experiment
  }

  private mutating func axis(_ node: Node) -> Experiment.Axis? {
    read(node) { line throws(WordError) in
      guard let axis = Experiment.Axis(rawValue: line) else {
        let known = Experiment.Axis.allCases.map(\.rawValue)
        throw WordError(.unfit(found: line, expected: .oneOf(known)), at: 0)
      }
      return axis
    }
  }

  // MARK: Steps

  private mutating func trialSteps(_ node: Node) -> [TrialStep] {
    guard let sequence = node.sequence else {
      report(.unfit(found: node.string, expected: .list), at: node)
      return []
    }
    if sequence.count > Script.stepLimit {
      report(.tooMany(.step, limit: Script.stepLimit), at: node)
    }
    return sequence.prefix(Script.stepLimit).compactMap { trialStep($0) }
  }

  private mutating func trialStep(_ node: Node) -> TrialStep? {
    guard let mapping = node.mapping else {
      reportNoMapping(node)
      return nil
    }
    let known = TrialStep.Key.allCases.map(\.rawValue)
    guard let (key, value) = mapping.first, let name = key.string,
      let kind = TrialStep.Key(rawValue: name)
    else {
      report(
        .unknown(.step, found: mapping.first?.key.string ?? "", known: known),
        at: mapping.first?.key ?? node)
      return nil
    }
    if mapping.count > 1 {
      report(.twoKinds(name, mapping[1].key.string ?? ""), at: mapping[1].key)
      return nil
    }
    return self.kind(kind, value).map { TrialStep($0, line: node.mark?.line ?? 0) }
  }

  private mutating func kind(_ key: TrialStep.Key, _ value: Node) -> TrialStep.Kind? {
    let cast = settings.cast
    switch key {
    case .act:
      return .act(list(value) { line throws(WordError) in try ScriptAct(line, of: cast) })
    case .expect:
      return .expect(list(value) { line throws(WordError) in try Condition(state: line, of: cast) })
    case .run:
      return read(value) { line throws(WordError) in .run(try ScriptRun(line, of: cast)) }
    case .wait:
      return read(value) { line throws(WordError) in
        if line == "within heartbeat" { return .wait(.heartbeat) }
        guard let spans = ActNumber.spans(line, in: 0...Script.durationLimit) else {
          throw WordError(.unfit(found: line, expected: .wait), at: 0)
        }
        return .wait(.spans(spans))
      }
    }
  }

  // MARK: What is measured

  private mutating func measure(_ node: Node) -> Experiment.Measure? {
    guard let fields = fields(node, known: ["until", "within", "holds"]) else { return nil }
    let cast = settings.cast
    if let holds = fields["holds"] {
      for key in ["until", "within"] {
        if let other = fields[key] { report(.stray(key: key, step: "holds"), at: other) }
      }
      return read(holds) { line throws(WordError) in try Condition(state: line, of: cast) }
        .map { .share($0) }
    }
    guard let until = fields["until"] else {
      report(.unfit(found: nil, expected: .oneOf(["until", "holds"])), at: node)
      return nil
    }
    let conditions = list(until) { line throws(WordError) in
      var words = try Words(line, of: cast)
      let condition = try Condition(&words)
      try words.end()
      return condition
    }
    let within = fields["within"].map { duration($0, from: 1) } ?? Script.patience
    return within.map { .time(until: conditions, within: $0) }
  }
}

extension Experiment {
  /// Reads an experiment.
  ///
  /// - Throws: everything that is wrong with it.
  package init(source: String) throws(ScriptErrors) {
    self = try ScriptReader.read(source) { $0.experiment($1) }.value
  }

  /// The properties are checked where a condition asks for them; else they cost a third of the time.
  fileprivate mutating func checkSafetyWhereAsked() {
    var conditions: [Condition]
    switch measure {
    case .time(let until, _): conditions = until
    case .share(let condition): conditions = [condition]
    }
    for step in trial {
      switch step.kind {
      case .expect(let facts): conditions += facts
      case .run(.until(let condition, _)): conditions.append(condition)
      case .act, .run, .wait: break
      }
    }
    guard conditions.contains(where: \.asksForSafety) else { return }
    for place in lines.indices { lines[place].settings.checksSafety = true }
  }
}

extension Condition {
  /// Whether it is about the safety properties.
  fileprivate var asksForSafety: Bool {
    facts.contains { fact in
      switch fact {
      case .compares(let quantity, _, _): quantity == .violation
      case .happens(.milestone(let milestones)): milestones.contains(.violation)
      case .happens: false
      }
    }
  }
}
