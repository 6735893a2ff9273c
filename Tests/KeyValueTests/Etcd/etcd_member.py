#!/usr/bin/env python3
"""Does the steps of a file to one etcd member of its own, and prints what a client sees.

    etcd_member.py STEPS

A step is one line of JSON; each is answered by one line: the microseconds at which it began and ended,
and a text in the form of the model's own descriptions (StoreAnswer, KeyRecord), so that the two can be
compared to the letter. Steps:

    {"post": PATH, "body": {...}}       a request of the JSON gateway
    {"watch": NAME, "body": {...}}      opens a watch, and waits until it is there
    {"unwatch": NAME, "body": {...}}    puts a key that the watch sees, and tells all that the watch saw
    {"sleep": SECONDS}
    {"restart": SECONDS}                kills the member, and starts it again so much later

The member listens on the loopback only, on free ports, keeps its data in a temporary folder and ends
with this program, however that ends.
"""
import base64
import ctypes
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

PATIENCE = 30
HEARTBEAT, ELECTION = "100", "1000"


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Member:
    def __init__(self, folder):
        self.folder = folder
        self.process = None
        self.connection = None
        for _ in range(5):  # Somebody else may take a port before etcd does.
            self.port, self.peer = free_port(), free_port()
            if self.start():
                return
            shutil.rmtree(folder + "/data", ignore_errors=True)
        raise SystemExit("etcd does not start; see " + open(folder + "/log").read()[-2000:])

    def start(self):
        client, peer = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.peer}"
        with open(self.folder + "/log", "a") as log:
            self.process = subprocess.Popen(
                ["etcd", "--name", "m1", "--data-dir", self.folder + "/data",
                 "--listen-client-urls", client, "--advertise-client-urls", client,
                 "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                 "--initial-cluster", "m1=" + peer, "--heartbeat-interval", HEARTBEAT,
                 "--election-timeout", ELECTION, "--logger", "zap", "--log-level", "error"],
                stdout=log, stderr=log, preexec_fn=end_with_parent)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if "header" in self.post("kv/range", {"key": "YQ=="}):
                    return True
            except OSError:
                pass
            time.sleep(0.02)
        self.end()
        return False

    def end(self):
        self.connection = None
        if self.process and self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def post(self, path, body):
        """The answer to a request; of a stream, the first."""
        if self.connection is None:
            self.connection = self.connect()
        try:
            self.connection.request("POST", "/v3/" + path, json.dumps(body))
            response = self.connection.getresponse()
            answer = json.loads(response.read() or "{}")
        except (OSError, http.client.HTTPException) as error:
            self.connection = None
            raise OSError(error)
        return answer.get("result", answer)


class Watch:
    """Reads the answers to a watch in a thread of its own."""

    def __init__(self, member, body):
        self.responses = []
        self.news = threading.Condition()
        self.connection = member.connect()
        self.connection.request("POST", "/v3/watch", json.dumps(body))
        threading.Thread(target=self.read, daemon=True).start()
        self.wait(lambda: self.responses)

    def read(self):
        try:
            for line in self.connection.getresponse():
                if line.strip():
                    with self.news:
                        self.responses.append(json.loads(line)["result"])
                        self.news.notify()
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # Closed.

    def wait(self, condition):
        with self.news:
            if not self.news.wait_for(condition, PATIENCE):
                raise SystemExit(f"the watch says no more than {self.responses}")

    def events(self):
        return [event for response in self.responses for event in response.get("events", [])]

    def cancelled(self):
        return [r for r in self.responses if r.get("canceled")]

    def close(self, revision):
        """All that it saw up to a revision, in one line."""
        self.wait(lambda: self.cancelled() or any(
            int(event["kv"]["mod_revision"]) >= revision for event in self.events()))
        self.connection.sock.shutdown(socket.SHUT_RDWR)
        if self.cancelled():
            return "cancelled compacted " + self.cancelled()[0].get("compact_revision", "?")
        sizes = [str(len(r["events"])) for r in self.responses if "events" in r]
        return " ".join(sizes) + ": " + ", ".join(record(e["kv"]) for e in self.events())


def text(value):
    return base64.b64decode(value).decode()


def record(kv):
    """As KeyRecord.description."""
    key, mod = text(kv["key"]), kv["mod_revision"]
    if "version" not in kv:
        extra = [name for name in ("create_revision", "value", "lease") if name in kv]
        return f"{key} deleted mod {mod}" + "".join(f" with {name}" for name in extra)
    line = f"{key}={text(kv.get('value', ''))} create {kv['create_revision']} mod {mod}"
    line += f" version {kv['version']}"
    return line + (f" lease {kv['lease']}" if "lease" in kv else "")


def ranged(answer):
    records = answer.get("kvs", [])
    count = int(answer.get("count", 0))
    if ("more" in answer) != (count > len(records)):
        return f"more is wrong: {answer}"
    line = "[" + ", ".join(map(record, records)) + "]"
    return line + ("" if count == len(records) else f" of {count}")


def part(answer):
    """As StoreAnswer.description, for a part of a transaction."""
    (kind, inner), = answer.items()
    told = {"response_put": lambda a: "put", "response_range": ranged,
            "response_delete_range": lambda a: f"deleted {a.get('deleted', 0)}"}[kind](inner)
    return f"rev {inner['header']['revision']}: {told}"


def transaction(answer):
    branch = "then" if answer.get("succeeded") else "else"
    return branch + " (" + "; ".join(map(part, answer.get("responses", []))) + ")"


FORMS = {
    "kv/put": lambda a: "put",
    "kv/range": ranged,
    "kv/deleterange": lambda a: f"deleted {a.get('deleted', 0)}",
    "kv/txn": transaction,
    "kv/compaction": lambda a: "compacted",
    "lease/grant": lambda a: f"granted {a['ID']} ttl {a['TTL']}",
    "lease/revoke": lambda a: "revoked",
}


def told(path, answer):
    """As StoreAnswer.description; leases' times and the log's length have forms of their own."""
    if "error" in answer:
        return answer["error"] if isinstance(answer["error"], str) else answer["error"]["message"]
    if path == "lease/timetolive":
        keys = "".join(" " + key for key in sorted(map(text, answer.get("keys", []))))
        return f"{answer.get('TTL', 0)} of {answer.get('grantedTTL', 0)}{keys}"
    if path == "lease/keepalive":
        return answer.get("TTL", "0")
    if path == "maintenance/status":
        return answer["raftIndex"]
    return f"rev {answer['header']['revision']}: {FORMS[path](answer)}"


def run(member, steps):
    watches = {}
    for step in steps:
        begun = time.monotonic_ns() // 1000
        said = "done"
        if "post" in step:
            said = told(step["post"], member.post(step["post"], step["body"]))
        elif "watch" in step:
            watches[step["watch"]] = Watch(member, step["body"])
        elif "unwatch" in step:
            answer = member.post("kv/put", step["body"])
            said = watches.pop(step["unwatch"]).close(int(answer["header"]["revision"]))
        elif "sleep" in step:
            time.sleep(step["sleep"])
        elif "restart" in step:
            member.end()
            time.sleep(step["restart"])
            if not member.start():
                raise SystemExit("etcd does not start again")
        print(begun, time.monotonic_ns() // 1000, said)


def main():
    with open(sys.argv[1]) as file:
        steps = [json.loads(line) for line in file]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="raftlab-etcd-") as folder:
        member = Member(folder)
        try:
            run(member, steps)
        finally:
            member.end()


main()
