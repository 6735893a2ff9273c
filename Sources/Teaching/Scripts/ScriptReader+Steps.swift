import RaftCore
import Simulation
import YAML

// The steps.
extension ScriptReader {
  mutating func steps(_ node: Node) -> [ScriptStep] {
    guard let sequence = node.sequence else {
      report(.unfit(found: node.string, expected: .list), at: node)
      return []
    }
    if sequence.count > Script.stepLimit {
      report(.tooMany(.step, limit: Script.stepLimit), at: node)
    }
    var steps: [ScriptStep] = []
    var asked: Node?
    for node in sequence.prefix(Script.stepLimit) {
      guard let key = stepKey(node) else { continue }
      switch key {
      case .ask:
        if let asked { report(.neverExplained, at: asked) }
        asked = node
      case .explain:
        if asked == nil { report(.nothingAsked, at: node) }
        asked = nil
      default: break
      }
      if let step = step(key, node) { steps.append(step) }
    }
    if let asked { report(.neverExplained, at: asked) }
    return steps
  }

  /// The key that says what a step does; it has exactly one.
  private mutating func stepKey(_ node: Node) -> ScriptStep.Key? {
    let known = ScriptStep.Key.allCases.map(\.rawValue)
    if node.string == ScriptStep.Key.pause.rawValue { return .pause }
    guard let mapping = node.mapping else {
      reportNoMapping(node)
      return nil
    }
    var found: ScriptStep.Key?
    var isWrong = false
    for (key, _) in mapping {
      guard let name = key.string else { continue }
      if ["choices", "answer"].contains(name) { continue }
      guard let kind = ScriptStep.Key(rawValue: name) else {
        report(.unknown(.step, found: name, known: known), at: key)
        isWrong = true
        continue
      }
      // Whatever speaks may point at what it speaks of.
      if kind == .highlight && mapping.count > 1 && found != nil { continue }
      if let before = found, before != .highlight {
        report(.twoKinds(before.rawValue, name), at: key)
        isWrong = true
      }
      found = kind
    }
    if found == nil && !isWrong { report(.unfit(found: nil, expected: .oneOf(known)), at: node) }
    return isWrong ? nil : found
  }

  private mutating func step(_ key: ScriptStep.Key, _ node: Node) -> ScriptStep? {
    let line = node.mark?.line ?? 0
    guard let mapping = node.mapping else { return ScriptStep(.pause(nil), line: line) }
    for (name, _) in mapping {
      let allowed = [key.rawValue, "highlight"] + (key == .ask ? ["choices", "answer"] : [])
      if let name = name.string, !allowed.contains(name) {
        report(
          .stray(key: name, step: key.rawValue), at: mapping.first { $0.key.string == name }?.key)
      }
    }
    let value = mapping[key.rawValue]!
    let highlights =
      key == .highlight ? nil : mapping["highlight"].map { self.highlights($0) }
    guard let kind = kind(key, value, in: node) else { return nil }
    let items = key == .act || key == .expect ? value.sequence.map(Array.init) ?? [] : []
    return ScriptStep(
      kind, highlights: highlights, line: line, itemLines: items.map { $0.mark?.line ?? line })
  }

  private mutating func kind(
    _ key: ScriptStep.Key, _ value: Node, in step: Node
  ) -> ScriptStep.Kind? {
    let cast = settings.cast
    switch key {
    case .cluster: return .cluster(newCluster(value))
    case .say: return text(value).map { .say($0) }
    case .explain: return text(value).map { .explain($0) }
    case .mark: return text(value, limit: Script.titleLimit).map { .mark($0) }
    case .act:
      return .act(
        list(value) { line throws(WordError) in try ScriptAct(line, of: cast) })
    case .run:
      return read(value) { line throws(WordError) in try ScriptRun(line, of: cast) }.map {
        .run($0)
      }
    case .expect:
      return .expect(
        list(value) { line throws(WordError) in try Condition(state: line, of: cast) })
    case .ask: return question(value, in: step).map { .ask($0) }
    case .pause:
      if value.isNull { return .pause(nil) }
      return duration(value).map { .pause(.microseconds($0)) }
    case .speed:
      return read(value) { line throws(WordError) in
        guard let speed = Numbers.speed(line) else {
          throw WordError(.unfit(found: line, expected: .speed), at: 0)
        }
        return .speed(speed)
      }
    case .view:
      return read(value) { line throws(WordError) in
        var words = try Words(line)
        return .view(try words.choice(of: ScriptView.self, .view))
      }
    case .highlight: return .highlight(highlights(value))
    }
  }

  mutating func list<Value>(
    _ node: Node, _ body: (String) throws(WordError) -> Value
  ) -> [Value] {
    items(node).compactMap { read($0, body) }
  }

  private mutating func highlights(_ node: Node) -> [Highlight] {
    if node.isNull || node.string == "none" || node.sequence?.isEmpty ?? false { return [] }
    let cast = settings.cast
    return list(node) { line throws(WordError) in
      var words = try Words(line, of: cast)
      let highlight = try Highlight(&words)
      try words.end()
      return highlight
    }
  }

  // MARK: Questions

  private mutating func question(_ value: Node, in step: Node) -> Question? {
    let text = self.text(value)
    guard let choices = step.mapping?["choices"] else {
      report(.missing(key: "choices"), at: step)
      return nil
    }
    let found =
      choices.sequence != nil
      ? self.list(choices) : answered(choices, by: step.mapping?["answer"], in: step)
    guard let text, let found else { return nil }
    return Question(text, choices: found)
  }

  /// Choices that are not written out: `servers`, `yes-no`, `0-5`.
  private mutating func answered(
    _ choices: Node, by answer: Node?, in step: Node
  ) -> Question.Choices? {
    guard let name = line(choices) else { return nil }
    let cast = settings.cast
    guard let answer else {
      report(.missing(key: "answer"), at: step)
      return nil
    }
    switch name {
    case "servers":
      return quantity(answer, .serverQuantity) { $0 == .server }.map { .servers($0) }
    case "yes-no":
      return read(answer) { line throws(WordError) in try Condition(state: line, of: cast) }
        .map { .yesOrNo($0) }
    default:
      let bounds = name.split(separator: "-").compactMap { Numbers.whole($0) }
      guard bounds.count == 2, bounds[0] < bounds[1],
        bounds[1] - bounds[0] < Script.choiceLimit + 1
      else {
        report(
          .unknown(.choices, found: name, known: ["servers", "yes-no", "0-5"]), at: choices)
        return nil
      }
      return quantity(answer, .numberQuantity) { $0 == .number }
        .map { .numbers(bounds[0]...bounds[1], $0) }
    }
  }

  private mutating func quantity(
    _ node: Node, _ expected: Expectation, where fits: (Quantity.Shape) -> Bool
  ) -> Quantity? {
    let cast = settings.cast
    return read(node) { line throws(WordError) in
      var words = try Words(line, of: cast)
      let quantity = try Quantity(&words)
      try words.end()
      guard fits(quantity.shape) else {
        throw WordError(.unfit(found: line, expected: expected), at: 0)
      }
      return quantity
    }
  }

  /// Choices that are written out: `- {text: …, when: …}`.
  private mutating func list(_ node: Node) -> Question.Choices? {
    let items = node.sequence.map(Array.init) ?? []
    if items.count > Script.choiceLimit {
      report(.tooMany(.choices, limit: Script.choiceLimit), at: node)
    }
    if items.count < 2 { report(.unfit(found: nil, expected: .list), at: node) }
    let cast = settings.cast
    let choices = items.compactMap { item -> Question.Choice? in
      guard let fields = fields(item, known: ["text", "when"]) else { return nil }
      for key in ["text", "when"] where fields[key] == nil {
        report(.missing(key: key), at: item)
      }
      let text = fields["text"].flatMap { self.text($0) }
      let condition = fields["when"].flatMap { node in
        read(node) { line throws(WordError) in try Condition(state: line, of: cast) }
      }
      guard let text, let condition else { return nil }
      return Question.Choice(text, when: condition)
    }
    return .list(choices)
  }
}
