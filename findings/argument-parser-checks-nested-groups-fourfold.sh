#!/usr/bin/env bash
# swift-argument-parser 1.8.2, Swift 6.3 on Linux; needs a Swift toolchain.
#
# Guess: a debug build checks each command's options once, when it starts; how its groups are nested
#        is a matter of taste.
# Seen:  in debug builds, each time that options are collected for a group all that is in it is
#        checked by validators which collect its groups once more, and so check them. A group that
#        stands in a command is made 42 times to parse one flag, one in a group of the command 162
#        times, one in that 642, one in that 2562: four times as often for each level. Release
#        builds make it twice at any depth. Printing an error or help collects several times more.
# Who:   programs that share options by @OptionGroup within @OptionGroup, and tests that start their
#        debug build: three levels cost a second and more of processor time a start, before the
#        program does anything. Put groups side by side in the command.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/Sources/nest"
cat > "$work/Package.swift" <<'SWIFT'
// swift-tools-version: 6.0
import PackageDescription
let package = Package(
  name: "nest",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "nest",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")])
  ])
SWIFT
cat > "$work/Sources/nest/main.swift" <<'SWIFT'
import ArgumentParser

nonisolated(unsafe) var made = 0

struct Innermost: ParsableArguments {
  @Flag var verbose = false
  init() { made += 1 }
}
struct Around1: ParsableArguments { @OptionGroup var group: Innermost }
struct Around2: ParsableArguments { @OptionGroup var group: Around1 }
struct Around3: ParsableArguments { @OptionGroup var group: Around2 }
struct Command1: ParsableCommand { @OptionGroup var group: Innermost }
struct Command2: ParsableCommand { @OptionGroup var group: Around1 }
struct Command3: ParsableCommand { @OptionGroup var group: Around2 }
struct Command4: ParsableCommand { @OptionGroup var group: Around3 }

func count(_ command: any ParsableCommand.Type) throws -> Int {
  made = 0
  _ = try command.parse(["--verbose"])
  return made
}
let commands: [any ParsableCommand.Type] = [
  Command1.self, Command2.self, Command3.self, Command4.self,
]
print(try commands.map { String(try count($0)) }.joined(separator: " "))
SWIFT
for configuration in debug release; do
  swift build --package-path "$work" -c "$configuration" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  echo "$configuration: $("$work/.build/$configuration/nest")" | tee -a "$work/seen"
done
grep -qx 'debug: 42 162 642 2562' "$work/seen"
grep -qx 'release: 2 2 2 2' "$work/seen"
echo "as described"
