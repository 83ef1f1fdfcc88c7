"""What the devices page asks of the world outside, in its own words: ui imports no drivers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from threading import Event
from typing import Protocol, TypeVar

from terminal.domain.problems import Refusal
from ui.frame.status import ScannerState

T = TypeVar("T")


class DeviceKind(StrEnum):
    """Kinds of device the page has words for. Values are those of the drivers."""

    KEYBOARD = "keyboard"
    SERIAL = "serial"
    HID_POS = "hid_pos"
    CAMERA = "camera"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Learned:
    """What the set-up found out of one scanner. `ms_per_key` is None where it does not type;
    `suffix` and `separator` are names such as "enter" and "f8", empty when there is none.
    """

    learned_at: datetime
    ms_per_key: float | None = None
    suffix: str = ""
    separator: str = ""
    is_caps_inverted: bool = False
    is_doubled: bool = False
    is_eaten: bool = False
    baudrate: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """One device of this till. `code` says why while it is not ready; `where` is its port or path.
    The counts are since the start of the program.
    """

    id: str
    kind: DeviceKind
    state: ScannerState
    code: str = ""
    name: str = ""
    where: str = ""
    scans: int = 0
    dropped: int = 0
    bad_frames: int = 0
    learned: Learned | None = None
    is_removable: bool = True


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """Something plugged in, whether this till uses it or not."""

    kind: DeviceKind
    where: str
    name: str = ""
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page begins with. `tells_keyboards_apart` is False where the system mixes
    all keyboards into one before a program sees them. `printers` are those of the system, the
    usual one first; None where it has no way to print.
    """

    devices: tuple[DeviceFacts, ...] = ()
    found: tuple[FoundFacts, ...] = ()
    tells_keyboards_apart: bool = False
    printers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where cards come from: keys of a scanner that types, a serial port (`where`), or a device of
    this till that hands over whole codes (`where` is its id).
    """

    kind: DeviceKind
    where: str = ""


@dataclass(frozen=True, slots=True)
class CardResult:
    """What became of one set-up card; the words are those of the drivers. `card` is None when it
    was none of ours, and then nothing is known of what it was. `reading` is the drivers' own.
    """

    card: str | None
    findings: tuple[str, ...]
    must_repeat: bool = False
    keys: int = 0
    ms_per_key: float | None = None
    suffix: str = ""
    separator: str | None = None
    wrong: tuple[tuple[str, str], ...] = ()
    baudrate: int | None = None
    reading: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Noise:
    """A serial port brought no text at one speed; the same card is heard at `next_rate` now."""

    baudrate: int
    next_rate: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What a camera sees: `pixels` of blue, green and red, row by row without gaps, None while a
    code that is nobody's business is in view. It is the part that is read. `codes` are corners of
    codes that were read; `hints` say what is in the way, the worst first, by the drivers' words.
    """

    width: int
    height: int
    pixels: bytes | None = field(repr=False)
    hints: tuple[str, ...] = ()
    codes: tuple[tuple[tuple[float, float], ...], ...] = ()


class Cameras(Protocol):
    """Where pictures of cameras come from, on any thread and at once. None while nobody looks."""

    def watch(self, device: str) -> None:
        """Want pictures from now on."""

    def leave(self, device: str) -> None:
        """Want none any more."""

    def take(self, device: str) -> Picture | None:
        """Take the newest picture, None when it was taken already."""


class KeyRun(Protocol):
    """Keys from the first one to the silence after the last, as the key filter took them."""

    def __len__(self) -> int:
        """Return how many there are, releases included."""


class SetUpDesk(Protocol):
    """What the set-up asks at once, on the GUI thread.

    While it listens, keys go nowhere else: a run of at least three is handed to `on_keys` when it
    is over, a shorter one is a person's and is given back.
    """

    def listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        """Begin to take the keyboard's runs, or stop with None."""

    def read_keys(self, run: KeyRun, asked: str) -> CardResult:
        """Return what a run of keys made of a card."""

    def read_code(self, payload: str, asked: str) -> CardResult:
        """Return what a whole code made of a card."""

    def learned(self, results: Sequence[CardResult]) -> Learned:
        """Return what the cards together say, as of now."""

    def kept(self, source: Source, results: Sequence[CardResult]) -> None:
        """Hear that this was kept: from now on scans are told from typing by it."""


class DeviceDesk(Protocol):
    """The devices of this till. Every method may take seconds: they are for a thread beside."""

    def overview(self) -> Overview:
        """Return how everything stands now."""

    def remove(self, device: str) -> Overview:
        """Stop using a device, and forget what was learned of it."""

    def hear(self, port: str, asked: str, stop: Event) -> CardResult | Noise | Refusal | None:
        """Wait on a serial port for one card. Return None when `stop` was set before."""

    def keep(
        self, source: Source, results: Sequence[CardResult], learned: Learned
    ) -> Overview | Refusal:
        """Keep what was learned, and use the device from now on."""

    def end_set_up(self) -> Overview:
        """Read again what was put aside while a port was listened to."""

    def save_file(self, name: str, content: bytes) -> str | Refusal:
        """Write a new file into the till's folder for exports and return its path."""

    def print_file(self, name: str, content: bytes, printer: str) -> Refusal | None:
        """Hand a PDF to the system's printer."""


class SubmitDevice(Protocol):
    """Starts a job on the devices' own thread."""

    def __call__(self, job: Callable[[DeviceDesk], T]) -> Future[T]:
        """Return at once."""


class DeviceRunner(Protocol):
    """Runs a job beside and calls `then` with its result on the caller's thread, later."""

    def __call__(self, job: Callable[[DeviceDesk], T], then: Callable[[T], None]) -> None:
        """Return at once."""
