#!/usr/bin/env python3
"""Lists the functions that a start of raftlab and a few keys run, for the linker of a release.

A start needs a few functions of each page of the program, the Swift libraries in it included: the
whole of it then stands in memory. Package.swift has the linker put those that are listed in
startup-order.txt side by side. A name that the linker does not know does no harm, and a list that
is out of date costs memory and nothing else: without those of raftlab's own modules it was a
megabyte. Run this after a change of the toolchain, and before a release:

    swift build -c release --static-swift-stdlib --product raftlab
    Scripts/startup-order.py

Needs valgrind and binutils.
"""

import fcntl
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


def run(program, profile, home):
    """Starts the program under valgrind, in a terminal of its own, and presses some keys."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = {
        "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
        "COLORTERM": "truecolor",
    }
    command = ["valgrind", "-q", "--tool=callgrind", "--demangle=no",
               f"--callgrind-out-file={profile}", program]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs,
                               env=environment, cwd=home, start_new_session=True)
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
    """The names in a profile, in the order in which they first stand there."""
    names = {}
    with open(profile, errors="replace") as lines:
        for line in lines:
            found = re.match(r"c?fn=\(\d+\) ([A-Za-z_$][\w$.]*)", line)
            if found:
                names[found[1]] = None
    return list(names)


with tempfile.TemporaryDirectory() as folder:
    # valgrind cannot read the debug information of Swift's.
    subprocess.run(["strip", "-g", "-o", f"{folder}/raftlab", f"{ROOT}/.build/release/raftlab"],
                   check=True)
    run(f"{folder}/raftlab", f"{folder}/profile", folder)
    found = functions(f"{folder}/profile")
    with open(f"{ROOT}/Scripts/startup-order.txt", "w") as file:
        file.writelines(f"{name}\n" for name in found)
    print(f"{len(found)} functions")
