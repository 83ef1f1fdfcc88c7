"""Explain a run of keys: which were sent by a scanner, and which were typed.

A hidden chain: keys typed before, then the keys of one scanner, then keys typed after; between two
keys of the scanner some may belong to somebody else, or be a second arrival of the key beside them.
Each explanation is a path; sums over all paths (forward and backward) give the odds that there
was a scan, and of every key whether it is the scan's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from devices.arbiter.marks import briefs, dwells, overlaps, resumes, streaks, waited
from devices.arbiter.profiles import Profile
from devices.arbiter.run import Key
from devices.arbiter.several import both, by_any
from devices.arbiter.timing import (
    ONE_TRANSFER_MS,
    SAME_MS,
    SPEED_WEIGHTS,
    SPEEDS,
    STALL_MS,
    WAITED,
    Pace,
    by_anybody,
    by_person,
    by_scanner,
    gaps_table,
    log_sum,
)

_NEVER: Final = -1e9
_BEGINS: Final = math.log(0.0002)  # A scan begins within a pause of a typed key.
_ENDS: Final = math.log(0.0005)  # Somebody types within a pause of a scan.
_SWITCH: Final = -math.log(280.0)  # Its gap: any up to the silence that ends a run.
_INSERTED: Final = math.log(0.001) - math.log(150.0)
# Of a key's arriving twice; ten times the rate, because one digit in ten equals the one before it
# by chance, and a second arrival always does.
_DOUBLED: Final = math.log(0.04)
_DOUBLED_BEFORE: Final = math.log(0.3)
_HARDLY_DOUBLED: Final = math.log(0.0001)
_NEVER_DOUBLED: Final = math.log(0.00001)
_EVEN: Final = 0.18
_DENSE_MS: Final = 5.0
_LOST: Final = math.log(0.0005)
_SKIP_MAX: Final = 6
_REACH: Final = 2.5
_SEVERAL: Final = math.log(0.01)  # Two scanners at once.
_FAINT: Final = 1e-4
_RARE: Final = -11.0
_RESUMED: Final = -4.0
_NEAR: Final = 2.5
_IN_STALL: Final = 4.0
_TOO_MANY: Final = -5.0
_ALONE: Final = -2.5
_CUT_SHORT: Final = 2.5
_UNSEEN: Final = -6.0


@dataclass(frozen=True, slots=True)
class Suitor:
    """A scanner that may have sent the run: a known one, or a pace of one nobody knows.

    `doubles`: a scanner of this till sends keys twice, and this may be it at another pace.
    `follows_caps` as in a profile.
    `is_common`: its pace is one of those tried for every run. `seen` is the spread of the run's own
    gaps, where it could be measured.
    """

    pace: Pace
    weight: float
    profile: Profile | None = None
    doubles: bool = False
    follows_caps: bool = True
    is_common: bool = False
    seen: float | None = None

    @property
    def doubled(self) -> float:
        """Return the log weight of a key of its arriving twice."""
        if self.doubles or (self.profile is not None and self.profile.doubles):
            return _DOUBLED_BEFORE
        # Only between even gaps does one key more stand out.
        spread = self.pace.spread if self.seen is None else self.seen
        is_even = self.pace.batch == 1 and spread < _EVEN and self.pace.mean_ms > _DENSE_MS
        if self.profile is not None:
            return _NEVER_DOUBLED
        return _DOUBLED if is_even else _HARDLY_DOUBLED


@dataclass(frozen=True, slots=True)
class Leap:
    """Keys between two keys of the scan that are not its own, and how probable that is."""

    after: int
    before: int
    is_double: bool
    share: float


@dataclass(slots=True)
class Reading:
    """What a run was, under the likeliest scanner.

    `typed` is the log weight of "all typed" and `scanned` that of "there was a scan", both to the
    same scale. `starts` and `ends` are shares by the number of the scan's first and last key.
    `members` are shares of keys that are the scan's, `lost` is that of a key that never came.
    `mixed` are the log odds of keys of several scanners to one. `briefs` are the keys that were
    down too briefly for a finger, `overlaps` those still down when the next went down.
    """

    suitor: Suitor
    typed: float
    scanned: float
    starts: dict[int, float] = field(default_factory=dict)
    ends: dict[int, float] = field(default_factory=dict)
    members: list[float] = field(default_factory=list)
    leaps: list[Leap] = field(default_factory=list)
    lost: float = 0.0
    mixed: float = 0.0
    briefs: frozenset[int] = frozenset()
    overlaps: frozenset[int] = frozenset()
    forward: list[float] = field(default_factory=list)

    @property
    def is_likely(self) -> bool:
        """Tell whether a scan explains the run better than typing."""
        return self.scanned > self.typed


def explain(keys: Sequence[Key], suitors: Sequence[Suitor], *, is_scanner: bool = False) -> Reading:
    """Return the best explanation of a run of two keys or more.

    `is_scanner`: the platform says that a scanner sent them all.
    """
    run = _Timed(keys)
    weights = [run.quick(suitor) for suitor in suitors]
    ranked = sorted(range(len(suitors)), key=lambda i: -weights[i])[:2]
    near = [i for i in ranked if weights[i] > weights[ranked[0]] - _NEAR]
    readings = [run.read(suitors[i], is_scanner=is_scanner) for i in near]
    best = max(readings, key=lambda reading: reading.scanned)
    best.mixed = run.mixed(best, () if is_scanner else suitors)
    return best


class _Timed:
    """A run with what does not depend on the scanner."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = keys
        self._n = len(keys)
        at = [key.at_ms for key in keys]
        self._at = at
        self._gaps = [0.0, *(after - before for before, after in pairwise(at))]
        self._dwell, self._brief = dwells(keys)
        self._waited = waited(self._gaps)
        self._resumes = resumes(self._gaps, self._waited)
        self._streaks = streaks(self._gaps)
        self._any = by_any(keys, self._gaps, self._waited)
        self._before = self._typed_before()
        self._after = self._typed_after()
        self._entered = [self._enter(i) for i in range(self._n)]

    def _typed_before(self) -> list[float]:
        """Return for each i the log weight of keys 0..i as typed; speed is that of one person."""
        sums = list(SPEED_WEIGHTS)
        found = [0.0]
        for i in range(1, self._n):
            # So many keys at once nobody has typed while they waited.
            gap, before = self._gaps[i], 2 * self._waited[i] / (self._streaks[i] + 1)
            if self._keys[i].is_repeat:
                sums = [total - 2.0 for total in sums]
            else:
                sums = [sums[h] + by_person(gap, before, h) for h in SPEEDS]
            found.append(log_sum(sums))
        return found

    def _typed_after(self) -> list[float]:
        """Return for each i the log weight of keys i.. as typed after a scan; 0 for none."""
        found = [0.0] * (self._n + 1)
        following = 0.0
        for i in range(self._n - 1, 0, -1):
            found[i] = _ENDS + _SWITCH + following
            following += by_anybody(self._gaps[i])
        return found

    def quick(self, suitor: Suitor) -> float:
        """Return the weight of the best path without leaps."""
        best, score = _NEVER, _NEVER
        for i, step in enumerate(self._quick_steps(suitor)):
            entered = self._entered[i]
            going = score + step
            score = (max(entered, going)) + self._dwell[i]
            ending = score + self._after[i + 1]
            best = max(best, ending)
        return best + suitor.weight + self._brief

    def _quick_steps(self, suitor: Suitor) -> list[float]:
        found = [_NEVER]
        pace, is_common = suitor.pace, suitor.is_common
        for i in range(1, self._n):
            gap, reports = self._gaps[i], self._keys[i].reports_at(pace)
            place = int(2 * gap + 0.5)
            if is_common and self._waited[i] < STALL_MS:
                table = gaps_table(pace, reports)
                found.append(table[place] if place < len(table) else _RARE)
            else:
                step = max(by_scanner(pace, gap, self._waited[i], reports), _RARE)
                found.append(max(step, _RESUMED) if self._resumes[i] else step)
        return found

    def _enter(self, i: int) -> float:
        if not i:
            return 0.0
        # Keys that come at once after a pause waited through a stall: so did this one.
        in_stall = i + 1 < self._n and self._gaps[i + 1] < SAME_MS and self._gaps[i] > STALL_MS
        return self._before[i - 1] + _BEGINS + _SWITCH - (_IN_STALL if in_stall else 0.0)

    def read(self, suitor: Suitor, *, is_scanner: bool) -> Reading:
        """Return the sums over all paths of one scanner."""
        steps = self._steps(suitor, is_scanner=is_scanner)
        forward = self._forward(steps, is_scanner=is_scanner)
        backward = self._backward(steps, is_scanner=is_scanner)
        ends = [forward[i] + self._after[i + 1] for i in range(self._n)]
        if is_scanner:
            ends = [*([_NEVER] * (self._n - 1)), forward[-1]]
        total = log_sum(ends)
        reading = Reading(
            suitor=suitor,
            typed=_NEVER if is_scanner else self._before[-1],
            scanned=total + suitor.weight + self._brief,
        )
        reading.members = [
            math.exp(min(forward[i] + backward[i] - total, 0.0)) for i in range(self._n)
        ]
        for i in range(self._n):
            start = math.exp(min(self._entry(i, is_scanner=is_scanner) + backward[i] - total, 0.0))
            end = math.exp(min(ends[i] - total, 0.0))
            if start > _FAINT:
                reading.starts[i] = start
            if end > _FAINT:
                reading.ends[i] = end
        self._note_leaps(reading, steps, forward, backward, total)
        reading.forward = forward
        reading.briefs = briefs(self._keys)
        reading.overlaps = overlaps(self._keys)
        return reading

    def mixed(self, reading: Reading, suitors: Sequence[Suitor]) -> float:
        """Return how much better several scanners explain the scan than this one does: all keys in
        a mess, or those of two, each with its pace, where they are not mixed.
        """
        first = max(reading.starts, key=lambda i: reading.starts[i], default=0)
        last = max(reading.ends, key=lambda i: reading.ends[i], default=0)
        if last <= first:
            return _NEVER
        anybody = self._any[first + 1 : last + 1]
        dwell = self._dwell[first : last + 1]
        weight = reading.suitor.weight
        own = reading.forward[last] - self._entered[first] + weight
        mess = sum(anybody) + sum(max(odds, 0.0) for odds in dwell)
        weights = [suitor.weight for suitor in suitors]
        steps = [self._quick_steps(suitor)[first + 1 : last + 1] for suitor in suitors]
        two, one = (found + sum(dwell) for found in both(steps, weights, anybody))
        return _SEVERAL + max(mess + weight, two) - max(own, one)

    def _entry(self, i: int, *, is_scanner: bool) -> float:
        if is_scanner and i:
            return _NEVER
        return self._entered[i] + self._own(i)

    def _own(self, i: int) -> float:
        return _NEVER if self._keys[i].is_repeat else self._dwell[i]

    def _steps(self, suitor: Suitor, *, is_scanner: bool) -> list[list[tuple[int, float, float]]]:
        """Return per key the (earlier key, log weight, share of it that lost a key between)."""
        pace, doubled = suitor.pace, suitor.doubled
        inserted = _NEVER if is_scanner else _INSERTED
        found: list[list[tuple[int, float, float]]] = [[]]
        for i in range(1, self._n):
            steps = []
            is_long = pace.batch > 1 and self._streaks[i] >= 2 * pace.batch
            first = i - self._streaks[i]
            # What the run begins with may have waited: nothing was seen before it.
            too_many = _TOO_MANY if is_long and first and self._gaps[first] < STALL_MS else 0.0
            if pace.batch > 1 and self._is_alone(i):
                too_many += _ALONE
            for j in range(i - 1, max(i - 2 - _SKIP_MAX, -1), -1):
                cost = self._skipped(j, i, doubled, inserted) + too_many
                gap = self._at[i] - self._at[j]
                reports = self._keys[i].reports_at(pace)
                plain = by_scanner(pace, gap, self._waited[i], reports)
                if self._resumes[i] and gap < pace.mean_ms * pace.batch:
                    plain = max(plain, WAITED - math.log(pace.mean_ms * pace.batch))
                both, lost = self._with_lost(pace, gap, i, plain)
                steps.append((j, both + cost, lost))
                if gap > _REACH * pace.mean_ms * pace.batch + 3:
                    break
            found.append(steps)
        return found

    def _with_lost(self, pace: Pace, gap: float, i: int, plain: float) -> tuple[float, float]:
        """Return a gap's weight if a key may have been lost in it, and the share of that."""
        each = pace.mean_ms * pace.batch
        after = min(i + pace.batch + 1, self._n - 1)
        is_stall = self._streaks[after] > pace.batch  # More came at once than one transfer has.
        if is_stall or not 1.4 * each < gap < 4 * each:
            return plain, 0.0
        gone = _LOST + by_scanner(pace, gap - each, 0.0, self._keys[i].reports_at(pace))
        both = log_sum((plain, gone))
        return both, math.exp(gone - both)

    def _is_alone(self, i: int) -> bool:
        """Tell whether the key before was a transfer by itself."""
        near = self._keys[max(i - 2, 0) : i + 1]
        return (
            i > 1
            and all(key.reports == 1 and not key.group for key in near)
            and min(self._gaps[i], self._gaps[i - 1]) > ONE_TRANSFER_MS
        )

    def _skipped(self, j: int, i: int, doubled: float, inserted: float) -> float:
        cost = 0.0
        for k in range(j + 1, i):
            if self._is_double(j, k, i):
                cost += doubled - math.log(max(self._at[i] - self._at[j], 2.0))
                cost += self._cut_short(j, k)
                if self._waited[i] > STALL_MS and self._gaps[i] < SAME_MS:
                    cost += _UNSEEN  # All come at once after a stall: nothing shows it.
            else:
                cost += inserted
        return cost

    def _cut_short(self, j: int, k: int) -> float:
        """Return log odds of a second arrival: the key came up only because it went down again."""
        down, gap = self._keys[j].dwell_ms, self._at[k] - self._at[j]
        if down is None or gap < ONE_TRANSFER_MS or self._keys[j].char != self._keys[k].char:
            return 0.0
        return _CUT_SHORT if abs(down - gap) < SAME_MS else -_CUT_SHORT / 3

    def _is_double(self, j: int, k: int, i: int) -> bool:
        keys = self._keys
        if i - j != 2 or keys[k].is_end:  # noqa: PLR2004 (one key between)
            return False
        return any(
            keys[k].char == keys[one].char and keys[k].is_shifted == keys[one].is_shifted
            for one in (j, i)
        )

    def _forward(
        self, steps: list[list[tuple[int, float, float]]], *, is_scanner: bool
    ) -> list[float]:
        found: list[float] = []
        for i in range(self._n):
            paths = [found[j] + weight + self._own(i) for j, weight, _ in steps[i]]
            found.append(log_sum([*paths, self._entry(i, is_scanner=is_scanner)]))
        return found

    def _backward(
        self, steps: list[list[tuple[int, float, float]]], *, is_scanner: bool
    ) -> list[float]:
        n = self._n
        paths: list[list[float]] = [[] for _ in range(n)]
        found = [0.0] * n
        for i in range(n - 1, -1, -1):
            ending = self._after[i + 1] if not is_scanner or i == n - 1 else _NEVER
            found[i] = log_sum([*paths[i], ending])
            for j, weight, _ in steps[i]:
                paths[j].append(weight + self._own(i) + found[i])
        return found

    def _note_leaps(
        self,
        reading: Reading,
        steps: list[list[tuple[int, float, float]]],
        forward: list[float],
        backward: list[float],
        total: float,
    ) -> None:
        for i in range(1, self._n):
            for j, weight, lost in steps[i]:
                log_share = forward[j] + weight + self._own(i) + backward[i] - total
                if log_share < -9.2:  # noqa: PLR2004 (one in ten thousand)
                    continue
                share = math.exp(min(log_share, 0.0))
                reading.lost = max(reading.lost, share * lost)
                if i - j > 1:
                    double = i - j == 2 and self._is_double(j, j + 1, i)  # noqa: PLR2004
                    reading.leaps.append(Leap(j, i, double, share))
