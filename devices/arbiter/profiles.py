"""What is known of one scanner: how fast it sends, how it ends, what it has sent.

A profile is learned from the cards of the set-up wizard (`learn`), kept as a small dict
(`to_dict`), and follows the device slowly afterwards (`after_read`). Nothing of what was scanned
is in it, only lengths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import fmean, median, median_low, pvariance
from typing import Any, Final

from devices.arbiter.layout import MODIFIERS, SUFFIX_KEYS, alt_digit, char_of, ends_line
from devices.arbiter.strokes import Special, Stroke
from devices.arbiter.timing import NS_PER_MS, SAME_MS, Pace

_SLOWLY: Final = 0.03
"""Weight of one read in what is known. A stalled PC moves a profile by next to nothing."""
_LENGTHS_MAX: Final = 24
_READS_MAX: Final = 1_000
_KEYPAD: Final = range(79, 92)
_SPREAD_RANGE: Final = (0.06, 0.6)
_TRANSFER_LEAST_MS: Final = 5.0
_BATCH_MAX: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One scanner. `source` is the platform's name of the keyboard it is, None where hidden.

    `suffix` are the keys it ends with; None when that is not known. `prefix` is text it puts
    before each code. `follows_caps`: letters come out inverted while CapsLock is on (the rule);
    False when the scanner makes up for it. `types_on_keypad` tells where its digits are.
    `doubles` counts keys seen twice. `lengths` counts codes by length. `reads` counts codes.
    """

    name: str
    source: str | None = None
    pace: Pace = field(default=Pace(8.0, 0.3))
    suffix: tuple[Special, ...] | None = None
    prefix: str = ""
    follows_caps: bool = True
    types_on_keypad: bool | None = None
    doubles: int = 0
    reads: int = 0
    lengths: tuple[tuple[int, int], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "name": self.name,
            "source": self.source,
            "mean_ms": round(self.pace.mean_ms, 3),
            "spread": round(self.pace.spread, 3),
            "batch": self.pace.batch,
            "shift_costs": self.pace.shift_costs,
            "suffix": None if self.suffix is None else [key.value for key in self.suffix],
            "prefix": self.prefix,
            "follows_caps": self.follows_caps,
            "types_on_keypad": self.types_on_keypad,
            "doubles": self.doubles,
            "reads": self.reads,
            "lengths": [list(pair) for pair in self.lengths],
        }

    @staticmethod
    def from_dict(values: dict[str, Any]) -> Profile:
        """Return what `to_dict` wrote.

        Raises:
            KeyError, TypeError, ValueError: it was not written by `to_dict`.
        """
        suffix = values["suffix"]
        mean_ms, spread = float(values["mean_ms"]), float(values["spread"])
        if not (0 < mean_ms < math.inf and 0 < spread < math.inf):
            raise ValueError("a scanner's pace is above nothing")
        return Profile(
            name=str(values["name"]),
            source=values["source"],
            pace=Pace(mean_ms, spread, max(int(values["batch"]), 1), values["shift_costs"]),
            suffix=None if suffix is None else tuple(Special(key) for key in suffix),
            prefix=str(values["prefix"]),
            follows_caps=bool(values["follows_caps"]),
            types_on_keypad=values["types_on_keypad"],
            doubles=int(values["doubles"]),
            reads=int(values["reads"]),
            lengths=tuple((int(length), int(count)) for length, count in values["lengths"]),
        )

    def after_read(self, length: int, gaps_ms: Sequence[float], *, is_doubled: bool) -> Profile:
        """Return the profile after one more certain read. Gaps are those of plain keys."""
        counts = dict(self.lengths)
        counts[length] = counts.get(length, 0) + 1
        most = sorted(counts.items(), key=lambda pair: -pair[1])[:_LENGTHS_MAX]
        pace = self.pace
        if len(gaps_ms) >= 5:  # noqa: PLR2004 (fewer say nothing about a pace)
            seen = pace_of(gaps_ms)
            pace = replace(
                pace,
                mean_ms=pace.mean_ms + _SLOWLY * (_per_report(seen, pace) - pace.mean_ms),
                spread=pace.spread + _SLOWLY * (seen.spread - pace.spread),
            )
        return replace(
            self,
            pace=pace,
            reads=min(self.reads + 1, _READS_MAX),
            doubles=self.doubles + is_doubled,
            lengths=tuple(sorted(most)),
        )


@dataclass(frozen=True, slots=True)
class Card:
    """A printed card as it was read: its text, and all strokes from first key to suffix."""

    text: str = field(repr=False)
    strokes: tuple[Stroke, ...] = field(repr=False)


def learn(name: str, cards: Sequence[Card], *, source: str | None = None) -> Profile:
    """Return the profile of the scanner that read these cards. Medians, so that a PC that
    stalls during one of them does not count. Cards are no codes of the till: their lengths are
    not learned.

    Raises:
        ValueError: there is no card with three keys.
    """
    plain: list[float] = []
    dear: list[float] = []
    ends: list[tuple[Special, ...]] = []
    digits: list[int] = []
    doubles = 0
    follows: list[bool] = []
    for card in cards:
        presses = [one for one in card.strokes if one.is_press and one.special not in MODIFIERS]
        ends.append(_ending(presses))
        body = presses[: len(presses) - len(ends[-1])]
        _collect(body, plain, dear)
        digits += [key.scan_code for key in body if key.text.isdigit() and key.scan_code]
        doubles += len(body) > len(card.text) and not any(key.is_alt for key in body)
        follows += _caps(card.text, body)
    if len(plain) < 2:  # noqa: PLR2004 (two gaps are the least)
        raise ValueError("no card was read")
    pace = pace_of(plain)
    return Profile(
        name=name,
        source=source,
        pace=replace(pace, shift_costs=shift_costs(pace, dear)),
        suffix=max(ends, key=ends.count),
        follows_caps=follows.count(False) <= follows.count(True),
        types_on_keypad=_on_keypad(digits),
        doubles=doubles,
        reads=len(cards),
    )


def _ending(presses: Sequence[Stroke]) -> tuple[Special, ...]:
    found: list[Special] = []
    for stroke in reversed(presses):
        special = ends_line(stroke) or stroke.special
        if special not in SUFFIX_KEYS:
            break
        found.append(special)
    return tuple(reversed(found))


def _collect(body: Sequence[Stroke], plain: list[float], dear: list[float]) -> None:
    """Add the gaps of keys that take one report to `plain`, of those with Shift to `dear`."""
    for before, after in pairwise(body):
        gap_ms = (after.at_ns - before.at_ns) / NS_PER_MS
        if gap_ms < 0 or after.special is not None:
            continue
        if after.is_alt != before.is_alt:
            continue
        (dear if after.is_shifted or after.is_ctrl else plain).append(gap_ms)


def pace_of(gaps_ms: Sequence[float]) -> Pace:
    """Return the pace behind gaps: several reports at once if many gaps are none."""
    ranked = sorted(gaps_ms)
    apart = [gap for gap in ranked if gap > 0.4 * ranked[(9 * len(ranked)) // 10]]
    if 3 <= len(apart) < 0.7 * len(ranked):  # noqa: PLR2004 (fewer may be stalls)
        transfer = median_low(apart)
        batch = min(round(len(ranked) / len(apart)), _BATCH_MAX)
        within = ranked[: len(ranked) - len(apart)]
        if (
            batch > 1
            and transfer > _TRANSFER_LEAST_MS
            and within[(9 * len(within)) // 10] < transfer / 4
        ):
            return Pace(transfer / batch, _spread(apart, transfer), batch)
    real = [gap for gap in gaps_ms if gap >= SAME_MS]
    if not real:
        return Pace(0.5, 0.5)
    core = _core(real, median_low(real))
    return Pace(fmean(core), _spread(core, fmean(core)))


def _core(gaps_ms: Sequence[float], middle: float) -> list[float]:
    """Return gaps without stalls and without second arrivals of a key."""
    return [gap for gap in gaps_ms if 0.4 * middle < gap < 1.7 * middle]


def _spread(gaps_ms: Sequence[float], middle: float) -> float:
    core = _core(gaps_ms, middle)
    # Stamps of whole milliseconds scatter by a twelfth of one squared.
    scatter = max(pvariance(core) - 1 / 12, 0.0)
    return min(max(math.sqrt(scatter) / middle, _SPREAD_RANGE[0]), _SPREAD_RANGE[1])


def _per_report(seen: Pace, known: Pace) -> float:
    return seen.mean_ms * seen.batch / known.batch


def shift_costs(pace: Pace, dear: Sequence[float]) -> bool | None:
    """Return whether Shift takes a report of its own, by the gaps of such keys; None: unclear."""
    if not dear or pace.batch > 1:
        return None
    return median(dear) > 1.5 * pace.mean_ms


def _on_keypad(codes: Sequence[int]) -> bool | None:
    if not codes:
        return None
    return 2 * sum(code in _KEYPAD for code in codes) > len(codes)


def _caps(text: str, body: Sequence[Stroke]) -> list[bool]:
    """Say of each letter typed with CapsLock on whether its key alone would have told it."""
    if len(text) != len(body):
        return []
    return [
        char_of(stroke) == char
        for char, stroke in zip(text, body, strict=True)
        if stroke.is_caps_on and char.isascii() and char.isalpha() and not alt_digit(stroke)
    ]
