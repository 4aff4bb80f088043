#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether chancery agrees with other scanners on every server of the tests; where not on a suite, a raw hello decides.

  agreement.py FOLDER see CHANCERY NAME SERVICE PORT ROOT    ask all scanners about one server, and keep what they say
  agreement.py FOLDER compare [--output FILE]                 compare what is kept

`compare` ends with status 1 where the bytes speak against chancery, or where two others agree against it on what no
hello of one suite can decide.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import raw_hello
import scanners
from views import NAMES, OURS, SCANNERS, VERSIONS, Server, View


def see(folder: Path, chancery: str, name: str, server: Server) -> None:
    place = folder / "agreement" / re.sub(r"[^A-Za-z0-9.]+", "_", name)
    place.mkdir(parents=True, exist_ok=True)
    (place / "name").write_text(name)
    programs = {each.name.split()[0]: each.one[0] for each in scanners.installed(folder / "peers")}
    programs[OURS] = chancery
    for scanner in SCANNERS:
        if scanner.name in programs:
            scanner.ask(programs[scanner.name], server, place)
    views = read(place)
    decided = {}
    for version, suite, _, lacking in partings(views):
        if lacking and server.service in raw_hello.SERVICES:
            decided[f"{version} {suite}"] = raw_hello.decide(server.service, server.port, version, suite)
    (place / "decided.json").write_text(json.dumps(decided))


def read(place: Path) -> "dict[str, View]":
    views = {scanner.name: scanner.view(place) for scanner in SCANNERS}
    return {name: view for name, view in views.items() if view is not None}


def partings(views: "dict[str, View]") -> "list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]":
    """Every suite that somebody found, with who found it and who did not."""
    found = []
    for version in VERSIONS:
        told = {name: view.suites[version] for name, view in views.items() if version in view.suites}
        for suite in sorted(set().union(*told.values())):
            having = tuple(name for name in told if suite in told[name])
            found.append((version, suite, having, tuple(name for name in views if name not in having and view_tells(views[name]))))
    return found


def view_tells(view: View) -> bool:
    return bool(view.suites)


class Agreement:
    def __init__(self) -> None:
        self.rows: "list[str]" = []
        self.questions: "list[str]" = []
        self.against_us: "list[str]" = []
        self.tally: "Counter[str]" = Counter()

    def compare(self, place: Path) -> None:
        name, views = (place / "name").read_text(), read(place)
        if OURS not in views:
            self.against_us.append(f"{name}: chancery says nothing")
            return
        self.tally["servers"] += 1
        for scanner, view in views.items():
            self.tally[f"servers seen by {scanner}"] += bool(view.suites)
            if view.unread:
                print(f"  {name}: {scanner} names {sorted(set(view.unread))}", file=sys.stderr)
        decided = json.loads((place / "decided.json").read_text()) if (place / "decided.json").exists() else {}
        self._compare_suites(name, views, decided)
        for question in sorted({question for view in views.values() for question in view.attacks}):
            self._compare(name, f"attack {question}", {each: view.attacks.get(question) for each, view in views.items()})
        for question in sorted({question for view in views.values() for question in view.answers}):
            self._compare(name, question, {each: view.answers.get(question) for each, view in views.items()})

    def _compare_suites(self, name: str, views: "dict[str, View]", decided: dict) -> None:
        # Suites on which the same scanners part the same way are one row.
        alike: "dict[tuple, list[int]]" = defaultdict(list)
        for version, suite, having, lacking in partings(views):
            self.tally["suites"] += 1
            self.tally["suites on which all agree"] += not lacking
            if lacking:
                alike[version, having, lacking].append(suite)
        for (version, having, lacking), suites in alike.items():
            verdicts = [decided.get(f"{version} {suite}", (None, "not asked")) for suite in suites]
            right = {True: having, False: lacking}
            for suite, (taken, shown) in zip(suites, verdicts):
                others = lacking if OURS in having else having
                if OURS not in right[taken] if taken is not None else len(others) > 1:
                    self.against_us.append(f"{name}, {version}, {NAMES.get(suite, hex(suite))}: {shown}")
            taken = [each for each, _ in verdicts]
            verdict = "not asked" if set(taken) == {None} else "taken" if all(taken) else "refused" if not any(taken) else f"{sum(map(bool, taken))} taken"
            example = f"{NAMES.get(suites[0], hex(suites[0]))}: `{verdicts[0][1]}`"
            more = f" and {len(suites) - 1} more" if len(suites) > 1 else ""
            self.rows.append(
                f"| {name} | {version} | {example}{more} | {verdict} | {', '.join(having)} | {', '.join(lacking)} |"
            )

    def _compare(self, name: str, question: str, told: "dict[str, object]") -> None:
        ours = told.pop(OURS)
        others = {scanner: answer for scanner, answer in told.items() if answer is not None}
        answers = Counter(map(str, others.values()))
        if not others:
            return
        self.tally["answers of others"] += len(others)
        if ours is not None:
            self.tally["answers of others that are ours"] += sum(answer == ours for answer in others.values())
        agreed = [answer for answer, count in answers.items() if count > 1]
        if agreed:
            self.tally["questions on which two others agree"] += 1
            self.tally["questions on which chancery says the same"] += len(agreed) == 1 and str(ours) == agreed[0]
        if all(answer == ours for answer in others.values()):
            return
        if ours is None and not agreed:
            return
        said = "; ".join(f"{scanner}: {shown(answer)}" for scanner, answer in others.items())
        self.questions.append(f"| {name} | {question} | {shown(ours)} | {said} |")
        if agreed and str(ours) not in agreed:
            self.against_us.append(f"{name}: {question}: chancery {shown(ours)}, {said}")


def shown(answer: object) -> str:
    if isinstance(answer, frozenset):
        return " ".join(sorted(answer)) or "none"
    return {True: "yes", False: "no", None: "–"}.get(answer, str(answer)) if not isinstance(answer, int) or isinstance(answer, bool) else str(answer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    verbs = parser.add_subparsers(dest="verb", required=True)
    seeing = verbs.add_parser("see")
    for word in ("chancery", "name", "service"):
        seeing.add_argument(word)
    seeing.add_argument("port", type=int)
    seeing.add_argument("root")
    comparing = verbs.add_parser("compare")
    comparing.add_argument("--output", type=Path, help="where the tables go besides")
    options = parser.parse_args()
    if options.verb == "see":
        print(f"{options.name} …", file=sys.stderr, flush=True)
        see(options.folder, options.chancery, options.name, Server(options.service, options.port, options.root))
        return
    agreement = Agreement()
    for place in sorted((options.folder / "agreement").glob("*/name")):
        agreement.compare(place.parent)
    suites = "| server | version | example and the bytes that decide | so it is | found by | not found by |"
    questions = "| server | question | chancery | others |"
    tables = "\n".join([
        *(f"{what}: {count}" for what, count in sorted(agreement.tally.items())),
        "", suites, "|---" * 6 + "|", *agreement.rows, "", questions, "|---" * 4 + "|", *agreement.questions,
    ])  # fmt: skip
    print(tables)
    if options.output:
        options.output.write_text(tables + "\n")
    for line in agreement.against_us:
        print(f"against chancery: {line}", file=sys.stderr)
    sys.exit(1 if agreement.against_us else 0)


if __name__ == "__main__":
    main()
