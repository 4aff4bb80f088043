# SPDX-License-Identifier: Apache-2.0
"""What judging costs, without a network: a large estate, and a year of cycles judged again."""

import json
import shutil
from pathlib import Path
from typing import Callable

from measured import Run, measure
from tables import Table

LIMIT_SECONDS = 900
WEEKS = 52


def judge(yardstick: str, model: Path, work: Path, table: Table, scale: int, require: "Callable[[bool, str], None]") -> None:
    """Ten thousand endpoints with a hundred findings each, weighed by the shipped model."""
    for endpoints in (1_000, 10_000):
        endpoints //= scale
        run = measure([yardstick, "judge", str(model), str(endpoints), "100"], work / "judge.out", LIMIT_SECONDS)
        require(run.status == 0, f"yardstick ended with {run.status}")
        seconds, told = run.output.read_text().splitlines()
        require(told.startswith(f"{endpoints * 100} findings"), f"not all was judged: {told}")
        table.add(endpoints, endpoints * 100, float(seconds), run.seconds, run.peak_mib)


def year(
    chancery: str,
    yardstick: str,
    model: Path,
    state: Path,
    work: Path,
    table: Table,
    endpoints: int,
    require: "Callable[[bool, str], None]",
) -> None:
    """A year of weekly cycles judged again, one after another and all at once."""
    made = measure([yardstick, "year", str(model), str(state), str(WEEKS - 1)], work / "year.out", LIMIT_SECONDS * 2)
    require(made.status == 0, f"yardstick ended with {made.status}")

    def run(name: str, *arguments: str) -> Run:
        run = measure(
            [chancery, *arguments, "--state", str(state), "--format", "json"], work / f"{name}.out", LIMIT_SECONDS
        )
        require(run.status == 0, f"chancery {name} ended with {run.status}")
        return run

    one = run("reassess-one", "reassess", "--cycle", str(WEEKS))
    every = run("reassess-all", "reassess", "--cycles", "all")
    cycles = json.loads(every.output.read_text())["cycles"]
    require(len(cycles) == WEEKS, f"{len(cycles)} of {WEEKS} cycles were judged again")
    same = sum(cycle["is_same"] for cycle in cycles)
    require(same == WEEKS, f"only {same} of {WEEKS} cycles came to what was kept")
    for name, count, each in (("reassess", 1, one), ("reassess --cycles all", WEEKS, every)):
        table.add(name, endpoints, count, each.seconds, each.cpu_seconds, each.peak_mib)
    shutil.rmtree(state)
