# SPDX-License-Identifier: Apache-2.0
"""What was sampled as one SVG: a panel for each quantity, with the moments of the faults."""

from html import escape
from pathlib import Path

from watched import Sample

WIDTH, LEFT, RIGHT = 860, 70, 20
PANEL, GAP, TOP = 110, 34, 60
MIB = 1 << 20
COLOURS = ["#b3261e", "#1a5fb4", "#8a5a00", "#5e35b1", "#00695c", "#ad1457", "#455a64", "#33691e"]


def draw(path: Path, title: str, samples: "list[Sample]", faults: "list[tuple[float, str]]") -> None:
    """`faults`: second and kind of each."""
    panels = [
        ("anonymous memory, MiB", [sample.anonymous_kib / 1024 for sample in samples]),
        ("descriptors", [float(sample.descriptors) for sample in samples]),
        ("threads", [float(sample.threads) for sample in samples]),
        ("store, MiB", [sample.store_bytes / MIB for sample in samples]),
        ("closed cycles", [float(sample.cycles) for sample in samples]),
    ]
    kinds = sorted({kind for _, kind in faults})
    colours = dict(zip(kinds, COLOURS))
    last = max(sample.seconds for sample in samples) or 1.0
    height = TOP + len(panels) * (PANEL + GAP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d"'
        ' font-family="sans-serif" font-size="12">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape("; ".join(describe(name, values) for name, values in panels))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="15">{escape(title)}</text>',
        *legend(kinds, colours),
    ]
    for number, (name, values) in enumerate(panels):
        parts += panel(name, samples, values, TOP + number * (PANEL + GAP), last, faults, colours)
    parts.append(f'<text x="{LEFT}" y="{height - 12}">minutes: 0 to {last / 60:.0f}</text></svg>')
    path.write_text("\n".join(parts) + "\n")


def describe(name: str, values: "list[float]") -> str:
    return f"{name}: from {min(values):.0f} to {max(values):.0f}, {values[-1]:.0f} at the end"


def legend(kinds: "list[str]", colours: "dict[str, str]") -> "list[str]":
    parts, x = [], LEFT
    for kind in kinds:
        parts.append(f'<rect x="{x}" y="32" width="10" height="10" fill="{colours[kind]}"/>')
        parts.append(f'<text x="{x + 14}" y="41">{escape(kind)}</text>')
        x += 30 + 7 * len(kind)
    return parts


def panel(
    name: str,
    samples: "list[Sample]",
    values: "list[float]",
    top: int,
    last: float,
    faults: "list[tuple[float, str]]",
    colours: "dict[str, str]",
) -> "list[str]":
    most = max(values) * 1.1 or 1.0
    wide = WIDTH - LEFT - RIGHT
    base = top + PANEL

    def across(seconds: float) -> float:
        return LEFT + seconds / last * wide

    parts = [
        f'<text x="{LEFT}" y="{top - 4}" font-weight="bold">{escape(name)}</text>',
        f'<rect x="{LEFT}" y="{top}" width="{wide}" height="{PANEL}" fill="none" stroke="#999"/>',
        f'<text x="{LEFT - 6}" y="{top + 10}" text-anchor="end">{most:.0f}</text>',
        f'<text x="{LEFT - 6}" y="{base}" text-anchor="end">0</text>',
    ]
    parts += (
        f'<path d="M{across(seconds):.1f} {top}V{base}" stroke="{colours[kind]}" stroke-opacity=".45"/>'
        for seconds, kind in faults
    )
    # One line for each process: what a killed one had is no part of the next one's.
    for process in sorted({sample.process for sample in samples}):
        points = " ".join(
            f"{across(sample.seconds):.1f},{base - value / most * PANEL:.1f}"
            for sample, value in zip(samples, values)
            if sample.process == process
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="#222"/>')
    return parts
