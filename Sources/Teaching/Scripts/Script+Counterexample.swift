import Simulation

extension Script {
  /// What a campaign found, as a script: its acts, each at its moment, and at the end what is to be
  /// seen.
  ///
  /// It takes time where the campaign let time pass, so the same events happen; where something was
  /// violated, or where several believe that they lead, the script expects just that.
  package init(of found: Counterexample) throws(LengthError) {
    let timeline = found.timeline
    try self.init(of: timeline, branch: 0, title: found.title)
    about = ScriptText(
      Dictionary(
        uniqueKeysWithValues: Language.allCases.map { language in
          (language, Narrator(in: language).sentence(for: found.finding).text)
        }))
    let fact: Condition.Fact
    switch found.finding {
    case .violation(let violation):
      fact = .compares(.violation, .equal, .value(.text(violation.property.id)))
    case .believers(let believers):
      fact = .compares(
        .outside(.believers(of: believers.contest)), .equal,
        .value(.number(believers.programs.count)))
    // What did not happen is told by the sentence alone.
    case .livenessFailure: return
    }
    steps.append(ScriptStep(.expect([Condition([fact])])))
  }
}

extension Counterexample {
  /// What it is called: what broke, and the seed.
  package var title: String {
    switch finding {
    case .violation(let violation): "\(violation.property.id), seed \(seed)"
    case .livenessFailure(let failure): "\(failure.kind.id), seed \(seed)"
    case .believers: "believers, seed \(seed)"
    }
  }
}

extension Narrator {
  /// What a campaign found.
  package func sentence(for finding: CampaignFinding) -> Sentence {
    switch finding {
    case .violation(let violation): sentence(for: violation)
    case .livenessFailure(let failure): sentence(for: failure)
    case .believers(let believers): Sentence(words.believe(believers.programs, afterSeveral: nil))
    }
  }
}
