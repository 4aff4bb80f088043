# SPDX-License-Identifier: Apache-2.0
"""What the documents say is shown by a test, is."""

import re

_CITED = re.compile(r"`(\w+Tests)\.(\w+)`")


def cited_tests_exist(project):
    """Every `Suite.function` that a document cites is a function of that suite's file."""
    functions = {}
    for file in project.swift("Tests"):
        found = re.findall(r"\bfunc\s+(\w+)", file.code)
        functions.setdefault(file.path.rsplit("/", 1)[-1].removesuffix(".swift"), set()).update(found)
    problems = []
    for path in project.kept():
        if not path.startswith("Docs/") or not path.endswith(".md"):
            continue
        for number, line in enumerate(project.text(path).splitlines(), 1):
            for suite, function in _CITED.findall(line):
                if function not in functions.get(suite, ()):
                    problems.append(f"{path}:{number}: there is no test {suite}.{function}")
    return problems
