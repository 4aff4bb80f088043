# SPDX-License-Identifier: Apache-2.0
"""Estates of many endpoints on loopback: targets, configuration folders, and what a store holds of them."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

PACES = {
    # The shipped limits an address, as scan's options and as configuration.
    "shipped": ([], ""),
    # No limits; a configuration cannot lift them altogether, and these come to the same on loopback.
    "unpaced": (["--rate", "0", "--parallel", "0"], "ConnectionsPerAddress=64\nConnectionRate=1000\n"),
}

# Endpoints of one mission.
MISSION_ENDPOINTS = 100


def addresses(count: int) -> "list[str]":
    """Distinct loopback addresses, so that limits an address hold for each endpoint alone."""
    return [f"127.90.{index // 250}.{index % 250 + 1}" for index in range(count)]


def write_configuration(folder: Path, count: int, port: int, root: Path, model: Path, pace: str) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "endpoints.d").mkdir(parents=True)
    shutil.copy(model, folder / "risk-model.conf")
    (folder / "chancery.conf").write_text(f"[Chancery]\nTrustStore={root}\n{PACES[pace][1]}")
    sections = [f"[Mission mission{number}]\nName=Embassy {number}\n" for number in range((count - 1) // MISSION_ENDPOINTS + 1)]
    sections += (
        f"[Endpoint host{index}.bench.example]\nAddress={address}\nPort={port}\nService=https\n"
        f"Mission=mission{index // MISSION_ENDPOINTS}\n"
        for index, address in enumerate(addresses(count))
    )
    (folder / "endpoints.d" / "endpoints.conf").write_text("\n".join(sections))


def add_domains(folder: Path, domains: "list[str]", resolver: str) -> None:
    """Lists domains beside the endpoints of a configuration, to be asked for at a resolver."""
    with (folder / "chancery.conf").open("a") as settings:
        settings.write(f"Resolver={resolver}\n")
    (folder / "endpoints.d" / "domains.conf").write_text("\n".join(f"[Domain {name}]" for name in domains) + "\n")


def store_bytes(state: Path) -> int:
    """The store with what is not in its file yet."""
    return sum(path.stat().st_size for path in state.glob("chancery.db*") if path.suffix != ".lock")


def visits(state: Path) -> "dict[str, tuple[int, int]]":
    """Of each address visited in the newest cycle: its connections, and the number of its manifest of answers."""
    with closing(sqlite3.connect(f"file:{state / 'chancery.db'}?mode=ro", uri=True)) as store:
        rows = store.execute(
            "SELECT name, record, manifest FROM visit JOIN subject ON subject.id = visit.subject"
            " WHERE scope = 'address' AND cycle = (SELECT max(id) FROM cycle)"
        ).fetchall()
    return {name: (json.loads(record)[6][0], manifest) for name, record, manifest in rows}
