#!/usr/bin/env bash
# kubernetes 37.0.2 (the Python client of Kubernetes, from PyPI): kubernetes.leaderelection, with LeaseLock.
#
# Guess: it is client-go's algorithm: a candidate waits out the leaseDurationSeconds that stand in the
#        holder's record, by a clock that nobody can set, and a takeover counts leaseTransitions up by one.
# Seen:  none of the three. The candidate waits *its own* lease_duration: one set up with 3 s takes the Lease of a healthy
#        leader that renews every 5 s for a lease of 15, and both lead for some 11 s, with no fault at all (the
#        deposed one sees the new name at its next renewal and goes on trying until its renew_deadline).
#        It reads time.time(): with equal settings a candidate whose time of day is set 20 s
#        ahead takes over at once. leaseTransitions stays as it was, so it is no fencing token here.
# Who:   pods in Python that elect one of themselves: a rolling update that shortens lease_duration has two
#        leaders. Change it only while none runs, or raise it in the candidates first; fence by the
#        Lease's resourceVersion.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install kubernetes==37.0.2
timeout 90 "$work/env/bin/python" - <<'PY'
import http.server, json, threading, time
from kubernetes import client
from kubernetes.leaderelection import leaderelection
from kubernetes.leaderelection.electionconfig import Config
from kubernetes.leaderelection.resourcelock.leaselock import LeaseLock
# In place of an API server: Lease objects, with resourceVersion compared as there.
leases, state, one = {}, {"version": 100}, threading.Lock()
class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def carry_out(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        name = self.path.split("?")[0].split("/leases")[1].strip("/") or body["metadata"]["name"]
        known = leases.get(name)
        if self.command == "POST" and known: return 409, {"code": 409}
        if self.command != "POST" and not known: return 404, {"code": 404}
        if self.command == "GET": return 200, known
        if self.command == "PUT" and body["metadata"]["resourceVersion"] != known["metadata"]["resourceVersion"]:
            return 409, {"code": 409}
        state["version"] += 1
        body["metadata"]["resourceVersion"] = str(state["version"])
        leases[name] = body
        return 200, body
    def answer(self):
        with one: status, body = self.carry_out()
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json"); self.send_header("Content-Length", str(len(data)))
        self.end_headers(); self.wfile.write(data)
    do_GET = do_POST = do_PUT = answer
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
configuration = client.Configuration()
configuration.host = f"http://127.0.0.1:{server.server_address[1]}"
client.Configuration.set_default(configuration)
begin, seen = time.monotonic(), {}
def elect(lock, name, *times):
    def note(what): seen[lock, name, what] = time.monotonic() - begin
    config = Config(LeaseLock(lock, "default", name), *times, lambda: note("led"), lambda: note("stopped"))
    threading.Thread(target=leaderelection.LeaderElection(config).run, name=name, daemon=True).start()
def wait(*key):
    while key not in seen and time.monotonic() < begin + 60: time.sleep(0.02)
    return seen[key]
spec = lambda lock: leases[lock]["spec"]
# A lease of 15 s, renewed every 5 s, and a candidate whose own settings say 3 s.
# Before them the object was a Go program's, which counted 7 transitions and released it.
leases["job"] = {"metadata": {"name": "job", "resourceVersion": "100"},
    "spec": {"holderIdentity": "", "leaseDurationSeconds": 1, "leaseTransitions": 7}}
elect("job", "old", 15, 10, 5); wait("job", "old", "led")
elect("job", "new", 3, 2, 1)
taken = wait("job", "new", "led"); both = wait("job", "old", "stopped") - taken
transitions = spec("job")["leaseTransitions"]
print(f"the lease of 15 s was taken {taken:.1f} s after it began; both led for {both:.1f} s; transitions {transitions}")
# Equal settings, and a time of day that is set 20 s ahead while the candidate waits.
elect("other", "old", 15, 10, 5); wait("other", "old", "led")
elect("other", "new", 15, 10, 1); time.sleep(2.5)
assert ("other", "new", "led") not in seen
class Ahead:
    sleep = staticmethod(time.sleep)
    time = staticmethod(lambda: time.time() + 20 * (threading.current_thread().name == "new"))
leaderelection.time = Ahead
set_ahead = time.monotonic() - begin
after = wait("other", "new", "led") - set_ahead
print(f"{after:.1f} s after the time of day was set 20 s ahead the candidate led")
server.shutdown()
assert taken < 6 and both > 8 and transitions == 7 and after < 3, "the client behaves otherwise now"
PY
echo "as described"
