# SPDX-License-Identifier: Apache-2.0
"""The daemon under test: started, killed, looked at from outside."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    # Since the soak began.
    seconds: float
    # Which process it was, from 1.
    process: int
    resident_kib: int
    anonymous_kib: int
    descriptors: int
    threads: int
    store_bytes: int
    cycles: int
    findings: int
    transitions: int

    @classmethod
    def columns(cls) -> "list[str]":
        return list(cls.__dataclass_fields__)

    def cells(self) -> "list[object]":
        return list(asdict(self).values())


class Watched:
    """`chancery daemon` with its state in a folder; what it says is appended to a file."""

    def __init__(self, program: Path, configuration: Path, state: Path, log: Path):
        self._program = program
        self._configuration = configuration
        self.state = state
        self._log = log
        self._process: "subprocess.Popen[bytes] | None" = None
        self._started = 0.0
        self.number = 0
        # From each start to the line "ready".
        self.ready_seconds: "list[float]" = []

    def start(self) -> None:
        offset = self._log.stat().st_size if self._log.exists() else 0
        began = time.monotonic()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, "daemon", "--config", self._configuration, "--state", self.state],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self.number += 1
        while b">ready" not in self._log.read_bytes()[offset:]:
            if self._process.poll() is not None or time.monotonic() - began > 60:
                raise RuntimeError(f"the daemon does not come up: {self.last_words()}")
            time.sleep(0.01)
        self.ready_seconds.append(time.monotonic() - began)

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        assert self._process
        self._process.wait()

    def stop(self) -> int:
        self.send(signal.SIGTERM)
        assert self._process
        return self._process.wait(timeout=60)

    def await_work(self, seconds: float) -> None:
        """Until a cycle begins, or that time is over."""
        offset = self._log.read_bytes().rindex(b">ready")
        limit = time.monotonic() + seconds
        while b"cycle begun" not in self._log.read_bytes()[offset:] and time.monotonic() < limit:
            time.sleep(0.5)

    def end(self) -> None:
        """Where it still runs."""
        if self._process and self._process.poll() is None:
            self.kill()

    def send(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def require_alive(self) -> None:
        if self._process and self._process.poll() is not None:
            raise RuntimeError(f"the daemon ended by itself ({self._process.returncode}): {self.last_words()}")

    def last_words(self) -> str:
        return self._log.read_text(errors="replace")[-2000:] if self._log.exists() else ""

    def lines(self) -> "list[str]":
        return self._log.read_text(errors="replace").splitlines()

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Another command of the program."""
        return subprocess.run([self._program, *arguments], capture_output=True, text=True, check=False)

    def status_seconds(self) -> float:
        began = time.monotonic()
        told = self.run("status", "--state", str(self.state), "--format", "json")
        taken = time.monotonic() - began
        if told.returncode != 0 or "statistics" not in json.loads(told.stdout):
            raise RuntimeError(f"status ended with {told.returncode}: {told.stderr}")
        return taken

    def tallies(self) -> "tuple[int, int, int]":
        """Closed cycles, findings, and transitions that the store holds."""
        with closing(sqlite3.connect(f"file:{self.state / 'chancery.db'}?mode=ro", uri=True, timeout=10)) as store:
            asked = "SELECT (SELECT count(*) FROM posture), (SELECT count(*) FROM finding), (SELECT count(*) FROM transition)"
            return store.execute(asked).fetchone()

    def sample(self, seconds: float) -> "Sample | None":
        """Nil where it is down just now."""
        assert self._process
        folder = Path(f"/proc/{self._process.pid}")
        try:
            words = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            descriptors = len(os.listdir(folder / "fd"))
            store = sum(path.stat().st_size for path in self.state.glob("chancery.db*") if path.suffix in (".db", ".db-wal"))
            cycles, findings, transitions = self.tallies()
            return Sample(
                seconds, self.number, int(words["VmRSS"].split()[0]), int(words["RssAnon"].split()[0]), descriptors,
                int(words["Threads"]), store, cycles, findings, transitions,
            )  # fmt: skip
        except (OSError, KeyError, sqlite3.Error):
            return None
