# SPDX-License-Identifier: Apache-2.0
"""What running a command takes: time, processor time and memory."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
POLL_SECONDS = 0.02
SLICE_SECONDS = 0.5


@dataclass(frozen=True)
class Run:
    status: int
    seconds: float
    # Of the process and of those it waited for.
    cpu_seconds: float
    # The high-water mark of resident memory, as it stood at most POLL_SECONDS before the end; where the command has
    # children, the largest sum that was seen at once.
    peak_mib: float
    # The share of all processors of this machine that worked, on whatever, in half of the run's slices or more.
    busy: float
    output: Path


def measure(command: "list[str]", output: Path, limit: float) -> Run:
    """Runs a command with its standard output in a file; past `limit` seconds it is ended, which raises."""
    slices = BusySlices()
    began = time.monotonic()
    with output.open("wb") as out, output.with_suffix(".err").open("wb") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    peak = 0.0
    try:
        while True:
            peak = max(peak, resident_peak_mib(process.pid), tree_mib(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - began > limit:
                raise RuntimeError(f"more than {limit:.0f} s: {' '.join(command[:4])}")
            slices.sample()
            time.sleep(POLL_SECONDS)
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        status=process.returncode,
        seconds=time.monotonic() - began,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_mib=peak,
        busy=slices.median(),
        output=output,
    )


class BusySlices:
    """How busy this machine's processors are, slice by slice."""

    def __init__(self) -> None:
        self._shares: "list[float]" = []
        self._began = time.monotonic()
        self._ticks = machine_ticks()

    def sample(self) -> None:
        if time.monotonic() - self._began >= SLICE_SECONDS:
            self._close()

    def median(self) -> float:
        if not self._shares:
            self._close()
        return statistics.median(self._shares)

    def _close(self) -> None:
        ticks = machine_ticks()
        busy, idle = (now - before for now, before in zip(ticks, self._ticks))
        self._shares.append(busy / max(1, busy + idle))
        self._began, self._ticks = time.monotonic(), ticks


def resident_peak_mib(pid: int) -> float:
    """VmHWM of proc(5); 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def tree_mib(pid: int) -> float:
    """Resident memory of a process and all below it; 0 where it has no children."""
    below = descendants(pid)
    return sum(resident_mib(each) for each in (pid, *below)) if below else 0.0


def descendants(pid: int) -> "list[int]":
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *descendants(child))]


def resident_mib(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def cpu_seconds(pid: int) -> float:
    """User and system time of one process so far; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def machine_ticks() -> "tuple[int, int]":
    """Ticks in which this machine's processors worked, and in which they did not."""
    user, nice, system, idle, waiting, interrupts, soft, stolen = (
        int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]
    )
    return user + nice + system + interrupts + soft + stolen, idle + waiting
