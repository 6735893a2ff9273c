import Explorer
import Ncurses
import ObservedEtcd
import RaftCore
import Simulation
import Teaching
import Workbench

#if RealEtcd
  import RealEtcd
#endif

/// Everything that the command line says, in one language.
///
/// A new command is a case of `CommandName`, a new option one of `OptionName`, a new mistake one of
/// `UsageMistake`; the compiler then asks every language for its words.
protocol CommandTexts: Sendable, HelpTexts, MistakeTexts, ReportTexts, EtcdTexts {}

/// The help.
protocol HelpTexts {
  /// What a command does, in a sentence.
  func abstract(of command: CommandName) -> String
  /// What else is to be known of it; empty when there is nothing.
  func discussion(of command: CommandName) -> String
  func help(for option: OptionName) -> String
  func title(of heading: HelpHeading) -> String
  /// After the help of an option: which values it takes, and which it has by itself.
  func values(_ values: [String], standard: String?) -> String
  /// Behind the name of the command that is meant when none is named.
  var isStandard: String { get }
  /// Where more is said; `command` may hold a blank to be filled.
  func details(by command: String) -> String
  /// Where the whole help is, after an error.
  func moreHelp(by command: String) -> String
}

/// Real members.
protocol EtcdTexts {
  /// This program was built without them.
  var builtWithoutEtcd: String { get }
  /// A lesson, by its name, is about real members, and this command knows only simulated ones.
  func onlyWithMembers(_ name: String) -> String
  /// A lesson about real members is not tested where there is no etcd.
  func leftOut(_ lesson: String, because reason: String) -> String
  /// What was seen of real members is in this file.
  func keptSeen(_ path: String) -> String
  func text(of trouble: HistoryReading.ReadError) -> String
  /// A file of what was seen of a real cluster stands where a script, or a run that can go on, should.
  func seenIsNoScript(_ name: String) -> String
  #if RealEtcd
    func text(of error: EtcdError) -> String
    /// What came of random acts, in lines.
    func lines(of report: RandomActs.Report) -> [String]
    /// What it costs to watch real members, in lines.
    func lines(of report: EtcdBench.Report) -> [String]
    /// A version that nobody has tried this with.
    func untried(etcd version: String) -> String
    /// Members of a cluster that runs already which serve their clients on other machines.
    func notWatched(_ members: [String]) -> String
    /// What killed runs left.
    func leftBehind(_ folders: [String]) -> String
  #endif
}

/// The headings of the help.
enum HelpHeading: CaseIterable {
  case overview, usage, arguments, options, commands
}

/// Mistakes in the command line, and in files.
protocol MistakeTexts {
  /// Before what is wrong.
  var errorPrefix: String { get }
  /// Before the help of the option that is meant.
  var helpPrefix: String { get }
  func text(of mistake: UsageMistake) -> String
  /// What the parser of the command line says of what was typed, in its own English.
  func text(ofParser sentence: String) -> String
  func text(of error: TerminalError) -> String
  func text(of trouble: FileError) -> String
  /// Why a file could not be read or written, such as that the disk is full.
  func reason(of trouble: FileError) -> String
  /// Marks the screen while the run cannot be saved; a few words.
  var unsavedSign: String { get }
  /// A run is being opened, and so much of it is done.
  func opening(percent: Int) -> String
  /// Beside a bar of progress: which keys end it.
  var endingKeys: String { get }
  /// A session was not repeated to its end, because somebody ended that.
  var repeatingEnded: String { get }
  /// A script was not run to its end, because somebody ended that.
  var scriptEnded: String { get }
}

/// What commands print.
protocol ReportTexts {
  func text(of report: FileReport) -> String
  /// While something is being recorded.
  var recordingProgress: String { get }
  /// While a script is being run.
  var scriptProgress: String { get }
  /// While seeds are being checked.
  var checkingProgress: String { get }
  /// While an experiment's trials are made.
  var measuringProgress: String { get }
  /// While futures are drawn.
  var drawingProgress: String { get }
  /// While a way to a goal is being searched.
  var exploringProgress: String { get }
  /// A search did not come to its end, because somebody ended it.
  var exploringEnded: String { get }
  func text(of line: ExploreLine) -> String
  func text(of line: CheckLine) -> String
  func lines(of report: BenchReport) -> [String]
  func text(of line: ConfigLine) -> String
  /// How light a theme is.
  func tone(isLight: Bool) -> String
}

/// A line of what `raftlab check` prints.
enum CheckLine {
  case found(CampaignFinding, Sentence)
  case seed(UInt64)
  case servers([ServerID])
  case cluster(Settings)
  case acts(Int, of: Int)
  case moment(of: CampaignFinding)
  case again(command: String)
  case saved(path: String)
  case summary(Campaign.Report)
  /// How many believed that they lead where one should, in so many runs.
  case believers(BelieverCounts, runs: Int)
  case progress(rate: Double)
}

/// A line of what `raftlab explore` prints.
enum ExploreLine {
  case goal(String)
  /// What is explored, and the script that brought it, if one did.
  case cluster(Model, source: String?)
  case bounds(Bounds)
  case progress(Figures, rate: Double)
  case ending(ExploreReport)
  case searched(ExploreReport)
  /// How likely it is that two states were taken for one.
  case odds(Double)
  case cut(Int)
  case neverFired([Rule])
  /// Bounds that are known to show what breaks without these rules.
  case known(ExploringCase)
  /// So many things can happen next.
  case moves(Int)
  /// What is explored for a list of goals, and how far, as it is typed.
  case options([String])
  /// What one goal of a list came to.
  case answer(String, ExploreResults.Answer)
  /// How many goals came to what.
  case answered([ExploreResults.Answer])
}

/// A comment of what `raftlab config` prints.
enum ConfigLine {
  /// The path of the settings; nil without a home.
  case settings(path: String?, state: SettingsState)
  case themes(folder: String, count: Int)

  enum SettingsState { case read, missing, leftOut }
}

extension Language {
  /// What the command line says in this language.
  var commandTexts: any CommandTexts {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}
