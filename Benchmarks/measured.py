# SPDX-License-Identifier: Apache-2.0
"""What running a command takes: time, processor time and memory."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Run:
    status: int
    seconds: float
    # Of the process and of those it waited for.
    cpu_seconds: float
    # The high-water mark of resident memory, as it stood at most POLL_SECONDS before the end.
    peak_mib: float
    # Of all processors of this machine, by whatever ran on them meanwhile.
    machine_busy: float
    output: Path


def measure(command: "list[str]", output: Path, limit: float) -> Run:
    """Runs a command with its standard output in a file; past `limit` seconds it is ended, which raises."""
    busy, idle = machine_ticks()
    began = time.monotonic()
    with output.open("wb") as out, output.with_suffix(".err").open("wb") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    peak = 0.0
    while True:
        peak = max(peak, resident_peak_mib(process.pid))
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - began > limit:
            process.kill()
            os.wait4(process.pid, 0)
            raise RuntimeError(f"more than {limit:.0f} s: {' '.join(command[:4])}")
        time.sleep(POLL_SECONDS)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    busy_after, idle_after = machine_ticks()
    busy, idle = busy_after - busy, idle_after - idle
    return Run(
        status=process.returncode,
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_mib=peak,
        machine_busy=busy / max(1, busy + idle),
        output=output,
    )


def resident_peak_mib(pid: int) -> float:
    """VmHWM of proc(5); 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


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
