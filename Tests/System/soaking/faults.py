# SPDX-License-Identifier: Apache-2.0
"""What is done to the daemon and to what it measures, one thing at a time."""

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from laboratory import Laboratory
from watched import Watched

# What no server should choke on; each over a connection of its own.
MALICE = (
    b"",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"GET /reports/../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /reports/%2e%2e/%2e%2e/keys/signing.pem HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /reports/latest/%00index.html HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Filler: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    b"POST /api/v1/findings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    b"GET /api/v1/findings?cursor=%ff%ff&limit=-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\xff" * 5000 + b"\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n" * 50,
)


class Faults:
    """Each method does one fault and ends when all is as before."""

    def __init__(self, daemon: Watched, laboratory: Laboratory, disk: bool, pause: float, generator: random.Random):
        self._daemon = daemon
        self._laboratory = laboratory
        self._pause = pause
        self._generator = generator
        self._reloads = 0
        self.kinds: "dict[str, Callable[[], None]]" = {
            "websites gone": self.websites_gone,
            "reload": self.reload,
            "HTTP malice": self.malice,
            "kill -9": self.kill,
        }
        if laboratory.hindrance is None:
            self.kinds["resolver gone"] = self.names_gone
        if disk:
            self.kinds["disk full"] = self.disk_full

    def websites_gone(self) -> None:
        self._laboratory.take_websites_away()
        self._wait()
        self._laboratory.bring_websites_back()

    def names_gone(self) -> None:
        self._laboratory.take_names_away()
        self._wait()
        self._laboratory.bring_names_back()

    def reload(self) -> None:
        """Three good ones and a bad one, close together."""
        for _ in range(3):
            self._reloads += 1
            self._laboratory.list_another(self._reloads)
            self._daemon.send(signal.SIGHUP)
            time.sleep(0.2)
        self._laboratory.misspell()
        self._daemon.send(signal.SIGHUP)
        time.sleep(1)
        self._laboratory.spell_right()
        self._daemon.send(signal.SIGHUP)

    def malice(self) -> None:
        """Slow clients that hold their connections, and meanwhile everything that is malformed."""
        address = ("127.0.0.1", self._laboratory.http_port)
        slow = [connect(address) for _ in range(40)]
        limit = time.monotonic() + self._pause
        while time.monotonic() < limit:
            for client in slow:
                send(client, b"G")
            for request in MALICE:
                client = connect(address)
                send(client, request)
                answer = receive(client)
                if b"root:" in answer or b"PRIVATE KEY" in answer:
                    raise RuntimeError(f"served what it must not: {request[:80]!r}")
            time.sleep(0.5)
        for client in slow:
            if client:
                client.close()
        self._require_health(address)

    def _require_health(self, address: "tuple[str, int]") -> None:
        limit = time.monotonic() + 30
        while time.monotonic() < limit:
            client = connect(address)
            send(client, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if receive(client).startswith(b"HTTP/1.1 200"):
                return
            time.sleep(0.5)
        raise RuntimeError("after malicious requests the health page does not answer")

    def disk_full(self) -> None:
        """Fills what is left of the state folder's disk until cycle and report must have failed, then frees it."""
        ballast = self._daemon.state / "ballast"
        limit = time.monotonic() + self._pause
        while time.monotonic() < limit:
            try:
                with ballast.open("ab") as file:
                    while True:
                        file.write(bytes(1 << 16))
                        file.flush()
            except OSError:
                time.sleep(0.05)
        ballast.unlink(missing_ok=True)

    def kill(self) -> None:
        """At any moment; what was committed is there before it starts again, and all of it is as it was signed."""
        before = self._daemon.tallies()
        self._daemon.kill()
        after = self._daemon.tallies()
        if any(now < then for now, then in zip(after, before)):
            raise RuntimeError(f"kill -9 lost what was committed: {before} cycles, findings, transitions became {after}")
        verify(self._daemon)
        self._daemon.start()

    def _wait(self) -> None:
        time.sleep(self._pause * self._generator.uniform(0.7, 1.3))


# A report of the time when the disk was too full for a key; it is written anew after the next cycle.
UNSIGNED = "manifest.json: it was written without the signing key"


def verify(daemon: Watched) -> None:
    """The store, and each report that is there."""
    reports = (path for path in (daemon.state / "reports").glob("*") if not path.is_symlink())
    for folder in (daemon.state, *(path for path in reports if (path / "manifest.json").exists())):
        told = daemon.run("verify", str(folder))
        altered = [line for line in told.stdout.splitlines() if line.startswith("ALTERED") and UNSIGNED not in line]
        if altered or told.returncode not in (0, 1) or (told.returncode == 1 and UNSIGNED not in told.stdout):
            raise RuntimeError(f"verify {folder} ended with {told.returncode}: {told.stdout}{told.stderr}")


def connect(address: "tuple[str, int]") -> "socket.socket | None":
    try:
        return socket.create_connection(address, timeout=2)
    except OSError:
        return None


def send(client: "socket.socket | None", data: bytes) -> None:
    try:
        if client:
            client.sendall(data)
    except OSError:
        pass


def receive(client: "socket.socket | None") -> bytes:
    """What comes within a moment; closes it."""
    if client is None:
        return b""
    with client:
        client.settimeout(0.5)
        answer = b""
        try:
            while part := client.recv(65536):
                answer += part
        except OSError:
            pass
        return answer


class SmallDisk:
    """A tmpfs at a folder while the context is open, where root asks for it; else just the folder."""

    def __init__(self, folder: Path, size: str):
        self._folder = folder
        self._size = size
        self.is_mounted = False

    def __enter__(self) -> "SmallDisk":
        self._folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            command = ["mount", "-t", "tmpfs", "-o", f"size={self._size}", "tmpfs", str(self._folder)]
            self.is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self._folder)], check=True)
