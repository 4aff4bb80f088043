#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ten thousand endpoints of which none ever says a word are measured, judged and reported.

Deadlines hold, memory and descriptors are bounded while they are measured, and all of it fits into the unit's MemoryMax=.

    Tests/System/soaking/stalls.py [--endpoints 10000] PROGRAM
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "Benchmarks"))

from measured import resident_peak_mib
from mute import Mute

PARALLEL = 512
DEADLINE_SECONDS = 3
MOST_MIB = 512
# Of all, with ten thousand endpoints below the 4 GiB of the unit.
WHOLE_MIB = 256
WHOLE_MIB_EACH = 0.36
DESCRIPTORS = 4096
# Beside the deadlines alone, for a machine with other work.
PATIENCE = 5
REPORT_SECONDS_EACH = 0.2


def configure(folder: Path, endpoints: int, port: int) -> None:
    (folder / "endpoints.d").mkdir(parents=True)
    shutil.copy(ROOT / "Config" / "risk-model.conf", folder)
    (folder / "chancery.conf").write_text(
        f"[Chancery]\nParallelEndpoints={PARALLEL}\nEndpointDeadline={DEADLINE_SECONDS}s\nReplyTimeout=1s\nConnectTimeout=1s\n"
    )
    (folder / "endpoints.d" / "stalls.conf").write_text(
        "".join(
            f"[Endpoint stall{index}.bench.example]\nAddress=127.{94 + index // 60_000}.{index // 250 % 240}.{index % 250 + 1}\nPort={port}\n"
            for index in range(endpoints)
        )
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--endpoints", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, Mute(seconds=4 * DEADLINE_SECONDS) as mute:
        folder = Path(work)
        configure(folder / "config", options.endpoints, mute.port)
        began = time.monotonic()
        command = [options.program.resolve(), "assess", "--config", folder / "config", "--state", folder / "state"]
        with (folder / "said").open("wb") as said:
            limits = ["prlimit", f"--nofile={DESCRIPTORS}", *map(str, command)]
            # As in the unit.
            heaps = os.environ | {"MALLOC_ARENA_MAX": "2"}
            process = subprocess.Popen(limits, env=heaps, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        most_files, most_mib, kept = 0, 0.0, 0
        limit = options.endpoints / PARALLEL * DEADLINE_SECONDS * PATIENCE + 30
        # One visit to each endpoint's name and one to its address.
        while process.poll() is None and kept < 2 * options.endpoints and time.monotonic() - began < limit:
            try:
                most_files = max(most_files, len(os.listdir(f"/proc/{process.pid}/fd")))
                most_mib = max(most_mib, resident_peak_mib(process.pid))
                kept = visits(folder / "state" / "chancery.db")
            except (OSError, sqlite3.Error):
                pass
            time.sleep(0.2)
        seconds = time.monotonic() - began
        print(
            f"{kept // 2} of {options.endpoints} endpoints that all stall were measured in {seconds:.0f} s, {limit:.0f} s allowed, "
            f"with {most_files} descriptors and {most_mib:.0f} MiB at most",
            flush=True,
        )
        holds = kept >= 2 * options.endpoints and most_files < DESCRIPTORS and most_mib < MOST_MIB
        if holds:
            holds = reported(process, options.endpoints, folder / "state")
        process.kill()
        process.wait()
        if not holds:
            print((folder / "said").read_text()[-2000:])
        return 0 if holds else 1


def reported(process: subprocess.Popen, endpoints: int, state: Path) -> bool:
    """Whether what was measured is judged and reported in the memory that is allowed; waits until it is."""
    began, most_mib = time.monotonic(), 0.0
    while process.poll() is None and time.monotonic() - began < 60 + endpoints * REPORT_SECONDS_EACH:
        try:
            most_mib = max(most_mib, resident_peak_mib(process.pid))
        except OSError:
            pass
        time.sleep(0.2)
    allowed = WHOLE_MIB + endpoints * WHOLE_MIB_EACH
    pages = [page for page in state.glob("reports/*/index.html") if not page.parent.is_symlink()]
    print(
        f"judged and reported in {time.monotonic() - began:.0f} s, {most_mib:.0f} MiB at most, {allowed:.0f} MiB allowed, "
        f"{len(pages)} report in its folder"
    )
    return process.returncode == 0 and len(pages) == 1 and most_mib < allowed


def visits(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
        return store.execute("SELECT ifnull(max(id), 0) FROM visit").fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
