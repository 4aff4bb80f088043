#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A cycle over ten thousand endpoints of which none ever says a word: deadlines hold, memory and descriptors are bounded.

    Tests/System/soaking/stalls.py [--endpoints 10000] PROGRAM
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PARALLEL = 512
DEADLINE_SECONDS = 3
# Of the unit: MemoryMax= and the descriptors that systemd gives a service.
MOST_MIB = 2048
DESCRIPTORS = 4096


class Mute:
    """Takes every connection at every loopback address, holds it, and says nothing."""

    def __enter__(self) -> "Mute":
        self._socket = socket.create_server(("0.0.0.0", 0), backlog=4096)
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _accept(self) -> None:
        held: "list[socket.socket]" = []
        while True:
            try:
                held.append(self._socket.accept()[0])
            except OSError:
                return
            # Those that the program gave up long ago.
            if len(held) > 2 * DESCRIPTORS:
                for each in held[:DESCRIPTORS]:
                    each.close()
                del held[:DESCRIPTORS]


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
    with tempfile.TemporaryDirectory() as work, Mute() as mute:
        folder = Path(work)
        configure(folder / "config", options.endpoints, mute.port)
        began = time.monotonic()
        command = [options.program.resolve(), "assess", "--config", folder / "config", "--state", folder / "state"]
        with (folder / "said").open("wb") as said:
            limits = ["prlimit", f"--nofile={DESCRIPTORS}", *map(str, command)]
            process = subprocess.Popen(limits, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        most_files, most_mib = 0, 0.0
        while process.poll() is None:
            try:
                most_files = max(most_files, len(os.listdir(f"/proc/{process.pid}/fd")))
                words = Path(f"/proc/{process.pid}/status").read_text().split("VmHWM:")
                most_mib = max(most_mib, int(words[1].split()[0]) / 1024) if len(words) > 1 else most_mib
            except OSError:
                pass
            time.sleep(0.1)
        seconds = time.monotonic() - began
        told = subprocess.run(
            [options.program, "findings", "--state", folder / "state", "--format", "json"], capture_output=True, text=True, check=False
        ).stdout
        measured = options.endpoints / PARALLEL * DEADLINE_SECONDS
        print(
            f"{options.endpoints} endpoints that all stall: {seconds:.0f} s (the deadlines alone make {measured:.0f} s), "
            f"{most_files} descriptors, {most_mib:.0f} MiB, status {process.returncode}, findings {len(told)} bytes"
        )
        if process.returncode != 0:
            print((folder / "said").read_text()[-2000:])
        holds = process.returncode == 0 and most_files < DESCRIPTORS and most_mib < MOST_MIB
        return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
