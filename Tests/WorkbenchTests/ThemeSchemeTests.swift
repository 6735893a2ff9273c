import Foundation
import Screen
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Themes: scheme files") struct ThemeSchemeTests {
  /// Sixteen lines, base00 to base0F, each with a colour made of its number.
  static func slots(indent: String = "  ", quote: String = "\"", sign: String = "") -> String {
    Scheme.Slot.allCases.prefix(16).map { slot in
      let digit = String(slot.rawValue, radix: 16)
      let value = String(repeating: digit, count: 6)
      return "\(indent)\(slot.name): \(quote)\(sign)\(value)\(quote)\n"
    }.joined()
  }

  static func read(_ text: String, file: String = "x/some.yaml") throws -> Scheme {
    try Scheme(reading: Array(text.utf8), file: file)
  }

  /// What is wrong with a text, as a user reads it.
  static func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return "nothing"
    } catch let error as SchemeError {
      let chinese = Language.chinese.fileComplaints.text(of: error)
      #expect(isChinese(chinese), "\(chinese)")
      return Language.english.fileComplaints.text(of: error)
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "every published form is read",
    arguments: [
      "system: \"base16\"\nname: \"N\"\nauthor: \"A\"\nvariant: \"dark\"\npalette:\n" + slots(),
      "system: base16\nname: N\nauthor: A\npalette:\n" + slots(sign: "#"),
      "name: N\nauthor: A\npalette:\n" + slots(quote: ""),
      "scheme: \"N\"\nauthor: \"A\"\n" + slots(indent: ""),
      "scheme: N\nauthor: A\n" + slots(indent: "", quote: "'", sign: "#"),
      "---\nscheme: N\r\nauthor: A\r\n" + slots(indent: "", quote: ""),
      "\u{FEFF}scheme: N\nauthor: A\n" + slots(indent: "", quote: ""),
      "scheme: N\nauthor: A\n" + slots(indent: "").replacing("base0F", with: "base0f"),
    ])
  func forms(text: String) throws {
    let scheme = try Self.read(text)
    #expect(scheme.name == "N")
    #expect(scheme.author == "A")
    #expect(scheme.slug == "some")
    for slot in Scheme.Slot.allCases.prefix(16) {
      let byte = UInt8(slot.rawValue * 17)
      #expect(scheme[slot] == .rgb(byte, byte, byte), "\(slot)")
    }
  }

  @Test(
    "unquoted digits are text, whatever YAML calls them",
    arguments: [
      ("000000", Color.rgb(0, 0, 0)), ("1e1000", .rgb(0x1e, 0x10, 0)),
      ("012345", .rgb(1, 0x23, 0x45)), ("0e0e0e", .rgb(14, 14, 14)),
      ("123456", .rgb(0x12, 0x34, 0x56)), ("abcdef", .rgb(0xab, 0xcd, 0xef)),
      ("ABCDEF", .rgb(0xab, 0xcd, 0xef)),
    ])
  func digits(written: String, color: Color) throws {
    let text = "palette:\n" + Self.slots().replacing("\"333333\"", with: written)
    #expect(try Self.read(text)[.base03] == color)
  }

  @Test("base24's slots are read, and those that are missing have stand-ins")
  func base24() throws {
    let text = "system: base24\npalette:\n" + Self.slots() + "  base12: 'ff8800'\n"
    let scheme = try Self.read(text)
    #expect(scheme[.base12] == .rgb(255, 136, 0))
    let standIns: [(Scheme.Slot, Scheme.Slot)] = [
      (.base10, .base00), (.base11, .base00), (.base13, .base0A), (.base14, .base0B),
      (.base15, .base0C), (.base16, .base0D), (.base17, .base0E),
    ]
    for (slot, other) in standIns { #expect(scheme[slot] == scheme[other], "\(slot)") }
    #expect(try Self.read("palette:\n" + Self.slots())[.base12] == scheme[.base08])
  }

  @Test("a scheme of another system is refused by its name")
  func otherSystems() {
    let tinted8 = """
      scheme:
        system: "tinted8"
        name: "Some"
      palette:
        black: "#000000"
      """
    #expect(
      Self.complaint(tinted8)
        == "x/some.yaml:2: system 'tinted8' is not supported: raftlab reads base16 and base24")
    #expect(
      Self.complaint("system: tinted8\npalette:\n" + Self.slots())
        == "x/some.yaml:1: system 'tinted8' is not supported: raftlab reads base16 and base24")
  }

  @Test("a wrong file is refused with its line, its key, and what would be right")
  func complaints() {
    let slots = Self.slots()
    let table: [(String, String)] = [
      ("palette:\n" + slots.replacing("\"333333\"", with: "zzz"), ":5: base03 'zzz' is no colour"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "12345"), ":5: base03 '12345' is no col"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "#333333"), ":5: base03 has no value"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "~"), ":5: base03 has no value"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "Null"), ":5: base03 has no value"),
      ("palette:\n" + slots.replacing("333333", with: "null"), ":5: base03 'null' is no colour"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "[1]"), ":5: base03 should be one"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "ansi16"), ":5: base03 'ansi16' is no"),
      ("palette:\n" + slots.replacing("\"333333\"", with: "ansi3"), ":5: base03 is the terminal's"),
      ("palette:\n" + slots + "  base0f: '000000'\n", ":18: base0F stands in line 17 already"),
      (
        "palette:\n" + slots.replacing("base03", with: "base3"),
        ":2: palette lacks base03: a scheme has all of base00 to base0F"
      ),
      ("palette: 7\n", ":1: palette should have"), ("name: x\n", ":1: palette is missing"),
      ("- 1\n", ":1: is no scheme"), ("", ": is no scheme"), ("a: [1\n", ": is no YAML"),
      ("a: 1\nb: 2\na: 3\n", "a stands here twice"),
      ("palette:\n" + slots + "raftlab:\n  contrast: 9\n", ":19: contrast should be a number"),
      ("palette:\n" + slots + "raftlab:\n  terms: base0D\n", ":19: terms should be a list"),
      ("palette:\n" + slots + "raftlab:\n  terms: [base0D, red]\n", ":19: terms 'red' means"),
      (
        "palette:\n" + slots + "raftlab:\n  styles:\n    boss: bold\n",
        ":20: styles 'boss' is none of text, faint"
      ),
      (
        "palette:\n" + slots + "raftlab:\n  styles:\n    leader: base0A on\n",
        ":20: leader 'on' means nothing here"
      ),
      (String(repeating: "#", count: 70_000), ": has 70000 bytes; a scheme has at most 65536"),
      (String(repeating: "[", count: 60_000), ": is no YAML"),
    ]
    for (text, expected) in table {
      let complaint = Self.complaint(text)
      #expect(complaint.hasPrefix("x/some.yaml"))
      #expect(complaint.contains(expected), "\(complaint)")
    }
    #expect(throws: SchemeError.self) { try Scheme(reading: [0xFF, 0xFE, 0], file: "x") }
  }

  @Test("half a scheme is refused, whichever half", arguments: Scheme.Slot.allCases.prefix(16))
  func halves(slot: Scheme.Slot) {
    let lines = Self.slots().split(separator: "\n")
    let rest = lines.filter { !$0.contains(slot.name) }.joined(separator: "\n")
    #expect(Self.complaint("palette:\n" + rest).contains("lacks \(slot.name)"))
  }

  @Test(
    "a scheme without a name that is seen has that of its file", arguments: ["\"  \"", "\"\"", "~"])
  func blankNames(name: String) throws {
    let text = "name: \(name)\nauthor: \(name)\npalette:\n" + Self.slots()
    let scheme = try Scheme(reading: Array(text.utf8), file: "x/some.yaml")
    #expect(scheme.name == "some" && scheme.author == "")
  }

  @Test("nothing that moves the cursor gets through a name")
  func controlCharacters() throws {
    let text = "name: \"a\\e[2J\\u202Eb\"\nauthor: \"\\x07c\"\npalette:\n" + Self.slots()
    let scheme = try Self.read(text)
    #expect(scheme.name == "a[2Jb")
    #expect(scheme.author == "c")
    let bad = Self.slots().replacing("\"333333\"", with: "\"\\e[2J\"")
    #expect(!Self.complaint("palette:\n" + bad).contains("\u{1B}"))
  }

  @Test("a file is read or refused, never a crash, whatever is changed in it", arguments: 0..<300)
  func damage(seed: Int) throws {
    var random = SeededRandom(UInt64(seed))
    let text = try #require(BuiltInSchemes.text(of: BuiltInSchemes.names[seed % 10]))
    var bytes = Array(text.utf8)
    for _ in 0..<(1 + seed % 5) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch seed % 3 {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
      default:
        bytes.insert(contentsOf: Array("[{:&*!|>-\n\t".utf8.shuffled(using: &random)), at: place)
      }
    }
    do {
      let scheme = try Scheme(reading: bytes, file: "damaged")
      _ = Theme(scheme)
    } catch {
      #expect(error.file == "damaged")
    }
  }

  @Test("the schemes in the binary are the files of the folder Themes")
  func embedded() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Themes").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(Set(files) == Set(BuiltInSchemes.names.map { $0 + ".yaml" }))
    #expect(files.count >= 8)
    for name in BuiltInSchemes.names {
      let file = folder.appendingPathComponent(name + ".yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text == BuiltInSchemes.text(of: name), "\(name)")
      #expect(BuiltInSchemes.named(name)?.slug == name)
    }
  }
}
