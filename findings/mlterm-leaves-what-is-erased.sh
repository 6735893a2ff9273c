#!/usr/bin/env bash
# mlterm 3.9 (terminal emulator of many scripts, in Debian and others).
#
# Guess: after ECH (ESC [ n X) n columns are blank, as ECMA-48 says; terminfo's entry offers it to every
#        program as `ech`.
# Seen:  where wide characters are among them, the last columns stay on the screen, one for each wide
#        one, until the line is drawn again: mlterm knows that they are blank and does not paint them.
#        Erasing to the end of the line (EL), and writing blanks, are right.
# Who:   whatever an optimising program draws in Chinese, Japanese or Korean there: remains of old text
#        beside the new. Write blanks over wide characters.
# Needs: xvfb, mlterm, imagemagick, a font for Chinese.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work
picture() {
  printf '#!/bin/sh\nprintf "\\033[?25l%s"\nexec sleep 30\n' "$2" > "$work/run"
  chmod +x "$work/run"
  xvfb-run -a -s '-screen 0 900x300x24' sh -c "
    mlterm -g 40x3 -e $work/run & sleep 4
    import -window root -strip $work/$1.png; kill \$!" 2> /dev/null
}
text='\033[2;9H提交 0  应用 0\033[2;9H'
picture erased "$text"'\033[14X'
picture written "$text"'              '
picture rest "$text"'\033[K'
same() { [ "$(convert "$work/$1.png" rgb:- | cksum)" = "$(convert "$work/$2.png" rgb:- | cksum)" ]; }
same written rest
echo "blanks, and erasing the rest of the line, leave nothing on the screen"
! same erased rest
echo "erasing the same columns by number does"
echo "as described"
