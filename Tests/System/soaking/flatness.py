# SPDX-License-Identifier: Apache-2.0
"""Whether what was sampled stays flat: robust slopes, held against bounds."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from watched import Sample

# Below this many minutes of one process a slope says nothing: warming up is most of it.
LEAST_MINUTES = 10.0
MIB = 1 << 20
# Pairs grow with the square of the points.
MOST_POINTS = 1500


@dataclass(frozen=True)
class Verdict:
    what: str
    measured: float
    bound: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.measured <= self.bound

    def __str__(self) -> str:
        word = "holds" if self.holds else "DOES NOT HOLD"
        return f"{self.what}: {self.measured:,.1f} {self.unit}, at most {self.bound:,.1f}: {word}"


def slope(points: "Sequence[tuple[float, float]]") -> float:
    """Theil and Sen's: the median of the slopes of all pairs, which no third of wild points can sway."""
    step = -(-len(points) // MOST_POINTS)
    kept = points[::step] if step > 1 else points
    slopes = [
        (y2 - y1) / (x2 - x1) for index, (x1, y1) in enumerate(kept) for x2, y2 in kept[index + 1 :] if x2 != x1
    ]
    return statistics.median(slopes) if slopes else 0.0


def window(samples: "list[Sample]", minutes: float) -> "list[Sample]":
    """Of the last process, what was sampled in the last two thirds of the soak."""
    last = samples[-1].process
    return [sample for sample in samples if sample.process == last and sample.seconds >= minutes * 20]


def judge(samples: "list[Sample]", minutes: float, subjects: int) -> "list[Verdict]":
    part = window(samples, minutes)
    span = part[-1].seconds - part[0].seconds
    findings = part[-1].findings
    peak = max(sample.resident_kib for sample in samples) / 1024
    verdicts = [
        # A quarter of the unit's MemoryMax=; it comes while a report with all that the faults turned is written.
        Verdict("peak of resident memory", peak, 1024, "MiB"),
        Verdict("most descriptors", max(sample.descriptors for sample in samples), 64 + 8 * subjects, ""),
        Verdict("most threads", max(sample.threads for sample in samples), 64, ""),
        Verdict("minutes to one closed cycle", minutes / max(part[-1].cycles, 0.1), 4, ""),
    ]
    if span < LEAST_MINUTES * 60:
        return verdicts

    def growth(values: "list[float]") -> float:
        return slope([(sample.seconds, value) for sample, value in zip(part, values)]) * span

    memory = growth([sample.anonymous_kib * 1024 for sample in part])
    return verdicts + [
        Verdict("growth of anonymous memory", memory / MIB, 8 + findings * 256 / MIB, "MiB"),
        Verdict("growth of descriptors", growth([sample.descriptors for sample in part]), 2, ""),
        Verdict("growth of threads", growth([sample.threads for sample in part]), 2, ""),
        *store_growth(part, subjects),
    ]


def store_growth(part: "list[Sample]", subjects: int) -> "list[Verdict]":
    """A store grows by what a visit costs and by what turned, and not faster later on."""
    ends = {sample.cycles: sample for sample in part}
    first, *cycles = (ends[number] for number in sorted(ends))

    def expected(sample: Sample) -> float:
        # 1,300 bytes for each visit to what did not change (Docs/performance.md); what turned comes on top.
        visits = subjects * (sample.cycles - first.cycles)
        return 1300.0 * visits + 1500.0 * (sample.transitions - first.transitions)

    grown = cycles[-1].store_bytes - first.store_bytes
    middle = len(cycles) // 2
    early, late = (
        slope([(expected(sample), sample.store_bytes) for sample in half]) for half in (cycles[:middle], cycles[middle:])
    )
    return [
        Verdict("growth of the store", grown / MIB, expected(cycles[-1]) / MIB + 1, "MiB"),
        Verdict("growth for what is kept, later half beside earlier half", late / max(early, 0.05), 1.5, "times"),
    ]
