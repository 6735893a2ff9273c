import ClientPrograms
import RaftCore

/// Something with a name that is switched on or off: a rule, or a feature.
struct ActSwitch<Subject: Hashable & Sendable>: Hashable, Sendable {
  var subject: Subject
  var isOn: Bool
}

extension ActParameter<ActSwitch<Rule>> {
  /// `up-to-date-check off`.
  static let rule = switching(
    form: "RULE on|off", .rule, among: ActNumber.switchableRules, named: Rule.init(id:), id: \.id,
    onlyOn: { $0.isSwitchable ? nil : .onlyOn($0) },
    samples: [
      ActSwitch(subject: .upToDateCheck, isOn: false), ActSwitch(subject: .pipelining, isOn: true),
    ])
}

extension ActParameter<ActSwitch<Feature>> {
  /// `pre-vote on`.
  static let feature = switching(
    form: "FEATURE on|off", .feature, among: Feature.allCases.map(\.id), named: Feature.init(id:),
    id: \.id, onlyOn: { _ in nil },
    samples: Feature.allCases.map { ActSwitch(subject: $0, isOn: true) }
      + [ActSwitch(subject: .preVote, isOn: false)])
}

extension ActParameter<ActSwitch<ElectionRule>> {
  /// `fencing on`.
  static let electionRule = switching(
    form: "RULE on|off", .rule, among: ElectionRule.switchable.map(\.id),
    named: ElectionRule.init(id:), id: \.id,
    onlyOn: { $0.isSwitchable ? nil : .onlyAsItIs($0) },
    samples: [
      ActSwitch(subject: .fencing, isOn: true), ActSwitch(subject: .createIfAbsent, isOn: false),
    ])
}

extension ActParameter {
  /// - Parameter onlyOn: what is said of one that cannot be switched off; nil of one that can.
  fileprivate static func switching<Subject>(
    form: String, _ expected: ActTextError.Expectation, among names: [String],
    named: @escaping @Sendable (String) -> Subject?,
    id: @escaping @Sendable (Subject) -> String,
    onlyOn: @escaping @Sendable (Subject) -> ActTextError.Expectation?, samples: [Value]
  ) -> ActParameter where Value == ActSwitch<Subject> {
    ActParameter(
      form: form,
      read: { line throws(ActTextError) in
        let subject = try line.name(expected, among: names, named)
        if line.skip("on") { return ActSwitch(subject: subject, isOn: true) }
        if let only = onlyOn(subject) { throw line.misreading(only) }
        guard line.skip("off") else { throw line.misreading(.onOrOff) }
        return ActSwitch(subject: subject, isOn: false)
      },
      text: { "\(id($0.subject)) \($0.isOn ? "on" : "off")" },
      pack: { choice, bytes in
        bytes.text(id(choice.subject))
        bytes.number(choice.isOn ? 1 : 0)
      },
      unpack: { bytes throws(ByteReader.FormatError) in
        let subject = named(try bytes.text(limit: 64))
        let isOn = try bytes.number(upTo: 1) == 1
        guard let subject, isOn || onlyOn(subject) == nil else { return nil }
        return ActSwitch(subject: subject, isOn: isOn)
      },
      samples: samples)
  }
}
