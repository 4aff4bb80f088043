# SPDX-License-Identifier: Apache-2.0
"""Runs every gate over the text of the project: python3 Scripts/gates [FOLDER]."""

import pathlib
import sys

import cited_tests
import constructs
import fuzzing
import kept_text
import sizes
from project import Project

GATES = [
    sizes.file_sizes,
    sizes.function_sizes,
    constructs.licences,
    constructs.traps,
    constructs.unfinished,
    constructs.vague_names,
    constructs.unsafe_rooms,
    constructs.pinned,
    fuzzing.parsers_are_fuzzed,
    fuzzing.targets_have_a_corpus,
    cited_tests.cited_tests_exist,
    kept_text.no_machine_paths,
    kept_text.no_registry_hosts,
    kept_text.builds_stay_out,
]


def main(arguments):
    project = Project(arguments[0] if arguments else pathlib.Path(__file__).resolve().parents[2])
    failed = 0
    for gate in GATES:
        problems = gate(project)
        for problem in problems:
            print(problem)
        print(f"{'FAILED' if problems else 'ok':<7}{gate.__name__}: {gate.__doc__}")
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
