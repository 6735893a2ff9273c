#!/usr/bin/env python3
"""Drives raftlab in real terminal emulators and looks at what they draw.

Each emulator that is installed is started under an X server of its own (Xvfb), raftlab in it; keys
are pressed, the window is resized, and after every step the picture is compared with the one after
ctrl-l, which draws everything once more: a pixel that differs was wrong on the screen. Pictures are
kept as PNG, to be looked at.

Whose fault that is, tmux tells: what raftlab wrote is kept, and where a picture differs, tmux is given
the very bytes from before ctrl-l and from after it. If its cells differ too, the bytes were wrong. If
they are the same, the emulator draws otherwise what it was sent; that is told as the emulator's own, with
the number of spots, and is right only where it is among the faults that are known, each shown without
raftlab by a script in `findings`. Two screens that are both wrong in the same way are not told apart:
look at the pictures.

On Debian:

    apt-get install xvfb xdotool imagemagick x11-utils dbus-x11 locales fonts-dejavu fonts-noto-cjk \\
      xterm rxvt-unicode stterm kitty alacritty mlterm gnome-terminal xfce4-terminal lxterminal \\
      konsole foot weston tmux
    localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    swift build -c release
    Scripts/terminals.py                      # all of them, in English and in Chinese
    Scripts/terminals.py --only xterm,kitty --lang zh --keep pictures

Not a part of the tests: it takes minutes, and a window manager's moods would fail them. Exits with 1
when a picture differed by more than known faults, or a program did not end as it should.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
import tty

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


# What emulators draw wrong of right bytes, by language: the script that shows it of a plain program.
KNOWN = {
    ("st", "zh"): "findings/st-and-mlterm-draw-beyond-their-cells.sh",
    ("mlterm", "zh"): "findings/st-and-mlterm-draw-beyond-their-cells.sh",
    ("foot", "zh"): "findings/foot-cuts-what-is-wide-before-its-cursor.sh",
}


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
                             "-p", "ShowTerminalSizeHint=false",
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
        self.output = os.path.join(self.home, "output")
        self.faults = []
        self.remarks = []

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
                # Some emulators set HOME by the database of users.
                f"#!/bin/sh\n{term}HOME={self.home}; export HOME\n"
                f"echo \"$TERM $COLORTERM\" > {self.home}/terminal\n"
                f"tty > {self.home}/tty\n"
                f"{sys.executable} {os.path.abspath(__file__)} --record {self.output} -- "
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
            # weston's is named in no way that xdotool reads.
            found = found or xdotool("search", "--onlyvisible", "--class", ".").split()
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

    def written(self):
        """What raftlab has written so far."""
        with open(self.output, "rb") as file:
            return file.read()

    def compare(self, name):
        """Compares what is seen with what ctrl-l draws."""
        path, before = self.picture(name)
        start = len(self.written())
        self.press(["ctrl+l"])
        again, after = self.picture(f"{name}-redrawn")
        difference = 0 if before == after else differing(path, again)
        if difference == 0:
            os.remove(again)
            return
        text = f"{name}: {difference} spots differ after ctrl-l ({path}, {again})"
        known = KNOWN.get((self.emulator.name, self.language))
        written = self.written()
        size = self.cells()
        if not are_same(shown(written[:start], size, self.home),
                        shown(written, size, self.home)):
            self.faults.append(f"{text}; the bytes are wrong")
        elif known is None:
            self.faults.append(f"{text}; the bytes are right: it is the emulator's own")
        else:
            self.remarks.append(f"{text}; the bytes are right: {known}")

    def cells(self):
        """How many columns and rows there are."""
        with open(os.path.join(self.home, "tty")) as file:
            tty = file.read().strip()
        answer = subprocess.run(["stty", "-F", tty, "size"], capture_output=True, text=True)
        rows, columns = answer.stdout.split()
        return int(columns), int(rows)

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


# Where a frame is drawn from nothing: a style is set, and the screen cleared.
CLEARED = re.compile(rb"(?:\x1b\[[0-9;:]*m)?\x1b\[2J")
ERASED = re.compile(rb"\x1b\[(2J|[0-9]*X|K)")
STYLE = re.compile(r"\x1b\[([0-9;:]*)m")


def shown(written, size, home):
    """What tmux shows of bytes, from the last frame on that was drawn from nothing: rows of characters,
    each with its style.

    tmux does not tell the background of what was erased, so blanks are written there instead; rows that
    came by scrolling end early."""
    def blanks(match):
        kind = match.group(1)
        if kind == b"2J":
            text = b"".join(b"\x1b[%dH" % (row + 1) + b" " * columns for row in range(rows))
        else:
            text = b" " * (columns if kind == b"K" else int(kind[:-1] or 1))
        # Without wrapping, what is too much stays in the last column.
        return b"\x1b7\x1b[?7l" + text + b"\x1b[?7h\x1b8"

    columns, rows = size
    frames = [match.start() for match in CLEARED.finditer(written)]
    path = os.path.join(home, "frames")
    with open(path, "wb") as file:
        file.write(ERASED.sub(blanks, written[frames[-1] if frames else 0:]))
    settings = os.path.join(home, "tmux.conf")
    with open(settings, "w") as file:
        file.write("set -g status off\n")
    # A socket of its own: a server that is ending would take the next session with it.
    socket = os.path.join(tempfile.mkdtemp(dir=home), "tmux")
    tmux = ["tmux", "-u", "-S", socket, "-f", settings]
    subprocess.run(tmux + ["new-session", "-d", "-x", str(columns), "-y", str(rows),
                           f"stty raw -echo; cat {path}; exec sleep 60"],
                   check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    text = previous = None
    for _ in range(50):
        time.sleep(0.2)
        text = subprocess.run(tmux + ["capture-pane", "-e", "-p", "-N"], capture_output=True,
                              check=True).stdout.decode()
        if text == previous:
            break
        previous = text
    subprocess.run(tmux + ["kill-server"])
    return styled(text)


def styled(text):
    """Rows of characters with their styles; of a blank only what is seen: its background, or a line."""
    style, place, rows = {}, 0, [[]]
    for match in [*STYLE.finditer(text), None]:
        for character in text[place:match.start() if match else len(text)]:
            kept = style
            if character == " " and "7" not in style and "4" not in style:
                kept = {key: value for key, value in style.items() if key == "ground"}
            if character == "\n":
                rows.append([])
            else:
                rows[-1].append((character, tuple(sorted(kept.items()))))
        if match:
            place = match.end()
            restyle(style, match.group(1))
    return rows


def are_same(one, other):
    """Whether rows are the same; where one ends early the other may have blanks."""
    for row, there in zip(one, other):
        least = min(len(row), len(there))
        rest = row[least:] + there[least:]
        if row[:least] != there[:least] or any(character != " " for character, _ in rest):
            return False
    return len(one) == len(other)


def restyle(style, codes):
    """Sets what a sequence says; of colours, all that is said of them in one."""
    codes = codes.replace(":", ";").split(";")
    while codes:
        code = int(codes.pop(0) or 0)
        if code == 0:
            style.clear()
        elif code in (38, 48):
            count = 2 if codes[0] == "5" else 4
            style["ink" if code == 38 else "ground"] = ";".join(codes[:count])
            codes = codes[count:]
        elif code in (39, 49):
            style.pop("ink" if code == 39 else "ground", None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["ink"] = str(code)
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style["ground"] = str(code)
        elif 1 <= code <= 9:
            style[str(code)] = True
        elif code == 22:
            style.pop("1", None)
            style.pop("2", None)
        elif 23 <= code <= 29:
            style.pop(str(code - 20), None)


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
    state = "WRONG" if session.faults else "known" if session.remarks else "right"
    print(f"{emulator.name:<15} {language}  {state}  {kind}", flush=True)
    for fault in session.faults + session.remarks:
        print(f"  {fault}", flush=True)
    return not session.faults


def record(path, command):
    """Runs a program on a terminal of its own within this one, and keeps what it writes. `script` would
    not tell it of a window that was resized there and back.

    Returns its exit status."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)

    def resize(*_):
        size = fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8))
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
        os.kill(child, signal.SIGWINCH)

    before = termios.tcgetattr(0)
    signal.signal(signal.SIGWINCH, resize)
    try:
        tty.setraw(0)
        resize()
        with open(path, "wb", buffering=0) as file:
            while True:
                ready, _, _ = select.select([0, terminal], [], [])
                if 0 in ready:
                    os.write(terminal, os.read(0, 4096))
                if terminal in ready:
                    written = os.read(terminal, 65536)
                    file.write(written)
                    while written:
                        written = written[os.write(1, written):]
    except OSError:  # What a terminal answers that its last program has left.
        pass
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve(options):
    """Starts the X server; returns its process."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
         # Else it starts over when the last client leaves, and takes the next one with it.
         "-noreset", "+extension", "GLX"],
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
    parser.add_argument("--record", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help="more options for raftlab, after --")
    options = parser.parse_args()
    if options.record:
        sys.exit(record(options.record, options.arguments))
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
