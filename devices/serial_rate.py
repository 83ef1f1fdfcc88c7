"""Find the speed of a serial scanner while somebody scans a card again and again.

A scanner does not tell its speed, and bytes heard at a wrong one are noise. So each scan is heard
at one speed; if it is noise, the next scan is heard at another. Which one is tried next follows
from how much was heard: at a tenth of the scanner's speed about a tenth of its bytes come, and at
ten times its speed each byte comes as several. A USB-CDC port has no speed and answers at the
first try.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log2
from threading import Event
from typing import Final, Protocol

from devices.aim import split_aim
from devices.errors import DeviceLostError
from devices.framing import BLANKS, Suffix
from devices.serial_port import PORT_ERRORS

RATES: Final = (9_600, 115_200, 38_400, 19_200, 57_600, 230_400, 460_800, 921_600)
"""The speeds scanners can be set to, those they are delivered with first."""

QUIET_MS: Final = 150
"""A card's bytes follow each other at once; this long after the last of them the card is over."""

_HEARD_MAX: Final = 64 * 1024
_STX: Final = b"\x02"
_ETX: Final = b"\x03"
_SUFFIXES: Final = (
    (b"\r\n", Suffix.CRLF),
    (b"\r\t", Suffix.ENTER_TAB),
    (b"\r", Suffix.CR),
    (b"\n", Suffix.LF),
    (b"\t", Suffix.TAB),
)


class _Port(Protocol):
    baudrate: int

    @property
    def in_waiting(self) -> int: ...

    def read(self, size: int = 1, /) -> bytes: ...

    def reset_input_buffer(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFound:
    """The speed, and how the scanner ends a code. `raw` is what came, end mark and all."""

    baudrate: int
    suffix: Suffix
    has_envelope: bool
    sends_aim: bool
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RateTried:
    """One scan was noise at `baudrate`; the card has to be scanned again, for `next_rate`."""

    baudrate: int
    next_rate: int


class RateFinder:
    """Decides which speed to listen at. Pure: it gets what was heard of each scan.

    `card` is what the card says: noise can look like text, so only a known card makes sure.
    """

    def __init__(self, card: bytes) -> None:
        self._card = card
        self._tried: dict[int, int] = {}
        self.rate = RATES[0]

    def heard(self, raw: bytes) -> RateFound | RateTried:
        """Take what was heard of one scan at `rate`, which then is the speed to try next."""
        if (found := self._found(raw)) is not None:
            return found
        tried = self.rate
        if len(self._tried) == len(RATES) - 1:
            self._tried.clear()  # None was right: perhaps a scan was missed, so once more.
        self._tried[tried] = len(raw)
        self.rate = self._next()
        return RateTried(tried, self.rate)

    def _found(self, raw: bytes) -> RateFound | None:
        body = raw.strip(BLANKS)
        has_envelope = body.startswith(_STX) and body.endswith(_ETX)
        content = body.removeprefix(_STX).removesuffix(_ETX).strip(BLANKS)
        identifier, _ = split_aim(content.decode("latin-1"))
        if self._card not in {content, content[len(identifier or "") :]}:
            return None
        return RateFound(
            baudrate=self.rate,
            suffix=suffix_of(raw),
            has_envelope=has_envelope,
            sends_aim=identifier is not None,
            raw=raw,
        )

    def _next(self) -> int:
        """Return the untried speed that is likeliest: below its own speed bytes are missing, in
        proportion, and the fastest listening tells that best; above it none are.
        """
        slow = {rate: count for rate, count in self._tried.items() if count < len(self._card)}
        above, below = max(slow, default=0), min(self._tried.keys() - slow, default=RATES[-1] + 1)
        left = [rate for rate in RATES if rate not in self._tried]
        likely = [rate for rate in left if above < rate < below] or left
        if not slow.get(above):
            return likely[0]
        guess = above * len(self._card) / slow[above]
        return min(likely, key=lambda rate: abs(log2(rate / guess)))


def suffix_of(raw: bytes) -> Suffix:
    """Return the end mark that `raw`, one whole scan, ends with."""
    tail = raw.rpartition(_ETX)[2] if _ETX in raw else raw
    return next((name for mark, name in _SUFFIXES if tail.endswith(mark)), Suffix.NONE)


def find_rate(
    port: _Port,
    stop: Event,
    card: bytes,
    *,
    on_tried: Callable[[RateTried], None],
) -> RateFound | None:
    """Listen on an open port until a card was read; None when `stop` was set before.

    `port` is opened with QUIET_MS as its read timeout (`open_serial`). `on_tried` is called
    after each scan that was noise, when the next speed is set and the card can be scanned again.

    Raises:
        DeviceLostError: the port went away.
    """
    finder = RateFinder(card)
    try:
        port.baudrate = finder.rate
        port.reset_input_buffer()
        while (raw := _one_scan(port, stop)) is not None:
            answer = finder.heard(raw)
            if isinstance(answer, RateFound):
                return answer
            port.baudrate = answer.next_rate
            port.reset_input_buffer()
            on_tried(answer)
    except PORT_ERRORS as error:
        raise DeviceLostError("the port went away") from error
    return None


def _one_scan(port: _Port, stop: Event) -> bytes | None:
    """Return the bytes up to the next silence, None when `stop` was set."""
    heard = bytearray()
    while not stop.is_set():
        data = port.read(port.in_waiting or 1)
        if data:
            heard += data[: _HEARD_MAX - len(heard)]
        elif heard:
            return bytes(heard)
    return None
