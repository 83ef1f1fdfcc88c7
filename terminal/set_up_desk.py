"""What the set-up of a scanner asks: keys and codes in, findings out, in the screens' own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import Special, Stroke
from devices.errors import DeviceError
from devices.serial_port import PORT_ERRORS, open_serial
from devices.serial_rate import QUIET_MS, RateFinder, RateFound
from devices.setup_cards import BY_ID, CardId
from devices.setup_lesson import habits, profile
from devices.setup_reading import CardReading, read_bytes, read_strokes, read_text
from terminal.domain.problems import Refusal
from ui.devices.ports import CardResult, DeviceKind, KeyRun, Learned, Noise, Source
from ui.keys.words import Key

_HEARD_MAX: Final = 64 * 1024
_TEXT_LEAST: Final = 0.9
"""Of what was heard, this share is signs of a text, or it is noise of a wrong speed."""


Listen = Callable[[Callable[[KeyRun], None] | None], None]
"""Begins to hand over runs of keys; with None it stops. `SetUpTap.listen` does it."""


OnProfile = Callable[[Profile, str], None]
"""Hears of the profile of a scanner that types and of its separator, as soon as they were kept."""
KEYBOARD: Final = "keyboard"
"""The name of the scanner that types, where keyboards are not told apart."""


def _to_nobody(_: Profile, __: str) -> None:
    """Tell nobody."""


class SetUp:
    """A `ui.devices.ports.SetUpDesk`. For the GUI thread."""

    def __init__(
        self, listen: Listen, now: Callable[[], datetime], on_profile: OnProfile = _to_nobody
    ) -> None:
        self._listen, self._now, self._on_profile = listen, now, on_profile

    def listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        """Begin to take the keyboard's runs, or stop with None."""
        self._listen(on_keys)

    def read_keys(self, run: KeyRun, asked: str) -> CardResult:
        """Return what a run of keys made of a card."""
        assert isinstance(run, tuple)
        return result_of(read_strokes(strokes_of(run), CardId(asked)))

    def read_code(self, payload: str, asked: str) -> CardResult:
        """Return what a whole code made of a card."""
        return result_of(read_text(payload, CardId(asked)))

    def learned(self, results: Sequence[CardResult]) -> Learned:
        """Return what the cards together say, as of now."""
        found = habits(readings_of(results))
        return Learned(
            learned_at=self._now(),
            ms_per_key=found.ms_per_key,
            suffix=found.suffix,
            separator=found.separator,
            is_caps_inverted=found.is_caps_inverted,
            is_doubled=found.is_doubled,
            is_eaten=found.is_eaten,
            baudrate=next((one.baudrate for one in results if one.baudrate), None),
        )

    def kept(self, source: Source, results: Sequence[CardResult]) -> None:
        """Give the profile of a scanner that types to whoever tells scans from typing."""
        if source.kind is DeviceKind.KEYBOARD:
            readings = readings_of(results)
            made = profile(KEYBOARD, readings)
            if made is not None:
                self._on_profile(made, habits(readings).separator)


class PortHearing:
    """Waits on serial ports for cards, and remembers the speed of each. For one thread."""

    def __init__(self) -> None:
        self._finders: dict[str, RateFinder] = {}

    def forget(self) -> None:
        """Begin with the usual speed again."""
        self._finders = {}

    def hear(
        self, port: str, asked: str, is_over: Callable[[], bool]
    ) -> CardResult | Noise | Refusal | None:
        """Wait for one card. Return None when it `is_over` before."""
        card = BY_ID[CardId(asked)]
        finder = self._finders.setdefault(port, RateFinder(card.content.encode()))
        try:
            with open_serial("set-up", port, baudrate=finder.rate, timeout_ms=QUIET_MS) as line:
                line.reset_input_buffer()
                raw = _one_scan(line.read, lambda: line.in_waiting, is_over)
        except DeviceError as error:
            return Refusal(error.code)
        except PORT_ERRORS:
            return Refusal("DEVICE_LOST")
        if raw is None:
            return None
        reading = read_bytes(raw, card.id)
        if reading.card is None and _is_noise(raw):
            tried = finder.heard(raw)
            if not isinstance(tried, RateFound):
                return Noise(tried.baudrate, tried.next_rate)
        return result_of(reading, baudrate=finder.rate)


def strokes_of(run: Iterable[Key]) -> tuple[Stroke, ...]:
    """Return keys of the screens in the words of the drivers."""
    return tuple(
        Stroke(
            serial=key.serial,
            at_ns=key.at_ns,
            text=key.text,
            special=None if key.special is None else Special(key.special.value),
            scan_code=key.scan_code,
            is_press=key.is_press,
            is_auto_repeat=key.is_auto_repeat,
            is_shifted=key.is_shifted,
            is_caps_on=key.is_caps_on,
            is_ctrl=key.is_ctrl,
            is_alt=key.is_alt,
            source=key.source,
            is_eaten=key.is_eaten,
        )
        for key in run
    )


def result_of(reading: CardReading, *, baudrate: int | None = None) -> CardResult:
    """Return a reading in the words of the screens."""
    return CardResult(
        card=None if reading.card is None else reading.card.value,
        findings=tuple(one.value for one in reading.findings),
        must_repeat=reading.must_repeat,
        keys=reading.keys,
        ms_per_key=reading.ms_per_key,
        suffix=reading.suffix,
        separator=reading.separator,
        wrong=reading.wrong,
        baudrate=baudrate,
        reading=reading,
    )


def readings_of(results: Iterable[CardResult]) -> list[CardReading]:
    """Return the drivers' own readings behind some results."""
    return [one.reading for one in results if isinstance(one.reading, CardReading)]


def _one_scan(
    read: Callable[[int], bytes], waiting: Callable[[], int], is_over: Callable[[], bool]
) -> bytes | None:
    heard = bytearray()
    while not is_over():
        data = read(waiting() or 1)
        if data:
            heard += data[: _HEARD_MAX - len(heard)]
        elif heard:
            return bytes(heard)
    return None


def _is_noise(raw: bytes) -> bool:
    shown = sum(32 <= byte < 127 or byte in b"\r\n\t\x1d" for byte in raw)  # noqa: PLR2004 (ASCII)
    return shown < _TEXT_LEAST * len(raw)
