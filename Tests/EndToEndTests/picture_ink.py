"""Compares where two renderings of one picture have ink.

usage: picture_ink.py ONE.png OTHER.png CELL_WIDTH CELL_HEIGHT

Renderers draw letters a little differently, so that no pixel need be the same. What must be the same
is which cells of the grid have anything in them. Prints those in which only one rendering has, as
rows of `row: columns`, and the number of cells that have.
"""

import struct
import sys
import zlib


def pixels(path):
    """Width, height, bytes a pixel, and the rows of a PNG of eight bits a channel."""
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    place, body = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        content = data[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, bits, color, _, _, interlaced = struct.unpack(">IIBBBBB", content)
            assert bits == 8 and not interlaced and color in (2, 6), path
        if kind == b"IDAT":
            body += content
        place += length + 12
    size = 3 if color == 2 else 4
    return width, height, size, unfiltered(zlib.decompress(body), width * size, height, size)


def unfiltered(body, stride, height, size):
    rows, before = [], bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        kind, line = body[start], bytearray(body[start + 1:start + 1 + stride])
        for i in range(stride):
            left = line[i - size] if i >= size else 0
            above = before[i]
            corner = before[i - size] if i >= size else 0
            if kind == 1:
                line[i] = (line[i] + left) & 255
            elif kind == 2:
                line[i] = (line[i] + above) & 255
            elif kind == 3:
                line[i] = (line[i] + (left + above) // 2) & 255
            elif kind == 4:
                guess = left + above - corner
                nearest = min((abs(guess - left), 0, left), (abs(guess - above), 1, above),
                              (abs(guess - corner), 2, corner))[2]
                line[i] = (line[i] + nearest) & 255
        rows.append(bytes(line))
        before = line
    return rows


def ink(path, across, down):
    """The cells whose middle is not of one colour."""
    width, height, size, rows = pixels(path)
    cells = set()
    for row in range(height // down):
        for column in range(width // across):
            seen = None
            for line in rows[row * down + 3:row * down + down - 3]:
                part = line[(column * across + 2) * size:(column * across + across - 2) * size]
                for i in range(0, len(part), size):
                    pixel = part[i:i + 3]
                    seen = seen or pixel
                    if max(abs(a - b) for a, b in zip(pixel, seen)) > 40:
                        cells.add((row, column))
    return cells


def main():
    across, down = int(sys.argv[3]), int(sys.argv[4])
    one, other = ink(sys.argv[1], across, down), ink(sys.argv[2], across, down)
    wrong = one ^ other
    for row in sorted({row for row, _ in wrong}):
        print(f"{row}: {' '.join(str(c) for r, c in sorted(wrong) if r == row)}")
    print(f"{len(wrong)} of {len(one | other)}")


main()
