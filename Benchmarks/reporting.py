# SPDX-License-Identifier: Apache-2.0
"""What reports cost: each format alone, all of them, and verifying them."""

import shutil
from pathlib import Path
from typing import Callable

from measured import Run, measure
from tables import Table

LIMIT_SECONDS = 900
FORMATS = ("html", "json", "csv", "sarif", "oscal", "openmetrics")
LONGEST_PAGES = 3


def report(
    chancery: str,
    configuration: Path,
    state: Path,
    endpoints: int,
    table: Table,
    largest: Table,
    require: "Callable[[bool, str], None]",
) -> None:
    """Reports of the newest cycle of a store, then their verification, whole and of one finding."""
    folder = state.parent / "report"

    def run(name: str, *arguments: str) -> Run:
        run = measure([chancery, *arguments], state.parent / f"report-{name}.out", LIMIT_SECONDS)
        require(run.status == 0, f"chancery {' '.join(arguments)} ended with {run.status}")
        return run

    rows = []
    for name in (*FORMATS, "all"):
        shutil.rmtree(folder, ignore_errors=True)
        formats = ",".join(FORMATS) if name == "all" else name
        options = ["--config", str(configuration), "--state", str(state), "--output", str(folder)]
        rows.append((name, run(name, "report", *options, "--format", formats), _bytes(folder)))
    written = (folder / "latest").resolve()
    findings = sum(1 for _ in (written / "findings.csv").open()) - 1
    require(findings > endpoints, f"only {findings} findings are in the report")
    rows.append(("verify", run("verify", "verify", str(written)), 0))
    rows.append(("verify --finding", run("line", "verify", str(written), "--finding", f"F-{findings}"), 0))
    for name, each, size in rows:
        table.add(name, endpoints, findings, each.seconds, each.cpu_seconds, each.peak_mib, size / 1e6)
    pages = sorted(written.rglob("*.html"), key=lambda page: page.stat().st_size, reverse=True)
    for page in [written / "index.html", *pages[:LONGEST_PAGES]]:
        largest.add(endpoints, str(page.relative_to(written)), page.stat().st_size)


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
