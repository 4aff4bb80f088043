#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the daemon for a time at full speed over servers on loopback, with faults injected, and watches it from outside.

    Tests/System/soak [--minutes 60] [--seed 1] [--output .build/soak] PROGRAM

It ends with 1 where memory, descriptors, threads or the store do not stay flat, where something committed was lost, or
where the store or a report does not verify. samples.csv, faults.csv, soak.svg and summary.txt are in the folder of
--output. As root it also fills the disk (a tmpfs) and takes the resolver away (port 53).
"""

import argparse
import csv
import random
import shutil
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.append(str(ROOT / "Benchmarks"))

from drawing import draw
from faults import Faults, SmallDisk, verify
from flatness import judge
from laboratory import Laboratory
from watched import Sample, Watched

SAMPLE_SECONDS = 2.0
# Two reports of the estate, one that was cut off, and the store.
DISK = "3G"


class Soak:
    def __init__(self, program: Path, minutes: float, seed: int, output: Path):
        self._program = program
        self._minutes = minutes
        self._generator = random.Random(seed)
        self._output = output
        self._samples: "list[Sample]" = []
        self._faults: "list[tuple[float, str]]" = []
        self._status: "list[float]" = []
        self._began = time.monotonic()
        self._over = threading.Event()

    def run(self) -> bool:
        work = self._output / "work"
        with Laboratory(work, ROOT / "Config" / "risk-model.conf") as laboratory, SmallDisk(work / "state", DISK) as disk:
            daemon = Watched(self._program, laboratory.configuration, work / "state", self._output / "journal.log")
            if laboratory.hindrance:
                print(f"Without domains: {laboratory.hindrance}")
            if not disk.is_mounted:
                print("Without a full disk: only root can mount a small one")
            daemon.start()
            self._began = time.monotonic()
            sampler = threading.Thread(target=self._sample, args=(daemon,))
            sampler.start()
            try:
                self._inject(daemon, Faults(daemon, laboratory, disk.is_mounted, self._pause, self._generator))
                self._over.set()
                sampler.join()
                self._end(daemon)
            finally:
                self._over.set()
                sampler.join()
                self._keep()
                daemon.end()
            return self._conclude(daemon, laboratory.subjects)

    @property
    def _pause(self) -> float:
        """How long a fault lasts."""
        return min(20.0, self._minutes * 2)

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _sample(self, daemon: Watched) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            sample = daemon.sample(self._seconds)
            if sample:
                self._samples.append(sample)

    def _inject(self, daemon: Watched, faults: Faults) -> None:
        """Every kind in each round, in another order; no process is killed past the first third, so that one is watched for long."""
        limit = self._minutes * 60
        while self._seconds < limit:
            round_ = list(faults.kinds)
            self._generator.shuffle(round_)
            for kind in round_:
                if kind == "kill -9" and self._seconds > limit / 3 - 5:
                    continue
                if self._seconds > limit - self._pause:
                    break
                self._faults.append((self._seconds, kind))
                faults.kinds[kind]()
                daemon.require_alive()
                self._status.append(daemon.status_seconds())
                time.sleep(self._pause * self._generator.uniform(0.2, 1.0))
            else:
                continue
            break
        time.sleep(max(0.0, limit - self._seconds))

    def _end(self, daemon: Watched) -> None:
        """Once more as a power failure would, then as systemd stops it."""
        daemon.require_alive()
        daemon.kill()
        verify(daemon)
        daemon.start()
        # While a report is made up for it ends just as well, only later than somebody waits.
        daemon.await_work(60)
        status = daemon.stop()
        if status != 0:
            raise RuntimeError(f"on SIGTERM it ended with {status}: {daemon.last_words()}")
        verify(daemon)

    def _keep(self) -> None:
        """Also where something went wrong: then it is wanted most."""
        with (self._output / "samples.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(Sample.columns())
            writer.writerows(sample.cells() for sample in self._samples)
        with (self._output / "faults.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("seconds", "kind"), *((f"{seconds:.1f}", kind) for seconds, kind in self._faults)])
        if self._samples:
            draw(self._output / "soak.svg", f"{self._minutes:g} minutes with faults", self._samples, self._faults)

    def _conclude(self, daemon: Watched, subjects: int) -> bool:
        verdicts = judge(self._samples, self._minutes, subjects)
        said = daemon.lines()
        kinds = sorted({kind for _, kind in self._faults})
        lines = [
            f"{self._minutes:g} minutes, {subjects} endpoints and domains, {self._samples[-1].cycles} cycles closed, "
            f"{self._samples[-1].findings} findings, {self._samples[-1].transitions} transitions",
            "faults: " + ", ".join(f"{kind} {sum(1 for _, each in self._faults if each == kind)}" for kind in kinds),
            f"from start to READY at most {max(daemon.ready_seconds):.2f} s, status at most {max(self._status, default=0):.2f} s",
            f"journal: {sum('cycle failed' in line for line in said)} cycles failed, "
            f"{sum('no report was written' in line for line in said)} reports not written, "
            f"{sum('not reloaded' in line for line in said)} reloads refused",
            *map(str, verdicts),
            "the store and its reports verify",
        ]
        (self._output / "summary.txt").write_text("\n".join(lines) + "\n")
        print("\n".join(lines))
        return all(verdict.holds for verdict in verdicts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=ROOT / ".build" / "soak")
    arguments = parser.parse_args()
    output = arguments.output.resolve()
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    soak = Soak(arguments.program.resolve(), arguments.minutes, arguments.seed, output)
    return 0 if soak.run() else 1


if __name__ == "__main__":
    sys.exit(main())
