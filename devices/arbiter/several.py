"""How well two scanners at once explain a run: the keys of one, then of both, then of the other.

Where the two are mixed, a gap says little. Before and after it each has its own pace, and that one
pace does not explain both is what tells two scanners from one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from devices.arbiter.run import Key
from devices.arbiter.timing import SAME_MS, STALL_MS, STALLED, WAITED, by_any_scanner


def by_any(keys: Sequence[Key], gaps: Sequence[float], waited: Sequence[float]) -> list[float]:
    """Return the log weight of each key's gap if any scanners sent it; a stall stays a stall."""
    return [_by_any(keys, gaps, waited, i) for i in range(len(keys))]


def _by_any(keys: Sequence[Key], gaps: Sequence[float], waited: Sequence[float], i: int) -> float:
    gap = gaps[i]
    if gap < SAME_MS and waited[i] > STALL_MS:
        return 2 * WAITED
    follows = gaps[i + 1] if i + 1 < len(gaps) else math.inf
    if gap > STALL_MS and follows < SAME_MS:
        return STALLED
    return max(by_any_scanner(gap, keys[i].reports), STALLED)


def both(
    steps: Sequence[Sequence[float]], weights: Sequence[float], mixed: Sequence[float]
) -> tuple[float, float]:
    """Return the log weights of the best way in which two scanners sent a run, and of one's.

    `steps` are, per scanner, the log densities of each gap if it sent both keys; `weights` the log
    priors of the scanners; `mixed` those of each gap if anybody sent them.
    """
    if not mixed or not steps:
        return -math.inf, -math.inf
    switch = -math.log(len(mixed) + 1)
    alone = list(weights)
    later = [-math.inf] * len(weights)
    between = switch
    for i, gap in enumerate(mixed):
        enters = max(alone) + switch
        leaves = between + switch
        between = max(between, enters) + gap
        alone = [weight + own[i] for weight, own in zip(alone, steps, strict=True)]
        later = [
            max(weight, leaves + prior) + own[i]
            for weight, prior, own in zip(later, weights, steps, strict=True)
        ]
    return max(between, *later), max(alone)
