"""Reads an animated SVG as a browser would, and prints what each row shows at given moments.

usage: svg_frames.py SVG SECONDS...

For each moment a line of JSON: for each row the text that is drawn there, in order of position.
Fails when the file is not self-contained: a script, a reference to elsewhere, a missing part.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
# Pixels of a row.
HEIGHT = 22


def texts(element, shared, left=0):
    """(x, text) of all that an element draws."""
    tag = element.tag.removeprefix(SVG)
    if tag == "use":
        target = shared[element.attrib["href"].removeprefix("#")]
        yield from texts(target, shared, left + float(element.attrib.get("x", 0)))
    elif tag == "text":
        yield left + float(element.attrib["x"]), element.text
    else:
        for child in element:
            yield from texts(child, shared, left)


def keyframes(style):
    """For each animated row the list of (share, shift)."""
    steps = {}
    for row, body in re.findall(r"@keyframes k(\d+)\{((?:[\d.]+%\{[^}]*\})+)\}", style):
        found = re.findall(r"([\d.]+)%\{transform:translate\((-?\d+)px\)\}", body)
        steps[int(row)] = [(float(share), int(shift)) for share, shift in found]
        assert steps[int(row)] == sorted(steps[int(row)], key=lambda step: step[0])
        assert steps[int(row)][0][0] == 0 and steps[int(row)][-1][0] <= 100
        assert f"#r{row}{{animation-name:k{row}}}" in style
    return steps


def main():
    root = ElementTree.parse(sys.argv[1]).getroot()
    width = int(root.attrib["width"])
    style = root.find(f"{SVG}style").text
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in ("script", "image", "foreignObject")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not name.endswith("href") or value.startswith("#"), value
    assert "url(" not in style and "@import" not in style
    shared = {e.attrib["id"]: e for e in root.find(f"{SVG}defs")}
    seconds = float(re.search(r"animation-duration:([\d.]+)s", style).group(1))
    steps = keyframes(style)
    rows = {}
    for group in root.findall(f"{SVG}g"):
        top = int(re.fullmatch(r"translate\(0,(\d+)\)", group.attrib["transform"]).group(1))
        rows[top // HEIGHT] = group
    for moment in map(float, sys.argv[2:]):
        shown = []
        for row in range(int(root.attrib["height"]) // HEIGHT):
            shift = 0
            for share, offset in steps.get(row, []):
                if share * seconds / 100 <= moment + 1e-4:
                    shift = offset
            drawn = texts(rows[row], shared) if row in rows else []
            visible = sorted((x + shift, t) for x, t in drawn if 0 <= x + shift < width)
            shown.append("".join(text for _, text in visible))
        print(json.dumps(shown, ensure_ascii=False))


main()
