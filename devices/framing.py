"""Cut a stream of bytes into frames. Pure, and bounded whatever arrives.

What it promises: the frames do not depend on how the bytes were cut into reads, and a
frame is a whole code or it is not emitted. A code that stops half-way is reported, and so
is its other half when that arrives late, because the tail of one code can be another valid
code. Content is never part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from devices.errors import DeviceSettingsError, ProblemCode

FRAME_LIMIT: Final = 4096  # Bytes; the largest QR code holds 2,953 bytes or 7,089 digits.
SILENCE_MS: Final = 200  # Ends the frame of a scanner without end mark.
STALL_MS: Final = 1_000  # A frame that waits this long for its end mark is cut.

_STX: Final = 0x02
_ETX: Final = b"\x03"
# Every end mark is made of these, so they never belong to a code's two ends.
BLANKS: Final = b"\r\n\t"
# GS, RS and EOT are part of GS1 and ISO/IEC 15434 payloads; blanks inside a code are text.
_TEXT_CONTROLS: Final = b"\x1d\x1e\x04" + BLANKS
_FORBIDDEN: Final = bytes({*range(0x20), 0x7F} - {*_TEXT_CONTROLS})


class Suffix(StrEnum):
    """The end mark the scanner is set to send.

    AUTO takes CR, LF, CR LF or Enter+Tab as they come, and therefore splits a code that
    holds a line break: for such codes the scanner's own mark has to be named here. NONE is
    a scanner without an end mark: silence ends its frames.
    """

    AUTO = "auto"
    CR = "cr"
    LF = "lf"
    CRLF = "crlf"
    TAB = "tab"
    ENTER_TAB = "enter_tab"
    NONE = "none"


_ENDS: Final[dict[Suffix, tuple[bytes, ...]]] = {
    Suffix.AUTO: (b"\r", b"\n"),  # The LF or Tab that follows is a blank before the next frame.
    Suffix.CR: (b"\r",),
    Suffix.LF: (b"\n",),
    Suffix.CRLF: (b"\r\n",),
    Suffix.TAB: (b"\t",),
    Suffix.ENTER_TAB: (b"\r\t",),
    Suffix.NONE: (),
}


@dataclass(frozen=True, slots=True)
class FrameRules:
    """How one scanner's frames look. `limit` is the longest frame in bytes, end mark apart.

    `silence_ms` is how long the line is silent before the reader calls `Framer.flush`. None
    means SILENCE_MS without an end mark and STALL_MS with one: a wireless scanner may pause
    within a code, and only where silence is the end mark does a person wait for it.

    Raises:
        DeviceSettingsError: `limit` is below one byte, or `silence_ms` below one.
    """

    suffix: Suffix = Suffix.AUTO
    limit: int = FRAME_LIMIT
    silence_ms: int | None = None

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise DeviceSettingsError("a frame has room for one byte at least")
        if self.silence_ms is not None and self.silence_ms < 1:
            raise DeviceSettingsError("a silence lasts a millisecond at least")

    @property
    def flush_after_ms(self) -> int:
        """The silence these rules ask for."""
        if self.silence_ms is not None:
            return self.silence_ms
        return SILENCE_MS if self.suffix is Suffix.NONE else STALL_MS


@dataclass(frozen=True, slots=True)
class BadFrame:
    """A frame that was dropped: GARBLED, CUT or TOO_LONG, and the bytes seen so far."""

    code: ProblemCode
    length: int


class Framer:
    """Collect bytes until a frame is whole.

    STX at the start of a frame opens an envelope that ends with ETX, and line breaks inside
    it are content. Outside an envelope STX and ETX are noise, as is every control byte that
    no payload format uses.
    """

    def __init__(self, rules: FrameRules | None = None) -> None:
        self._rules = rules or FrameRules()
        self._start(_ENDS[self._rules.suffix], enveloped=False)

    def feed(self, data: bytes) -> list[bytes | BadFrame]:
        """Return the frames that `data` completes, in order, end marks stripped."""
        results = (self._take(byte) for byte in data)
        return [result for result in results if result is not None]

    def flush(self) -> list[bytes | BadFrame]:
        """Tell the framer that the line has been silent; return what that ends.

        Where silence is the end mark, it ends the frame. Otherwise the frame is cut: it is
        reported, and its tail will be as well.
        """
        if self._length == 0:
            if self._enveloped:
                self._restart()  # A lone STX was noise; it must not deafen the scanner.
            return []
        silence_ends = self._rules.suffix is Suffix.NONE and not self._enveloped
        result = self._finish() if silence_ends else self._cut()
        return [] if result is None else [result]

    def _start(self, ends: tuple[bytes, ...], *, enveloped: bool) -> None:
        self._ends = ends
        self._end_length = max((len(end) for end in ends), default=0)
        # One byte of a two-byte end mark may lie in the buffer before the mark is known.
        self._room = self._rules.limit + max(self._end_length - 1, 0)
        self._enveloped = enveloped
        self._buffer = bytearray()
        self._length = 0  # Bytes since the frame began or, while dropping, since the silence.
        self._dropping = False
        self._reported = False

    def _restart(self) -> None:
        self._start(_ENDS[self._rules.suffix], enveloped=False)

    def _take(self, byte: int) -> bytes | BadFrame | None:
        if byte == _STX and (self._enveloped or self._length == 0):
            return self._open_envelope()
        if self._is_before_frame() and byte in BLANKS:
            return None
        self._length += 1
        self._buffer.append(byte)
        if self._buffer.endswith(self._ends):
            return self._finish()
        if self._dropping:
            del self._buffer[:-1]  # Enough to know a two-byte end mark.
        elif self._length > self._room:
            self._dropping = self._reported = True
            del self._buffer[:-1]
            return BadFrame(ProblemCode.TOO_LONG, self._length)
        return None

    def _is_before_frame(self) -> bool:
        return self._length == 0 and not self._dropping and not self._enveloped

    def _open_envelope(self) -> BadFrame | None:
        lost = self._length > 0 and not self._reported
        length = self._length
        self._start((_ETX,), enveloped=True)
        return BadFrame(ProblemCode.CUT, length) if lost else None

    def _finish(self) -> bytes | BadFrame | None:
        raw, length = bytes(self._buffer), self._length
        # The end mark of a frame that was reported already may come alone.
        is_tail = self._dropping and not self._reported and length > self._end_length
        dropping, enveloped = self._dropping, self._enveloped
        self._restart()
        if dropping:
            return BadFrame(ProblemCode.CUT, length) if is_tail else None
        content = (raw[:-1] if enveloped else raw).strip(BLANKS)
        if not content:
            return None
        return BadFrame(ProblemCode.GARBLED, len(content)) if is_garbled(content) else content

    def _cut(self) -> BadFrame | None:
        length, reported = self._length, self._reported
        if not self._dropping and is_garbled(bytes(self._buffer)):
            # Line noise or a scanner's power-on byte: no code has begun, none has a tail.
            self._restart()
            return BadFrame(ProblemCode.GARBLED, length)
        self._restart()
        self._dropping = True
        return None if reported else BadFrame(ProblemCode.CUT, length)


def is_garbled(content: bytes) -> bool:
    """Tell whether there is a control byte in it that no payload format uses."""
    return len(content.translate(None, _FORBIDDEN)) != len(content)
