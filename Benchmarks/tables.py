# SPDX-License-Identifier: Apache-2.0
"""A table that is printed as its rows come in, and kept as CSV."""

import csv
from pathlib import Path


class Table:
    def __init__(self, path: Path, title: str, columns: "list[str]"):
        self._path = path
        self._columns = columns
        self._widths = [max(9, len(column)) for column in columns]
        with path.open("w", newline="") as file:
            csv.writer(file).writerow(columns)
        print(f"\n{title}\n")
        self._print(columns)

    def add(self, *cells: object) -> None:
        texts = [f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells]
        with self._path.open("a", newline="") as file:
            csv.writer(file).writerow(texts)
        self._print(texts)

    def _print(self, texts: "list[str]") -> None:
        # The first column holds words, and is as wide as they are.
        head, *tail = (text.rjust(width) for text, width in zip(texts, self._widths))
        print(f"{head.strip():<31}", *tail, sep="  ", flush=True)
