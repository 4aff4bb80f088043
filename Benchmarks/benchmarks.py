# SPDX-License-Identifier: Apache-2.0
"""The measurements; Benchmarks/run says what they are and how to run them."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Callable

import estates
import fleet
import judging
import keeping
import name_server
import reporting
import scanners
from counting_proxy import Counts, CountingProxy
from measured import Run, measure
from servers import PROFILES, Authority, Nginx, Profile, free_port
from side_by_side import SideBySide
from tables import Table

# A run that takes longer is given up.
LIMIT_SECONDS = 900
# Runs that are shorter are repeated, and the one in the middle counts.
SHORT_SECONDS = 20
REPETITIONS = 3
# Bytes of close_notify in a record that is encrypted, TLS 1.2 with an explicit nonce.
LONGEST_FAREWELL = 31
PEERS_PROFILE = PROFILES[1]
CROWD_PROFILE = PROFILES[1]


class Benchmarks:
    def __init__(self, chancery: str, yardstick: str, folder: Path, model: Path, quick: bool):
        self._chancery = chancery
        self._yardstick = yardstick
        self._folder = folder
        self._model = model
        self._scale = 10 if quick else 1
        self._work = folder / "work"
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(parents=True)
        self._authority = Authority(self._work / "authority")

    def demo(self) -> None:
        """The demonstration, from start to report."""
        table = self._table("demo", "chancery demo", ["what", "seconds", "cpu s", "peak MiB"])
        state = self._work / "demo"
        template = str(self._model.parent / "demo")
        run = self._run("demo", "--config", template, "--state", str(state), "--port", str(free_port()))
        table.add("demo", run.seconds, run.cpu_seconds, run.peak_mib)

    def visit(self) -> None:
        """One server, each profile, at the shipped pace and without one; then other scanners."""
        columns = ["profile", "pace", "connections", "handshakes", "sent", "received", "seconds", "cpu s", "peak MiB"]
        table = self._table("visit", "chancery scan of one server (through the counting proxy)", columns)
        for profile in PROFILES:
            with self._nginx(profile) as nginx:
                for pace, (options, _) in estates.PACES.items():
                    counts, run = self._middle(self._visit, nginx.port, profile, options)
                    table.add(
                        profile.name, pace, counts.connections, counts.handshakes, counts.bytes_sent,
                        counts.bytes_received, run.seconds, run.cpu_seconds, run.peak_mib,
                    )  # fmt: skip

    def _visit(self, port: int, profile: Profile, options: "list[str]") -> "tuple[Counts, Run]":
        with CountingProxy(("127.0.0.1", port)) as proxy:
            run = self._run(
                "scan", "--format", "json", "--trust-store", str(self._authority.root),
                "--server-name", "localhost", *options, f"127.0.0.1:{proxy.port}",
            )  # fmt: skip
        document = json.loads(run.output.read_text())
        require_complete(document, profile)
        (endpoint,) = document["endpoints"]
        told, counted = endpoint["connections"], proxy.counts.connections
        require(told == counted, f"the scan reports {told} connections, the proxy counted {counted}")
        # A farewell to a server that has closed already reaches nobody.
        sent, farewells = endpoint["bytes_sent"], proxy.counts.handshakes * LONGEST_FAREWELL
        lost = sent - proxy.counts.bytes_sent
        require(0 <= lost <= farewells, f"the scan reports {sent} bytes sent, the proxy counted {sent - lost}")
        # What a server sends when the dialogue is over, such as session tickets, is not read any more.
        read, received = endpoint["bytes_received"], proxy.counts.bytes_received
        require(read <= received, f"the scan reports {read} bytes received, the proxy counted {received}")
        return proxy.counts, run

    def speed(self) -> None:
        """Chancery and other scanners, each with all that it asks by default: one server, and a hundred."""
        columns = [
            "scanner", "connections", "handshakes", "sent", "received", "seconds", "at 50 ms", "cpu s", "peak MiB",
            "× conn.", "× 50 ms",
        ]  # fmt: skip
        title = f"One server ({PEERS_PROFILE.name}), as ratios to chancery's"
        table = Table(self._folder / "speed.csv", title, columns, quiet=True)
        columns = ["scanner", "endpoints", "seconds", "at 50 ms", "cpu s", "peak MiB", "× time", "× cpu"]
        crowd = Table(self._folder / "speed-crowd.csv", "Many servers of that kind", columns, quiet=True)
        ours = scanners.chancery(self._chancery, self._authority.root)
        theirs = scanners.installed(self._folder / "peers")

        def check(run: Run) -> None:
            require(run.status == 0, f"chancery ended with {run.status}")
            require_complete(json.loads(run.output.read_text()), PEERS_PROFILE)

        comparison = SideBySide(self._work, self._authority, PEERS_PROFILE, [ours, *theirs], check)
        note = comparison.run(table, crowd, 100 // self._scale)
        for each in (table, crowd):
            each.print()
        print(f"\n{note}")

    def endurance(self) -> None:
        """Memory and time over up to ten thousand endpoints in one process."""
        columns = ["endpoints", "seconds", "peak MiB", "cpu s", "cpu ms an endpoint"]
        table = self._table("endurance", "chancery scan --format json, unpaced, one server behind all", columns)
        with self._nginx(CROWD_PROFILE) as nginx:
            for count in (10, 100, 1000, 10_000):
                count = max(1, count // self._scale)
                run, _ = self._scan_crowd(nginx.port, count, "unpaced")
                table.add(count, run.seconds, run.peak_mib, run.cpu_seconds, 1000 * run.cpu_seconds / count)

    @staticmethod
    def _middle(visit: "Callable[..., tuple[Counts, Run]]", *arguments: object) -> "tuple[Counts, Run]":
        visits = [visit(*arguments)]
        if visits[0][1].seconds < SHORT_SECONDS:
            visits += [visit(*arguments) for _ in range(REPETITIONS - 1)]
        return sorted(visits, key=lambda visit: visit[1].seconds)[len(visits) // 2]

    def crowd(self) -> None:
        """Five hundred endpoints, each on an address of its own."""
        columns = [
            "command", "pace", "endpoints", "connections", "seconds", "peak MiB", "cpu s", "nginx cpu", "busy",
        ]  # fmt: skip
        title = "Many endpoints; busy is the share of all processors, the median over half seconds"
        table = self._table("crowd", title, columns)
        count = 500 // self._scale
        with self._nginx(CROWD_PROFILE) as nginx:
            for pace in estates.PACES:
                for command in (self._scan_crowd, self._assess_crowd):
                    before = nginx.cpu_seconds()
                    run, connections = command(nginx.port, count, pace)
                    table.add(
                        run.output.stem, pace, count, connections, run.seconds, run.peak_mib, run.cpu_seconds,
                        nginx.cpu_seconds() - before, run.busy,
                    )  # fmt: skip

    def _scan_crowd(self, port: int, count: int, pace: str) -> "tuple[Run, int]":
        targets = self._work / "targets.txt"
        targets.write_text("".join(f"{address}:{port}\n" for address in estates.addresses(count)))
        root = str(self._authority.root)
        options = ["--format", "json", "--trust-store", root, *estates.PACES[pace][0]]
        run = self._run("scan", *options, "--targets-from", str(targets))
        document = json.loads(run.output.read_text())
        require_complete(document, CROWD_PROFILE)
        require(len(document["endpoints"]) == count, "endpoints are missing")
        return run, sum(endpoint["connections"] for endpoint in document["endpoints"])

    def _assess_crowd(self, port: int, count: int, pace: str, state: "Path | None" = None) -> "tuple[Run, int]":
        if state is None:
            state = self._work / "state"
            shutil.rmtree(state, ignore_errors=True)
        configuration = self._work / "configuration"
        estates.write_configuration(configuration, count, port, self._authority.root, self._model, pace)
        run = self._run("assess", "--config", str(configuration), "--state", str(state))
        visits = estates.visits(state)
        require(len(visits) == count, f"{len(visits)} of {count} addresses were visited")
        return run, sum(connections for connections, _ in visits.values())

    def domains(self) -> None:
        """Domains and websites together, at the shipped pace."""
        columns = ["domains", "websites", "seconds", "peak MiB", "cpu s"]
        table = self._table("domains", "chancery assess of domains and websites, at the shipped pace", columns)
        if problem := name_server.hindrance():
            print(f"not measured: {problem}")
            return
        count = 100 // self._scale
        configuration, state = self._work / "configuration", self._work / "state"
        shutil.rmtree(state, ignore_errors=True)
        with self._nginx(CROWD_PROFILE) as nginx:
            with name_server.NameServer(self._work / "nsd", estates.addresses(count)) as names:
                root = self._authority.root
                estates.write_configuration(configuration, count, nginx.port, root, self._model, "shipped")
                estates.add_domains(configuration, names.domains, name_server.RESOLVER)
                run = self._run("assess", "--config", str(configuration), "--state", str(state))
        report = json.loads((state / "reports/latest/report.json").read_text())
        records = [each for each in report["findings"] if each["check"] == "mail.spf-missing"]
        passed = sum(each["verdict"] == "pass" for each in records)
        require(passed == count, f"of {count} domains {passed} have SPF")
        table.add(count, count, run.seconds, run.peak_mib, run.cpu_seconds)

    def growth(self) -> None:
        """What the store grows by when nothing changes."""
        columns = ["endpoints", "cycle", "bytes", "grown by", "an endpoint"]
        table = self._table("growth", "The store, cycle after cycle, nothing changed", columns)
        with self._nginx(CROWD_PROFILE) as nginx:
            for count in (100 // self._scale, 500 // self._scale):
                state = self._work / f"growth-{count}"
                before = 0
                first = {}
                for cycle in range(1, 11):
                    self._assess_crowd(nginx.port, count, "unpaced", state)
                    manifests = {name: manifest for name, (_, manifest) in estates.visits(state).items()}
                    first = first or manifests
                    require(manifests == first, "something changed, so this is not the growth without change")
                    size = estates.store_bytes(state)
                    table.add(count, cycle, size, size - before, (size - before) / count)
                    before = size

    def year(self) -> None:
        """A store with a year of cycles every six hours, and the daemon that idles over it."""
        columns = ["endpoints", "cycles", "store bytes", "status s", "READY s", "anonymous MiB", "wake-ups /s"]
        table = self._table("kept", "A year kept, and a daemon that idles", columns)
        count, state = 500 // self._scale, self._work / "kept"
        with self._nginx(CROWD_PROFILE) as nginx:
            for _ in range(3):
                self._assess_crowd(nginx.port, count, "unpaced", state)
        for cycles in (3, keeping.CYCLES // self._scale):
            keeping.lengthen(state / "chancery.db", cycles)
            idle = keeping.idle(self._chancery, self._work / "configuration", state, self._work / "idle.log", require)
            table.add(count, cycles, estates.store_bytes(state), keeping.status_seconds(self._chancery, state), *idle)
        shutil.rmtree(state)

    def curve(self) -> None:
        """How time and memory go with the number of endpoints."""
        columns = ["endpoints", "seconds", "peak MiB", "cpu s", "cpu ms an endpoint", "busy"]
        table = self._table("curve", "chancery assess, unpaced", columns)
        with self._nginx(CROWD_PROFILE) as nginx:
            for count in (50, 100, 250, 500, 1000):
                count //= self._scale
                run, _ = self._assess_crowd(nginx.port, count, "unpaced")
                milliseconds = 1000 * run.cpu_seconds / count
                table.add(count, run.seconds, run.peak_mib, run.cpu_seconds, milliseconds, run.busy)

    def judge(self) -> None:
        """A large estate weighed; then a year of weekly cycles judged again."""
        columns = ["endpoints", "findings", "seconds", "with the start", "peak MiB"]
        table = self._table("judge", "Findings weighed by the shipped model (yardstick judge)", columns)
        judging.judge(self._yardstick, self._model, self._work, table, self._scale, require)
        columns = ["command", "endpoints", "cycles", "seconds", "cpu s", "peak MiB"]
        table = self._table("year", "A year of weekly cycles, judged again", columns)
        count, state = 500 // self._scale, self._work / "year"
        with self._nginx(CROWD_PROFILE) as nginx:
            self._assess_crowd(nginx.port, count, "unpaced", state)
        judging.year(self._chancery, self._yardstick, self._model, state, self._work, table, count, require)

    def report(self) -> None:
        """The whole report of a large estate, format by format and together; then what verifies it."""
        columns = ["what", "endpoints", "findings", "seconds", "cpu s", "peak MiB", "MB written"]
        table = self._table("report", "chancery report and verify, a hundred endpoints a mission", columns)
        largest = self._table("pages", "The longest pages of that report", ["endpoints", "page", "bytes"])
        for count in (250 // self._scale, 1000 // self._scale):
            state = self._work / "reported"
            shutil.rmtree(state, ignore_errors=True)
            with self._nginx(CROWD_PROFILE) as nginx:
                self._assess_crowd(nginx.port, count, "unpaced", state)
            configuration = self._work / "configuration"
            reporting.report(self._chancery, configuration, state, count, table, largest, require)

    def fleet(self) -> None:
        """Several daemons that share one cycle through PostgreSQL."""
        columns = ["daemons", "endpoints", "measured s", "times as fast", "closed s", "cpu s", "shares"]
        table = self._table("fleet", "Daemons on one cycle over endpoints that say nothing", columns)
        fleet.curve(self._chancery, self._model, self._work, table, 240 // self._scale, require)

    def _nginx(self, profile: Profile) -> Nginx:
        return Nginx(profile, self._authority, self._work / "nginx")

    def _table(self, name: str, title: str, columns: "list[str]") -> Table:
        return Table(self._folder / f"{name}.csv", title, columns)

    def _run(self, command: str, *arguments: str) -> Run:
        run = measure([self._chancery, command, *arguments], self._work / f"{command}.out", LIMIT_SECONDS)
        complaint = run.output.with_suffix(".err").read_text()[-2000:]
        require(run.status == 0, f"chancery {command} ended with {run.status}: {complaint}")
        return run


def machine(chancery: str) -> str:
    """What figures depend on."""
    versions = ([chancery, "--version"], ["openssl", "version"], ["nginx", "-v"], ["uname", "-sr"])
    lines = [
        subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout.strip()
        for command in versions
    ]
    load = f"load {os.getloadavg()[0]:.1f} before the run"
    return "; ".join([f"chancery {lines[0]}", *lines[1:], f"{os.cpu_count()} processors", load])


def require_complete(document: dict, profile: Profile) -> None:
    """A scan that left something out would look cheap."""
    for endpoint in document["endpoints"]:
        target = endpoint["target"]
        require(endpoint["error"] is None, f"{target}: {endpoint['error']}")
        protocols = endpoint["tls"]["protocols"]
        for version, expected in profile.expected_suites.items():
            found = len(protocols[version]["suites"])
            require(found == expected, f"{target}: {found} suites of {version}, not {expected}")
        for version in ("ssl3", "tls1.0", "tls1.1"):
            require(protocols[version]["offered"] is False, f"{target}: {version} is not a no")
        groups = endpoint["tls"]["groups"]
        require(set(groups) == set(profile.groups), f"{target}: groups {groups}")


def require(holds: bool, problem: str) -> None:
    if not holds:
        sys.exit(f"Benchmarks: {problem}")


def main() -> None:
    names = ["demo", "visit", "speed", "crowd", "domains", "growth", "curve", "judge", "report", "year", "endurance", "fleet"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; default: all but the last two")
    parser.add_argument("--chancery", required=True, help="the program to measure")
    parser.add_argument("--yardstick", required=True, help="the program of Benchmarks/yardstick")
    parser.add_argument("--folder", required=True, type=Path, help="where everything is written")
    parser.add_argument("--model", required=True, type=Path, help="the risk model")
    parser.add_argument("--quick", action="store_true", help="a tenth of the endpoints")
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    # The servers end with their context, which a signal must not pass by.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(machine(options.chancery), flush=True)
    benchmarks = Benchmarks(options.chancery, options.yardstick, options.folder, options.model, options.quick)
    # The last but one takes long, the last needs PostgreSQL; both are asked for by name.
    for name in options.names or names[:-2]:
        getattr(benchmarks, name)()


if __name__ == "__main__":
    main()
