"""Plays recordings to pyte, a terminal in memory, and compares its cells with those expected.

usage: replay.py EXPECTED CAST...

EXPECTED is JSON: a list of frames, each a list of rows, each a list of cells
[text, foreground, background, bold, reverse]; a colour is "default" or six hexadecimal digits,
the right half of a wide character has the text "". A cast's frame is what lies between two
synchronized updates.
"""

import json
import sys

import pyte


def cast_frames(path):
    """The text that makes each frame."""
    with open(path, encoding="utf-8") as file:
        header = json.loads(file.readline())
        term = header.get("term")
        size = (term["cols"], term["rows"]) if term else (header["width"], header["height"])
        yield size, None
        text = ""
        for line in file:
            if line.startswith("#"):
                continue
            _, code, data = json.loads(line)
            if code == "r":
                columns, rows = data.split("x")
                yield (int(columns), int(rows)), None
            if code != "o":
                continue
            text += data
            if data.endswith("\x1b[?2026l"):
                yield None, text
                text = ""


def cells(screen):
    return [
        [
            [cell.data, cell.fg, cell.bg, cell.bold, cell.reverse]
            for cell in (screen.buffer[row][column] for column in range(screen.columns))
        ]
        for row in range(screen.lines)
    ]


def compare(cast, frames):
    screen = None
    shown = 0
    for size, text in cast_frames(cast):
        if size:
            if screen is None:
                screen = pyte.Screen(*size)
                stream = pyte.Stream(screen)
            else:
                screen.resize(size[1], size[0])
            continue
        stream.feed(text)
        if shown >= len(frames):
            sys.exit(f"{cast}: frame {shown + 1} is more than was expected")
        for row, (actual, wanted) in enumerate(zip(cells(screen), frames[shown])):
            for column, (one, other) in enumerate(zip(actual, wanted)):
                if one != other:
                    sys.exit(
                        f"{cast}: frame {shown + 1}, row {row}, column {column}: {one}, "
                        f"expected {other}"
                    )
        shown += 1
    if shown != len(frames):
        sys.exit(f"{cast}: {shown} frames, expected {len(frames)}")
    print(f"{shown} frames are the same")


def main():
    expected, *casts = sys.argv[1:]
    with open(expected, encoding="utf-8") as file:
        frames = json.load(file)
    for cast in casts:
        compare(cast, frames)


main()
