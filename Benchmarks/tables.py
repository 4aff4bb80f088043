# SPDX-License-Identifier: Apache-2.0
"""A table that is printed as its rows come in, and kept as CSV."""

import csv
from pathlib import Path


class Table:
    def __init__(self, path: Path, title: str, columns: "list[str]", quiet: bool = False):
        self._path = path
        self._columns = columns
        self._widths = [max(9, len(column)) for column in columns]
        with path.open("w", newline="") as file:
            csv.writer(file).writerow(columns)
        # Until it is printed as a whole, for one whose rows come in among others'.
        self._kept: "list[list[str]] | None" = [columns] if quiet else None
        self._title = title
        if not quiet:
            print(f"\n{title}\n")
            self._print(columns)

    def print(self) -> None:
        print(f"\n{self._title}\n")
        for row in self._kept or []:
            self._print(row)

    def add(self, *cells: object) -> None:
        texts = [f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells]
        with self._path.open("a", newline="") as file:
            csv.writer(file).writerow(texts)
        if self._kept is None:
            self._print(texts)
        else:
            self._kept.append(texts)

    def _print(self, texts: "list[str]") -> None:
        # The first column holds words, and is as wide as they are.
        head, *tail = (text.rjust(width) for text, width in zip(texts, self._widths))
        print(f"{head.strip():<31}", *tail, sep="  ", flush=True)
