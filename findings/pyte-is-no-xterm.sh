#!/usr/bin/env bash
# pyte 0.8.2 (terminal emulator for Python: what terminal programs are tested with, and what termtosvg
# draws recordings by).
#
# Guess: what terminfo's xterm-256color promises, and ncurses therefore sends, pyte carries out.
# Seen:  without an error it leaves out repeating a character (REP), scrolling up and down (SU, SD) and
#        the tab back (CBT); it prints the inside of a colour with colons (SGR 38:2:…); text written over
#        the right half of a wide character is not on its display at all; after text over the left half
#        the display cannot be read any more (IndexError) though the bytes are plain.
# Who:   tests of a terminal program that pass or fail by what pyte leaves out; recordings whose
#        picture differs from what the terminal showed. Record under a terminal type that has none of
#        these, or address the cursor and write the cells.
set -euo pipefail
work=$(mktemp -d)
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install pyte==0.8.2
trap 'rm -rf "$work"' EXIT
timeout 60 "$work/env/bin/python" - <<'PY'
import pyte
def shown(text, rows=4):
    screen = pyte.Screen(12, rows)
    pyte.Stream(screen).feed(text)
    try: return [line.rstrip() for line in screen.display]
    except IndexError: return "IndexError"
cases = [
    ("REP: a, then four times again", "a\x1b[4b", ["a", "", "", ""]),
    ("SU: four lines, two up", "1\r\n2\r\n3\r\n4\x1b[2S", ["1", "2", "3", "4"]),
    ("SD: four lines, two down", "1\r\n2\r\n3\r\n4\x1b[2T", ["1", "2", "3", "4"]),
    ("CBT: b at the tab, back, c", "a\tb\x1b[Zc", ["a       bc", "", "", ""]),
    ("a colour with colons, then b", "\x1b[38:2::1:2:3mb", ["2::1:2:3mb", "", "", ""]),
    ("x over the right half of a wide one", "中文\x1b[2Gx", ["中文", "", "", ""]),
    ("x over the left half of a wide one", "中文\x1b[1Gx", "IndexError"),
]
for name, text, expected in cases:
    seen = shown(text)
    print(f"{name}: {seen}")
    assert seen == expected, "pyte behaves otherwise now"
PY
echo "as described"
