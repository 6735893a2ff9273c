// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 mode with the same strict settings.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// What tests spend nearly all of their time in is optimised in debug builds too. Assertions,
/// preconditions, overflow, bounds and exclusivity are checked as ever; a debugger sees less.
/// `RAFTLAB_UNOPTIMIZED=1 swift build --scratch-path .build/unoptimized` is for a debugger.
let optimizes = Context.environment["RAFTLAB_UNOPTIMIZED"] == nil
let optimized = ["-O", "-assert-config", "Debug"]

/// The small modules are optimised whole; the large ones file by file, so that an edit costs seconds.
let wholly = optimized + ["-whole-module-optimization", "-disable-batch-mode", "-num-threads", "2"]
let debugFlags: [String: [String]] = [
  "RaftCore": wholly, "KeyValue": wholly, "Simulation": wholly, "Formats": wholly,
  "Screen": wholly, "YAML": wholly, "Teaching": optimized, "Workbench": optimized,
]

let argumentParser: Target.Dependency =
  .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "raftlab",
  products: [.executable(name: "raftlab", targets: ["raftlab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "RaftCore"),
    .target(name: "KeyValue"),
    .target(name: "Simulation", dependencies: ["RaftCore", "KeyValue"]),
    .target(name: "Formats", dependencies: ["Simulation", "RaftCore", "KeyValue"]),
    .target(
      name: "Teaching", dependencies: ["Formats", "Simulation", "RaftCore", "KeyValue", "YAML"],
      resources: [.embedInCode("Lessons"), .embedInCode("Scripts/script.schema.json")]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "YAML", dependencies: ["CYAML"],
      linkerSettings: [
        // The archive: the program then runs where no libyaml is installed.
        .linkedLibrary(":libyaml.a", .when(platforms: [.linux])),
        .linkedLibrary("yaml", .when(platforms: [.macOS])),
      ]),
    .target(name: "Screen"),
    .target(
      name: "Workbench",
      dependencies: [
        "Teaching", "Formats", "Simulation", "RaftCore", "KeyValue", "Screen", "YAML",
      ],
      resources: [.embedInCode("Themes")]),
    .target(
      name: "CNcurses",
      linkerSettings: [
        .linkedLibrary("ncursesw"), .linkedLibrary("tinfo", .when(platforms: [.linux])),
      ]),
    .target(name: "Ncurses", dependencies: ["Screen", "CNcurses"]),
    .executableTarget(
      name: "raftlab",
      dependencies: [
        "Workbench", "Ncurses", "Teaching", "Formats", "Simulation", "RaftCore", "KeyValue",
        argumentParser,
      ]),
    .testTarget(
      name: "RaftCoreTests", dependencies: ["RaftCore", "TestSupport"], exclude: ["Interactions"]),
    .testTarget(name: "KeyValueTests", dependencies: ["KeyValue"]),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Formats", "Simulation", "RaftCore", "KeyValue", "TestSupport"]),
    .testTarget(
      name: "FormatsTests",
      dependencies: ["Formats", "Simulation", "RaftCore", "KeyValue", "TestSupport"]),
    .testTarget(
      name: "TeachingTests",
      dependencies: ["Teaching", "Simulation", "RaftCore", "KeyValue", "Screen", "TestSupport"],
      exclude: ["Snapshots", "Sessions/Samples"]),
    .testTarget(
      name: "ScreenTests", dependencies: ["Screen", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Workbench", "Teaching", "Simulation", "RaftCore", "KeyValue", "Screen", "TestSupport",
      ],
      exclude: ["Stories", "Snapshots", "Recording/replay.py", "Recording/svg_frames.py"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "raftlab", "terminal-probe", "Teaching", "Formats", "Screen", "CPseudoTerminal",
        "TestSupport",
      ],
      exclude: ["Snapshots", "picture_ink.py"]),
    .target(
      name: "TestSupport", dependencies: ["Formats", "Simulation", "RaftCore", "KeyValue"],
      path: "Tests/TestSupport"),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .executableTarget(
      name: "terminal-probe", dependencies: ["Ncurses", "Screen", "Simulation"],
      path: "Tests/TerminalProbe"),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = settings
  if optimizes, let flags = debugFlags[target.name] {
    target.swiftSettings?.append(.unsafeFlags(flags, .when(configuration: .debug)))
  }
}
