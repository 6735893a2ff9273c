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
  "RaftCore": wholly, "KeyValue": wholly, "ClientPrograms": wholly, "Simulation": wholly,
  "Formats": wholly, "Screen": wholly, "YAML": wholly, "Explorer": wholly, "Teaching": optimized,
  "Workbench": optimized, "TestSupport": wholly, "WhyNotTests": wholly,
]

/// What a release is linked with on Linux. Beside the plain link the stripped program has a quarter
/// less, and its resident memory a sixth:
/// - lld, which every toolchain has, folds functions of the same code and drops those that nobody
///   calls, given that each is a section of its own (`compact`);
/// - nobody loads the program as a library, so its own symbols need not be found by name;
/// - at a fixed address, 50,000 pointers are right in the file already: at a random one each is set at
///   every start, which takes memory of its own. The stack, the heap and the libraries are where chance
///   puts them all the same;
/// - the functions that a start runs stand side by side, so that fewer pages are needed
///   (`Scripts/startup-order.py`);
/// - the C++ library comes from its archive: of the shared one, which Swift's runtime needs little of,
///   a twentieth of the memory would be (`Scripts/link` stands before the system's folders);
/// - of Foundation, a fifth of the program, nothing is linked: `NoFoundation` says how;
/// - tables for unwinding, an eighth of the program, are left out: Swift's errors are returned, no C++
///   exception is thrown, and a debugger goes up by the frame pointers, which are kept.
let linking: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "--icf=safe", "-Xlinker", "--no-export-dynamic",
      "-Xclang-linker", "-no-pie",
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Scripts/startup-order.txt",
      "-Xlinker", "--no-warn-symbol-ordering",
      "-Xlinker", "-T", "-Xlinker", "\(Context.packageDirectory)/Scripts/no-unwinding.ld",
      "-Xlinker", "--no-eh-frame-hdr",
      "-L", "\(Context.packageDirectory)/Scripts/link",
    ], .when(platforms: [.linux], configuration: .release))
]

let compact: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-function-sections"], .when(platforms: [.linux], configuration: .release))
]

/// Modules that neither a loop over events nor every key runs through are optimised for size in
/// releases. With Workbench among them a key took a twentieth longer.
let cold: Set<String> = [
  "ClientPrograms", "Exploration", "Teaching", "Formats", "ObservedEtcd", "RealEtcd", "YAML",
  "Ncurses", "raftlab",
]

/// Each batch of files reads anew what all share, the macros of the tests above all: as few batches as
/// there are cores take a quarter less time.
let batches: [SwiftSetting] = [
  .unsafeFlags(["-driver-batch-size-limit", "1000"], .when(configuration: .debug))
]

let argumentParser: Target.Dependency =
  .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The part of SwiftNIO that stands between real members: sockets, one event loop, HTTP/1.1.
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOConcurrencyHelpers"].map {
  .product(name: $0, package: "swift-nio")
}

let package = Package(
  name: "raftlab",
  products: [.executable(name: "raftlab", targets: ["raftlab"])],
  traits: [
    .trait(
      name: "RealEtcd",
      description: "The screen over real members of etcd; with SwiftNIO, a third more to build."),
    .default(enabledTraits: ["RealEtcd"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .target(name: "RaftCore"),
    .systemLibrary(name: "CPrefetch"),
    .target(name: "Explorer", dependencies: ["RaftCore", "CPrefetch"]),
    .target(name: "KeyValue"),
    .target(name: "ClientPrograms", dependencies: ["KeyValue"]),
    .target(name: "Simulation", dependencies: ["RaftCore", "KeyValue", "ClientPrograms"]),
    .target(
      name: "Formats", dependencies: ["Simulation", "RaftCore", "KeyValue", "ClientPrograms"]),
    .target(
      name: "Exploration", dependencies: ["Simulation", "Explorer", "RaftCore", "KeyValue"]),
    .target(
      name: "Teaching",
      dependencies: [
        "Formats", "Simulation", "Exploration", "Explorer", "RaftCore", "KeyValue",
        "ClientPrograms",
        "YAML", "CEmbedded",
      ],
      exclude: [
        "Lessons", "Scripts/script.schema.json", "Experiments/Library",
        "Experiments/experiment.schema.json",
      ]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "YAML", dependencies: ["CYAML"],
      linkerSettings: [
        // The archive: the program then runs where no libyaml is installed.
        .linkedLibrary(":libyaml.a", .when(platforms: [.linux])),
        .linkedLibrary("yaml", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "ObservedEtcd", dependencies: ["Simulation", "RaftCore", "KeyValue", "ClientPrograms"]),
    .target(name: "CEmbedded"),
    .target(name: "CLauncher"),
    .target(name: "NoFoundation"),
    .target(
      name: "RealEtcd",
      dependencies: [
        "ObservedEtcd", "Simulation", "RaftCore", "KeyValue", "ClientPrograms", "CLauncher",
      ] + nio),
    .target(name: "Screen"),
    .target(
      name: "Workbench",
      dependencies: [
        "Teaching", "Formats", "Simulation", "Exploration", "Explorer", "RaftCore", "KeyValue",
        "ClientPrograms", "Screen", "YAML",
      ]),
    .target(
      name: "CNcurses",
      linkerSettings: [
        .linkedLibrary("ncursesw"), .linkedLibrary("tinfo", .when(platforms: [.linux])),
      ]),
    .target(name: "Ncurses", dependencies: ["Screen", "CNcurses"]),
    .executableTarget(
      name: "raftlab",
      dependencies: [
        "Workbench", "Ncurses", "Teaching", "Formats", "Simulation", "Exploration", "Explorer",
        "RaftCore", "KeyValue", "ClientPrograms", "ObservedEtcd", "NoFoundation", argumentParser,
        .target(name: "RealEtcd", condition: .when(traits: ["RealEtcd"])),
      ], linkerSettings: linking),
    .testTarget(
      name: "RaftCoreTests", dependencies: ["RaftCore", "TestSupport"], exclude: ["Interactions"]),
    .testTarget(name: "ExplorerTests", dependencies: ["Explorer", "RaftCore"]),
    .testTarget(
      name: "KeyValueTests", dependencies: ["KeyValue", "TestSupport"],
      exclude: ["Etcd/etcd_member.py"]),
    .testTarget(
      name: "ClientProgramsTests", dependencies: ["ClientPrograms", "KeyValue", "TestSupport"]),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Formats", "Simulation", "RaftCore", "KeyValue", "ClientPrograms", "TestSupport",
      ]),
    .testTarget(
      name: "FormatsTests",
      dependencies: [
        "Formats", "Simulation", "RaftCore", "KeyValue", "ClientPrograms", "TestSupport",
      ]),
    .testTarget(
      name: "TeachingTests",
      dependencies: [
        "Teaching", "Simulation", "Exploration", "Explorer", "RaftCore", "KeyValue",
        "ClientPrograms", "Screen", "TestSupport",
      ],
      exclude: ["Snapshots", "Sessions/Samples"]),
    .testTarget(
      name: "WhyNotTests",
      dependencies: [
        "Teaching", "Simulation", "Exploration", "Explorer", "RaftCore", "KeyValue", "TestSupport",
      ]),
    .testTarget(
      name: "RealEtcdTests",
      dependencies: [
        "RealEtcd", "ObservedEtcd", "Formats", "Simulation", "RaftCore", "KeyValue",
        "ClientPrograms", "etcd-probe", "TestSupport",
      ]),
    .testTarget(
      name: "ScreenTests", dependencies: ["Screen", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Workbench", "ObservedEtcd", "Teaching", "Simulation", "Exploration", "Explorer",
        "RaftCore", "KeyValue", "ClientPrograms", "Screen", "TestSupport",
      ],
      exclude: [
        "Stories", "Snapshots", "Chance/Snapshots", "Recording/replay.py",
        "Recording/svg_frames.py",
      ]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "raftlab", "Explorer", "terminal-probe", "Teaching", "Formats", "Screen", "CPseudoTerminal",
        "TestSupport",
      ],
      exclude: ["Snapshots", "picture_ink.py"]),
    .target(
      name: "TestSupport",
      dependencies: ["Formats", "Simulation", "RaftCore", "KeyValue", "ClientPrograms"],
      path: "Tests/TestSupport"),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .executableTarget(
      name: "terminal-probe", dependencies: ["Ncurses", "Screen", "Simulation"],
      path: "Tests/TerminalProbe"),
    .executableTarget(
      name: "etcd-probe",
      dependencies: ["RealEtcd", "Simulation", "RaftCore", "KeyValue", "ClientPrograms"],
      path: "Tests/EtcdProbe"),
  ]
)

/// See `NoFoundation`.
let foundationsName: [SwiftSetting] = [
  .unsafeFlags(
    ["-module-abi-name", "FoundationEssentials"],
    .when(platforms: [.linux], configuration: .release))
]

for target in package.targets where target.type != .system {
  target.swiftSettings = settings + compact + batches
  if target.name == "NoFoundation" { target.swiftSettings? += foundationsName }
  if cold.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-Osize"], .when(configuration: .release)))
  }
  if optimizes, let flags = debugFlags[target.name] {
    target.swiftSettings?.append(.unsafeFlags(flags, .when(configuration: .debug)))
  }
}
