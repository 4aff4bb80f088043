# SPDX-License-Identifier: Apache-2.0
"""Daemons that measure one cycle together, with their store in a PostgreSQL server that is started for it."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Callable

from mute import Mute
from servers import free_port
from tables import Table

# Of each daemon: what it measures at once, and how long an endpoint that says nothing keeps it waiting.
PARALLEL = 4
DEADLINE_SECONDS = 3
LIMIT_SECONDS = 900


class Server:
    """A PostgreSQL server with a fresh cluster, while the context is open; it refuses to be root."""

    def __init__(self, folder: Path):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._folder = folder
        self._port = free_port()
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
        if not versions:
            raise SystemExit("Benchmarks: PostgreSQL is not installed")
        self._programs = versions[-1]
        self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self._user:
            shutil.chown(folder, "postgres")

    def __enter__(self) -> "Server":
        cluster = str(self._folder / "cluster")
        made = [*self._user, str(self._programs / "initdb"), "-D", cluster, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"]
        subprocess.run(made, check=True, capture_output=True, cwd="/")
        command = [str(self._programs / "postgres"), "-D", cluster, "-p", str(self._port), "-h", "127.0.0.1", "-k", str(self._folder)]
        log = (self._folder.parent / "postgres.log").open("wb")
        self._process = subprocess.Popen([*self._user, *command], cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(200):
            try:
                self.ask("postgres", "SELECT 1")
                return self
            except subprocess.CalledProcessError:
                time.sleep(0.1)
        raise SystemExit("Benchmarks: PostgreSQL does not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{database}"

    def ask(self, database: str, query: str) -> str:
        command = [str(self._programs / "psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-c", query, self.address(database)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def curve(chancery: str, model: Path, work: Path, table: Table, endpoints: int, require: "Callable[[bool, str], None]") -> None:
    """One cycle over the same endpoints with 1, 2 and 4 daemons, from its beginning to its end."""
    with Mute(seconds=60) as mute, Server(work / "postgresql") as server:
        single = 0.0
        for daemons in (1, 2, 4):
            database = f"fleet{daemons}"
            server.ask("postgres", f"CREATE DATABASE {database}")
            folder = work / database
            shutil.rmtree(folder, ignore_errors=True)
            configure(folder / "config", model, endpoints, mute.port, server.address(database))
            measuring, whole, cpu = cycle(chancery, folder, server, database, daemons)
            visits = int(server.ask(database, "SELECT count(*) FROM visit JOIN subject ON subject.id = visit.subject WHERE scope = 'address'"))
            require(visits == endpoints, f"{visits} of {endpoints} addresses were visited")
            shares = server.ask(database, "SELECT count(*) FROM chancery_work WHERE done GROUP BY name ORDER BY 1 DESC").split()
            require(len(shares) == daemons, f"{len(shares)} of {daemons} daemons had a share")
            single = single or measuring
            table.add(daemons, endpoints, measuring, single / measuring, whole, cpu, " + ".join(shares))


def configure(folder: Path, model: Path, endpoints: int, port: int, store: str) -> None:
    (folder / "endpoints.d").mkdir(parents=True)
    shutil.copy(model, folder / "risk-model.conf")
    (folder / "chancery.conf").write_text(
        f"[Chancery]\nStore={store}\nVantage=bench\nParallelEndpoints={PARALLEL}\nEndpointDeadline={DEADLINE_SECONDS}s\n"
        "ReplyTimeout=1s\nConnectTimeout=1s\n"
    )
    (folder / "endpoints.d" / "mute.conf").write_text(
        "".join(
            f"[Endpoint mute{index}.bench.example]\nAddress=127.96.{index // 250}.{index % 250 + 1}\nPort={port}\n"
            for index in range(endpoints)
        )
    )


def cycle(chancery: str, folder: Path, server: Server, database: str, daemons: int) -> "tuple[float, float, float]":
    """Seconds from the beginning of a cycle until all is measured, and until it is closed; processor seconds of all daemons."""
    processes: "list[subprocess.Popen[bytes]]" = []
    try:
        processes.append(start(chancery, folder, 0))
        await_answer(server, database, "SELECT count(*) FROM cycle", lambda answer: answer == "1")
        began = time.monotonic()
        processes += [start(chancery, folder, number) for number in range(1, daemons)]
        left = "SELECT count(*) > 0 AND bool_and(done) FROM chancery_work"
        await_answer(server, database, left, lambda answer: answer == "t")
        measured = time.monotonic() - began
        await_answer(server, database, "SELECT count(*) FROM cycle WHERE state = 'closed'", lambda answer: answer == "1")
        return measured, time.monotonic() - began, sum(cpu_seconds(process.pid) for process in processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


def start(chancery: str, folder: Path, number: int) -> "subprocess.Popen[bytes]":
    command = [chancery, "daemon", "--config", str(folder / "config"), "--state", str(folder / f"state{number}")]
    log = (folder / f"daemon{number}.log").open("wb")
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def await_answer(server: Server, database: str, query: str, holds: "Callable[[str], bool]") -> None:
    limit = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < limit:
        try:
            if holds(server.ask(database, query)):
                return
        except subprocess.CalledProcessError:
            pass  # There are no tables yet.
        time.sleep(0.2)
    raise SystemExit(f"Benchmarks: not within {LIMIT_SECONDS} s: {query}")


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
