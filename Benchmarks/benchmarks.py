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
from counting_proxy import Counts, CountingProxy
from measured import Run, measure
from servers import PROFILES, Authority, Nginx, Profile, free_port
from tables import Table

# A run that takes longer is given up.
LIMIT_SECONDS = 300
# Runs that are shorter are repeated, and the one in the middle counts.
SHORT_SECONDS = 20
REPETITIONS = 3
PEERS_PROFILE = PROFILES[1]
CROWD_PROFILE = PROFILES[1]


class Benchmarks:
    def __init__(self, chancery: str, folder: Path, model: Path, quick: bool):
        self._chancery = chancery
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
        if self._scale == 1:
            self._visit_side_by_side()

    def _visit(self, port: int, profile: Profile, options: "list[str]") -> "tuple[Counts, Run]":
        with CountingProxy(("127.0.0.1", port)) as proxy:
            run = self._run(
                "scan", "--format", "json", "--trust-store", str(self._authority.root),
                "--server-name", "localhost", *options, f"127.0.0.1:{proxy.port}",
            )  # fmt: skip
        document = json.loads(run.output.read_text())
        require_complete(document, profile)
        (endpoint,) = document["endpoints"]
        told = (endpoint["connections"], endpoint["bytes_sent"])
        counted = (proxy.counts.connections, proxy.counts.bytes_sent)
        require(told == counted, f"the scan reports {told}, the proxy counted {counted}")
        # What a server sends when the dialogue is over, such as session tickets, is not read any more.
        read, received = endpoint["bytes_received"], proxy.counts.bytes_received
        require(read <= received, f"the scan reports {read} bytes received, the proxy counted {received}")
        return proxy.counts, run

    def _visit_side_by_side(self) -> None:
        columns = ["scanner", "connections", "handshakes", "sent", "received", "seconds", "× conn.", "× time"]
        title = f"Other scanners, the same questions, one server ({PEERS_PROFILE.name}), as ratios to chancery's"
        table = self._table("peers", title, columns)
        with self._nginx(PEERS_PROFILE) as nginx:
            options = estates.PACES["unpaced"][0]
            ours, our_run = self._middle(self._visit, nginx.port, PEERS_PROFILE, options)
            rows = [("chancery, unpaced", ours, our_run)]
            for name, command in self._peers():
                rows.append((name, *self._middle(self._visit_by_peer, nginx.port, name, command)))
        for name, counts, run in rows:
            table.add(
                name, counts.connections, counts.handshakes, counts.bytes_sent, counts.bytes_received, run.seconds,
                counts.connections / ours.connections, run.seconds / our_run.seconds,
            )  # fmt: skip

    def _visit_by_peer(self, port: int, name: str, command: "list[str]") -> "tuple[Counts, Run]":
        with CountingProxy(("127.0.0.1", port)) as proxy:
            words = [word.format(port=proxy.port) for word in command]
            run = measure(words, self._work / f"{name}.out", LIMIT_SECONDS)
        require(proxy.counts.connections > 0, f"{name} made no connection (status {run.status})")
        return proxy.counts, run

    @staticmethod
    def _middle(visit: "Callable[..., tuple[Counts, Run]]", *arguments: object) -> "tuple[Counts, Run]":
        visits = [visit(*arguments)]
        if visits[0][1].seconds < SHORT_SECONDS:
            visits += [visit(*arguments) for _ in range(REPETITIONS - 1)]
        return sorted(visits, key=lambda visit: visit[1].seconds)[len(visits) // 2]

    def _peers(self) -> "list[tuple[str, list[str]]]":
        """Those that are there, asked for what chancery asks: versions, suites, order, groups, certificates."""
        peers = self._folder / "peers"
        debian = peers / "debian"
        questions = "sslv3 tlsv1 tlsv1_1 tlsv1_2 tlsv1_3 elliptic_curves compression certinfo".split()
        sslyze = [f"--{question}" for question in questions]
        return [
            (name, [str(program), *options])
            for name, programs, options in (
                ("sslyze", [peers / "sslyze/bin/sslyze"], [*sslyze, "--sni", "localhost", "127.0.0.1:{port}"]),
                (
                    "sslscan",
                    [shutil.which("sslscan"), debian / "usr/bin/sslscan"],
                    "--no-heartbleed --no-renegotiation --no-fallback --show-sigs --no-colour"
                    " --sni-name=localhost 127.0.0.1:{port}".split(),
                ),
                (
                    "testssl.sh",
                    [shutil.which("testssl"), debian / "usr/bin/testssl"],
                    "--quiet --color 0 --warnings off -p -E -P -S -f --ip 127.0.0.1 localhost:{port}".split(),
                ),
            )
            for program in [next((p for p in programs if p and Path(p).exists()), None)]
            if program
        ]

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
        targets = [f"{address}:{port}" for address in estates.addresses(count)]
        root = str(self._authority.root)
        run = self._run("scan", "--format", "json", "--trust-store", root, *estates.PACES[pace][0], *targets)
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
    names = ["demo", "visit", "crowd", "growth", "curve"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; default: all")
    parser.add_argument("--chancery", required=True, help="the program to measure")
    parser.add_argument("--folder", required=True, type=Path, help="where everything is written")
    parser.add_argument("--model", required=True, type=Path, help="the risk model")
    parser.add_argument("--quick", action="store_true", help="a tenth of the endpoints, no other scanner")
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    # The servers end with their context, which a signal must not pass by.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(machine(options.chancery), flush=True)
    benchmarks = Benchmarks(options.chancery, options.folder, options.model, options.quick)
    for name in options.names or names:
        getattr(benchmarks, name)()


if __name__ == "__main__":
    main()
