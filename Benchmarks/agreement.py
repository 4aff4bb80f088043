# SPDX-License-Identifier: Apache-2.0
"""Whether chancery agrees with other scanners on servers of many makes; where not, a raw hello decides.

  agreement.py --chancery PROGRAM --folder FOLDER [--output FILE] [STACK …]

Ends with status 1 where the bytes speak against chancery, or where two others agree against it on what no hello of
one suite can decide.
"""

import argparse
import sys
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Callable

import raw_hello
import scanners
import views
from servers import Authority
from stacks import STACKS, Running, Stack
from views import NAMES, VERSIONS, View

OURS = "chancery"


class Agreement:
    def __init__(self, program: str, folder: Path):
        self._folder = folder / "agreement"
        self._authority = Authority(self._folder / "authority")
        installed = {each.name.split()[0]: each.one[0] for each in scanners.installed(folder / "peers")}
        self._views: "dict[str, Callable[[int], View]]" = {
            OURS: lambda port: views.chancery(program, self._authority.root, port)
        }
        for name, reading in (
            ("sslyze", views.sslyze), ("sslscan", views.sslscan), ("nmap", views.nmap),
            ("testssl.sh", views.testssl),
        ):  # fmt: skip
            if name in installed:
                self._views[name] = partial(self._view, reading, installed[name])
        self.rows: "list[str]" = []
        self.against_us: "list[str]" = []

    def _view(self, reading: "Callable[[str, int, Path], View]", program: str, port: int) -> View:
        return reading(program, port, self._folder)

    def compare(self, stack: Stack) -> None:
        with Running(stack, self._authority, self._folder / stack.name.replace(" ", "-")) as server:
            seen = {name: view(server.port) for name, view in self._views.items()}
            for name, view in seen.items():
                if view.unread:
                    print(f"  {stack.name}: {name} names {sorted(set(view.unread))}", file=sys.stderr)
            self._compare_suites(stack, server.port, seen)
        self._compare_attacks(stack, seen)

    def _compare_suites(self, stack: Stack, port: int, seen: "dict[str, View]") -> None:
        # Suites on which the same scanners part the same way are one row.
        alike: "dict[tuple, list[int]]" = defaultdict(list)
        for version in VERSIONS:
            told = {name: view.suites[version] for name, view in seen.items() if version in view.suites}
            for suite in sorted(set().union(*told.values())):
                having = tuple(name for name in told if suite in told[name])
                lacking = tuple(name for name in self._views if name not in having)
                if lacking:
                    alike[version, having, lacking].append(suite)
        for (version, having, lacking), suites in alike.items():
            decided = [raw_hello.decide(port, version, suite) for suite in suites]
            right = {True: having, False: lacking}
            for suite, (taken, shown) in zip(suites, decided):
                if taken is not None and OURS not in right[taken]:
                    self.against_us.append(f"{stack.name}, {version}, {NAMES.get(suite, hex(suite))}: {shown}")
            taken = [each for each, _ in decided]
            verdict = "taken" if all(taken) else "refused" if not any(taken) else f"{sum(map(bool, taken))} taken"
            example = f"{NAMES.get(suites[0], hex(suites[0]))}: `{decided[0][1]}`"
            more = f" and {len(suites) - 1} more" if len(suites) > 1 else ""
            self.rows.append(
                f"| {stack.name} | {version} | {example}{more} | {verdict} | {', '.join(having)} |"
                f" {', '.join(lacking)} |"
            )

    def _compare_attacks(self, stack: Stack, seen: "dict[str, View]") -> None:
        for attack in sorted({attack for view in seen.values() for attack in view.attacks}):
            told = {name: view.attacks[attack] for name, view in seen.items() if attack in view.attacks}
            if len(set(told.values())) < 2:
                continue
            having = [name for name, state in told.items() if state]
            lacking = [name for name, state in told.items() if not state]
            self.rows.append(
                f"| {stack.name} | | attack {attack} | | {', '.join(having)} | {', '.join(lacking)} |"
            )
            others = [state for name, state in told.items() if name != OURS]
            if OURS in told and len(others) > 1 and all(state != told[OURS] for state in others):
                self.against_us.append(f"{stack.name}: {attack}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="STACK", help="parts of names; default: all")
    parser.add_argument("--chancery", required=True, help="the program")
    parser.add_argument("--folder", required=True, type=Path, help="where everything is written")
    parser.add_argument("--output", type=Path, help="where the table goes besides")
    options = parser.parse_args()
    agreement = Agreement(options.chancery, options.folder)
    for stack in STACKS:
        if not options.names or any(name in stack.name for name in options.names):
            print(f"{stack.name} …", file=sys.stderr, flush=True)
            agreement.compare(stack)
    head = "| server | version | example and the bytes that decide | so it is | found by | not found by |\n|---|---|---|---|---|---|"
    table = "\n".join([head, *agreement.rows])
    print(table)
    if options.output:
        options.output.write_text(table + "\n")
    for line in agreement.against_us:
        print(f"against chancery: {line}", file=sys.stderr)
    sys.exit(1 if agreement.against_us else 0)


if __name__ == "__main__":
    main()
