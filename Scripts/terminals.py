#!/usr/bin/env python3
"""Drives raftlab in real terminal emulators and looks at what they draw.

Each emulator that is installed is started under an X server of its own (Xvfb), raftlab in it; keys
are pressed, the window is resized, and after every step the picture is compared with the one after
ctrl-l, which draws everything once more: a pixel that differs was wrong on the screen. Pictures are
kept as PNG, to be looked at.

On Debian:

    apt-get install xvfb xdotool imagemagick x11-utils dbus-x11 locales fonts-dejavu fonts-noto-cjk \\
      xterm rxvt-unicode stterm kitty alacritty mlterm gnome-terminal xfce4-terminal lxterminal \\
      konsole foot weston
    localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    swift build -c release
    Scripts/terminals.py                      # all of them, in English and in Chinese
    Scripts/terminals.py --only xterm,kitty --lang zh --keep pictures

Not a part of the tests: it takes minutes, and a window manager's moods would fail them. Exits with 1
when a picture differed or a program did not end as it should.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COLUMNS, ROWS = 100, 30
LOCALES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}

# What is pressed, step by step: a name for the pictures, and keys as xdotool calls them.
STEPS = [
    ("start", []),
    ("election", ["n"]),
    ("entries", ["w", "n", "w", "n", "2", "k", "n"]),
    ("space-time", ["v", "space", "space", "space"]),
    ("rules", ["v", "space"]),
    ("inspector", ["v", "3"]),
    ("history", ["v", "Up", "Up"]),
    ("charts", ["v", "Left", "Left"]),
    ("help", ["question"]),
    ("again", ["Escape", "v", "space", "space", "space"]),
]


class Emulator:
    """How a terminal emulator is started, and what it is named in its window."""

    def __init__(self, name, command, needs=None, term=None, pause=0.0):
        self.name, self.command, self.term, self.pause = name, command, term, pause
        self.needs = needs or [command[0]]

    @property
    def is_installed(self):
        return all(shutil.which(program) for program in self.needs)


def emulators(geometry):
    """All that Debian has; `{run}` stands for what runs in them."""
    size = geometry.split("x")
    return [
        Emulator("xterm", ["xterm", "-geometry", geometry, "-fa", "monospace", "-fs", "11",
                           "-e", "{run}"]),
        # As Debian sets it up: bitmap fonts, 8 colours by its terminal type, black on white.
        Emulator("xterm-plain", ["xterm", "-geometry", geometry, "-e", "{run}"], term="xterm"),
        Emulator("xterm-linux", ["xterm", "-geometry", geometry, "-fa", "monospace", "-fs", "11",
                                 "-e", "{run}"], term="linux"),
        Emulator("urxvt", ["urxvt", "-geometry", geometry, "-fn", "xft:monospace:size=11",
                           "-e", "{run}"]),
        Emulator("st", ["st", "-g", geometry, "-f", "monospace:size=11", "-e", "{run}"]),
        Emulator("kitty", ["kitty", "--config", "NONE", "-o", "font_family=monospace", "-o",
                           "remember_window_size=no", "-o", f"initial_window_width={size[0]}c",
                           "-o", f"initial_window_height={size[1]}c", "{run}"], pause=2),
        Emulator("alacritty", ["alacritty", "-o", f"window.dimensions.columns={size[0]}", "-o",
                               f"window.dimensions.lines={size[1]}", "-e", "{run}"], pause=1),
        Emulator("mlterm", ["mlterm", "-g", geometry, "-e", "{run}"]),
        Emulator("gnome-terminal", ["dbus-run-session", "--", "gnome-terminal", "--wait",
                                    f"--geometry={geometry}", "--", "{run}"],
                 needs=["gnome-terminal", "dbus-run-session"], pause=3),
        Emulator("xfce4-terminal", ["dbus-run-session", "--", "xfce4-terminal",
                                    "--disable-server", f"--geometry={geometry}", "-x", "{run}"],
                 needs=["xfce4-terminal", "dbus-run-session"], pause=2),
        Emulator("lxterminal", ["lxterminal", "--no-remote", f"--geometry={geometry}",
                                "-e", "{run}"], pause=1),
        Emulator("konsole", ["dbus-run-session", "--", "konsole", "--separate",
                             "-p", f"TerminalColumns={size[0]}", "-p", f"TerminalRows={size[1]}",
                             "-e", "{run}"], needs=["konsole", "dbus-run-session"], pause=3),
        # Wayland's, in a compositor that is a window under X; it starts no client by itself.
        Emulator("foot", ["sh", "-c", "weston --backend=x11-backend.so --use-pixman --width=1000 "
                          "--height=660 --shell=kiosk-shell.so --socket=raftlab & server=$!; "
                          "sleep 3; WAYLAND_DISPLAY=raftlab foot --fullscreen {run}; "
                          "kill $server"], needs=["foot", "weston"], pause=5),
    ]


class Session:
    """One emulator with raftlab in it, under the X server."""

    def __init__(self, emulator, language, options):
        self.emulator, self.language, self.options = emulator, language, options
        self.home = tempfile.mkdtemp(prefix="terminals-")
        self.status = os.path.join(self.home, "status")
        self.faults = []

    def environment(self):
        values = {
            name: os.environ[name] for name in ["PATH", "DISPLAY", "TMPDIR"] if name in os.environ
        }
        values.update({
            "HOME": self.home, "LANG": LOCALES[self.language], "LC_ALL": LOCALES[self.language],
            "XDG_RUNTIME_DIR": self.home, "LIBGL_ALWAYS_SOFTWARE": "1", "SHELL": "/bin/sh",
            "NO_AT_BRIDGE": "1", "QT_QPA_PLATFORM": "xcb", "GDK_BACKEND": "x11",
        })
        return values

    def start(self):
        runner = os.path.join(self.home, "run")
        term = f"TERM={self.emulator.term}; export TERM\n" if self.emulator.term else ""
        arguments = " ".join(["open", "--seed", "7"] + self.options.arguments)
        with open(runner, "w") as file:
            file.write(
                f"#!/bin/sh\n{term}echo \"$TERM $COLORTERM\" > {self.home}/terminal\n"
                f"{self.options.raftlab} {arguments} 2> {self.home}/error\n"
                f"echo $? > {self.status}\n")
        os.chmod(runner, 0o755)
        command = [word.replace("{run}", runner) for word in self.emulator.command]
        self.process = subprocess.Popen(
            command, env=self.environment(), start_new_session=True, cwd=self.home,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.window = self.find_window()
        time.sleep(self.emulator.pause + 1)
        # Without a window manager the window below the pointer has the keys.
        xdotool("mousemove", "--window", self.window, "300", "200")
        xdotool("windowfocus", self.window)

    def find_window(self):
        for _ in range(100):
            found = xdotool("search", "--onlyvisible", "--name", ".").split()
            if found:
                return found[-1]
            if self.process.poll() is not None:
                raise Fault("it did not start")
            time.sleep(0.2)
        raise Fault("it shows no window")

    def press(self, keys):
        for key in keys:
            xdotool("key", "--clearmodifiers", key)
            time.sleep(0.12)

    def picture(self, name):
        """The window once it stands still."""
        path = os.path.join(self.options.keep, f"{self.emulator.name}-{self.language}-{name}.png")
        previous = None
        for _ in range(25):
            subprocess.run(["import", "-window", self.window, "-strip", path], check=True,
                           stderr=subprocess.DEVNULL)
            pixels = subprocess.run(["convert", path, "rgb:-"], capture_output=True).stdout
            if pixels and pixels == previous:
                return path, pixels
            previous = pixels
            time.sleep(0.25)
        return path, pixels

    def compare(self, name):
        """Compares what is seen with what ctrl-l draws."""
        path, before = self.picture(name)
        self.press(["ctrl+l"])
        again, after = self.picture(f"{name}-redrawn")
        difference = 0 if before == after else differing(path, again)
        if difference == 0:
            os.remove(again)
        else:
            self.faults.append(f"{name}: {difference} spots differ after ctrl-l ({path}, {again})")

    def resize(self):
        """There and back before the program can look, and to another size."""
        width, height = self.extent()
        for part in [(0.5, 0.4), (1, 1)]:
            xdotool("windowsize", self.window, str(int(width * part[0])),
                    str(int(height * part[1])))
        self.compare("resized-back")
        xdotool("windowsize", self.window, str(int(width * 0.85)), str(int(height * 0.9)))
        self.compare("resized")

    def extent(self):
        lines = xdotool("getwindowgeometry", "--shell", self.window).splitlines()
        values = dict(line.split("=") for line in lines if "=" in line)
        return int(values["WIDTH"]), int(values["HEIGHT"])

    def end(self):
        self.press(["q"])
        for _ in range(30):
            if os.path.exists(self.status):
                break
            time.sleep(0.2)
        if not os.path.exists(self.status):
            self.faults.append("q does not end it")
        elif open(self.status).read().strip() != "0":
            self.faults.append(f"it ended with {open(self.status).read().strip()}: "
                               + open(os.path.join(self.home, "error")).read())

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL) if self.process.poll() is None else None
        shutil.rmtree(self.home, ignore_errors=True)

    def terminal(self):
        try:
            return open(os.path.join(self.home, "terminal")).read().strip()
        except OSError:
            return "?"


class Fault(Exception):
    """Why an emulator could not be driven."""


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True).stdout


def differing(one, other):
    """In how many places of two by two pixels two pictures differ: emulators leave lines of one
    pixel behind where a glyph reached into the next cell, which is no fault of what they were sent."""
    command = ["convert", one, other, "-compose", "difference", "-composite", "-colorspace", "gray",
               "-threshold", "8%", "-morphology", "Erode", "Rectangle:2x2", "-format",
               "%[fx:round(mean*w*h)]", "info:"]
    answer = subprocess.run(command, capture_output=True, text=True)
    return int(answer.stdout or -1) if answer.returncode == 0 else -1


def drive(emulator, language, options):
    session = Session(emulator, language, options)
    try:
        session.start()
        for name, keys in STEPS:
            if options.steps and name not in options.steps:
                session.press(keys)
                continue
            session.press(keys)
            session.compare(name)
        if not options.steps:
            session.resize()
        kind = session.terminal()
        session.end()
    except Fault as fault:
        session.faults.append(str(fault))
        kind = "?"
    finally:
        session.stop()
    state = "right" if not session.faults else "WRONG"
    print(f"{emulator.name:<15} {language}  {state}  {kind}", flush=True)
    for fault in session.faults:
        print(f"  {fault}", flush=True)
    return not session.faults


def serve(options):
    """Starts the X server; returns its process."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
         "+extension", "GLX"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    number = os.read(reading, 16).decode().strip()
    if not number:
        sys.exit("terminals.py: Xvfb does not start")
    os.environ["DISPLAY"] = f":{number}"
    return server


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raftlab", default=os.path.join(ROOT, ".build/release/raftlab"))
    parser.add_argument("--only", help="emulators, with commas between them")
    parser.add_argument("--lang", choices=list(LOCALES), action="append")
    parser.add_argument("--steps", help="only these steps, with commas between them")
    parser.add_argument("--keep", default="terminal-pictures", help="the folder for pictures")
    parser.add_argument("arguments", nargs="*", help="more options for raftlab, after --")
    options = parser.parse_args()
    options.steps = options.steps.split(",") if options.steps else []
    options.keep = os.path.abspath(options.keep)
    os.makedirs(options.keep, exist_ok=True)
    chosen = emulators(f"{COLUMNS}x{ROWS}")
    if options.only:
        names = options.only.split(",")
        unknown = set(names) - {emulator.name for emulator in chosen}
        if unknown:
            sys.exit(f"terminals.py: no emulator is called {', '.join(sorted(unknown))}")
        chosen = [emulator for emulator in chosen if emulator.name in names]
    server = serve(options)
    isRight = True
    try:
        for emulator in chosen:
            if not emulator.is_installed:
                print(f"{emulator.name:<15} --  not installed")
                continue
            for language in options.lang or list(LOCALES):
                isRight = drive(emulator, language, options) and isRight
    finally:
        server.terminate()
        server.wait()
    sys.exit(0 if isRight else 1)


if __name__ == "__main__":
    main()
