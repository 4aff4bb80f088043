# SPDX-License-Identifier: Apache-2.0
"""The files of the project, and the exceptions from the gates."""

import dataclasses
import pathlib
import subprocess

from swift_text import code_only


@dataclasses.dataclass(frozen=True)
class SwiftFile:
    path: str
    """Relative to the project, with slashes."""
    text: str
    code: str
    """The text without comments and the letters of strings."""


class Project:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self._read = {}

    def swift(self, *folders):
        """Every Swift file of these folders, in order; no symbolic link is followed."""
        for folder in folders:
            for file in sorted((self.root / folder).rglob("*.swift")):
                path = file.relative_to(self.root).as_posix()
                if path not in self._read:
                    text = file.read_text(encoding="utf-8")
                    self._read[path] = SwiftFile(path, text, code_only(text))
                yield self._read[path]

    def kept(self):
        """The paths of every file that git keeps, or would keep after `git add`."""
        command = ["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        return sorted({path for path in listing.split("\0") if path and (self.root / path).is_file()})

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def tables(self):
        """The files that may be long, of Scripts/tables.txt."""
        return {path for path, _ in self._list("Scripts/tables.txt")}

    def exceptions(self, gate):
        """What Scripts/exceptions.txt lets through one gate."""
        listed = (rest.split(maxsplit=1)[0] for name, rest in self._list("Scripts/exceptions.txt") if name == gate)
        return set(listed)

    def _list(self, path):
        """The lines of a list as first word and rest; every line needs its reason."""
        file = self.root / path
        if not file.exists():
            return
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            words = line.split()
            if len(words) < (2 if path.endswith("tables.txt") else 3):
                raise SystemExit(f"{path}:{number}: a reason is missing")
            yield words[0], line.split(maxsplit=1)[1]


def stale(listed, used, place):
    """A line of a list that lets nothing through any more."""
    return [f"{place}: {name} needs no exception any more" for name in sorted(listed - used)]
