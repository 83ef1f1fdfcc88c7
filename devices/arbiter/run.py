"""One run of keys without a silence between them, as the arbiter judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from devices.arbiter.layout import SEPARATORS, alt_digit, char_of, decode_alt
from devices.arbiter.strokes import Composed, Fate, Special, Stroke, Target
from devices.arbiter.timing import NS_PER_MS, Pace

RUN_MAX: Final = 4_096
"""Keys in a run at most, as characters in a serial frame: memory stays bounded."""
UNKNOWN_CHAR: Final = "\ufffd"
_HELD_MAX: Final = 256
"""So many keys back a release is looked for its press."""


@dataclass(slots=True)
class Key:
    """One key that was pressed. Times in ms since the run began.

    `char` is what a scanner meant by it, `text` what a person would have typed. `reports`: how many
    reports a keyboard needs for it at least. Keys of one Alt sequence share a `group` above 0 and
    have digits for `char`. `is_end` marks Enter and Tab. `dwell_ms` is how long it was down.
    """

    serial: int
    at_ms: float
    char: str = field(repr=False)
    text: str = field(repr=False)
    field_name: str
    reports: int = 1
    group: int = 0
    is_shifted: bool = False
    is_caps_on: bool = False
    is_end: bool = False
    is_repeat: bool = False
    is_eaten: bool = False
    fate: Fate = Fate.SHOW
    code: int = 0
    special: Special | None = None
    dwell_ms: float | None = None
    is_down: bool = True

    def reports_at(self, pace: Pace) -> int:
        """Return how many reports a scanner of this pace needs for it: Alt always costs one."""
        is_free = self.is_shifted and pace.shift_costs is False
        return self.reports - is_free

    @property
    def is_shown(self) -> bool:
        """Tell whether a field got it."""
        return self.fate is Fate.SHOW and not self.is_eaten

    @property
    def is_kept(self) -> bool:
        """Tell whether the receiver still keeps it."""
        return self.fate is Fate.KEEP and not self.is_eaten


@dataclass(slots=True)
class Commit:
    """Text an input method put into a field, after the key before `place`."""

    serial: int
    place: int
    at_ms: float
    text: str = field(repr=False)
    fate: Fate = Fate.SHOW


@dataclass(slots=True)
class Run:
    """Keys since the last silence. `first_ns` is the time of the first of them."""

    first_ns: int
    keys: list[Key] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    """Serials of keys that type nothing, kept while a scan is announced."""
    first_serial: int = 0
    is_torn: bool = False
    """It begins in the middle of something, so it is no whole code."""
    follows_commit: bool = False
    """An input method has just committed text of keys that nobody saw."""
    has_bare_shift: bool = False
    """Shift went down and up and no key with it was seen: somebody ate it."""
    _shifted_at: int = -1
    _group: int = 1
    _extra_reports: int = 0

    @property
    def last_ms(self) -> float:
        """Return when the last key was pressed."""
        return self.keys[-1].at_ms if self.keys else 0.0

    def ms_of(self, at_ns: int) -> float:
        """Return a time in ms since the first key."""
        return (at_ns - self.first_ns) / NS_PER_MS

    def modifier(self, stroke: Stroke) -> None:
        """Take a bare modifier. Each going down and up of Alt is a report of the keyboard."""
        if stroke.special is Special.ALT:
            self._group += 1
            self._extra_reports += 1
        elif stroke.special is Special.SHIFT:
            self.has_bare_shift |= not stroke.is_press and self._shifted_at == len(self.keys)
            self._shifted_at = len(self.keys) if stroke.is_press else -1

    def add(self, stroke: Stroke, target: Target) -> Key:
        """Take a key that types, or Enter or Tab."""
        digit = alt_digit(stroke)
        is_shifted = stroke.is_shifted or stroke.is_ctrl
        key = Key(
            serial=stroke.serial,
            at_ms=max(self.ms_of(stroke.at_ns), self.last_ms),
            char="" if stroke.special else digit or char_of(stroke),
            text="" if stroke.is_ctrl or digit else stroke.text or char_of(stroke),
            field_name=target.name,
            reports=1 + self._extra_reports + is_shifted,
            group=self._group if digit else 0,
            is_shifted=is_shifted,
            is_caps_on=stroke.is_caps_on,
            is_end=stroke.special in (Special.ENTER, Special.TAB),
            is_repeat=stroke.is_auto_repeat,
            is_eaten=stroke.is_eaten,
            code=stroke.scan_code,
            special=stroke.special,
        )
        self._extra_reports = 0
        self.keys.append(key)
        return key

    def release(self, stroke: Stroke) -> Key | None:
        """Take the release of a key: how long it was down is a mark of who pressed it."""
        at_ms = self.ms_of(stroke.at_ns)
        for key in reversed(self.keys[-_HELD_MAX:]):
            if key.is_down and key.special is stroke.special and _is_same(key, stroke):
                key.is_down = False
                key.dwell_ms = max(at_ms - key.at_ms, 0.0)
                return key
        return None

    def place_of(self, serial: int) -> int | None:
        """Return the number of the key with a serial, None when there is none."""
        # Serials count up, and who asks mostly means one of the last keys.
        for place in range(len(self.keys) - 1, -1, -1):
            if self.keys[place].serial <= serial:
                return place if self.keys[place].serial == serial else None
        return None

    def commit(self, composed: Composed) -> Commit:
        """Take a text that an input method commits."""
        found = Commit(composed.serial, len(self.keys), self.ms_of(composed.at_ns), composed.commit)
        self.commits.append(found)
        return found


def _is_same(key: Key, stroke: Stroke) -> bool:
    if key.code or stroke.scan_code:
        return key.code == stroke.scan_code
    return key.text.lower() == stroke.text.lower() or key.char == stroke.text


def payload_of(keys: list[Key], *, follows_caps: bool = True) -> str:
    """Return the text a scanner meant by these keys; U+FFFD for a number that no code would hold,
    as when another key has fallen into an Alt sequence. `follows_caps` as in a profile.
    """
    parts: list[str] = []
    digits, group = "", 0
    for key in keys:
        if key.group != group and group:
            parts.append(_by_number(digits))
            digits = ""
        group = key.group
        if group:
            digits += key.char
        else:
            parts.append(key.char if follows_caps or not key.is_caps_on else key.char.swapcase())
    if digits:
        parts.append(_by_number(digits))
    return "".join(parts)


def _by_number(digits: str) -> str:
    char = decode_alt(digits)
    is_odd = char < " " and char not in SEPARATORS
    return UNKNOWN_CHAR if is_odd or "\u0250" < char < "\u2000" else char
