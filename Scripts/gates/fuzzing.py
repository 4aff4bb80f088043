# SPDX-License-Identifier: Apache-2.0
"""Whether every parser is fuzzed."""

import re

from project import stale
from swift_text import functions, types

PARSERS = {
    "Sources/TLSWire": re.compile(r"\bCollection<UInt8>"),
    "Sources/ConferenceWire": re.compile(r"\bCollection<UInt8>"),
    "Sources/DNSWire": re.compile(r"\b(?:_ bytes|message|rdata): \[UInt8\]"),
    "Sources/MailPolicy": re.compile(r"\b_ (?:text|source): \[UInt8\]"),
    "Sources/HTTPWire": re.compile(r"\bCollection<UInt8>"),
    "Sources/Identity": re.compile(r"\bCollection<UInt8>"),
    "Sources/OpenPGP": re.compile(r"\bCollection<UInt8>"),
    "Sources/Preambles": re.compile(r"\bCollection<UInt8>"),
    "Sources/Registers": re.compile(r"\bCollection<UInt8>"),
    "Sources/Routing": re.compile(r"\bCollection<UInt8>"),
    "Sources/WebPolicy": re.compile(r"\bCollection<UInt8>"),
    "Sources/Settings/Lexer.swift": re.compile(r"\[UInt8\]"),
}
"""Where parsers are, and the parameter by which one is known."""

_VISIBLE = re.compile(r"\b(?:package|public)\s+(?:(?:static|mutating|consuming)\s+)*$")
_FIRST_LABEL = re.compile(r"init[?!]?\s*(?:<[^>]*>)?\s*\(\s*(\w+)")


def parsers_are_fuzzed(project):
    """What takes bytes is called in Fuzz/, or Scripts/exceptions.txt says why not."""
    fuzzed = "\n".join(file.code for file in project.swift("Fuzz"))
    excepted, used, problems = project.exceptions("fuzz"), set(), []
    for file in project.swift("Sources"):
        parameter = next((known for place, known in PARSERS.items() if _lies_in(file.path, place)), None)
        for line, owner, name, calls in _entries(file.code, parameter) if parameter else ():
            if all(re.search(call, fuzzed) for call in calls):
                continue
            if owner in excepted:
                used.add(owner)
            else:
                problems.append(f"{file.path}:{line}: {name} takes bytes and is not called in Fuzz/")
    return problems + stale(excepted, used, "Scripts/exceptions.txt")


def targets_have_a_corpus(project):
    """Every target starts from kept inputs, and every kept folder has its target."""
    names = (file.path.split("/")[-1] for file in project.swift("Fuzz"))
    targets = {name.removesuffix("Fuzz.swift") for name in names if name.endswith("Fuzz.swift")}
    corpus = project.root / "Fuzz" / "corpus"
    kept = {folder.name for folder in corpus.iterdir() if any(folder.iterdir())} if corpus.exists() else set()
    problems = [f"Fuzz/corpus/{name}: there is no input for this target" for name in targets - kept]
    problems += [f"Fuzz/corpus/{name}: there is no target of this name" for name in kept - targets]
    return sorted(problems)


def _entries(code, parameter):
    """The line, type, name and calls of each visible function that takes bytes."""
    reaches = list(types(code))
    for function in functions(code):
        modifiers = code[code.rfind("\n", 0, function.start) + 1 : function.start]
        if not _VISIBLE.search(modifiers) or not parameter.search(function.head):
            continue
        owner = [name for name, reach in reaches if function.start in reach][-1]
        if function.name == "init":
            label = _FIRST_LABEL.search(function.head).group(1)
            made = rf"\b{owner}\(" if label == "_" else rf"\b{owner}\(\s*{label}:"
            yield function.line, owner, f"{owner}({label}:)", [made]
        elif "static" in modifiers:
            yield function.line, owner, f"{owner}.{function.name}", [rf"\b{owner}\.{function.name}\("]
        else:
            calls = [rf"\b{owner}\(", rf"\.{function.name}\("]
            yield function.line, owner, f"{owner}.{function.name}", calls


def _lies_in(path, place):
    return path == place or path.startswith(place + "/")
