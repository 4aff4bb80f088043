# SPDX-License-Identifier: Apache-2.0
"""How long a file and a function may be."""

from project import stale
from swift_text import functions

FILE_LINES = {"Sources": 300, "Fuzz": 300, "Benchmarks": 300, "Tests": 400}
FUNCTION_LINES = 40


def file_sizes(project):
    """Files of at most 300 lines, tests of at most 400; Scripts/tables.txt names the tables."""
    tables, used, problems = project.tables(), set(), []
    for file in project.swift(*FILE_LINES):
        limit = FILE_LINES[file.path.split("/")[0]]
        lines = len(file.text.splitlines())
        if lines <= limit:
            continue
        if file.path in tables:
            used.add(file.path)
        else:
            problems.append(f"{file.path}: {lines} lines, more than {limit}")
    return problems + stale(tables, used, "Scripts/tables.txt")


def function_sizes(project):
    """Functions of at most 40 lines between their braces."""
    return [
        f"{file.path}:{function.line}: {function.name} has {function.body_lines} lines, more than {FUNCTION_LINES}"
        for file in project.swift(*FILE_LINES)
        for function in functions(file.code)
        if function.body_lines > FUNCTION_LINES
    ]
