"""Which scanners that nobody set up may be believed: those that showed that they double no key.

A key that came twice leaves two equal keys side by side. Where neither a check digit nor a known
form tells the text with both from the text with one, nothing does: from a scanner nobody knows such
a code is asked for, and taken when it comes again just so. Nobody's doubled key falls on the same
place in two readings but by chance: of worn scanners that send every 400th key twice, one code of
20 keys in 8,000 would come doubled alike, and few scanners are worn.

`CLEAN_READS` codes that a check digit or a known form bore out, none with a key too many, end the
asking. A worn scanner is one that sends a key twice in every twentieth scan or more often: of those
0.95 ** 60, 4.6 in a hundred, would get so far. One key seen twice ends the trust for good, as it
does for scanners that were set up; the set-up makes good for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from devices.arbiter.profiles import Profile
from devices.arbiter.run import UNKNOWN_CHAR, Key, payload_of
from devices.arbiter.strokes import Proof, Special
from devices.arbiter.suitors import own_pace
from devices.arbiter.timing import Pace

CLEAN_READS: Final = 60
_STEP: Final = math.log(1.5)
"""Hidden scanners a step of pace apart, or less, are taken for one: a scanner's own gaps, measured
in one code, scatter that far.
"""
_RECORDS_MAX: Final = 64
BORNE_OUT: Final = frozenset({Proof.FORM, Proof.DIGIT, Proof.STRONG})


class Sign(StrEnum):
    """What a reading says of its scanner."""

    NOTHING = "nothing"
    CLEAN = "clean"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a scanner nobody set up is known by: its keyboard; where that is hidden, its suffix and
    the step of its pace, or None for a code too short to have one.
    """

    source: str | None
    suffix: Special | None = None
    step: int | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether a scanner can be known by it."""
        return self.source is not None or self.step is not None

    def near(self) -> tuple[Mark, ...]:
        """Return it with those that may be the same scanner's."""
        if self.step is None:
            return (self,)
        return tuple(replace(self, step=self.step + by) for by in (-1, 0, 1))


@dataclass(frozen=True, slots=True)
class Trust:
    """What one of them has shown: `clean` reads, and `doubles`, keys seen twice."""

    mark: Mark
    clean: int = 0
    doubles: int = 0

    @property
    def is_earned(self) -> bool:
        """Tell whether its codes are believed."""
        return self.clean >= CLEAN_READS and not self.doubles

    def after(self, sign: Sign) -> Trust:
        """Return it after one more reading."""
        if sign is Sign.DOUBLED:
            return replace(self, clean=0, doubles=min(self.doubles + 1, CLEAN_READS))
        return replace(self, clean=min(self.clean + (sign is Sign.CLEAN), CLEAN_READS))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values. Nothing of what was read is in it."""
        mark = self.mark
        return {
            "source": mark.source,
            "suffix": None if mark.suffix is None else mark.suffix.value,
            "step": mark.step,
            "clean": self.clean,
            "doubles": self.doubles,
        }

    @staticmethod
    def from_dict(values: dict[str, Any]) -> Trust:
        """Return what `to_dict` wrote.

        Raises:
            KeyError, TypeError, ValueError: it was not written by `to_dict`.
        """
        source, suffix, step = values["source"], values["suffix"], values["step"]
        mark = Mark(
            None if source is None else str(source),
            None if suffix is None else Special(suffix),
            None if step is None else int(step),
        )
        clean, doubles = int(values["clean"]), int(values["doubles"])
        if clean < 0 or doubles < 0:
            raise ValueError("nobody reads less than nothing")
        return Trust(mark, min(clean, CLEAN_READS), min(doubles, CLEAN_READS))


NO_TRUST: Final = Trust(Mark(None))


def mark_of(source: str | None, suffix: Special | None, pace: Pace | None) -> Mark:
    """Return what the scanner of a run is known by. Of a keyboard that the platform names, nothing
    else counts.
    """
    if source is not None:
        return Mark(source)
    if pace is None:
        return Mark(None, suffix)
    return Mark(None, suffix, round(math.log(max(pace.mean_ms * pace.batch, 0.1)) / _STEP))


def _mark_of_profile(profile: Profile) -> Mark:
    return mark_of(None, profile.suffix[0] if profile.suffix else None, profile.pace)


class Trusts:
    """What all of them have shown, 64 at most."""

    def __init__(self, records: Iterable[Trust] = ()) -> None:
        self._records = {one.mark: one for one in records}

    @property
    def records(self) -> tuple[Trust, ...]:
        """What to keep: it outlives the program."""
        return tuple(self._records.values())

    def of(self, mark: Mark) -> Trust:
        """Return what is known of a scanner: one key sent twice at about its pace tells against
        it, as clean reads tell for it.
        """
        near = [self._records[one] for one in mark.near() if one in self._records]
        clean = max((one.clean for one in near), default=0)
        return Trust(mark, clean, sum(one.doubles for one in near))

    def shown(
        self,
        source: str | None,
        keys: Sequence[Key],
        ended_by: Special | None,
        set_up: Iterable[Profile],
    ) -> Trust:
        """Return what is known of a run's scanner. One that ends as a scanner that was set up does,
        at about its pace, on a keyboard that may be it, is believed as that one is.
        """
        pace = own_pace(keys)
        found = self.of(mark_of(source, ended_by, pace))
        near = mark_of(None, ended_by, pace).near()
        like = [one for one in set_up if _mark_of_profile(one) in near and pace is not None]
        if like and not any(one.doubles for one in like):
            return replace(found, clean=CLEAN_READS, doubles=0)
        return found

    def note(self, mark: Mark, sign: Sign) -> None:
        """Take a reading in."""
        if sign is Sign.NOTHING or not mark.is_known:
            return
        self._records[mark] = self._records.get(mark, Trust(mark)).after(sign)
        if len(self._records) > _RECORDS_MAX:
            least = min(self._records.values(), key=lambda one: (one.doubles, one.clean))
            del self._records[least.mark]


def shorter(own: Sequence[Key]) -> list[str]:
    """Return the texts that one key sent twice may have made of: each without one of two equal keys
    side by side. A number on the keypad, one digit shorter, stands for no character mostly.
    """
    found: dict[str, None] = {}
    for place in range(1, len(own)):
        before, key = own[place - 1], own[place]
        is_same = (before.char, before.group) == (key.char, key.group)
        if key.char and is_same and before.is_shifted == key.is_shifted:
            text = payload_of([*own[:place], *own[place + 1 :]])
            if UNKNOWN_CHAR not in text:
                found[text] = None
    return list(found)


def sign_of(
    text: str, came: str, others: Sequence[str], proof: Callable[[str], Proof]
) -> Sign | None:
    """Return what a reading says of its scanner, None when its form leaves open whether a key came
    twice. `text` is what it is taken for, `came` with all keys, `others` with one of them less.

    A form settles it only where it fits one of these and no other. That leaves out what a check
    digit does not reach: of a GS1 code that of the article says nothing of lot and serial, and a
    code whose length is free says nothing at all. What is verified as strongly as a signature
    needs no comparing.
    """
    if not others or proof(text) is Proof.STRONG:
        is_settled = True
    else:
        is_settled = [one for one in (came, *others) if proof(one) in BORNE_OUT] == [text]
    if not is_settled:
        return None
    if proof(text) not in BORNE_OUT:
        return Sign.NOTHING
    return Sign.CLEAN if text == came else Sign.DOUBLED
