#!/usr/bin/env bash
# kubernetes 37.0.2 (the Python client of Kubernetes, from PyPI), over urllib3 2.
#
# Guess: a request whose answer is lost raises an error of the connection, from which nobody can tell whether
#        it was carried out; the client repeats no write by itself, as etcd's does not.
# Seen:  a create does so. A replace is sent again at once, without a word: urllib3 holds PUT for
#        repeatable, and three repetitions are its default. With a resourceVersion in it, it is not:
#        the first copy was carried out and raised the version, the second is refused, and the program is told
#        409 Conflict, which means "somebody else changed it; yours was not written". It was. A
#        delete is repeated likewise, and is told 404 of what it deleted itself.
# Who:   leader election and every read-change-replace: after a 409 read again and look whether what is
#        there is one's own. Or set Configuration.retries to False, and get the honest error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" -q install kubernetes==37.0.2 'urllib3>=2,<3'
timeout 60 "$work/env/bin/python" - <<'PY'
import http.server, json, socket, threading
from kubernetes import client
# In place of an API server: Lease objects, with resourceVersion compared as there. It carries out the next
# request and closes the connection without an answer if it is told to lose one.
leases, requests, state = {}, [], {"version": 100, "lose": False}
class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def carry_out(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        name = self.path.split("?")[0].split("/leases")[1].strip("/") or body["metadata"]["name"]
        known = leases.get(name)
        if self.command == "POST" and known: return 409, {"reason": "AlreadyExists"}
        if self.command != "POST" and not known: return 404, {"reason": "NotFound"}
        if self.command == "DELETE": del leases[name]; return 200, {}
        if self.command == "PUT" and body["metadata"]["resourceVersion"] != known["metadata"]["resourceVersion"]:
            return 409, {"reason": "Conflict"}
        state["version"] += 1
        body["metadata"]["resourceVersion"] = str(state["version"])
        leases[name] = body
        return 200, body
    def answer(self):
        status, body = self.carry_out()
        requests.append(f"{self.command} {status}")
        if state["lose"]:
            state["lose"] = False; self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json"); self.send_header("Content-Length", str(len(data)))
        self.end_headers(); self.wfile.write(data)
    do_POST = do_PUT = do_DELETE = answer
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
def api(**settings):
    configuration = client.Configuration()
    configuration.host = f"http://127.0.0.1:{server.server_address[1]}"
    for name, value in settings.items(): setattr(configuration, name, value)
    return client.CoordinationV1Api(client.ApiClient(configuration))
def lost(call, *arguments):
    """What a call is told whose first answer is lost, and what the server was asked."""
    state["lose"] = True; requests.clear()
    try: call(*arguments); told = "success"
    except client.ApiException as error: told = f"{error.status} {error.reason}"
    except Exception as error: told = type(error).__name__
    return told, list(requests)
def lease(name, holder):
    return client.V1Lease(metadata={"name": name}, spec=client.V1LeaseSpec(holder_identity=holder))
plain = api()
created = lost(plain.create_namespaced_lease, "default", lease("a", "me"))
read = plain.create_namespaced_lease("default", lease("b", "nobody"))
read.spec.holder_identity = "me"
replaced = lost(plain.replace_namespaced_lease, "b", "default", read)
holder = leases["b"]["spec"]["holderIdentity"]
read.metadata.resource_version = leases["b"]["metadata"]["resourceVersion"]
honest = lost(api(retries=False).replace_namespaced_lease, "b", "default", read)
deleted = lost(plain.delete_namespaced_lease, "b", "default")
print("create, its answer lost:", *created)
print("replace, its answer lost:", *replaced, "and the holder is:", holder)
print("the same with retries=False:", *honest)
print("delete, its answer lost:", *deleted)
server.shutdown()
assert created == ("ProtocolError", ["POST 200"]) and replaced == ("409 Conflict", ["PUT 200", "PUT 409"]) \
    and holder == "me" and honest == ("ProtocolError", ["PUT 200"]) \
    and deleted == ("404 Not Found", ["DELETE 200", "DELETE 404"]), "the client behaves otherwise now"
PY
echo "as described"
