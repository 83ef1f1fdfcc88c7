"""A set-up listens: keys go to it instead of the judge of scans, and nowhere else.

It stands before the judge in the key filter. While nobody listens it only passes on. A run of three
keys or more is a scanner's; a shorter one is a person's, and the window gets it a moment later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ui.keys.words import Answer, Fate, Key, KeyJudge, Place, Released, SpecialKey, Taken

QUIET_NS: Final = 700_000_000
"""A scanner's longest pause within a card, computers that stall for half a second included."""
PERSON_NS: Final = 300_000_000
"""One or two keys wait this long for a third."""
FEWEST: Final = 3
KEYS_MAX: Final = 4_096
_MODIFIERS: Final = frozenset({SpecialKey.SHIFT, SpecialKey.CONTROL, SpecialKey.ALT})

Run = tuple[Key, ...]


class SetUpTap:
    """A `KeyJudge` in front of another."""

    def __init__(self, judge: KeyJudge) -> None:
        self._judge = judge
        self._on_run: Callable[[Run], None] | None = None
        self._run: list[Key] = []

    def listen(self, on_run: Callable[[Run], None] | None) -> None:
        """Take keys from now on, or none any more. What is open is nobody's then."""
        self._on_run = on_run

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next."""
        if not self._run:
            return self._judge.due_at_ns
        return self._run[-1].at_ns + (QUIET_NS if self._is_scanner() else PERSON_NS)

    @property
    def open_from(self) -> int:
        """The first serial that a later word may name."""
        return self._run[0].serial if self._run else self._judge.open_from

    def key(self, key: Key, place: Place) -> Answer:
        """Keep a key for the set-up, or pass it on."""
        if self._on_run is None and not self._run:
            return self._judge.key(key, place)
        if len(self._run) >= KEYS_MAX or (not self._run and not key.is_press):
            return Answer()
        self._run.append(key)
        return Answer(Fate.KEEP)

    def composed(self, serial: int, at_ns: int, text: str, place: Place) -> Answer:
        """Drop what an input method made of a scanner's keys, or pass it on."""
        if self._on_run is None:
            return self._judge.composed(serial, at_ns, text, place)
        return Answer(Fate.DROP)

    def tick(self, now_ns: int) -> Answer:
        """End a run that silence has ended."""
        due_ns = self.due_at_ns
        if not self._run:
            return self._judge.tick(now_ns)
        if due_ns is None or now_ns < due_ns:
            return Answer()
        return self._end()

    def break_off(self) -> Answer:
        """End a run: the mouse was used, or the window left."""
        return self._end() if self._run else self._judge.break_off()

    def typed_by(self, key: Key) -> str:
        """Return what a key types whose text the platform hides."""
        return self._judge.typed_by(key)

    def _is_scanner(self) -> bool:
        presses = (one for one in self._run if one.is_press and one.special not in _MODIFIERS)
        return sum(1 for _ in presses) >= FEWEST

    def _end(self) -> Answer:
        is_scanner, run = self._is_scanner(), tuple(self._run)
        self._run = []
        serials = tuple(key.serial for key in run)
        if not is_scanner:
            return Answer(words=(Released(serials),))
        if self._on_run is not None:
            self._on_run(run)
        taken = Taken(scan=None, dropped=serials, resets_composition=any(k.is_eaten for k in run))
        return Answer(words=(taken,))
