#!/usr/bin/env python3
"""Lists the functions that a start of raftlab and a few keys run, for the linker of a release.

A start needs a few functions of each page of the program, the Swift libraries in it included: the
whole of it then stands in memory. Package.swift has the linker put those that are listed in
startup-order.txt side by side. A name that the linker does not know does no harm, and a list that
is out of date costs memory: without those of raftlab's own modules it was a megabyte.

First come those that a long run spends its time in, also those that a start does not need, in the
order in which they were compiled. With these torn apart an event took a twentieth longer.

Run this after a change of the toolchain, and before a release:

    swift build -c release --static-swift-stdlib --disable-default-traits --product raftlab
    Scripts/startup-order.py

Needs valgrind and binutils.
"""

import fcntl
import glob
import os
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEYS = ["n"] + ["\x1b[D"] * 8 + ["q"]
LONG_RUN = ["check", "--features", "none", "--seeds", "2", "--events", "3000"]


def profiled(program, profile):
    """The command that runs a program and writes down the functions that it called."""
    return ["valgrind", "-q", "--tool=callgrind", "--demangle=no",
            f"--callgrind-out-file={profile}", program]


def start(program, profile, home):
    """Starts the program under valgrind, in a terminal of its own, and presses some keys."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = {
        "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
        "COLORTERM": "truecolor",
    }
    process = subprocess.Popen(profiled(program, profile), stdin=theirs, stdout=theirs,
                               stderr=theirs, env=environment, cwd=home, start_new_session=True)
    os.close(theirs)

    def read_until_quiet(seconds):
        while select.select([ours], [], [], seconds)[0]:
            try:
                os.read(ours, 1 << 16)
            except OSError:
                return

    read_until_quiet(20)
    for key in KEYS:
        os.write(ours, key.encode())
        read_until_quiet(3)
    process.wait(timeout=60)


def functions(profile):
    """The names in a profile, in the order in which they first stand there, and what each cost."""
    names, costs = {}, {}
    current, is_call = None, False
    with open(profile, errors="replace") as lines:
        for line in lines:
            if found := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?", line):
                if found[3]:
                    names[found[2]] = found[3]
                if not found[1]:
                    current = names[found[2]]
            elif line.startswith("calls="):
                is_call = True
            elif re.match(r"[+\-*\d]", line):
                # The line after a call tells what was called cost.
                if not is_call:
                    costs[current] = costs.get(current, 0) + int(line.split()[1])
                is_call = False
    return {name: costs.get(name, 0) for name in names.values() if re.fullmatch(r"[\w.$]+", name)}


def places():
    """Where each function of raftlab's own modules was compiled: by file, then by place in it."""
    found = {}
    for number, path in enumerate(sorted(glob.glob(f"{ROOT}/.build/release/*.build/*.o"))):
        table = subprocess.run(["readelf", "-sW", path], check=True, capture_output=True,
                               text=True, errors="replace")
        for line in table.stdout.splitlines():
            words = line.split()
            if len(words) == 8 and words[3] == "FUNC" and words[6].isdigit():
                found.setdefault(words[7], (number, int(words[6])))
    return found


with tempfile.TemporaryDirectory() as folder:
    # valgrind cannot read the debug information of Swift's.
    program = f"{folder}/raftlab"
    subprocess.run(["strip", "-g", "-o", program, f"{ROOT}/.build/release/raftlab"], check=True)
    start(program, f"{folder}/start", folder)
    subprocess.run(profiled(program, f"{folder}/run") + LONG_RUN, check=True,
                   stdout=subprocess.DEVNULL)
    starting, running = functions(f"{folder}/start"), functions(f"{folder}/run")
    compiled = places()
    least = sum(running.values()) / 2_000
    busy = {name for name, cost in running.items() if cost >= least and name in compiled}
    own = {name for name in starting if name in compiled} - busy
    libraries = [name for name in starting if name not in compiled]
    found = sorted(busy, key=compiled.get) + sorted(own, key=compiled.get) + libraries
    with open(f"{ROOT}/Scripts/startup-order.txt", "w") as file:
        file.writelines(f"{name}\n" for name in found)
    print(f"{len(found)} functions")
