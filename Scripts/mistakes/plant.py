#!/usr/bin/env python3
"""Plants mistakes in the protocol core, and counts in how many seeds the campaign finds each.

The lowest modules are copied into a scratch folder and built once, with every mistake of
mistakes.toml in its place and none of them in force; then the campaign of `raftlab check` runs once
for each. So are the rules that can be switched off, which are mistakes with a name of their own.
Prints a table for docs/campaign.md; progress goes beside it.

    Scripts/mistakes/plant.py                       # all of them, 600 seeds each
    Scripts/mistakes/plant.py --only "half of" --seeds 2000
    Scripts/mistakes/plant.py --rules               # only the rules

Not a part of the tests: it takes minutes. Exits with 1 when the core without a mistake is found
guilty of something.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MODULES = ["RaftCore", "KeyValue", "ClientPrograms", "Simulation"]

PACKAGE = """// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-cross-module-optimization"]),
]

let package = Package(
  name: "mistakes",
  targets: [
    .target(name: "RaftCore", swiftSettings: settings),
    .target(name: "KeyValue", swiftSettings: settings),
    .target(name: "ClientPrograms", dependencies: ["KeyValue"], swiftSettings: settings),
    .target(
      name: "Simulation", dependencies: ["RaftCore", "KeyValue", "ClientPrograms"],
      swiftSettings: settings),
    .executableTarget(
      name: "count", dependencies: ["Simulation", "RaftCore"], swiftSettings: settings),
  ]
)
"""

# Which of the mistakes is in force; 0: none.
PLANTED = "nonisolated(unsafe) package var plantedMistake = 0\n"


def mistakes():
    """All mistakes with their numbers, counted from 1."""
    with open(os.path.join(HERE, "mistakes.toml"), "rb") as file:
        tables = tomllib.load(file)
    listed = [dict(row, kind=kind) for kind in ("safety", "liveness") for row in tables[kind]]
    for number, row in enumerate(listed, 1):
        row["number"] = number
    return listed


def plant(rows, folder):
    """Puts every mistake into its file, behind a look at which is in force."""
    files = sorted({row["file"] for row in rows})
    for name in files:
        path = os.path.join(folder, "Sources/RaftCore/Server", name)
        with open(path) as file:
            source = file.read()
        # Several mistakes may concern the same place.
        places = {}
        for row in (row for row in rows if row["file"] == name):
            before, part, after = split(row["text"])
            if source.count(before + part + after) != 1:
                sys.exit(f"plant.py: stands in {name} {source.count(before + part + after)} times, "
                         f"not once: {row['text']}")
            start = source.index(before + part + after) + len(before)
            places.setdefault((start, start + len(part)), []).append(row)
        # An inner place first: its text moves with the outer one.
        source = rewritten(source, 0, len(source), places)
        with open(path, "w") as file:
            file.write(source)


def split(text):
    if "«" not in text:
        return "", text, ""
    return re.fullmatch(r"(.*)«(.*)»(.*)", text, re.DOTALL).groups()


def rewritten(source, start, end, places):
    """A part of a source with the mistakes at the places within it."""
    inside = {place: rows for place, rows in places.items()
              if start <= place[0] and place[1] <= end}
    text, position = "", start
    for place in sorted(inside, key=lambda place: (place[0], -place[1])):
        if place[0] < position:
            continue  # Within one that was rewritten already.
        rest = {other: rows for other, rows in inside.items() if other != place}
        part = rewritten(source, *place, rest)
        for row in inside[place]:
            part = choice(row, part)
        text += source[position:place[0]] + part
        position = place[1]
    return text + source[position:end]


def choice(row, part):
    condition = f"plantedMistake == {row['number']}"
    if row["is"] == "expression":
        return f"({condition} ? ({row['instead']}) : ({part}))"
    return f"if {condition} {{\n{row['instead']}\n}} else {{\n{part}\n}}"


def build(rows, folder):
    os.makedirs(os.path.join(folder, "Sources/count"), exist_ok=True)
    for module in MODULES:
        target = os.path.join(folder, "Sources", module)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(os.path.join(ROOT, "Sources", module), target)
    with open(os.path.join(folder, "Package.swift"), "w") as file:
        file.write(PACKAGE)
    with open(os.path.join(folder, "Sources/RaftCore/Planted.swift"), "w") as file:
        file.write(PLANTED)
    shutil.copy(os.path.join(HERE, "count.swift"), os.path.join(folder, "Sources/count"))
    plant(rows, folder)
    answer = subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", folder], stdout=sys.stderr)
    if answer.returncode != 0:
        sys.exit("plant.py: a mistake does not build")
    return os.path.join(folder, ".build/release/count")


def run(program, options, number, rule=None, features=None):
    """The first seeds that find something, and a list of what is found with its counts."""
    words = [str(options.first), str(options.first + options.seeds - 1), str(options.jobs), str(number)]
    if rule or features:
        words += [rule or "-"] + (["2000", features] if features else [])
    try:
        answer = subprocess.run([program, *words], capture_output=True, text=True,
                                timeout=options.timeout)
    except subprocess.TimeoutExpired:
        return "hangs", []
    if answer.returncode != 0:
        return "stops", []
    lines = [line.split() for line in answer.stdout.splitlines()]
    found = [(name, int(count)) for name, count in lines if name not in ("first", "events")]
    return dict((line[0], line[1]) for line in lines)["first"], found


def line(name, first, found, options):
    if first in ("hangs", "stops"):
        # A trap in the core is found as well: no run with it ends unnoticed.
        return f"| {name} | all | the program {first} |"
    count = sum(number for _, number in found)
    by = ", ".join(kind for kind, _ in found[:3])
    return f"| {name} | {count} | {by} |"


def rules():
    """The rules that guard safety, as their rows of facts say, and whether features must be on."""
    with open(os.path.join(ROOT, "Sources/RaftCore/Rules/RuleFacts.swift")) as file:
        rows = re.findall(r'row\(\s*"([a-z-]+)"(.*?)\)\n', file.read(), re.DOTALL)
    return [(name, "drawn" if "feature:" in facts else None) for name, facts in rows
            if ".safety" in facts]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=600)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--only", help="mistakes with this in their name")
    parser.add_argument("--rules", action="store_true", help="only rules that are switched off")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--timeout", type=float, default=600, help="seconds for each")
    parser.add_argument("--folder", help="a scratch folder, kept for the next time")
    options = parser.parse_args()
    rows = mistakes()
    folder = options.folder or tempfile.mkdtemp(prefix="mistakes-")
    try:
        program = build(rows, folder)
        first, found = run(program, options, 0)
        if first != "-":
            sys.exit(f"plant.py: without a mistake: {first} {found}")
        for kind in () if options.rules else ("safety", "liveness"):
            print(f"\n| a mistake against {kind} | of {options.seeds} seeds | found as |\n| --- | ---: | --- |")
            for row in rows:
                if row["kind"] == kind and (options.only or "") in row["name"]:
                    print(line(row["name"], *run(program, options, row["number"], features=row.get("features")),
                               options), flush=True)
        if options.only:
            return
        print(f"\n| a rule switched off | of {options.seeds} seeds | found as |\n| --- | ---: | --- |")
        for rule, features in rules():
            first, found = run(program, options, 0, rule, features)
            if found:
                print(line(f"`{rule}`", first, found, options), flush=True)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
