import Teaching

extension English: FileComplaints {
  package func text(of error: SchemeError) -> String {
    let place = error.place
    let key = error.key.map { "\($0) " } ?? ""
    return "\(place): \(key)\(text(of: error.problem))"
  }

  private func text(of problem: SchemeError.Problem) -> String {
    let range = Scheme.contrasts
    return switch problem {
    case .notYAML(let complaint): "is no YAML: \(text(of: complaint))"
    case .twice: "stands here twice"
    case .tooLarge(let bytes):
      "has \(bytes) bytes; a scheme has at most \(Scheme.sizeLimit)"
    case .noName: "has no visible name: call the file something like my-theme.yaml"
    case .noScheme: "is no scheme: it should say 'palette:' and, below it, colours"
    case .noLines: "should have 'name: value' lines below it"
    case .otherSystem(let name):
      "'\(name)' is not supported: raftlab reads base16 and base24"
    case .noPalette: "is missing: below it stand base00 to base0F"
    case .repeated(let line): "stands in line \(line) already"
    case .lacks(let names):
      "lacks \(names.joined(separator: ", ")): a scheme has all of base00 to base0F"
    case .noColor: "should be one colour, such as 7fb4ff"
    case .noValue: "has no value; one that begins with # must be in quotes: \"#7fb4ff\""
    case .notAColor(let text):
      "'\(text)' is no colour: write six hexadecimal digits, such as 7fb4ff"
    case .mixture(true):
      "is the terminal's own colour, and base00 is not: use such colours everywhere or nowhere"
    case .mixture(false):
      "is no colour of the terminal's own, and base00 is: use such colours everywhere or nowhere"
    case .contrast: "should be a number from \(range.lowerBound) to \(range.upperBound)"
    case .termList: "should be a list of 2 to 16 slots, such as [base0D, base09]"
    case .unknownStyle(let name, let known):
      "'\(name)' is none of \(known.joined(separator: ", "))"
    case .unknownWord(let word):
      "'\(word)' means nothing here: write slots and attributes, such as base0A bold, "
        + "base00 on base0B, reverse"
    }
  }

  package func text(of problem: PreferencesError.Kind) -> String {
    switch problem {
    case .tooLarge: "has more than \(Preferences.sizeLimit) bytes"
    case .notYAML(let complaint): "is no YAML: \(text(of: complaint))"
    case .twice(let key): "\(key) stands here twice"
    case .noSettings: "should have lines such as 'theme: light'"
    case .unknownSetting(let name):
      "'\(name)' is no setting: they are \(Preferences.names.joined(separator: ", "))"
    case .unknownLanguage(let unknown): "language: \(text(of: unknown))"
    case .noTheme: "theme should be a name or a file"
    case .unknownTheme(let name, let known):
      "there is no theme '\(name)': choose \(known.joined(separator: ", ")), or name a file"
    case .motion: "motion should be full or reduced"
    case .ascii: "ascii should be true or false"
    case .symbols: "symbols should be full, narrow or ascii"
    case .braille: "braille should be true or false"
    case .largePrint: "large-print should be true or false"
    case .noKeys: "keys should have lines such as 'step: space' below it"
    case .unknownCommand(let name):
      "'\(name)' is nothing a key can do; raftlab config lists what is"
    case .digitsOnly(let name): "\(name) takes the digits and no other keys"
    case .wayOut(let name): "\(name) needs a key: it is the way out"
    case .unknownKey(let key, let name):
      "\(name): no key is called '\(key)'; names are as in w, W, space, ctrl-w, f5, page-up"
    case .neverSent(let key, let name):
      "\(name): no terminal sends \(key); of ctrl it sends space and the letters but h i j m z"
    case .noKey(let name):
      "\(name) should have a key or a list of keys, such as [space, ctrl-f]; [] takes its keys away"
    case .typed(let key, let name):
      "\(name): \(key) is typed there, so it can do nothing else"
    case .conflict(let key, let first, let second):
      "\(key) would do two things: \(first) and \(second); give one of them another key"
    }
  }

  package func text(of cue: RecordedStep.SyntaxError) -> String {
    cue.isTooMany
      ? "more than \(RecordedStep.limit) keys"
      : "'\(cue.word.harmless)' is no key, pause or chapter: keys are named as in `raftlab keys`, "
        + "such as space, w or shift-left, with *3 to press one three times; a pause is 2s or "
        + "400ms, a chapter mark:Its_title."
  }
}
