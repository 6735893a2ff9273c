import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import YAML

extension English: ReadingPhrases {
  package func text(of misreading: ActTextError) -> String {
    let expected = text(of: misreading.expected)
    return misreading.found.map { "found `\($0.harmless)`, expected \(expected)" }
      ?? "the line ends too early, expected \(expected)"
  }

  private func text(of expectation: ActTextError.Expectation) -> String {
    switch expectation {
    case .closingQuote: "a closing quotation mark"
    case .end: "the end of the line"
    case .moment: "a moment in microseconds, such as @1284000"
    case .happening(let known): "what happens: \(known.joined(separator: ", "))"
    case .word(let word): "`\(word)`"
    case .oneOf(let words): "one of: \(words.joined(separator: ", "))"
    case .verb(let second, let verb): "`\(second)`, as in `\(verb)`"
    case .assignment: "= and a value, as in `write x=3`"
    case .arrow: "> and the receiving server, as in `S1 > S2`"
    case .server: "a server, S1 to S\(ServerID.maximum)"
    case .serverOrAll: "a server, S1 to S\(ServerID.maximum), or `all`"
    case .party: "a server such as S1, or a program such as pod-a, api-1"
    case .comparison(let names):
      "a key, a dot, and one of \(names.joined(separator: ", ")), as in `/leader.create`"
    case .component: "up to three names of components, such as kube-scheduler"
    case .scale: "a factor from 0.01 to 10"
    case .onlyAsItIs(let rule): "another rule: \(rule.id) cannot be switched"
    case .nothingKept(let program):
      "the end of the line: \(program) has no disk that could keep writes"
    case .client: "a client, C1 to C\(Clients.limit)"
    case .joiningOrLeaving: "a server that joins or leaves, each once, as in `+S4 -S1`"
    case .freeServer: "a server that is on no side yet"
    case .otherServer: "another server: a link joins two"
    case .key: "a key of 1 to \(Operation.keyLimit) bytes, in quotes if it has blanks"
    case .value: "a value of at most \(Operation.valueLimit) bytes, \"\" if it is empty"
    case .flight: "the number of a message, such as #12"
    case .writeCount: "a number of writes"
    case .clockRate: "the speed of a clock, 0.1 to 10"
    case .quality(let names): "a quality: \(names.joined(separator: ", "))"
    case .latency: "a latency, such as 12ms, 10-15ms or 250-800us"
    case .rate: "a rate from 0% to 100%, with one decimal at most"
    case .rule: "the name of a rule"
    case .feature: "the name of a feature"
    case .needed(let needed, let feature): "`\(needed.id)` as well: \(feature.id) needs it"
    case .clockBound:
      "how many times as fast one clock may be as another, from "
        + "\(Numbers.decimal(Settings.clockBounds.lowerBound, scale: 1000)) to "
        + "\(Numbers.decimal(Settings.clockBounds.upperBound, scale: 1000))"
    case .onOrOff: "`on` or `off`"
    case .onlyOn(let rule): "`on`: \(rule.id) cannot be switched off"
    case .seed: "a seed, a whole number of at most 64 bits"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .span(let range):
      "a time such as 200ms, 1.5s or 300us, from \(ActNumber.text(of: range.lowerBound)) "
        + "to \(ActNumber.text(of: range.upperBound))"
    case .spans(let range):
      "a span of times such as 150-300ms, from \(ActNumber.text(of: range.lowerBound)) "
        + "to \(ActNumber.text(of: range.upperBound))"
    }
  }

  package func text(of complaint: YAMLComplaint) -> String {
    switch complaint {
    case .noToken: "no value can begin with this character; put the text in quotes"
    case .noColon: "a key without its ':'"
    case .noEntryHere: "a list item cannot stand here"
    case .noKeyHere: "a key cannot stand here"
    case .noValueHere: "a second ':' in one line; put the text in quotes"
    case .noIndicatorHere: "a new document begins within a text"
    case .endsEarly: "the file ends within a text; a quotation mark is missing"
    case .tab: "a tab in the indentation; use blanks"
    case .badEscape: "an unknown escape after \\"
    case .badNumber: "a hexadecimal number is missing after \\"
    case .badCodePoint: "an escape that is no character"
    case .noContent: "a value is missing"
    case .noDash: "a list item without its '-', or with another indentation"
    case .noKey: "a key is missing, or its indentation is another"
    case .noCommaInList: "',' or ']' is missing; text that begins with [ goes in quotes"
    case .noCommaInMapping: "',' or '}' is missing; text that begins with { goes in quotes"
    case .controlCharacter(let scalar):
      "\(scalar.codePoint), a character that is no text: take it out"
    case .noUTF8(let byte): "the byte \(byte.inHexadecimal) is no UTF-8: save the file as UTF-8"
    case .noDocument: "there is more after the end of the document"
    case .secondDocument: "a second document begins here; take out this line: a file holds one"
    case .tooDeep: "too many brackets within each other"
    case .alias: "aliases are not followed: write the value itself here"
    case .indicator(let sign):
      "a text that begins with \(sign) is something else to YAML: put it in quotes"
    case .fullWidthColon: "a full-width colon separates nothing: write ':' and a blank"
    case .oddBlank(let scalar):
      "\(scalar.codePoint) looks like a blank and is none for YAML: indent with blanks"
    case .lineBreak(let scalar):
      "\(scalar.codePoint) ends a line for YAML and in no editor; take it out"
    case .other(let words): words.harmless
    }
  }

  package func text(of unknown: LanguageError) -> String {
    let choices = Language.allCases.map { "\($0.rawValue) (\($0.ownName))" }
    return "unknown language `\(unknown.value.harmless)`: choose "
      + choices.joined(separator: " or ")
  }
}
