import ArgumentParser
import ObservedEtcd
import RaftCore
import Simulation
import Workbench

#if RealEtcd
  import RealEtcd

  /// `raftlab etcd`: the same screen over real members.
  struct EtcdCommand: ParsableCommand, ScreenCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(.etcd) }

    @Option(parsing: .unconditional, help: ArgumentHelp(.members, valueName: "count"))
    var members: Int?

    @Option(name: .customLong("etcd"), help: ArgumentHelp(.etcdProgram, valueName: "path"))
    var program: String?

    @Option(help: ArgumentHelp(.etcdPace, valueName: "pace"))
    var pace: PaceOption?

    @Option(help: ArgumentHelp(.preVote, valueName: "yes|no"))
    var preVote: YesOrNo?

    @Option(help: ArgumentHelp(.attach, valueName: "url,url"))
    var attach: String?

    @Flag(help: ArgumentHelp(.removeFolders))
    var removeFolders = false

    @Option(parsing: .unconditional, help: ArgumentHelp(.randomActs, valueName: "count"))
    var randomActs: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp(.randomActSeed, valueName: "number"))
    var seed: UInt64?

    @OptionGroup var language: LanguageOption
    @OptionGroup var theme: ThemeOption
    @OptionGroup var color: ColorOption
    @OptionGroup var signs: SymbolOptions
    @OptionGroup var large: PrintOption
    @OptionGroup var programs: ProgramOptions
    @OptionGroup var screen: ScreenOptions

    @Flag(help: ArgumentHelp(.plainScreen))
    var plain = false

    /// The options that are given and say what members that are started are like.
    private var optionsOfStart: [String] {
      let given = [
        ("members", members != nil), ("etcd", program != nil), ("pace", pace != nil),
        ("pre-vote", preVote != nil), ("random-acts", randomActs != nil), ("seed", seed != nil),
        ("remove-folders", removeFolders),
      ]
      return given.filter(\.1).map(\.0) + programs.given
    }

    func validate() throws {
      if attach != nil, let option = optionsOfStart.first {
        throw ValidationError(.besideAttach(option: option))
      }
      let members = members ?? Self.usualMembers
      guard (1...ServerID.maximum).contains(members) else {
        throw ValidationError(
          .range(
            option: "members", value: "\(members)", from: "1", to: "\(ServerID.maximum)"))
      }
      if let randomActs, !(1...Self.actLimit).contains(randomActs) {
        throw ValidationError(
          .range(
            option: "random-acts", value: "\(randomActs)", from: "1", to: "\(Self.actLimit)"))
      }
      if let pace = pace?.pace, !pace.isValid {
        throw ValidationError(Spoken.texts.text(of: .badPace(pace)))
      }
    }

    private static let usualMembers = 5
    /// Slow enough that an election can be followed.
    private static let usualPace = Pace(heartbeat: 200, election: 2000)

    /// Opens the screen over a cluster that runs already.
    private func look(at urls: String) throws {
      let cluster = try Self.saying { () throws(EtcdError) in
        try AttachedCluster.attach(try ClientURL.list(urls))
      }
      defer { cluster.stop() }
      if !cluster.elsewhere.isEmpty { Output.complain(Spoken.texts.notWatched(cluster.elsewhere)) }
      try watch(cluster, closing: cluster.stop)
    }

    func run() throws {
      if let attach { return try look(at: attach) }
      try lookForFolders()
      let cluster = try Self.saying { () throws(EtcdError) in
        let found = try EtcdProgram.find(program)
        if !found.isTried { Output.complain(Spoken.texts.untried(etcd: found.version)) }
        var configuration = EtcdCluster.Configuration(found)
        configuration.members = members ?? Self.usualMembers
        configuration.pace = pace?.pace ?? Self.usualPace
        configuration.preVote = preVote != .no
        configuration.election = programs.chosen
        return try EtcdCluster.start(configuration)
      }
      // A second stop finds nothing to do: whatever goes wrong before the screen opens, nothing stays.
      defer { cluster.stop() }
      if let randomActs { return try act(randomActs, on: cluster) }
      try watch(cluster, closing: cluster.stop)
    }

    /// Opens the screen over a cluster, and keeps what is seen of it.
    private func watch(_ cluster: any LiveCluster, closing: () -> Void) throws {
      let (history, file) = SeenFile.keeping(cluster)
      let playback = Playback(permille: 1000)
      let journals = JournalService(seen: file)
      if plain {
        try recite(on: history, playback, journals: journals, closing: closing)
      } else {
        try play(on: history, playback, journals: journals, closing: closing)
      }
    }

    /// The most random acts; a hundred take half a minute.
    private static let actLimit = 100_000

    /// Does random acts, and says what came of them.
    private func act(_ count: Int, on cluster: EtcdCluster) throws {
      var (history, file) = SeenFile.keeping(cluster)
      try Self.saying { () throws(EtcdError) in try cluster.waitForLeader(milliseconds: 120_000) }
      let report = RandomActs.run(count, seed: seed ?? 1, on: &history)
      for line in Spoken.texts.lines(of: report) { try print(line) }
      if let file, file.finish() { try print(Spoken.texts.keptSeen(file.path)) }
      if !report.faults.isEmpty { throw Exit.failed }
    }

    /// Says in words what goes wrong with real members, and ends with the code of what cannot be read.
    static func saying<Value>(_ body: () throws(EtcdError) -> Value) throws -> Value {
      do throws(EtcdError) {
        return try body()
      } catch {
        throw Exit.saying(Spoken.texts.text(of: error))
      }
    }

    /// Says which folders a crash left behind, or removes them.
    private func lookForFolders() throws {
      let folders = LabFolder.leftBehind()
      guard !folders.isEmpty else { return }
      guard removeFolders else { return Output.complain(Spoken.texts.leftBehind(folders)) }
      try Self.saying { () throws(EtcdError) in
        for folder in folders { try LabFolder.removeLeftBehind(folder) }
      }
    }
  }

  /// An answer to a question.
  enum YesOrNo: String, CaseIterable, ExpressibleByArgument {
    case yes, no
  }

  /// A pace as it is typed: `fast`, `usual`, `slow`, or `200,2000`.
  struct PaceOption: ExpressibleByArgument {
    let pace: Pace

    private static let named: [(name: String, pace: Pace)] = [
      ("fast", .fast), ("usual", .usual), ("slow", .slow),
    ]

    init?(argument: String) {
      if let known = Self.named.first(where: { $0.name == argument }) {
        pace = known.pace
        return
      }
      let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let heartbeat = numbers[0], let election = numbers[1] else {
        return nil
      }
      // What etcd refuses is said in its own sentence.
      pace = Pace(heartbeat: heartbeat, election: election)
    }
  }
#else
  /// `raftlab etcd` in a program that was built without real etcd: says how to have it.
  struct EtcdCommand: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(.etcd) }

    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []

    func run() throws { throw Exit.saying(Spoken.texts.builtWithoutEtcd) }
  }
#endif
