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
