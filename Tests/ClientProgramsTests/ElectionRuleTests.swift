import ClientPrograms
import KeyValue
import Testing

@Suite("Rules of elections")
struct ElectionRuleTests {
  @Test("Every rule has a name of its own, of lower-case words, by which it is found")
  func names() {
    for rule in ElectionRule.allCases {
      #expect(ElectionRule(id: rule.id) == rule)
      #expect(rule.id.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }, "\(rule.id)")
    }
    #expect(ElectionRule(id: "nothing") == nil)
    #expect(ElectionRule.Group.allCases.flatMap(\.rules).count == ElectionRule.allCases.count)
  }

  @Test("Rules that stand for a step of a library name its Go call")
  func calls() {
    #expect(ElectionRule.resign.call == "concurrency.Election.Resign")
    #expect(ElectionRule.fencing.call == nil)
    for rule in ElectionRule.Group.kubernetes.rules where !rule.isSwitchable {
      #expect(rule.call != nil, "\(rule.id)")
    }
  }

  @Test("There is room for every rule that can be switched in a set of options")
  func room() { #expect(ElectionRule.switchable.count <= 64) }

  @Test("Unless switched, everybody does as the libraries do")
  func options() {
    var options = ElectionOptions()
    #expect(options.switched.isEmpty)
    #expect(options[.createIfAbsent] && options[.stopWhenLeaseEnds] && options[.tokenByRevision])
    #expect(!options[.lookAgainAfterWaiting] && !options[.fencing] && !options[.lockDelay])
    #expect(!options[.releaseOnCancel] && options[.beginLeading])
    options[.fencing] = true
    options[.createIfAbsent] = false
    #expect(options.switched == [.createIfAbsent, .fencing])
    #expect(options == ElectionOptions(with: [.fencing], without: [.createIfAbsent]))
  }

  @Test("Evidence tells all that it holds, by name")
  func fields() {
    let record = LeaseRecord(
      holder: "pod-a", durationSeconds: 15, acquireTime: 0, renewTime: 4_000_000, transitions: 2)
    let evidence = ElectionEvidence.record(
      record, version: 7, observed: 4_100_000, expires: 19_100_000, clock: 5_000_000)
    #expect(
      evidence.line
        == "record holder pod-a, duration 15, acquired 0ms, renewed 4000ms, transitions 2, "
        + "version 7, observed 4100ms, expires 19100ms, clock 5000ms")
    #expect(ElectionEvidence.none.line == "none")
    #expect(
      ElectionEvidence.before(Text("/leader")!, created: 4, own: nil).line
        == "before key /leader, created 4, own -")
    #expect(
      ElectionEvidence.failure(.unavailable, clock: 0).line
        == "failure failure unavailable, clock 0ms, unknown no")
  }

  @Test("All times are under one scale, and a lease in etcd has whole seconds")
  func scale() {
    let (full, tenth) = (ElectionTimes(), ElectionTimes(scale: 100))
    #expect(full.renewDeadline == 10_000_000 && tenth.renewDeadline == 1_000_000)
    #expect(full.jitteredRetryPeriod == 2_000_000...4_400_000)
    #expect(tenth.jitteredRetryPeriod == 200_000...440_000)
    #expect(full.sessionTTL == 60 && tenth.sessionTTL == 6 && tenth.notesTTL == 1)
    #expect(ElectionTimes(scale: 1).notesTTL == 1)
    // What client-go requires of its constants.
    for times in [full, tenth] {
      #expect(times.leaseDurationSeconds * times.scale * 1000 > times.renewDeadline)
      #expect(times.renewDeadline > times.retryPeriod * 12 / 10)
    }
  }

  @Test("No step has an effect that no firing asked for")
  func effects() {
    var desk = Desk(NotesElector(pod: 1, name: "pod-a"))
    desk.give(.started)
    #expect(desk.rules == [.grantLease])
    #expect(desk.step.firings.flatMap(\.effects) == Array(desk.step.effects.indices))
  }
}
