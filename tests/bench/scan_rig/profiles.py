"""Scanners that type, as families of profiles. All figures are assumed: see docs/scan-traces.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import Final, Literal

from tests.bench.scan_rig.presses import MS, Press, Stroke, by_number, named, of_char

Suffix = Literal["enter", "tab", "enter_tab", "none", "cr_lf"]
SUFFIXES: Final[dict[Suffix, tuple[str, ...]]] = {
    "enter": ("enter",),
    "tab": ("tab",),
    "enter_tab": ("enter", "tab"),
    "none": (),
    "cr_lf": ("enter", "down"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of scanner: range of the mean gap in ms, jitter as a share of it, how many reports
    its link carries at once, share of reports that stall and for how long in ms.
    """

    name: str
    gap_ms: tuple[float, float]
    jitter: tuple[float, float]
    batch: tuple[int, int] = (1, 1)
    slot_ms: float = 0.0
    stall_share: float = 0.0
    stall_ms: tuple[float, float] = (0.0, 0.0)


FAMILIES: Final = (
    Family("wired_fast", (1.0, 4.0), (0.05, 0.3)),
    Family("wired", (6.5, 10.0), (0.05, 0.25)),
    Family("budget", (12.0, 19.0), (0.2, 0.45), stall_share=0.002, stall_ms=(30, 60)),
    Family("usb_batched", (4.0, 8.0), (0.05, 0.2), batch=(2, 4)),
    Family("busy_pc", (7.0, 16.0), (0.1, 0.3), stall_share=0.01, stall_ms=(60, 110)),
    Family(
        "bluetooth", (24.0, 36.0), (0.2, 0.45), slot_ms=7.5, stall_share=0.01, stall_ms=(40, 110)
    ),
    Family(
        "bluetooth_slow",
        (42.0, 65.0),
        (0.1, 0.25),
        slot_ms=11.25,
        stall_share=0.005,
        stall_ms=(60, 140),
    ),
)
BY_NAME: Final = {family.name: family for family in FAMILIES}
BLUETOOTH: Final = frozenset({"bluetooth", "bluetooth_slow"})


@dataclass(frozen=True, slots=True)
class Profile:
    """One scanner, as drawn from its family."""

    family: str
    gap_ms: float
    jitter: float
    batch: int
    slot_ms: float
    stall_share: float
    stall_ms: tuple[float, float]
    dwell_ms: float
    shift_costs: bool
    is_keypad: bool
    is_gbk: bool
    suffix: Suffix
    doubled_share: float = 0.0
    """Share of keys that arrive twice."""


def draw(family: Family, suffix: Suffix, rng: Random) -> Profile:
    """Return a scanner of a family."""
    gap_ms = rng.uniform(*family.gap_ms)
    return Profile(
        family=family.name,
        gap_ms=gap_ms,
        jitter=rng.uniform(*family.jitter),
        batch=rng.randint(*family.batch),
        slot_ms=family.slot_ms,
        stall_share=family.stall_share,
        stall_ms=family.stall_ms,
        dwell_ms=gap_ms * rng.uniform(0.3, 0.6),
        shift_costs=rng.random() < 0.7,
        is_keypad=rng.random() < 0.1,
        is_gbk=rng.random() < 0.15,
        suffix=suffix,
    )


@lru_cache(maxsize=4096)
def owned(seed: int, family: Family, suffix: Suffix, number: int) -> Profile:
    """Return one of the scanners of a seed's shops."""
    rng = Random(f"scanner {seed} {family.name} {suffix} {number}")
    return draw(family, suffix, rng)


def strokes(text: str, profile: Profile, *, caps: bool, alt: bool) -> list[Stroke]:
    """Return the keys this scanner presses for `text`, without its suffix. Characters no key has
    go as Alt and a number, and with `alt` separators and symbols too.
    """
    keys: list[Stroke] = []
    for char in text:
        by_alt = not char.isascii() or (alt and not char.isalnum())
        if by_alt:
            keys += by_number(char, gbk=profile.is_gbk)
        else:
            keys.append(of_char(char, caps=caps, keypad=profile.is_keypad))
    return keys


def ending(profile: Profile) -> list[Stroke]:
    """Return the keys of the suffix."""
    return [named(name) for name in SUFFIXES[profile.suffix]]


def twin_of(burst: list[Press], place: int, rng: Random) -> Press:
    """Return a second press of a key, between it and the next one, as a bad contact makes it."""
    first = burst[place]
    after_ns = burst[place + 1].at_ns if place + 1 < len(burst) else first.at_ns + 8 * MS
    at_ns = first.at_ns + int((after_ns - first.at_ns) * rng.uniform(0.2, 0.6))
    first.up_ns = min(first.up_ns, at_ns)
    up_ns = min(at_ns + (first.up_ns - first.at_ns), after_ns)
    return replace(first, at_ns=at_ns, up_ns=up_ns, modifier_ns=at_ns)


class Hand:
    """Presses keys as a profile does, one after another."""

    def __init__(self, profile: Profile, rng: Random, source: int) -> None:
        self._profile, self._rng, self._source = profile, rng, source

    def press(self, keys: list[Stroke], start_ns: int, scan: int) -> list[Press]:
        """Return the presses of a scan that starts then. The first key comes at once."""
        profile = self._profile
        at_ms, sent_ms, reports = 0.0, 0.0, 0
        found: list[Press] = []
        for key in keys:
            times = []
            for _ in range(key.cost if profile.shift_costs else 1):
                at_ms += self._gap() if reports else 0.0
                reports += 1
                sent_ms = max(sent_ms, self._on_link(at_ms, reports))
                times.append(start_ns + int(sent_ms * MS))
            found.append(self._press(key, times, scan))
        for press, following in pairwise(found):
            press.up_ns = min(press.up_ns, following.modifier_ns)
        return found

    def stutter(self, burst: list[Press], *, is_sure: bool) -> list[Press]:
        """Return a burst with some keys doubled, as the profile has it; one at least if sure."""
        rng, share = self._rng, self._profile.doubled_share
        places = [place for place, press in enumerate(burst) if press.text and not press.alt]
        chosen = [place for place in places if rng.random() < share]
        if is_sure and not chosen:
            chosen = [rng.choice(places)]
        twins = {place: twin_of(burst, place, rng) for place in chosen}
        found = []
        for place, press in enumerate(burst):
            found += [press, twins[place]] if place in twins else [press]
        return found

    def _press(self, key: Stroke, times: list[int], scan: int) -> Press:
        at_ns = times[-1]
        up_ns = at_ns + int(self._profile.dwell_ms * self._rng.uniform(0.8, 1.2) * MS)
        return Press(
            at_ns, up_ns, key.code, key.text, key.name, key.shift, key.ctrl, key.alt, key.keypad,
            source=self._source, scan=scan, modifier_ns=times[0],
        )  # fmt: skip

    def _gap(self) -> float:
        profile, rng = self._profile, self._rng
        gap = profile.gap_ms * max(0.2, rng.gauss(1.0, profile.jitter))
        if profile.stall_share and rng.random() < profile.stall_share:
            gap += rng.uniform(*profile.stall_ms)
        return gap

    def _on_link(self, at_ms: float, count: int) -> float:
        """Return when a report sent then is there: with others of its batch, or in its slot."""
        profile = self._profile
        if profile.batch > 1:
            behind = -count % profile.batch
            return at_ms + behind * profile.gap_ms
        if profile.slot_ms:
            return -(-at_ms // profile.slot_ms) * profile.slot_ms
        return at_ms
