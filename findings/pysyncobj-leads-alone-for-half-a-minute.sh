#!/usr/bin/env bash
# PySyncObj 0.3.17 (Raft for Python), three processes on loopback.
#
# Guess: a leader that hears no majority says so within an election timeout or two (0.4 to 1.4 s here),
#        as etcd's does.
# Seen:  with both followers stopped it goes on saying that it leads for half a minute: its
#        check of the quorum has a limit of its own (leaderFallbackTimeout, 30 s unless set), some
#        twenty election timeouts. Cut off instead of alone, two say "leader" for that long.
# Who:   anybody who acts on isLeader, which is all that a singleton job usually asks.
set -euo pipefail
work=$(mktemp -d)
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install pysyncobj==0.3.17
trap 'rm -rf "$work"' EXIT
cat >"$work/member.py" <<'PY'
import sys, time
from pysyncobj import SyncObj
addresses = sys.argv[2:]
own = addresses.pop(int(sys.argv[1]))
member = SyncObj(own, addresses)
end = time.monotonic() + 90
while time.monotonic() < end:
    status = member.getStatus()
    print(int(status["state"]), flush=True)
    time.sleep(0.1)
PY
timeout 120 python3 - "$work" <<'PY'
import os, signal, socket, subprocess, sys, threading, time
work = sys.argv[1]
held = [socket.socket() for _ in range(3)]
for s in held: s.bind(("127.0.0.1", 0))
addresses = [f"127.0.0.1:{s.getsockname()[1]}" for s in held]
for s in held: s.close()
latest = [None] * 3
members = [subprocess.Popen([f"{work}/env/bin/python", f"{work}/member.py", str(i), *addresses],
    stdout=subprocess.PIPE, text=True) for i in range(3)]
def follow(i):
    for line in members[i].stdout: latest[i] = int(line)
for i in range(3): threading.Thread(target=follow, args=(i,), daemon=True).start()
try:
    LEADER = 2
    end = time.monotonic() + 30
    while latest.count(LEADER) != 1 and time.monotonic() < end: time.sleep(0.05)
    leader = latest.index(LEADER); time.sleep(2)
    for i in range(3):
        if i != leader: members[i].send_signal(signal.SIGSTOP)
    stopped = time.monotonic()
    while latest[leader] == LEADER and time.monotonic() < stopped + 60: time.sleep(0.05)
    alone = time.monotonic() - stopped
    print(f"with both followers stopped it said that it leads for {alone:.1f} s")
    assert 25 < alone < 40, "PySyncObj behaves otherwise now"
finally:
    for m in members: m.kill(); m.wait()
PY
echo "as described"
