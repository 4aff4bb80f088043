#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks axe, in Debian's Chromium, about the pages of Tests/Fixtures/accessibility.

    .venv/bin/python Tests/Tools/axe_verdicts.py            compares with what was recorded; 1 where they differ
    .venv/bin/python Tests/Tools/axe_verdicts.py --record   writes it anew

A line of the record is a page and, for each rule that applies, the elements that violate it, those to review and those
that pass. Rules without a page of their own are left out.
"""

import argparse
import pathlib
import shutil
import sys

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "Fixtures" / "accessibility"
VERSION = "4.12.1"
RECORD = FIXTURES / f"axe-{VERSION}.txt"


def pages():
    """Pages by their names, `rule.kind`, in order."""
    return {path.stem: path for path in sorted((FIXTURES / "pages").glob("*.html"))}


def verdicts(found, rules):
    """The line of one page."""
    counts = {}
    for place, outcome in enumerate(("violations", "incomplete", "passes")):
        for result in found[outcome]:
            counts.setdefault(result["id"], [0, 0, 0])[place] += len(result["nodes"])
    return " ".join(f"{rule}={'/'.join(map(str, counts[rule]))}" for rule in rules if rule in counts)


def ask(browser):
    """What axe says, line by line."""
    corpus = pages()
    rules = sorted({name.split(".")[0] for name in corpus})
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
    lines = []
    for name, path in corpus.items():
        tab = context.new_page()
        tab.goto(path.as_uri())
        tab.evaluate(AXE_SCRIPT)
        if tab.evaluate("axe.version") != VERSION:
            sys.exit(f"axe_verdicts: the record is of axe {VERSION}, and this is another")
        found = tab.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes:"
            " ['violations', 'incomplete', 'passes', 'inapplicable']})",
            rules,
        )
        lines.append(f"{name} {verdicts(found, rules)}")
        tab.close()
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--record", action="store_true", help="write the record anew")
    arguments.add_argument("--browser", default=shutil.which("chromium"), help="path of Chromium")
    options = arguments.parse_args()
    if options.browser is None:
        sys.exit("axe_verdicts: there is no chromium; Scripts/install-packages test brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser)
        lines = ask(browser)
        browser.close()
    if options.record:
        RECORD.write_text("\n".join(lines) + "\n")
        return 0
    recorded = RECORD.read_text().splitlines()
    differing = sorted(set(lines) ^ set(recorded))
    for line in differing:
        print("now" if line in lines else "recorded", line)
    print(f"{len(lines)} pages, {len(differing)} lines differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
