# SPDX-License-Identifier: Apache-2.0
"""What a daemon costs that has a year behind it and nothing to do: its store, its start, its status, its idling."""

import os
import sqlite3
import statistics
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Callable

from measured import cpu_seconds

CYCLES = 4 * 365
IDLE_SECONDS = 30
# What is kept of each cycle beside its own row.
TABLES = ("visit", "posture", "seal")


def lengthen(database: Path, cycles: int) -> None:
    """Makes a store whose newest cycle changed nothing one of many, six hours apart: each further cycle is a copy of the
    rows of the newest one, as an unchanged estate adds them. Only sizes and times are true of it, not its signatures."""
    with closing(sqlite3.connect(database)) as store:
        (newest, have) = store.execute("SELECT max(id), count(*) FROM cycle").fetchone()
        last = newest + cycles - have
        for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cycle'").fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        for table in ("cycle", *TABLES):
            names = ", ".join(row[1] for row in store.execute(f"PRAGMA table_info({table})") if row[1] not in ("id", "cycle"))
            key = "id" if table == "cycle" else "cycle"
            for number in range(newest + 1, last + 1):
                store.execute(f"INSERT INTO {table} ({key}, {names}) SELECT ?, {names} FROM {table} WHERE {key} = ?", (number, newest))
        store.execute("UPDATE cycle SET started = started - (? - id) * 21600, finished = finished - (? - id) * 21600", (last, last))
        store.commit()
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def status_seconds(chancery: str, state: Path) -> float:
    """The middle of eleven."""
    taken = []
    for _ in range(11):
        began = time.monotonic()
        subprocess.run([chancery, "status", "--state", str(state)], check=True, capture_output=True)
        taken.append(time.monotonic() - began)
    return statistics.median(taken)


def idle(chancery: str, configuration: Path, state: Path, log: Path, require: "Callable[[bool, str], None]") -> "tuple[float, float, float]":
    """As the unit starts it: seconds from start to READY, MiB of anonymous memory, and wake-ups a second of all threads, idle."""
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [chancery, "daemon", "--config", str(configuration), "--state", str(state)],
            stdin=subprocess.DEVNULL, stderr=out, env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )  # fmt: skip
    try:
        while b">ready" not in log.read_bytes():
            require(process.poll() is None and time.monotonic() - began < 60, f"no daemon: {log.read_text()}")
            time.sleep(0.002)
        ready = time.monotonic() - began
        # What a start makes up for (reports) comes first.
        while (spent := cpu_seconds(process.pid)) != (time.sleep(5) or cpu_seconds(process.pid)):
            require(time.monotonic() - began < 300, f"it never idles, after {spent:.0f} s of processor time")
        before, start = wakeups(process.pid), time.monotonic()
        time.sleep(IDLE_SECONDS)
        after = wakeups(process.pid)
        rate = sum(count - before.get(thread, 0) for thread, count in after.items()) / (time.monotonic() - start)
        require(b"cycle begun" not in log.read_bytes(), "a cycle was due, so this was not idle")
        return ready, field(Path(f"/proc/{process.pid}/status"), "RssAnon") / 1024, rate
    finally:
        process.terminate()
        process.wait(timeout=60)


def wakeups(pid: int) -> "dict[str, int]":
    """Of each thread, how often it was switched to after it had waited (voluntary_ctxt_switches of proc(5))."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return {task.name: field(task / "status", "voluntary_ctxt_switches") for task in tasks}


def field(path: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in path.read_text().splitlines() if line.startswith(f"{name}:"))
