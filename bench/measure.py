"""Runs packages as Lambda runs them, one process each, and looks at the processes. Linux only, for /proc and its clocks."""

import json
import os
import select
import shutil
import socket
import statistics
import subprocess
import threading
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from resource_types import all_types

LAMBDA = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m"]
WARM_INVOCATIONS = 50
# A process that hangs is ended, and found to have said nothing.
MOST_SECONDS = 120
VAULT = "vault"

# A delete of a recovery point that is gone, as CloudFormation sends it first, for a type whose log is not asked for.
REQUEST = {
    "action": "DELETE",
    "awsAccountId": "123456789012",
    "bearerToken": "8c3f6a4e-0b6e-4b7e-9d59-0f3b8f6f2a11",
    "region": "us-east-1",
    "resourceType": all_types()[0].name,
    "resourceTypeVersion": "00000001",
    "stackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1",
    "rollback": False,
    "requestData": {
        "logicalResourceId": "Backup",
        "callerCredentials": {"accessKeyId": "key", "secretAccessKey": "secret", "sessionToken": "token"},
        "resourceProperties": {
            "BackupVaultName": VAULT,
            "RecoveryPointId": "arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0",
        },
        "stackTags": {},
        "systemTags": {"aws:cloudformation:stack-name": "s"},
    },
}


class Wire:
    """Carries bytes between handlers and the service, and notes when: what an exchange takes is not the handler's time."""

    def __init__(self, service):
        self.exchanges = []
        self._service = service
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def within(self, began, ended):
        """The exchanges of an invocation, each with its beginning and end in nanoseconds."""
        return [each for each in self.exchanges if began <= each[0] < ended]

    def _listen(self):
        while True:
            client, _ = self._listener.accept()
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        with client, socket.create_connection(self._service) as server:
            for each in client, server:
                # Without it a small packet may wait 40 ms for an acknowledgement.
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            exchange = None
            while True:
                for source in select.select((client, server), (), ())[0]:
                    try:
                        data = source.recv(65536)
                    except ConnectionResetError:
                        return
                    if not data:
                        return
                    now = time.monotonic_ns()
                    if source is server:
                        # Before it is sent: the handler may look at its clock while this thread waits for a core.
                        exchange[1] = now
                        client.sendall(data)
                        continue
                    if exchange is None or exchange[1]:
                        exchange = [now, 0]
                        self.exchanges.append(exchange)
                    server.sendall(data)


class Service:
    """A local AWS Backup with one empty vault and without limits of call rates."""

    def __init__(self, java, class_path, folder):
        tmpdir = private_tmpdir(folder)
        self._process = subprocess.Popen(
            [java, f"-Djava.io.tmpdir={tmpdir}", "-cp", class_path,
             "community.backup.local.awsbackup.LocalAwsBackupServer"],
            stdout=subprocess.PIPE, text=True)
        self._endpoint = self._process.stdout.readline().strip()
        if not self._endpoint:
            raise SystemExit("The local AWS Backup did not start.")
        self._admin("rate-limits", {"on": False})
        self._admin("vaults", {"name": VAULT})
        host, port = self._endpoint.replace("http://", "").split(":")
        self.wire = Wire((host, int(port)))

    def _admin(self, path, body):
        request = urllib.request.Request(f"{self._endpoint}/_local/{path}", json.dumps(body).encode(), method="POST")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()


class Package(NamedTuple):
    """A jar, the folder that Lambda makes of it, and the class that it starts."""

    name: str
    jar: Path
    folder: Path
    handler: str
    # What the answer must have in it, so that nothing is measured that does not work.
    expected: dict

    def sizes(self):
        """What can be measured without running it."""
        return {
            "jar": self.jar.stat().st_size / 1e6,
            "files": sum(len(files) for _, _, files in os.walk(self.folder)),
        }


class Process:
    """A JVM with the driver, which holds still after each line until it is told to go on."""

    def __init__(self, command, folder, env):
        self._log = folder / "log"
        with open(self._log, "w") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=folder, env=env)
        self.pid = self._process.pid
        self._limit = threading.Timer(MOST_SECONDS, self._process.kill)
        self._limit.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._limit.cancel()
        self._process.kill()
        self._process.communicate()

    def line(self, name):
        prefix = f"bench {name} "
        for line in iter(self._process.stdout.readline, b""):
            # What the handler prints itself is passed over.
            if line.startswith(prefix.encode()):
                return line.decode()[len(prefix):]
        raise SystemExit(f"The process ended before it said {name}; what else it said is in {self._log}.")

    def times(self, name):
        return [int(each) for each in self.line(name).split()]

    def go_on(self):
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()


def measure(java, driver, package, wire, folder, log_classes=False):
    """Runs a package once, from the start of its process to its last invocation."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    tmpdir = private_tmpdir(folder)
    classes = folder / "classes.log"
    request = folder / "request.json"
    request.write_text(json.dumps(REQUEST))
    command = [
        java, *LAMBDA, f"-Djava.io.tmpdir={tmpdir}",
        *([f"-Xlog:class+load:file={classes}:none"] if log_classes else []),
        "-cp", f"{package.folder.resolve()}:{driver.resolve()}",
        "Driver", package.handler, str(request), str(WARM_INVOCATIONS),
    ]
    values = {}
    began = time.monotonic_ns()
    with Process(command, folder, environment(wire.port, tmpdir)) as process:
        (ready,) = process.times("ready")
        process.go_on()
        first = process.times("first")
        values["memory"] = peak_memory(process.pid) / 1e6
        values["cpu"] = time.clock_gettime_ns(cpu_clock(process.pid)) / 1e6
        if log_classes:
            values["classes"] = classes.read_bytes().count(b"\n")
        process.go_on()
        answer = process.line("answer")
        process.go_on()
        warm = process.times("warm")
        values["later_memory"] = peak_memory(process.pid) / 1e6
    if not package.expected.items() <= json.loads(answer).items():
        raise SystemExit(f"{package.name} was to answer {package.expected}, and answered {answer}")
    values["init"] = (ready - began) / 1e6
    values["first"] = (first[1] - first[0]) / 1e6
    values["start"] = values["init"] + values["first"]
    values["warm"] = statistics.median(own_time(wire, *each) for each in zip(warm[::2], warm[1::2])) / 1e6
    values["calls"] = len(wire.within(*first))
    return values


def own_time(wire, began, ended):
    """The nanoseconds of an invocation in which no call was under way."""
    return ended - began - sum(end - begin for begin, end in wire.within(began, ended))


def environment(port, tmpdir):
    """Lambda's and nothing else: no credentials, no settings of this machine, and AWS out of reach."""
    nothing = str(tmpdir / "none")
    return {
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_BACKUP": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": nothing,
        "AWS_SHARED_CREDENTIALS_FILE": nothing,
    }


def private_tmpdir(folder):
    """The runtime empties java.io.tmpdir at every request: nothing but this process may use it."""
    tmpdir = (folder / "tmp").resolve()
    shutil.rmtree(tmpdir, ignore_errors=True)
    tmpdir.mkdir(parents=True)
    return tmpdir


def cpu_clock(pid):
    """The clock of what all threads of a process have used, those that have ended too: clock_getcpuclockid(3)."""
    return ~pid << 3 | 2


def peak_memory(pid):
    """The most memory that the process has had resident, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise SystemExit(f"/proc/{pid}/status does not tell VmHWM.")
