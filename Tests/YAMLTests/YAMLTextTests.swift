import Testing
import YAML

@Suite("Texts in YAML") struct YAMLTextTests {
  /// What is wrong with a text: `2:5 twice(key: "a")`.
  private func complaints(_ text: String) -> [String] {
    do throws(YAMLErrors) {
      _ = try YAMLText.compose(text)
      return []
    } catch {
      return error.list.map { trouble in
        let kind =
          switch trouble.kind {
          case .notYAML(let complaint): "\(complaint)"
          case .twice(let key): "twice \(key)"
          }
        return "\(trouble.line):\(trouble.column) \(kind)"
      }
    }
  }

  @Test("a text becomes a tree whose nodes know where they begin")
  func tree() throws {
    let root = try #require(try YAMLText.compose("a: 1\n日本: [x, {y: 'z'}]\nb:\n  - |\n    t\n"))
    #expect(root.mapping?["a"]?.string == "1")
    let list = try #require(root.mapping?["日本"]?.sequence)
    #expect(list[0].mark == Mark(line: 2, column: 6))
    let inner = try #require(list[1].mapping?["y"])
    #expect(inner.mark == Mark(line: 2, column: 13) && inner.scalar?.style == .singleQuoted)
    #expect(root.mapping?["b"]?.sequence?[0].string == "t\n")
    #expect(root.mapping?.map { $0.key.string } == ["a", "日本", "b"])
    #expect(try YAMLText.compose("# nothing\n") == nil)
  }

  @Test("without quotes every value is a text, and some stand for nothing")
  func texts() throws {
    for text in ["000000", "1e1000", "no", "0x1F", "2001-01-01"] {
      #expect(try YAMLText.compose(text)?.string == text)
    }
    for text in ["~", "null", "Null", "a:"] {
      let node = try YAMLText.compose(text)
      #expect((node?.mapping?["a"] ?? node)?.isNull == true)
    }
    #expect(try YAMLText.compose("'null'")?.isNull == false)
  }

  @Test(
    "what is wrong is told where it is",
    arguments: [
      ("a: [1\n", "2:1 noCommaInList"), ("a: \"b\n", "2:1 endsEarly"),
      ("a:\n\t- b", "2:1 tab"), ("a: b: c", "1:5 noValueHere"), ("a: @b", "1:4 noToken"),
      ("a\nb: c", "2:2 noValueHere"), ("a: 1\n---\nb: 2", "2:1 secondDocument"),
      ("a: \"\\q\"", "1:5 badEscape"), ("a: 1\n'a': 2\na: 3", "2:1 twice a"),
      ("a: x\u{7}", "1:5 controlCharacter(7)"), ("a\u{2028}b", "1:2 lineBreak(8232)"),
      (String(repeating: "[", count: 60_000), "1:65 tooDeep"),
    ])
  func places(text: String, expected: String) {
    #expect(complaints(text).first == expected)
  }

  @Test(
    "a text that begins with one of YAML's signs is told to stand in quotes, and none of it is lost",
    arguments: [
      ("say: *note this", "1:6"), ("say: *all* of it", "1:6"), ("say: !important", "1:6"),
      ("say: ! a", "1:6"), ("say: &S1 is down", "1:6"), ("say: &", "1:6"),
      ("say: [S1] leads", "1:6"),
      ("say: {x} is 1", "1:6"), ("- a\n- !!str b", ""), ("a: &t T\nb: &", "2:4"),
    ])
  func signs(text: String, place: String) {
    let sign = text.unicodeScalars.first { "*!&[{".unicodeScalars.contains($0) }!
    #expect(complaints(text) == (place.isEmpty ? [] : ["\(place) indicator(\"\(sign)\")"]))
  }

  @Test("aliases are not followed, so that a few lines cannot mean very much")
  func aliases() {
    #expect(complaints("a: &t T\nb: *t") == ["2:4 alias"])
  }

  @Test("a colon and blanks that only look like YAML's are named")
  func lookalikes() {
    #expect(complaints("title：T\nsteps: []") == ["1:6 fullWidthColon"])
    #expect(complaints("a: 1\ntitle：T\nsteps: []") == ["2:6 fullWidthColon"])
    #expect(complaints("# 题：\na\nb: 1") == ["3:2 noValueHere"])
    #expect(complaints("a:\n\u{3000}b: 1\n") == ["2:1 oddBlank(12288)"])
    #expect(complaints("a:\n \u{A0}b: 1\n") == ["2:2 oddBlank(160)"])
    // In a text they are what they are.
    #expect(complaints("a: |\n  \u{3000}第一段：\n").isEmpty)
    #expect(complaints("a: '\u{3000}x：'\n").isEmpty)
  }

  @Test("an escaped pair of surrogates is one character, as JSON writes it")
  func surrogatePairs() throws {
    func value(_ text: String) throws -> String? {
      try YAMLText.compose("a: \(text)")?.mapping?["a"]?.string
    }
    #expect(try value(#""x\ud83d\uDE00y""#) == "x😀y")
    #expect(try value(#""\\\ud83d\ude00""#) == "\\😀")
    // Outside double quotes a backslash is a backslash.
    #expect(try value(#"x\ud83d\uDE00y"#) == #"x\ud83d\uDE00y"#)
    #expect(try value(#"'\uD83d\ude00'"#) == #"\uD83d\ude00"#)
    let line = #"{a: "\ud83d\ude00", b: @}"#
    #expect(complaints(line) == ["1:24 noToken"])
    #expect(complaints(#"a: "\ude00\ud83d""#).first?.hasSuffix("badCodePoint") == true)
    #expect(complaints(#"a: "\ud83d""#).first?.hasSuffix("badCodePoint") == true)
    #expect(complaints(#"a: "\\ud83d\ude00""#).first?.hasSuffix("badCodePoint") == true)
  }

  @Test("a comment behind a text without quotes is noted, as it may have been meant as text")
  func comments() throws {
    let root = try YAMLText.compose("say: S1 #1 leads\nb: \"x\" # c\nc: x#y\nd: [a, b] # c\n")
    #expect(root?.mapping?["say"]?.scalar?.comment == Mark(line: 1, column: 9))
    #expect(root?.mapping?["say"]?.string == "S1")
    for key in ["b", "c"] { #expect(root?.mapping?[key]?.scalar?.comment == nil) }
  }

  @Test("the first byte that is no UTF-8 is told by line and column")
  func bytes() throws {
    #expect(try YAMLText.text(of: Array("a: é\n".utf8)) == "a: é\n")
    for (bytes, place) in [
      (Array("a: 1\nb: é".utf8) + [0xFF], Mark(line: 2, column: 5)),
      ([0xFE], Mark(line: 1, column: 1)),
      (Array("a".utf8) + [0xE4, 0xB8], Mark(line: 1, column: 2)),
    ] {
      do throws(YAMLErrors) {
        _ = try YAMLText.text(of: bytes)
        Issue.record("it was read")
      } catch {
        #expect(error.list.map(\.place) == [place])
      }
    }
  }

  @Test("a text is read in a time that grows with its length")
  func length() {
    // With a cost that grew with the square, each of these would take minutes.
    _ = complaints(String(repeating: "- [", count: 20_000))
    _ = complaints(String(repeating: "- ", count: 30_000))
    _ = complaints((0..<5_000).map { "k\($0): v # c\n" }.joined())
    _ = complaints("a: \"" + String(repeating: #"\ud83d\ude00"#, count: 5_000) + "\"")
    _ = complaints("{" + (0..<5_000).map { "k\($0): v" }.joined(separator: ", ") + "}")
  }
}
