"""Which scanners may have sent a run: those set up at this till, and any nobody has set up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from devices.arbiter.chain import Suitor
from devices.arbiter.profiles import Profile, pace_of, shift_costs
from devices.arbiter.run import Key
from devices.arbiter.timing import (
    PACES,
    SAME_MS,
    STALL_MS,
    Pace,
    by_any_scanner,
    by_anybody,
    by_scanner,
)

_KNOWN: Final = math.log(0.9)
_UNKNOWN: Final = math.log(0.1)
_FITTED: Final = -4.5  # As one of the paces, and a little for being made to measure.
_OWN_FITTED: Final = -2.5
_GAPS_TO_FIT: Final = 6
_SINGLE_TO_FIT: Final = 5
_DEAR_TO_FIT: Final = 3
_SLOWEST_MS: Final = 75.0
_FAR_MS: Final = 300
_FAR: Final = -3.0
_NEAR: Final = 2.5


def suitors_of(
    keys: Sequence[Key],
    own: Profile | None,
    candidates: Sequence[Profile],
    *,
    doubles: bool = False,
) -> list[Suitor]:
    """Return the scanners worth a try. `own`: the platform says that this one sent the keys.
    `doubles`: if nobody set it up, it was seen to send keys twice.
    """
    fitted = _fitted(keys)
    if own is not None:
        made = (
            []
            if fitted is None
            else [Suitor(fitted.pace, _OWN_FITTED, own, follows_caps=own.follows_caps)]
        )
        return [Suitor(own.pace, 0.0, own, follows_caps=own.follows_caps), *made]
    each = _KNOWN - math.log(len(candidates)) if candidates else 0.0
    known = [
        Suitor(profile.pace, each, profile, follows_caps=profile.follows_caps)
        for profile in candidates
    ]
    less = _UNKNOWN if known else 0.0
    doubles = doubles or any(profile.doubles for profile in candidates)
    follows = not candidates or any(profile.follows_caps for profile in candidates)
    low, high, longest = _range(keys)
    seen = fitted.pace.spread if fitted is not None else None
    unknown = [
        Suitor(pace, weight + less, None, doubles, follows, is_common=True, seen=seen)
        for pace, weight in PACES
        if low <= pace.mean_ms * pace.batch <= (high if pace.batch == 1 else longest)
    ]
    if fitted is not None:
        weight = fitted.weight + less
        unknown.append(Suitor(fitted.pace, weight, doubles=doubles, follows_caps=follows))
    return known + unknown or [Suitor(*PACES[0])]


def own_pace(keys: Sequence[Key]) -> Pace | None:
    """Return the pace of a run by its own gaps, None where there are too few."""
    fitted = _fitted(keys)
    return None if fitted is None else fitted.pace


def _range(keys: Sequence[Key]) -> tuple[float, float, float]:
    """Return the least and the longest mean gap that is worth a try, and that of transfers."""
    gaps = [after.at_ms - before.at_ms for before, after in pairwise(keys)]
    real = sorted(
        gap
        for gap, following in pairwise([*gaps, math.inf])
        if gap >= SAME_MS and (gap < STALL_MS or following >= SAME_MS)
    )
    if not real:
        return 0.0, _SLOWEST_MS, _SLOWEST_MS  # All came at once, or after a stall.
    return real[len(real) // 8] / 2.5, real[(2 * len(real)) // 3] * 1.5, real[-1] * 1.5


def _fitted(keys: Sequence[Key]) -> Suitor | None:
    plain = [i for i in range(1, len(keys)) if keys[i].reports == 1 and not keys[i].is_end]
    # One of two equal neighbours may have come twice: the gaps around it are no measure then.
    single = [i for i in plain if not any(_is_equal(keys, j) for j in (i - 1, i))]
    if len(plain) < _GAPS_TO_FIT:
        return None
    chosen = single if len(single) >= _SINGLE_TO_FIT else plain
    pace = pace_of([_gap(keys, i) for i in chosen])
    dear = [_gap(keys, i) for i in range(1, len(keys)) if _is_dear(keys[i])]
    if len(dear) >= _DEAR_TO_FIT:
        pace = replace(pace, shift_costs=shift_costs(pace, dear))
    return Suitor(pace, _FITTED) if pace.mean_ms < _SLOWEST_MS else None


def _gap(keys: Sequence[Key], i: int) -> float:
    return keys[i].at_ms - keys[i - 1].at_ms


def _is_dear(key: Key) -> bool:
    return key.is_shifted and key.reports == 2  # noqa: PLR2004 (its own and that of Shift)


def _is_equal(keys: Sequence[Key], i: int) -> bool:
    return i > 0 and keys[i].char == keys[i - 1].char


def odds_of_gap(gap_ms: float, suspects: Sequence[Profile], reports: int) -> float:
    """Return log odds, scanner to person, of a gap alone: quick, to announce a scan early."""
    if not 0 <= gap_ms < _FAR_MS:
        return _FAR
    if gap_ms < SAME_MS:
        return 0.5
    scanner = by_any_scanner(gap_ms, reports)
    for profile in suspects:
        scanner = max(scanner, by_scanner(profile.pace, gap_ms, 0.0, reports) - 0.7)
    return min(max(scanner - by_anybody(gap_ms), _FAR), _NEAR)
