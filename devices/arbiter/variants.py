"""What a scanner may have sent, by what the chain found of starts, ends and leaps in a run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from devices.arbiter.chain import Leap, Reading, Suitor
from devices.arbiter.run import Key, payload_of

_VARIANTS_MAX: Final = 200
_FAINT: Final = 2e-4
_REPAIR_SHARES: Final = (math.log(2e-2), math.log(1e-3), math.log(1e-5))
"""Of a scanner that sends keys twice, of one that nobody knows, of one that never did."""
OFTEN: Final = math.log(0.1)
"""Above it a scanner is known to send keys twice."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A text that may have been scanned, with its log weight.

    `members` are the numbers of the keys the scanner sent, `own` those that make the text.
    """

    payload: str = field(repr=False)
    weight: float
    members: frozenset[int]
    own: frozenset[int]
    is_doubled: bool
    is_inserted: bool

    @property
    def doubled(self) -> int:
        """Return how many keys came twice."""
        return len(self.members) - len(self.own)


def variants_of(keys: Sequence[Key], reading: Reading) -> list[Variant]:
    """Return what the scanner may have sent, by the shares of starts, ends and leaps."""
    found: list[Variant] = []
    clusters = _clusters(reading.leaps)
    starts = sorted(reading.starts.items(), key=lambda pair: -pair[1])[:4]
    ends = sorted(reading.ends.items(), key=lambda pair: -pair[1])[:4]
    for start, start_share in starts:
        for end, end_share in ends:
            if end < start or start_share * end_share < _FAINT:
                continue
            chosen = islice(_choices(clusters, start, end), _VARIANTS_MAX)
            found += [
                _variant(keys, start, end, leaps, math.log(start_share * end_share * share))
                for leaps, share in chosen
            ]
    return found + _repairs(keys, found, reading.suitor)


def _clusters(leaps: Sequence[Leap]) -> list[list[Leap]]:
    """Return leaps that cannot be true together, the likeliest group first, five at most."""
    groups: list[list[Leap]] = []
    for leap in sorted(leaps, key=lambda leap: leap.after):
        if leap.share < _FAINT:
            continue
        if groups and leap.after < max(one.before for one in groups[-1]):
            groups[-1].append(leap)
        else:
            groups.append([leap])
    groups.sort(key=lambda group: -sum(leap.share for leap in group))
    return groups[:5]


def _choices(
    clusters: list[list[Leap]], start: int, end: int
) -> list[tuple[tuple[Leap, ...], float]]:
    found: list[tuple[tuple[Leap, ...], float]] = [((), 1.0)]
    for group in clusters:
        inside = [leap for leap in group if leap.after >= start and leap.before <= end]
        if not inside:
            continue
        none = max(1.0 - sum(leap.share for leap in inside), 1e-6)
        top = sorted(inside, key=lambda leap: -leap.share)[:5]
        found = [
            (leaps + more, share * part)
            for leaps, share in found
            for more, part in [((), none), *(((leap,), leap.share) for leap in top)]
            if share * part > _FAINT
        ]
    return found


def _variant(
    keys: Sequence[Key], start: int, end: int, leaps: tuple[Leap, ...], weight: float
) -> Variant:
    own = set(range(start, end + 1))
    members = set(own)
    for leap in leaps:
        between = range(leap.after + 1, leap.before)
        own.difference_update(between)
        if not leap.is_double:
            members.difference_update(between)
    return Variant(
        payload=payload_of([keys[i] for i in sorted(own)]),
        weight=weight,
        members=frozenset(members),
        own=frozenset(own),
        is_doubled=any(leap.is_double for leap in leaps),
        is_inserted=any(not leap.is_double for leap in leaps),
    )


def _repairs(keys: Sequence[Key], variants: list[Variant], suitor: Suitor) -> list[Variant]:
    """Return the likeliest variant without one of two equal keys: for check digits to choose."""
    if not variants:
        return []
    best = max(variants, key=lambda variant: variant.weight)
    share = _REPAIR_SHARES[0 if suitor.doubled > OFTEN else 1 if suitor.profile is None else 2]
    own = sorted(best.members)
    known = {variant.payload for variant in variants}
    found: list[Variant] = []
    for place in range(1, len(own)):
        key = keys[own[place]]
        if not key.char or key.group or key.char != keys[own[place - 1]].char:
            continue
        left = [one for one in own if one != own[place]]
        payload = payload_of([keys[one] for one in left])
        if payload in known:
            continue
        known.add(payload)
        found.append(
            Variant(
                payload, best.weight + share, best.members, frozenset(left),
                is_doubled=True, is_inserted=best.is_inserted,
            )
        )  # fmt: skip
    return found
