import RaftCore
import Teaching
import Testing

@Suite("Phrases")
struct PhraseTests {
  @Test("Every part of a phrase knows what it is")
  func parts() {
    let phrase: Phrase =
      "\(ServerID(2)) \(strong: "leads") term \(term: 4) from \(index: 7) with \(count: 3)."
    #expect(
      phrase.parts.map(\.kind) == [
        .server(ServerID(2)), .plain, .strong, .plain, .term(4), .plain, .index(7), .plain,
        .count(3), .plain,
      ])
    #expect(phrase.text == "S2 leads term 4 from 7 with 3.")
  }

  @Test("Plain text of nested phrases runs together, and empty parts vanish")
  func merging() {
    let inner: Phrase = "b"
    let phrase: Phrase = "a\(inner)\(command: "")c"
    #expect(phrase.parts.map(\.text) == ["abc"])
    #expect(Phrase("").parts.isEmpty)
  }

  @Test(
    "Without its reasons a phrase ends before the first colon or semicolon after the verdict, or its full stop"
  )
  func withoutReasons() {
    let server = ServerID(3)
    let told: Phrase = "\(server) \(strong: "counts its own vote"): \(count: 1) of 3; it needs 2."
    #expect(told.withoutReasons == "\(server) \(strong: "counts its own vote")")
    let late: Phrase = "The leader went on: \(server) \(strong: "follows"); it had to."
    #expect(late.withoutReasons.text == "The leader went on: S3 follows")
    let chinese: Phrase = "\(server) \(strong: "投票")给 \(ServerID(1))：日志都是空的。"
    #expect(chinese.withoutReasons.text == "S3 投票给 S1")
    let bare: Phrase = "\(server) \(strong: "starts as a follower"), in term \(term: 0)."
    #expect(bare.withoutReasons.text == "S3 starts as a follower, in term 0")
    let plain: Phrase = "no verdict: nothing is left out"
    #expect(plain.withoutReasons == plain)
  }

  @Test("Lists put the last separator before the last item only")
  func lists() {
    let items: [Phrase] = ["a", "b", "c"]
    #expect(Phrase.list(items, separator: ", ", last: " and ").text == "a, b and c")
    #expect(Phrase.list(Array(items.prefix(2)), separator: ", ", last: " and ").text == "a and b")
    #expect(Phrase.list(Array(items.prefix(1)), separator: ", ").text == "a")
    #expect(Phrase.list([], separator: ", ").text == "")
  }

  @Test(
    "Thousandths are written without needless zeros",
    arguments: [(1000, "1"), (1500, "1.5"), (50, "0.05"), (2001, "2.001"), (0, "0")])
  func thousandths(number: Int, text: String) {
    #expect(Phrase.thousandths(number).text == text)
  }
}
