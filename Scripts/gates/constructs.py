# SPDX-License-Identifier: Apache-2.0
"""What the code must not contain; force unwrapping and the like are left to swift-format."""

import re

from project import stale
from swift_text import line_of

LICENCE = "// SPDX-License-Identifier: Apache-2.0"
TRAPS = re.compile(
    r"\btry!|\bas!|\b(?:fatalError|precondition|preconditionFailure|assertionFailure|assert|unsafeBitCast)\s*\("
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
VAGUE = re.compile(
    r"\b(?:struct|class|enum|actor|protocol|typealias)\s+(?P<name>\w*?(?:Utils?|Utilit(?:y|ies)|Helpers?|Managers?|Common))\b"
)
UNSAFE = re.compile(r"\bunsafe\b|\bUnsafe(?:Mutable)?(?:Raw)?(?:Buffer)?Pointer\b|\bOpaquePointer\b")
UNCHECKED = re.compile(r"@unchecked\s+Sendable|@preconcurrency\b")

BRIDGES = {"Crypto", "Inflation", "Markup", "Resolver", "StorePostgreSQL"}
"""The targets that call a C library, and the only ones where the compiler's word is overruled."""


def licences(project):
    """Every Swift file begins with its licence."""
    return [
        f"{file.path}:1: the first line is not {LICENCE!r}"
        for file in project.swift("Sources", "Tests", "Fuzz", "Benchmarks")
        if not file.path.endswith("/Package.swift") and not file.text.startswith(LICENCE + "\n")
    ]


def traps(project):
    """Nothing in Sources/ stops the process on a wrong value."""
    return _matches(project.swift("Sources"), TRAPS, "{} can stop the process")


def unfinished(project):
    """No note to oneself stays behind, in comments neither."""
    return [
        f"{file.path}:{line_of(file.text, match.start())}: {match.group()} stands here"
        for file in project.swift("Sources", "Tests", "Fuzz", "Benchmarks")
        for match in UNFINISHED.finditer(file.text)
    ]


def vague_names(project):
    """A type says what it is."""
    return [
        f"{file.path}:{line_of(file.code, match.start())}: the name {match.group('name')} says nothing"
        for file in project.swift("Sources", "Tests", "Fuzz", "Benchmarks")
        for match in VAGUE.finditer(file.code)
    ]


def unsafe_rooms(project):
    """`unsafe`, pointers and unchecked sendability stay in the bridges to C libraries."""
    excepted, used, problems = project.exceptions("unsafe"), set(), []
    for pattern, text in ((UNSAFE, "{} belongs in a bridge"), (UNCHECKED, "{} belongs in a bridge")):
        for file in project.swift("Sources"):
            if file.path.split("/")[1] in BRIDGES:
                continue
            found = _matches([file], pattern, text)
            if found and file.path in excepted and pattern is UNSAFE:
                used.add(file.path)
            else:
                problems += found
    return problems + stale(excepted, used, "Scripts/exceptions.txt")


def pinned(project):
    """Every dependency is one exact version of a public repository."""
    problems = []
    for path in project.kept():
        if path.split("/")[-1] != "Package.swift":
            continue
        text = project.text(path)
        for match in re.finditer(r"\.package\(\s*(?P<arguments>url:[^)]*)\)", text):
            arguments = match.group("arguments")
            if "exact:" not in arguments or not arguments.startswith('url: "https://github.com/'):
                problems.append(f"{path}:{line_of(text, match.start())}: not an exact version of a public repository")
    return problems


def _matches(files, pattern, text):
    return [
        f"{file.path}:{line_of(file.code, match.start())}: {text.format(' '.join(match.group().split()))}"
        for file in files
        for match in pattern.finditer(file.code)
    ]
