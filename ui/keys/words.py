"""What the key filter tells a judge of keys, and what the judge says back.

The judge is the scan arbiter, joined to the screens by `terminal.wedge_keys`: screens and devices
do not import one another. The words mean what `devices.arbiter.strokes` says they mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ui.scans import ScanRead


class SpecialKey(StrEnum):
    """Keys that type nothing, as far as scanners send them or make use of them."""

    ENTER = "enter"
    TAB = "tab"
    DOWN = "down"
    BACKSPACE = "backspace"
    ESCAPE = "escape"
    SHIFT = "shift"
    CONTROL = "control"
    ALT = "alt"
    OTHER = "other"


class Meaning(StrEnum):
    """What a field expects to be typed."""

    SEARCH = "search"
    CODE = "code"
    PHONE = "phone"
    NAME = "name"
    NUMBER = "number"
    NOTE = "note"
    TABLE = "table"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key, pressed or let go. `text` is what it types, "" where that is hidden; `scan_code` is
    X11's; `is_eaten` when an input method has it, and what it makes of it comes as text later.
    """

    serial: int
    at_ns: int
    text: str = field(default="", repr=False)
    special: SpecialKey | None = None
    scan_code: int = field(default=0, repr=False)
    is_press: bool = True
    is_auto_repeat: bool = False
    is_shifted: bool = False
    is_caps_on: bool = False
    is_ctrl: bool = False
    is_alt: bool = False
    source: str | None = None
    is_eaten: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key goes: the field by name, and whether keys are commands there."""

    name: str
    meaning: Meaning
    holds: bool = False


class Fate(StrEnum):
    """What becomes of a key: given on at once, kept for a later word, or nobody's."""

    SHOW = "show"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Announced:
    """The keys look like a scan from here on. Something else follows."""


@dataclass(frozen=True, slots=True)
class Released:
    """It was no scan: these kept keys are given on, in order."""

    given: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A scan is whole, or was one and is not known: `scan` is None then, and `again` says which
    message tells of it, if any. What is `taken_back` leaves its field, of the kept keys those
    `given` are delivered and those `dropped` are nobody's, `typed` is put where the first of the
    scan stood, and what an input method is composing is thrown away if `resets_composition`. Keys
    `eaten` by an input method are done with: what it hands back of them reaches nobody.
    """

    scan: ScanRead | None
    again: str = ""
    taken_back: tuple[int, ...] = ()
    given: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    typed: str = field(default="", repr=False)
    resets_composition: bool = False
    eaten: tuple[int, ...] = ()


Word = Announced | Released | Taken


@dataclass(frozen=True, slots=True)
class Answer:
    """Words about earlier keys, to be done first and in order, and the fate of this one."""

    fate: Fate = Fate.SHOW
    words: tuple[Word, ...] = ()


class KeyJudge(Protocol):
    """Tells scans from typing. Times are nanoseconds of the filter's clock."""

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while nothing is open."""

    @property
    def open_from(self) -> int:
        """The first serial that a later word may name."""

    def key(self, key: Key, place: Place) -> Answer:
        """Take a key."""

    def composed(self, serial: int, at_ns: int, text: str, place: Place) -> Answer:
        """Take text that an input method is about to put into a field. What a key types that it
        hands back has the serial of that key.
        """

    def tick(self, now_ns: int) -> Answer:
        """Decide what silence decides."""

    def break_off(self) -> Answer:
        """Hear that the cursor was moved or the window left."""

    def typed_by(self, key: Key) -> str:
        """Return what a key types whose text the platform hides."""
