# SPDX-License-Identifier: Apache-2.0
"""That the soak sees a leak where there is one, and none where there is only noise."""

import random
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests" / "System" / "soaking")]

from flatness import judge, slope  # noqa: E402
from watched import Sample  # noqa: E402

MINUTES = 60


def samples(leak_kib: float = 0, descriptors: float = 0, store: float = 0) -> "list[Sample]":
    """An hour, a sample every two seconds, a kill after ten minutes; what grows, a minute."""
    noise = random.Random(3)
    made = []
    for second in range(0, MINUTES * 60, 2):
        minute = second // 60
        # A cycle a minute, with a peak while its report is written.
        peak = 80_000 if second % 60 < 15 else 0
        anonymous = 20_000 + peak + leak_kib * second / 60 + noise.uniform(0, 5_000)
        grown = 100_000 * minute + store * minute * minute
        made.append(
            Sample(
                second, 1 if second < 600 else 2, int(anonymous) + 40_000, int(anonymous),
                int(30 + noise.randint(0, 20) + descriptors * minute), 12, int(10_000_000 + grown), minute, 29_000, 29_000,
            )  # fmt: skip
        )
    return made


def broken(**grows: float) -> "list[str]":
    return [verdict.what for verdict in judge(samples(**grows), MINUTES, 232) if not verdict.holds]


class FlatnessTests(unittest.TestCase):
    def test_noise_and_peaks_are_flat(self) -> None:
        self.assertEqual(broken(), [])

    def test_a_leak_is_seen(self) -> None:
        self.assertEqual(broken(leak_kib=800), ["growth of anonymous memory"])

    def test_descriptors_that_are_not_closed_are_seen(self) -> None:
        self.assertEqual(broken(descriptors=0.2), ["growth of descriptors"])

    def test_a_store_that_grows_faster_and_faster_is_seen(self) -> None:
        faster = "growth for what is kept, later half beside earlier half"
        self.assertEqual(broken(store=20_000), ["growth of the store", faster])

    def test_a_third_of_wild_points_sways_no_slope(self) -> None:
        points = [(x, 3 * x + (10_000 if x % 4 == 0 else 0)) for x in map(float, range(200))]
        self.assertAlmostEqual(slope(points), 3, places=1)


if __name__ == "__main__":
    unittest.main()
