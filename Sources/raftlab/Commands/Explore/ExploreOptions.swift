import ArgumentParser
import Explorer
import RaftCore
import Simulation

/// Of exploring: the cluster, where no script brings one.
struct ExploreCluster: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreServers, valueName: "count"))
  var servers: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreBatch, valueName: "count"))
  var batch: Int?

  @Option(help: ArgumentHelp(.exploreDisk))
  var disk = Disk.atomic

  @OptionGroup var switchedOff: RuleOptions

  /// How disks work.
  enum Disk: String, CaseIterable, ExpressibleByArgument {
    case atomic, stepwise

    var timing: DiskTiming {
      switch self {
      case .atomic: .atomic
      case .stepwise: .stepwise
      }
    }
  }

  /// The most entries in a message.
  private static let greatestBatch = 64
  private static let usualServers = 3
  private static let usualBatch = 4
  private static let window = 8

  func validate() throws {
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(.clusterSize(servers))
    }
    if let batch, !(1...Self.greatestBatch).contains(batch) {
      throw ValidationError(
        .range(option: "batch", value: "\(batch)", from: "1", to: "\(Self.greatestBatch)"))
    }
  }

  var settings: Settings {
    Settings(
      servers: servers ?? Self.usualServers, rules: switchedOff.rules,
      batchLimit: batch ?? Self.usualBatch, windowLimit: Self.window)
  }
}

/// Of exploring: how far it goes.
struct ExploreBounds: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreTimeouts, valueName: "count"))
  var timeouts = 2

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreHeartbeats, valueName: "count"))
  var heartbeats = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreWrites, valueName: "count"))
  var writes = 1

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreCrashes, valueName: "count"))
  var crashes = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreLosses, valueName: "count"))
  var losses = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreDuplicates, valueName: "count"))
  var duplicates = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreTerms, valueName: "term"))
  var terms: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreEntries, valueName: "count"))
  var entries: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreMessages, valueName: "count"))
  var messages = 12

  /// The highest term and the longest log that can be asked for.
  private static let most = 9_999

  func validate() throws {
    let counts = [
      ("timeouts", timeouts, Bounds.greatestCount),
      ("heartbeats", heartbeats, Bounds.greatestCount),
      ("writes", writes, Clients.limit), ("crashes", crashes, Bounds.greatestCount),
      ("losses", losses, Bounds.greatestCount), ("duplicates", duplicates, Bounds.greatestCount),
      ("terms", terms ?? 0, Self.most), ("entries", entries ?? 0, Self.most),
      ("messages", messages, Bounds.mostMessages),
    ]
    for (name, count, most) in counts where !(0...most).contains(count) {
      throw ValidationError(.range(option: name, value: "\(count)", from: "0", to: "\(most)"))
    }
  }

  var bounds: Bounds {
    Bounds(
      timeouts: timeouts, heartbeats: heartbeats, writes: writes, crashes: crashes, losses: losses,
      duplicates: duplicates, terms: terms, entries: entries, messages: messages)
  }
}

/// Of exploring: how it searches, and when it stops.
struct ExploreSearch: ParsableArguments {
  @Flag(help: ArgumentHelp(.exploreNoSymmetry))
  var noSymmetry = false

  @Flag(help: ArgumentHelp(.exploreKeepDead))
  var keepDeadMessages = false

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreMemory, valueName: "MiB"))
  var memory = 1_024

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreStates, valueName: "count"))
  var states: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.exploreCores, valueName: "count"))
  var cores = 1

  private static let memoryRange = 16...65_536
  private static let greatestCount = 1_000_000_000_000

  func validate() throws {
    let counts = [
      ("memory", memory, Self.memoryRange), ("states", states ?? 1, 1...Self.greatestCount),
      ("cores", cores, 1...64),
    ]
    for (name, count, range) in counts where !range.contains(count) {
      throw ValidationError(
        .range(
          option: name, value: "\(count)", from: "\(range.lowerBound)", to: "\(range.upperBound)"))
    }
  }

  var options: Search.Options {
    Search.Options(
      usesSymmetry: !noSymmetry, dropsSpentMessages: !keepDeadMessages, cores: cores,
      memory: memory << 20)
  }
}
