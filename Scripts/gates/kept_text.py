# SPDX-License-Identifier: Apache-2.0
"""What must not get into the history."""

import re

# Written so that this file does not match itself.
_MACHINE = re.compile(r"(?<![\w.$}{)*>-])/(?:work|root|opt/swift|home/(?!\.\.\.)\w+)(?:/|\b(?=[\s\"'`,;:)]))")
_REGISTRY = re.compile(
    r"(?:artifactory|nexus|jfrog|devpi|goproxy)[\w.-]*\.\w+|(?:extra-)?index-url\s*[=:]|\binsteadOf\b", re.IGNORECASE
)


def no_machine_paths(project):
    """No kept file names a path of the machine it was written on."""
    return _found(project, _MACHINE, "names a path of one machine")


def no_registry_hosts(project):
    """No kept file names a private package registry."""
    return _found(project, _REGISTRY, "names a package registry")


def builds_stay_out(project):
    """What is made is not kept."""
    made = re.compile(r"(^|/)(\.build[^/]*/|Package\.resolved$|__pycache__/)")
    return [f"{path}: is made, and not to be kept" for path in project.kept() if made.search(path)]


def _found(project, pattern, text):
    problems = []
    for path in project.kept():
        for number, line in enumerate(project.text(path).splitlines(), 1):
            match = pattern.search(line)
            if match:
                problems.append(f"{path}:{number}: {match.group()!r} {text}")
    return problems
