"""Tell a scanner that types from a person who types. Pure: keys and times in, events out.

A keyboard-wedge scanner is a keyboard to the system, so its keys arrive between a person's.
The rule is timing over one run of keys: enough characters, a short median gap, no long gap,
and then an end key or silence. All figures are in a `WedgeProfile`, because scanners differ.

Typing is never swallowed. Every character goes to the focused widget at once; only when a
burst is certain is its end key kept back and the receiver told how many characters to take
back. A run with one gap that does not fit is left alone as a whole, because the piece after
the gap could pass for another, valid code. A person then sees the code in the field, as any
program without a detector would show it.

What this version does not do yet:

- It has one profile for all keyboards. It does not know which device a key came from, and
  does not learn a device's speed. A 30 ms/key Bluetooth scanner needs a slower profile, and
  that one must not be used where people type fast.
- It trusts timing alone. It does not weigh check digits or what the field expects.
  Simulated typists up to 200 words a minute are never claimed at a spread of 0.35
  (log-normal sigma of the gaps); at 200 words a minute and a spread of 0.5, about one typed
  number of 6 to 13 digits in a thousand is. No recording of a real person or scanner is
  behind these figures.
- A scan begun less than `idle_end_ms` after a typed key is left in the field.
- Characters a scanner sends as Alt+numpad sequences, and keys an input method has eaten,
  are not brought back: the input method has to be off where scans are expected.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Final, TypeAlias
from unicodedata import category

from devices.aim import split_aim
from devices.base import Scan
from devices.errors import DeviceSettingsError

_NS_PER_MS: Final = 1_000_000
_RUN_LIMIT: Final = 4096  # As for serial frames: memory stays bounded whatever is held down.
# Full-width forms, as an input method in full-width mode types them, to ASCII.
_HALF_WIDTH: Final = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


class SpecialKey(StrEnum):
    """Keys that are no character. DOWN is what the LF of a CR LF suffix becomes on some PCs."""

    ENTER = "enter"
    TAB = "tab"
    DOWN = "down"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeProfile:
    """How one scanner types. Times in milliseconds, between key presses.

    `claim_on_idle` lets silence of `idle_end_ms` end a burst, for scanners without a suffix.
    Where the scanner is known to send one, False is safer: a burst that stalls is then left
    in the field.

    Raises:
        DeviceSettingsError: the figures contradict each other.
    """

    min_chars: int = 6
    gap_median_ms_max: float = 30.0
    gap_ms_max: float = 60.0
    idle_end_ms: float = 120.0
    terminators: frozenset[SpecialKey] = frozenset({SpecialKey.ENTER, SpecialKey.TAB})
    claim_on_idle: bool = True

    def __post_init__(self) -> None:
        # Two gaps are the least a median says anything about.
        if self.min_chars < 3:  # noqa: PLR2004
            raise DeviceSettingsError("a burst has three characters at least")
        if not 0 < self.gap_median_ms_max <= self.gap_ms_max <= self.idle_end_ms:
            raise DeviceSettingsError("wedge gaps must be 0 < median <= longest <= idle end")
        if not self.terminators and not self.claim_on_idle:
            raise DeviceSettingsError("a burst needs an end: a key or silence")


@dataclass(frozen=True, slots=True)
class Pass:
    """Deliver the key just fed to the focused widget. Without this event it is kept back."""


@dataclass(frozen=True, slots=True)
class BurstStarted:
    """The run looks like a scanner from here on: hold completion lists and live searches.

    A Claimed or Released follows. A burst near the limits may be claimed unannounced.
    """


@dataclass(frozen=True, slots=True)
class Claimed:
    """A burst is over and was a scan.

    `taken_back` characters of it were passed before, the last ones the widget got;
    the receiver removes them as far as the widget really took them.
    """

    payload: str = field(repr=False)
    taken_back: int


@dataclass(frozen=True, slots=True)
class Released:
    """A run announced by BurstStarted was no scan after all: what is in the widget stays."""


WedgeEvent: TypeAlias = Pass | BurstStarted | Claimed | Released


def wedge_scan(claimed: Claimed, *, device_id: str, scan_id: str, read_at_ns: int) -> Scan:
    """Return a claimed burst as a scan like any other; `raw_len` counts characters here."""
    symbology, payload = split_aim(claimed.payload)
    return Scan(device_id, scan_id, payload, symbology, read_at_ns, len(claimed.payload))


class BurstDetector:
    """Watches all keys of the program in order. Not thread-safe: it lives on the GUI thread.

    Times are the key events' own, in ns of any clock that does not run backwards. Key
    releases and bare modifier keys are not fed.
    """

    def __init__(self, profile: WedgeProfile) -> None:
        self._profile = profile
        self._median_max = profile.gap_median_ms_max * _NS_PER_MS
        self._gap_max = profile.gap_ms_max * _NS_PER_MS
        self._idle_end = profile.idle_end_ms * _NS_PER_MS
        self._claimed_at_ns: int | None = None
        self._restart()

    def _restart(self) -> None:
        self._chars: list[str] = []
        self._gaps: list[int] = []
        self._last_ns: int | None = None
        self._is_spoiled = False
        self._is_announced = False

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while no run is open."""
        return None if self._last_ns is None else self._last_ns + int(self._idle_end) + 1

    def char(self, text: str, at_ns: int, *, is_auto_repeat: bool = False) -> list[WedgeEvent]:
        """Take a key that types `text`. It is always passed.

        Several characters at once come from an input method and auto-repeat from a finger:
        neither belongs to a scan.
        """
        events = self.tick(at_ns)
        fits = self._add_gap(at_ns) and len(text) == 1 and not is_auto_repeat
        if len(self._chars) >= _RUN_LIMIT:
            fits = False
        else:
            self._chars.append(text)
        events.append(Pass())
        if not fits:
            events += self._spoil()
        elif not self._is_announced and self._is_burst():
            self._is_announced = True
            events.append(BurstStarted())
        return events

    def special(self, key: SpecialKey, at_ns: int) -> list[WedgeEvent]:
        """Take a key that types nothing. It is passed unless it ends a burst."""
        events = self.tick(at_ns)
        if self._is_rest_of_suffix(key, at_ns):
            return events
        if key not in self._profile.terminators:
            if self._last_ns is not None:
                # The run goes on: what follows within it must not pass for a whole code.
                self._add_gap(at_ns)
                events += self._spoil()
            return [*events, Pass()]
        if self._last_ns is not None and self._add_gap(at_ns) and self._is_burst():
            self._claimed_at_ns = at_ns
            return [*events, self._claim()]
        events += self._spoil()
        self._restart()
        return [*events, Pass()]

    def tick(self, now_ns: int) -> list[WedgeEvent]:
        """Decide a run that silence has ended. Safe to call at any time."""
        silence = 0 if self._last_ns is None else now_ns - self._last_ns
        if 0 <= silence <= self._idle_end:
            return []
        # A clock that ran backwards proves nothing, so it claims nothing.
        if silence > 0 and self._profile.claim_on_idle and self._is_burst():
            return [self._claim()]
        events = self._spoil()
        self._restart()
        return events

    def _add_gap(self, at_ns: int) -> bool:
        """Move the run's time on; False when the gap is too long for a scanner."""
        gap = None if self._last_ns is None else at_ns - self._last_ns
        self._last_ns = at_ns
        if gap is None:
            return True
        if len(self._gaps) <= _RUN_LIMIT:
            self._gaps.append(gap)
        return gap <= self._gap_max

    def _is_burst(self) -> bool:
        return (
            not self._is_spoiled
            and len(self._chars) >= self._profile.min_chars
            and median(self._gaps) <= self._median_max
        )

    def _spoil(self) -> list[WedgeEvent]:
        self._is_spoiled = True
        if not self._is_announced:
            return []
        self._is_announced = False
        return [Released()]

    def _claim(self) -> Claimed:
        payload = "".join(self._chars).translate(_HALF_WIDTH)
        # No widget shows a control character such as GS, so there is none to take back.
        taken_back = sum(category(char) != "Cc" for char in self._chars)
        self._restart()
        return Claimed(payload, taken_back)

    def _is_rest_of_suffix(self, key: SpecialKey, at_ns: int) -> bool:
        if self._claimed_at_ns is None or self._last_ns is not None or key is SpecialKey.OTHER:
            return False
        is_rest = 0 <= at_ns - self._claimed_at_ns <= self._gap_max
        if not is_rest:
            self._claimed_at_ns = None
        return is_rest
