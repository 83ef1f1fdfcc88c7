"""Simulated typists and scanners against the default profile.

The models are assumptions, not recordings: a typist's gaps are log-normal around the mean
of a speed in words (five characters) a minute, a scanner's are uniform around its rate.
"""

from __future__ import annotations

import math
from random import Random

import pytest

from devices.keyboard_wedge import BurstDetector, Claimed, SpecialKey, WedgeEvent, WedgeProfile

MS = 1_000_000
SPREAD = 0.35  # Log-normal sigma of a fluent typist's gaps.
WORDS = 2_000


class Simulation:
    """Feeds keys with gaps in ms, and ticks as a timer would."""

    def __init__(self, profile: WedgeProfile) -> None:
        self.detector = BurstDetector(profile)
        self.now_ns = 10**12
        self.claims: list[Claimed] = []

    def burst(self, code: str, gaps_ms: list[float], end_gap_ms: float | None) -> None:
        for char, gap_ms in zip(code, gaps_ms, strict=True):
            self._move(gap_ms)
            self._note(self.detector.char(char, self.now_ns))
        if end_gap_ms is not None:
            self._move(end_gap_ms)
            self._note(self.detector.special(SpecialKey.ENTER, self.now_ns))
        self._move(2_000)

    def _move(self, ms: float) -> None:
        then_ns = self.now_ns + int(ms * MS)
        due_ns = self.detector.due_at_ns
        if due_ns is not None and due_ns <= then_ns:
            self._note(self.detector.tick(due_ns))
        self.now_ns = then_ns

    def _note(self, events: list[WedgeEvent]) -> None:
        self.claims += [event for event in events if isinstance(event, Claimed)]


def typed_gaps(rng: Random, words_per_minute: float, count: int) -> list[float]:
    mean_ms = 60_000 / (words_per_minute * 5)
    centre = math.log(mean_ms) - SPREAD**2 / 2
    return [rng.lognormvariate(centre, SPREAD) for _ in range(count)]


def a_code(rng: Random, length: int) -> str:
    return "".join(rng.choices("0123456789ABCDEFabcdef-/:.", k=length))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("words_per_minute", [60, 100, 150, 200])
def test_typing_is_never_claimed(words_per_minute: int, seed: int) -> None:
    rng = Random(f"{words_per_minute}-{seed}")
    simulation = Simulation(WedgeProfile())
    for _ in range(WORDS):
        length = rng.randint(1, 24)
        gaps = typed_gaps(rng, words_per_minute, length + 1)
        end_gap = rng.choice([gaps[-1], None])
        simulation.burst(a_code(rng, length), gaps[:-1], end_gap)
    assert [] == simulation.claims


@pytest.mark.parametrize("ends_with_enter", [True, False])
@pytest.mark.parametrize("rate_ms", [1, 2, 4, 8, 12, 16])
def test_a_scanner_of_up_to_16_ms_a_key_is_always_claimed_whole(
    rate_ms: int, ends_with_enter: bool
) -> None:
    rng = Random(rate_ms)
    simulation = Simulation(WedgeProfile())
    codes = [a_code(rng, rng.randint(6, 60)) for _ in range(500)]
    for code in codes:
        gaps = [rate_ms * rng.uniform(0.5, 1.5) for _ in code]
        simulation.burst(code, gaps, rate_ms if ends_with_enter else None)
    assert codes == [claim.payload for claim in simulation.claims]


def test_a_slow_scanner_is_a_matter_of_its_profile() -> None:
    rng = Random(30)
    slow = WedgeProfile(gap_median_ms_max=45, gap_ms_max=150, idle_end_ms=300, claim_on_idle=False)
    simulation = Simulation(slow)
    codes = [a_code(rng, 28) for _ in range(500)]
    for code in codes:
        simulation.burst(code, [30 * rng.uniform(0.5, 1.5) for _ in code], 30)
    assert codes == [claim.payload for claim in simulation.claims]
