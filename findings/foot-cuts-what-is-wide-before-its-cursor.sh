#!/usr/bin/env bash
# foot 1.13.1 (terminal emulator for Wayland, in Debian 12).
#
# Guess: a hidden cursor is not seen.
# Seen:  where the cursor stands behind a wide character and the window gets the focus, the right half of
#        that character is gone until it is written again, hidden cursor or not.
# Who:   whoever writes Chinese, Japanese or Korean last and leaves the cursor there: half a character after
#        the first click. It comes back with the next change in its row.
# Needs: xvfb, weston, foot, xdotool, imagemagick, a font for Chinese.
set -euo pipefail
work=$(mktemp -d)
chmod 700 "$work"
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work XDG_RUNTIME_DIR=$work
picture() {
  printf '#!/bin/sh\nsleep 1; stty raw -echo\nprintf "%s"\nexec sleep 30\n' "$2" > "$work/run"
  chmod +x "$work/run"
  xvfb-run -a -s '-screen 0 700x400x24' sh -c "
    weston --backend=x11-backend.so --use-pixman --width=700 --height=400 --shell=kiosk-shell.so \
      --socket=finding & weston=\$!
    sleep 2
    WAYLAND_DISPLAY=finding foot --fullscreen $work/run & foot=\$!
    sleep 3
    window=\$(xdotool search --onlyvisible --class . | tail -1)
    xdotool mousemove --window \$window 300 200 windowfocus \$window
    sleep 1
    import -window root -strip $work/$1.png
    kill \$foot; sleep 0.5; kill \$weston" > "$work/log" 2>&1 || true
  test -s "$work/$1.png"
}
same() { [ "$(convert "$work/$1.png" rgb:- | cksum)" = "$(convert "$work/$2.png" rgb:- | cksum)" ]; }
picture behind '\033[?25l\033[2J\033[5;9H无'
picture away '\033[?25l\033[2J\033[5;9H无\033[1;1H'
! same behind away
echo "where the cursor stands, hidden, changes the picture"
picture twice '\033[?25l\033[2J\033[5;9H无\033[8;1H'
same away twice
echo "anywhere but behind the wide one it does not"
echo "as described"
