"""Hybrid logical clock: orders edits made on many tills without trusting any of their clocks.

A stamp is text of 24 characters that sorts as it orders: 12 hex digits of UTC milliseconds,
4 hex digits of a counter, 8 characters of the device's id (Kulkarni et al., "Logical Physical
Clocks", 2014). Text, because it travels in JSON and is compared in SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DEVICE_ID_LENGTH: Final = 8
_COUNTER_MAX: Final = 0xFFFF
_MS_MAX: Final = 0xFFFF_FFFF_FFFF
_STAMP: Final = re.compile(r"[0-9a-f]{16}[0-9a-z]{8}")

# A remote stamp further ahead of us than this is not followed: one device with a wrong clock must
# not drag every other clock into the future for good.
MAX_AHEAD_MS: Final = 5 * 60 * 1000


class HlcFormatError(ValueError):
    """The text is not a stamp."""


@dataclass(frozen=True, slots=True, order=True)
class Hlc:
    """One stamp: `ms` since 1970 UTC, a `counter` within it, and the `device` that made it."""

    ms: int
    counter: int
    device: str

    def __str__(self) -> str:
        return f"{self.ms:012x}{self.counter:04x}{self.device}"


def parse(text: str) -> Hlc:
    """Return the stamp written in `text`, or raise HlcFormatError."""
    if not _STAMP.fullmatch(text):
        raise HlcFormatError(f"{len(text)} characters are no stamp")
    return Hlc(int(text[:12], 16), int(text[12:16], 16), text[16:])


def ms_of(text: str) -> int:
    """Return the milliseconds of what is known to be a stamp."""
    return int(text[:12], 16)


def tick(last: Hlc | None, *, now_ms: int, device: str) -> Hlc:
    """Return the next stamp of `device`: after `last`, and not before `now_ms`.

    A clock that was set back never yields a smaller stamp; the counter carries on instead, and
    spills into the milliseconds when it is full.
    """
    now_ms = min(max(now_ms, 0), _MS_MAX)
    if last is None or now_ms > last.ms:
        return Hlc(now_ms, 0, device)
    if last.counter < _COUNTER_MAX:
        return Hlc(last.ms, last.counter + 1, device)
    return Hlc(last.ms + 1, 0, device)


def observe(last: Hlc | None, remote: Hlc, *, now_ms: int, device: str) -> Hlc | None:
    """Return the state after seeing `remote`: our next stamp will be greater than it.

    A remote stamp more than MAX_AHEAD_MS ahead of `now_ms` is ignored (see there).
    """
    if remote.ms > now_ms + MAX_AHEAD_MS:
        return last
    if last is None or (remote.ms, remote.counter) > (last.ms, last.counter):
        return Hlc(remote.ms, remote.counter, device)
    return last
