# SPDX-License-Identifier: Apache-2.0
"""Speed and size beside other scanners: one server and a hundred, without delay and across a delaying link."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import estates
from counting_proxy import Counts, CountingProxy
from delaying_link import SERVER, DelayingLink
from measured import Run, measure
from scanners import Scanner
from servers import Authority, Nginx, Profile
from tables import Table

ROUND_TRIP_SECONDS = 0.05
LIMIT_SECONDS = 900
# Shorter runs are repeated, and the one in the middle counts.
SHORT_SECONDS = 20
REPETITIONS = 3


@dataclass
class Row:
    scanner: Scanner
    counts: Counts = field(default_factory=Counts)
    at_once: "Run | None" = None
    delayed: "Run | None" = None
    crowd: "Run | None" = None
    delayed_crowd: "Run | None" = None


class SideBySide:
    def __init__(self, folder: Path, authority: Authority, profile: Profile, scanners: "list[Scanner]", check):
        self._folder = folder
        self._authority = authority
        self._profile = profile
        self._rows = [Row(scanner) for scanner in scanners]
        # Called with the output of a run of ours: one that is not complete would look cheap.
        self._check = check

    def run(self, table: Table, crowd_table: Table, count: int) -> "str":
        """Fills both tables; what was used for the delay, or why there was none."""
        with self._nginx() as nginx:
            for row in self._rows:
                with CountingProxy(("127.0.0.1", nginx.port)) as proxy:
                    self._measure(row.scanner, "127.0.0.1", proxy.port)
                row.counts = proxy.counts
                row.at_once = self._middle(row.scanner, "127.0.0.1", nginx.port)
            hosts = estates.addresses(count)
            for row in self._rows:
                if row.scanner.many is not None:
                    row.crowd = self._crowd(row.scanner, hosts, nginx.port)
        note = self._across_the_link(count)
        self._print(table, crowd_table, count)
        return note

    def _across_the_link(self, count: int) -> str:
        if hindrance := DelayingLink.hindrance():
            return f"No round trip of 50 ms was measured: {hindrance}."
        with DelayingLink(ROUND_TRIP_SECONDS) as link, self._nginx(link.server, SERVER) as nginx:
            trips = sorted(link.round_trip() for _ in range(9))
            hosts = [f"10.231.{128 + index // 250}.{index % 250 + 1}" for index in range(count)]
            for row in self._rows:
                row.delayed = self._middle(row.scanner, SERVER, nginx.port, link.client)
                if row.scanner.many is not None and not row.scanner.is_sequential:
                    row.delayed_crowd = self._crowd(row.scanner, hosts, nginx.port, link.client)
        return f"Round trip across the delaying link: {1000 * trips[len(trips) // 2]:.1f} ms (the middle of nine)."

    def _print(self, table: Table, crowd_table: Table, count: int) -> None:
        ours = self._rows[0]
        for row in self._rows:
            delayed = row.delayed.seconds if row.delayed else "-"
            table.add(
                row.scanner.name, row.counts.connections, row.counts.handshakes, row.counts.bytes_sent,
                row.counts.bytes_received, row.at_once.seconds, delayed, row.at_once.cpu_seconds,
                row.at_once.peak_mib, row.counts.connections / ours.counts.connections,
                row.delayed.seconds / ours.delayed.seconds if row.delayed else "-",
            )  # fmt: skip
            if row.crowd:
                delayed = row.delayed_crowd.seconds if row.delayed_crowd else "-"
                crowd_table.add(
                    row.scanner.name, count, row.crowd.seconds, delayed, row.crowd.cpu_seconds, row.crowd.peak_mib,
                    row.crowd.seconds / ours.crowd.seconds, row.crowd.cpu_seconds / ours.crowd.cpu_seconds,
                )  # fmt: skip

    def _nginx(self, prefix: "list[str] | None" = None, host: str = "127.0.0.1") -> Nginx:
        return Nginx(self._profile, self._authority, self._folder / "nginx", prefix or [], host)

    def _middle(self, scanner: Scanner, host: str, port: int, prefix: "list[str] | None" = None) -> Run:
        runs = [self._measure(scanner, host, port, prefix)]
        if runs[0].seconds < SHORT_SECONDS:
            runs += [self._measure(scanner, host, port, prefix) for _ in range(REPETITIONS - 1)]
        return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]

    def _measure(self, scanner: Scanner, host: str, port: int, prefix: "list[str] | None" = None) -> Run:
        return self._run(scanner, [*(prefix or []), *scanner.command(host, port)])

    def _crowd(self, scanner: Scanner, hosts: "list[str]", port: int, prefix: "list[str] | None" = None) -> Run:
        return self._run(scanner, [*(prefix or []), *scanner.crowd_command(hosts, port, self._folder)])

    def _run(self, scanner: Scanner, command: "list[str]") -> Run:
        run = measure(command, self._folder / f"{scanner.name.split()[0].strip(',')}.out", LIMIT_SECONDS)
        if scanner is self._rows[0].scanner:
            self._check(run)
        if os.environ.get("BENCHMARKS_VERBOSE"):
            print(f"  {scanner.name}: {run.seconds:.2f} s, status {run.status}", flush=True)
        return run
