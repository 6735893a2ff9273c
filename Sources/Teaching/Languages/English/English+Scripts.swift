import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension English: ScriptPhrases {
  package func text(of problem: ScriptError.Kind) -> String {
    switch problem {
    case .comment: "hint: from # on it is a comment; in quotes it would be part of the text"
    case .notYAML(let complaint): "this is not YAML: \(text(of: complaint))"
    case .tooLarge: "a script has at most \(Script.sizeLimit / 1024) KiB"
    case .version(let found):
      "found version \(quoted(found)); this program reads version \(Script.version)"
    case .unknown(let noun, let found, let known):
      "unknown \(name(of: noun)) \(quoted(found)); \(hint(for: found, among: known))"
    case .unfit(let found?, let expected):
      "found \(quoted(found)), expected \(text(of: expected))"
    case .unfit(nil, let expected): "expected \(text(of: expected))"
    case .missing(let key): "the key \(quoted(key)) is missing"
    case .twice(let key): "the key \(quoted(key)) is there twice"
    case .stray(let key, let step):
      "\(quoted(key)) does not belong to a step that is \(quoted(step))"
    case .twoKinds(let first, let second):
      "\(quoted(first)) and \(quoted(second)) are two steps: begin the second with its own “-”"
    case .tooMany(let noun, let limit): "too many: there may be \(limit) of \(name(of: noun))"
    case .tooLong(let limit): "too long: at most \(limit) characters"
    case .control(let scalar):
      "found \(scalar.codePoint), a character that is no text: it could do harm on a terminal"
    case .stimulus(let misreading): text(of: misreading)
    case .noSuchServer(let server, let servers):
      "there is no \(server): the cluster has \(servers) servers"
    case .noSuchProgram(let program, []):
      "there is no \(program): this cluster has no programs outside (see “election”)"
    case .noSuchProgram(let program, let programs):
      "there is no \(program): there are \(programs.map(\.description).joined(separator: ", "))"
    case .nothingAsked: "this explains an answer, but nothing was asked before it"
    case .neverExplained: "this asks, but no “explain” comes before the next question or the end"
    case .essential(let rule): "the rule \(quoted(rule.id)) cannot be switched off"
    case .sameName(let name):
      "another line is called \(quoted(name)), too: a “name” of its own sets this one apart"
    }
  }

  private func name(of noun: Noun) -> String {
    switch noun {
    case .quantity: "fact"
    case .choices: "choices"
    case .step: "kind of step"
    default: noun.rawValue
    }
  }

  private func hint(for found: String, among known: [String]) -> String {
    Spelling.nearest(to: found, among: known).map { "did you mean \(quoted($0))?" }
      ?? "one of: \(known.joined(separator: ", "))"
  }

  private func text(of expectation: Expectation) -> String {
    switch expectation {
    case .mapping: "keys with values"
    case .list: "a list"
    case .text: "a text, or a text for each language: {en: …, zh: …}"
    case .scalar: "words on one line"
    case .server:
      "a server: S1 to S\(ServerID.maximum), leader, follower, candidate, any-of minority"
    case .serverOrNone: "a server, or none"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .duration: "a time such as 200ms, 1.5s or 300us, at most 600s"
    case .durationRange: "a span of times such as 150-300ms"
    case .speed: "a speed such as 1/40, 0.5 or 2, from 1/1000 to 10"
    case .word(let word): quoted(word)
    case .oneOf(let words): "one of: \(words.joined(separator: ", "))"
    case .end: "nothing more"
    case .closingQuote: "a closing quotation mark"
    case .comparison: "= or !=, as these have no order"
    case .terms: "a list of terms such as [1, 1, 2]"
    case .condition: "a fact such as “leader S2” or “S3 term 4”"
    case .run: "200ms, one event, 12 events, to 1.5s, or until something"
    case .keyValue: "a key of at most 8 bytes, or a value of at most 16"
    case .rule: "a rule"
    case .nonEmpty: "something: this is empty"
    case .lessonNumber: "a lesson's number: 1 to 99, or R, E, V or A and a number, such as E3"
    case .stateNotEvent: "what holds, such as “leader S2”: only a run waits until something happens"
    case .numberQuantity: "a fact that is a number, such as “S1 commit”"
    case .serverQuantity: "a fact that is a server, such as “leader” or “S1 vote”"
    case .numberChoices: "numbers such as 0-5"
    case .program: "a program: pod-a, api-1, resource, believer, holder"
    case .programOrNone: "a pod, or none"
    case .contest: "what is led: /leader, /election/ or a component such as kube-scheduler"
    case .etcdKey: "a key of at most \(Request.keyLimit) bytes, such as /leader"
    case .wait: "a time such as 20ms, a span such as 0-75ms to draw from, or “within heartbeat”"
    case .share: "a share such as 0.052 or 5.2%"
    }
  }

  package func text(of failure: ScriptRunError.Kind) -> String {
    switch failure {
    case .unmet(let expected, let actual): "expected \(expected), was \(actual)"
    case .nobody(let description): "nothing here is \(quoted(description))"
    case .refused(let stimulus, let refusal):
      "\(quoted(stimulus.text)) cannot be done: \(text(of: refusal).text)"
    case .inVain(let condition, let span, let instead):
      "\(quoted(condition)) did not come about within \(ActNumber.text(of: span))"
        + text(of: instead, for: condition)
    case .tooManyEvents(let limit):
      "the script has had \(limit) events over all its steps, which is the limit: --max-events "
        + "raises it"
    case .noOtherCluster: "another cluster cannot be begun here"
    case .noChoice(let value): "no choice of the question is right: it was \(value)"
    }
  }

  private func text(of instead: ScriptRunError.Instead, for condition: String) -> String {
    let facts = instead.unmet.map {
      $0.expected == condition
        ? ": it was \($0.actual)" : "; \(quoted($0.expected)): it was \($0.actual)"
    }.joined()
    guard !instead.fired.isEmpty else { return facts }
    let rules = instead.fired.map { fired in
      "\(fired.rule) at \(fired.places.map(\.description).joined(separator: " "))"
    }
    return "\(facts); what did fire, the rarest first: \(rules.joined(separator: ", "))"
  }

  private func quoted(_ text: String) -> String { "`\(text.harmless)`" }

  package func chapter(_ number: Int, _ title: String) -> String { "Chapter \(number): \(title)" }
  package func newCluster(servers: Int) -> String {
    "A new cluster: \(count(servers, "server"))."
  }
  package func question(_ text: String) -> String { "Question: \(text)" }
  package func answer(_ text: String) -> String { "Answer: \(text)" }
  package var yes: String { "yes" }
  package var no: String { "no" }
  package var nobody: String { "none" }
  package func noSuchScript(_ name: String, suggestion: String?) -> String {
    "no file, lesson or session is called \(quoted(name)); "
      + (suggestion.map { "did you mean \(quoted($0))?" } ?? "`raftlab lessons` lists the lessons")
  }
  package func cannotRead(_ file: String) -> String {
    "\(quoted(file)) cannot be read as UTF-8 text"
  }
  package func moreEvents(_ count: Int) -> String {
    "… and \(count) more \(count == 1 ? "event" : "events")"
  }
  package func again(at servers: [ServerID], until time: Time) -> String {
    let names = servers.map(\.description)
    let list =
      names.count > 1
      ? names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1] : names[0]
    return "The same for \(list), \(names.count > 1 ? "until" : "at") \(time.inMilliseconds) ms."
  }
  package func choices(_ names: [String]) -> String {
    "Choices: \(names.joined(separator: ", "))"
  }
  package var theEnd: String { "This is the end." }
  package func passed(expectations: Int, questions: Int, events: Int) -> String {
    "ok: \(count(expectations, "expectation")), \(count(questions, "question")), "
      + "\(count(events, "event"))"
  }
  package func summary(files: Int, failed: Int) -> String {
    failed == 0
      ? "\(count(files, "script")) passed" : "\(failed) of \(count(files, "script")) failed"
  }
  package func chapters(_ count: Int) -> String { self.count(count, "chapter") }
  package func title(of part: LessonNumber.Part) -> String {
    switch part {
    case .raft: "Raft"
    case .practice: "Raft in practice"
    case .etcd: "etcd"
    case .real: "For real"
    case .asking: "Ask"
    }
  }

  /// So many of something: `1 event`, `2 events`.
  package func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
