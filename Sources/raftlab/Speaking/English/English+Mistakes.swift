import KeyValue
import Ncurses
import RaftCore
import Simulation
import Teaching
import Workbench

extension English {
  var errorPrefix: String { "Error: " }
  var helpPrefix: String { "Help: " }

  func text(of mistake: UsageMistake) -> String {
    switch mistake {
    case .range(let option, let value, let from, let to):
      "--\(option) \(value): it takes \(from) to \(to)."
    case .clusterSize(let count):
      "--servers \(count): a cluster has 1 to \(ServerID.maximum) servers."
    case .tooFewSeeds(let seed, let count):
      "--seed \(seed): there are no \(count) seeds from there on."
    case .essentialRule(let name):
      "--without \(name): this rule cannot be switched off; without it there is no Raft."
    case .unknownRule(let name, let guess, let known):
      "--without \(name): there is no such rule. "
        + (guess.map { "Did you mean \($0)?" }
          ?? "These can be switched off: \(known.joined(separator: ", ")).")
    case .unknownTrouble(let name, let guess, let known):
      "--trouble \(name): there is no such trouble. "
        + (guess.map { "Did you mean \($0)?" }
          ?? "These can be let happen: \(known.joined(separator: ", ")).")
    case .noRule(let words):
      "--grep \"\(words)\": no rule has all of these words; raftlab rules prints them all."
    case .act(let text, let misreading): "--act \"\(text)\": \(self.text(of: misreading))."
    case .unknownSetting(let text, let guess, let known):
      "--set \"\(text)\": expected a setting and its value, such as heartbeat=40ms; "
        + (guess.map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))")
    case .setting(let text, let misreading): "--set \"\(text)\": \(self.text(of: misreading))."
    case .features(let text, let misreading):
      "--features \"\(text)\": \(self.text(of: misreading))."
    case .election(let text, let misreading):
      "--election \"\(text)\": \(self.text(of: misreading))."
    case .unknownTheme(let name, let known):
      "there is no theme '\(name)': choose \(known.joined(separator: ", ")), or name a file"
    case .file(let trouble): text(of: trouble)
    case .scheme(let error): text(of: error)
    case .settings(let problems):
      problems.map { $0.text(in: .english) }.joined(separator: "\n")
    case .cue(let cue): text(of: cue)
    case .key(let word):
      "'\(word)' is no key: names are as in `raftlab keys`, such as space, w or shift-left, "
        + "with *3 to press it three times."
    case .exportKey(let key): "--key \(key): a key has 1 to \(Operation.keyLimit) bytes."
    case .bothScriptAndKeys: "A script or --keys, not both: a script holds its own steps."
    case .clusterOfScript:
      "--servers, --seed, --without, --features, --like and --pods go with --keys: a script has a "
        + "cluster of its own."
    case .besideAttach(let option):
      "--attach starts no members, so --\(option) has nothing to be about: leave one of the two out."
    case .optionOfForm(let option, let form): "--\(option) goes with --as \(form) alone."
    case .unusedKey(let key): "--key \(key): in this run no client reads or writes it."
    case .actServer(let text, let server, let servers):
      "--act \"\(text)\": there is no \(server): the cluster has \(servers) servers."
    case .neitherScriptNorKeys: "Either a script or --keys is needed."
    case .noSuchMoment(let text): "--still \(text): there is no such moment."
    case .stillInCast: "A still is an .svg or a .txt, not a .cast."
    case .unnamedStills: "Several stills need a file's name, to be numbered."
    case .unknownForm(let path):
      "\(path): the name ends with .cast, .svg or .txt, or --as says which."
    case .castVersion: "--cast-version is 2 or 3."
    case .unknownLanguage(let unknown): text(of: unknown)
    case .unshownLanguage(let language):
      "--lang \(language): the text of this locale is not UTF-8; LC_ALL=C.UTF-8 makes it so."
    case .diagramTooLong(let limit):
      """
      Mermaid refuses diagrams of more than \(limit) characters unless its maxTextSize is raised: \
      show less with --show, such as --show votes milestones.
      """
    case .lastOfClusters(let count):
      "The script begins \(count) clusters, one after another; this is the last. --cluster names one."
    case .exploreGoalAndGoals:
      "--goal names one goal and --goals a file of them: use one of the two."
    case .shardWithoutGoals: "--shard divides a list of goals: say which with --goals."
    case .shardWithoutJSON: "a part can only be joined with the others as JSON: add --json."
    case .checkTwoOutputs:
      "--json prints results alone: leave --save and --open out, and use --seed later."
    case .pictureOfParts: "--csv and --svg are of experiments; these are parts of other work."
    case .noGoals(let path):
      "\(path): it takes a file of 1 to 10000 goals, a line each, such as `S2 leads`; lines that begin "
        + "with # are left out."
    case .noTrial(let text, let lines):
      "--trial \(text): there is no such trial; a line and a number, such as \(lines[0]):1, of the "
        + "lines \(lines.joined(separator: ", "))."
    case .goal(let text, let misreading):
      "--goal \"\(text)\": at character \(misreading.offset + 1): \(self.text(of: misreading))."
    case .goalMisfit(let text, let misfit): "--goal \"\(text)\": \(self.text(of: misfit))."
    case .exploring(let error): "\(self.text(of: error))."
    case .exploreClusterOfScript:
      "--servers and --batch: a script has a cluster of its own."
    case .exploreWithoutGoal: "--save and --open need a way: say which with --goal."
    case .exploreTwoOutputs: "--save - and --json both print: name a file to save to."
    case .unwrittenLanguage(let language):
      "The text of this locale is not UTF-8, so this is in English; --lang \(language.rawValue) "
        + "writes UTF-8 all the same."
    }
  }

  func text(ofParser sentence: String) -> String { sentence }

  func text(of error: TerminalError) -> String {
    error.description
      + (error == .notATerminal ? "" : " raftlab --plain says everything in lines instead.")
      + " Without a screen, raftlab play --plain, test, check, bench, rules, keys, picture and "
      + "--help work."
  }

  func text(of trouble: FileError) -> String {
    let what =
      switch (trouble.isStandard, trouble.isReading) {
      case (true, true): "read standard input"
      case (true, false): "write to standard output"
      case (false, true): "read \(trouble.path.harmless)"
      case (false, false): "write \(trouble.path.harmless)"
      }
    return "cannot \(what): \(reason(of: trouble))"
      + (trouble.isOccupied ? "; --force replaces it" : "")
  }

  func reason(of trouble: FileError) -> String {
    let code = trouble.code
    if code == AtomicFile.occupied { return "it is there already" }
    let origin = trouble.variable.map { " (the folder is named by \($0))" } ?? ""
    return switch FileError.Cause(code) {
    case .closed: "it is closed"
    case .pipe: "it is a pipe, not a file"
    case .nowhere:
      "neither \(trouble.variable ?? "") nor HOME is the path of a folder from / on"
    default: FileError.systemText(of: code) + origin
    }
  }

  var unsavedSign: String { "not saved" }
  func opening(percent: Int) -> String { "Opening: \(percent) %. \(endingKeys)" }
  var endingKeys: String { "Esc or q ends it." }
  var repeatingEnded: String { "Ended before the session was repeated to its end." }
  var scriptEnded: String { "Ended before the script was run to its end." }
}
