import Simulation
import Testing

@testable import Teaching

/// What scripts say of the features is so when it is expected, and not before.
@Suite("Scripts of the features")
struct ScriptFeatureTests {
  private func failures(_ steps: String, features: String) throws -> [String] {
    let begin = "- act: time out S1\n- run: until leader S1\n- run: 200ms\n"
    let cluster = "{servers: 5, seed: 3, features: [\(features)]}"
    let source = ScriptReadingTests.script(begin + steps, cluster: cluster)
    let failures = ScriptCheck(try Script(source: source)).failures
    return failures.map { "\($0)" }
  }

  private func expectHolds(_ steps: String, features: String) throws {
    let failures = try failures(steps, features: features)
    #expect(failures == [], "\(failures.joined(separator: "\n"))")
  }

  @Test("A server that is cut off is a pre-candidate with one straw vote, in its old term")
  func preVotes() throws {
    let steps = """
      - act: isolate S5
      - run: until S5 is pre-candidate
      - expect: [S5 pre-votes 1, S5 votes 0, pre-candidates 1, no candidates, leader S1]
      - run: 2s
      - expect: [S5 is pre-candidate, pre-candidate term 1, term 1]
      - act: heal
      - run: until quiet
      - expect: [S5 is follower, S5 pre-votes 0, no pre-candidates, leader S1, term 1]
      """
    try expectHolds(steps, features: "pre-vote")
  }

  @Test("A leader hands over, and nobody does so afterwards")
  func transfer() throws {
    let steps = """
      - expect: leader transfer none
      - act: transfer to S3
      - expect: [leader transfer S3, S3 transfer none]
      - run: until leader S3 within 100ms
      - expect: [S1 transfer none, S3 transfer none]
      - run: until quiet
      - act: [pause S2, write x=1]
      - run: until write x=1 acknowledged
      - act: transfer to S2
      - run: 140ms
      - expect: [leader S3, leader transfer S2, leader transfer not S1]
      - run: until give-up-transfer fires at S3 within 20ms
      - expect: [leader S3, leader transfer none]
      """
    try expectHolds(steps, features: "leadership-transfer")
  }

  @Test("A lease lasts as long as a majority answers, and ends before the leader steps down")
  func lease() throws {
    let steps = """
      - expect: [leader lease lasts, S2 lease none]
      - act: read x lease
      - run: until read x nothing within 100ms
      - act: isolate S1
      - run: until S1 lease over within 200ms
      - expect: S1 is leader
      - run: until S1 is follower within 200ms
      - expect: S1 lease none
      """
    try expectHolds(steps, features: "check-quorum, lease-reads")
  }

  @Test("A follower keeps a read until it may answer")
  func reads() throws {
    let steps = """
      - act: write x=3
      - run: until quiet
      - act: read x linearizable through S2
      - run: until ask-for-read-index fires at S2
      - expect: [S2 reads 1, read x waiting]
      - run: until read x 3 within 200ms
      - expect: [S2 reads 0, no violation]
      """
    try expectHolds(steps, features: "read-index")
  }

  @Test("A follower remembers a command that it handed on until it has applied it")
  func forwarded() throws {
    let steps = """
      - act: write x=3 through S2
      - run: until forward-proposal fires
      - expect: [S2 forwarded 1, write x=3 waiting]
      - run: until write x=3 acknowledged within 500ms
      - expect: S2 forwarded 0
      """
    try expectHolds(steps, features: "forward-proposals")
  }

  @Test("A feature that stands on another is not read without it, and an unknown one is named")
  func problems() {
    func problems(_ features: String) -> [String] {
      ScriptReadingTests.problems(
        ScriptReadingTests.script("- run: 1s", cluster: "{features: \(features)}"))
    }
    #expect(problems("[lease-reads, check-quorum]") == [])
    #expect(problems("[check-quorum, lease-reads]") == [])
    #expect(problems("none") == [] && problems("[]") == [])
    let needed = problems("[pre-vote, lease-reads]")
    #expect(needed.count == 1 && needed[0].contains("`check-quorum` as well"), "\(needed)")
    let misspelt = problems("[pre-vot]")
    #expect(misspelt.count == 1 && misspelt[0].contains("did you mean `pre-vote`"), "\(misspelt)")
  }
}
