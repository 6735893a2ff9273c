import ClientPrograms
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

/// Scripts whose clients are programs outside the cluster.
@Suite("Scripts of programs")
struct ScriptProgramTests {
  private static let cluster = "{servers: 3, seed: 4, election: notes pods 3 scale 0.1}"

  private func failures(_ steps: String) throws -> [String] {
    try ScriptRunningTests.failures(steps, cluster: Self.cluster)
  }

  @Test("With an election the features are those of etcd, unless they are given")
  func features() throws {
    func features(_ cluster: String) throws -> Features {
      try Script(source: ScriptReadingTests.script("- pause", cluster: cluster)).settings.features
    }
    #expect(try features("{election: notes}") == .likeEtcd)
    #expect(try features("{election: notes, features: []}") == Features())
    #expect(try features("{election: none}") == Features())
    #expect(try features("{servers: 3}") == Features())
  }

  @Test("What is said of pods, of etcd and of the resource is so when it is expected")
  func facts() throws {
    let failures = try failures(
      """
      - run: until leader elected
      - expect: [no believer, believers 0, no key /leader, revision 1, /leader held-by none]
      - expect: [watch is none, answer none, no late-work, accepted 0, highest-token 0]
      - run: until begin-leading fires at pod-c
      - expect: [believer pod-c, pod-c believes, not pod-a believes, believer holder]
      - expect: [/leader held-by pod-c, key /leader pod-c, key /leader.create 2, key /leader.lease 13]
      - expect: [pod-c token 2, pod-a token 0, lease 13 alive, lease 14 gone, pod-c lease 13]
      - expect: [lease-left 13 <= 1s, lease-left 13 > 900ms, pod-c left > 300ms, pod-c is running]
      - run: until token 2 accepted
      - expect: [accepted 1, refused 0, highest-token 2, conflict-time 0ms, no conflicts]
      - act: [watch /leader from 1, get /leader]
      - expect: [watch is open, watch told 0, answer waiting, answer revision 0, answer says nothing]
      - run: until answer done and watch told 1
      - expect: [watch revision 2, answer revision 2, leader revision 2, leader applied-term 1]
      - act: pause believer
      - run: until believers 2 within 20s
      - expect: [stale-believer is paused, believer pod-c, conflicts 1, holder believes]
      - run: 300ms
      - expect: [conflict-time 300ms, lease 13 gone, standby is running, watch revision 4]
      - act: resume stale-believer
      - run: until belief changed within 1ms
      - expect: [believers 1, believer = holder, believer != standby]
      - act: [cut holder > resource, election fencing on, compact 3]
      - run: until answer done
      - expect: leader compacted 3
      - act: [watch /leader from 2 through leader]
      - run: until watch is compacted
      - act: [crash holder, crash standby]
      - run: until no key /leader
      """)
    #expect(failures == [])
  }

  @Test("Letters are found by what they are and by whose they are")
  func letters() throws {
    let failures = try failures(
      """
      - run: until send-token fires
      - act: drop work from believer to resource
      - run: until keep-lease-alive fires at believer
      - act: [hold keepalive from believer, deliver keepalive from believer]
      - act: hold keepalive-answer to believer
      - act: drop keepalive-answer from standby
      """)
    #expect(
      failures == ["f:10: nothing here is `keepalive-answer from standby`"],
      "\(failures.joined(separator: "\n"))")
  }

  @Test("What was waited for in vain is told with the rules of programs that fired instead")
  func tellsWhatHappenedInstead() throws {
    let failures = try failures(
      """
      - run: until begin-leading fires
      - run: until take-over fires at pod-b within 50ms
      """)
    #expect(failures.count == 1)
    let failure = try #require(failures.first)
    #expect(
      failure.hasPrefix("f:6: `take-over fires at pod-b` did not come about within 50ms; what did"),
      "\(failure)")
    #expect(failure.contains("accept-work at resource"), "\(failure)")
  }

  @Test("Who cannot be named is told with who can")
  func names() {
    func problems(_ steps: String, cluster: String = Self.cluster) -> [String] {
      ScriptReadingTests.problems(ScriptReadingTests.script(steps, cluster: cluster))
    }
    #expect(
      problems("- act: crash pod-d") == [
        "f.yaml:5:16: there is no pod-d: there are pod-a, pod-b, pod-c, resource, etcdctl"
      ])
    #expect(
      problems("- expect: pod-a believes", cluster: "{servers: 3}") == [
        "f.yaml:5:13: there is no pod-a: this cluster has no programs outside (see “election”)"
      ])
    #expect(problems("- act: wipe pod-a").first?.contains("expected a server") == true)
    #expect(problems("- act: put /leader me through pod-a").count == 1)
    #expect(problems("- expect: pod-a believe").first?.contains("`believes`") == true)
    #expect(problems("- expect: pod-a left 3").first?.contains("a time such as") == true)
    #expect(problems("- run: until take-ovr fires").first?.contains("`take-over`") == true)
  }

  @Test(
    "Whatever can be done by hand can be done by scripts, in the same words", arguments: ActRow.all)
  func acts(row: ActRow) throws {
    for stimulus in row.samples {
      let act = ScriptAct(stimulus)
      #expect(act.text == stimulus.text)
      let state = Timeline(Settings()).state
      #expect(try act.stimuli(in: state) == [stimulus], "\(stimulus)")
    }
  }
}

extension ActRow: CustomTestStringConvertible {
  public var testDescription: String { verb }
}
