#!/usr/bin/env bash
# Chromium 156 (and what embeds it: GitHub's pages, VS Code, Electron).
#
# Guess: xml:space="preserve" keeps blanks in the text of an SVG, as SVG 1.1 says, and as Firefox,
#        librsvg, resvg and CairoSVG do.
# Seen:  two blanks become one, and textLength then stretches what is left over the whole length, so
#        that every letter stands elsewhere. The same in HTML and as an image. A style sheet with
#        text{white-space:pre}, which SVG 2 has in its place, keeps them.
# Who:   pictures of terminals and of code as SVG: columns that no longer stand below each other, in
#        Chromium alone. Write both; librsvg knows only the attribute.
set -euo pipefail
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
draw() {
  cat > "$work/$1.svg" <<SVG
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30" font-size="16"
font-family="monospace" xml:space="preserve"><style>$2</style>
<text x="5" y="20" textLength="210" lengthAdjust="spacingAndGlyphs">commit 0  applied 0</text></svg>
SVG
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=300,100 \
    --user-data-dir="$work/profile" --screenshot="$work/$1.png" "file://$work/$1.svg" 2> /dev/null
}
draw attribute ''
draw one-blank ''
sed -i 's/0  applied/0 applied/' "$work/one-blank.svg"
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=300,100 \
  --user-data-dir="$work/profile" --screenshot="$work/one-blank.png" "file://$work/one-blank.svg" \
  2> /dev/null
draw style 'text{white-space:pre}'
cmp -s "$work/attribute.png" "$work/one-blank.png"
echo "with xml:space two blanks are drawn as one is, pixel for pixel"
! cmp -s "$work/attribute.png" "$work/style.png"
echo "with white-space:pre it is another picture"
echo "as described"
