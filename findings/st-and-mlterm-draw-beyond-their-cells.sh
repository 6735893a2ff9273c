#!/usr/bin/env bash
# st 0.9 and mlterm 3.9 (terminal emulators, in Debian and others).
#
# Guess: what a terminal shows depends on what its cells hold.
# Seen:  a glyph that its font draws wider than its cell reaches into the next one. Fonts for Chinese draw
#        blocks, lines and shades (U+2500 to U+259F) two columns wide, terminals count one, and these two draw
#        them by the font. Where the next cell is drawn later it covers that; where it was drawn before, or is
#        drawn in the same go, it does not. The same cells look otherwise by the order in which they came.
# Who:   bars, gauges and frames in a Chinese locale, where "monospace" is such a font; what was right before
#        a redraw and after it differs. Leave a blank behind the last block of a bar, and look for no fault in
#        what was sent; kitty, alacritty, foot, konsole and those by VTE draw these characters themselves.
# Needs: xvfb, stterm, mlterm, imagemagick, fonts-noto-cjk, a locale zh_CN.UTF-8.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=zh_CN.UTF-8 HOME=$work
picture() {
  cat > "$work/run" << END
#!/bin/sh
put() { printf '\\033[2;%sH%s' "\$1" "\$2"; sleep 0.4; }
printf '\\033[?25l'; $3
exec sleep 30
END
  chmod +x "$work/run"
  xvfb-run -a -s '-screen 0 900x300x24' sh -c "
    $2 -e $work/run & sleep 5
    import -window root -strip $work/$1.png; kill \$!" 2> /dev/null
}
same() { [ "$(convert "$work/$1.png" rgb:- | cksum)" = "$(convert "$work/$2.png" rgb:- | cksum)" ]; }
for emulator in 'st -g 40x3 -f monospace:size=11' 'mlterm -g 40x3'; do
  name=${emulator%% *}
  # "▓░a", from the left to the right, and from the right to the left; twice the same cells.
  picture forth "$emulator" 'put 5 ▓; put 6 ░; put 7 a'
  picture again "$emulator" 'put 5 ▓; put 6 ░; put 7 a'
  picture back "$emulator" 'put 7 a; put 6 ░; put 5 ▓'
  same forth again
  echo "$name: the same order gives the same picture"
  ! same forth back
  echo "$name: another order of the same cells gives another"
done
echo "as described"
