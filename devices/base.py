"""The words every driver speaks: what it emits, how it is run, how it is doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event
from typing import Protocol, TypeAlias

from devices.errors import HealthCode, ProblemCode
from devices.live_view import LiveViews


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as a device read it. What it means is not decided here.

    `payload` is text without the AIM identifier and is kept out of `repr`, because it may be
    a member code, a payment code or an identity number. `symbology` is the AIM identifier
    with its bracket, such as "]C1", or None when the scanner does not send one. `read_at_ns`
    is the injected clock's nanoseconds when the frame was whole; `raw_len` counts the bytes
    on the line, end mark apart. `damaged` means that the bytes were no known text encoding
    and that the payload is only their Latin-1 picture.
    """

    device_id: str
    scan_id: str
    payload: str = field(repr=False)
    symbology: str | None
    read_at_ns: int
    raw_len: int
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class ScanProblem:
    """Something arrived that is not a scan; the screen says so by `code`.

    `length` is in bytes. The content is never carried: it is noise at best, and a piece of
    somebody's payment code at worst.
    """

    device_id: str
    code: ProblemCode
    length: int


@dataclass(frozen=True, slots=True)
class DriverReady:
    """The device is open and what it reads from now on is emitted."""

    device_id: str


ScanEvent: TypeAlias = Scan | ScanProblem
DriverEvent: TypeAlias = Scan | ScanProblem | DriverReady
Emit: TypeAlias = Callable[[DriverEvent], None]


class DeviceState(StrEnum):
    """How a device is doing, as the device page shows it."""

    STARTING = "starting"
    READY = "ready"
    LOST = "lost"
    FAILED = "failed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """One device's state and its counts since the start of the program.

    `code` says why while `state` is LOST or FAILED. `scans` counts what the driver read,
    `dropped` those of them that did not reach the receiver, `bad_frames` what arrived
    garbled, cut or too long.
    """

    device_id: str
    kind: str
    state: DeviceState = DeviceState.OFF
    code: HealthCode | None = None
    last_read_at_ns: int | None = None
    scans: int = 0
    dropped: int = 0
    bad_frames: int = 0


def _never(_code: str) -> bool:
    return False


def _always(_code: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class DriverEnv:
    """What drivers may not fetch themselves: a monotonic clock in ns, and random scan ids.

    For cameras: `is_known` tells whether a code is one of this store's, which one picture is
    then enough for; `is_secret` whether a payment, 医保 or identity code is in view, so that no
    picture of it is shown (without a judge every code is); `live` is where screens look.
    """

    clock_ns: Callable[[], int]
    new_scan_id: Callable[[], str]
    is_known: Callable[[str], bool] = _never
    is_secret: Callable[[str], bool] = _always
    live: LiveViews = field(default_factory=LiveViews)


class Driver(Protocol):
    """A blocking reader of one device. The manager gives it a thread and runs it again."""

    @property
    def device_id(self) -> str:
        """Name from the settings, unique among the till's devices."""

    @property
    def kind(self) -> str:
        """Key of the registry this driver was built from."""

    def run(self, emit: Emit, stop: Event) -> None:
        """Open the device, emit DriverReady, then what is read, until `stop` is set.

        Sees `stop` within 0.25 s and leaves the device closed. May be called again after it
        returned or raised.

        Raises:
            DeviceLostError: the device went away or is not there.
            DeviceError: it cannot be used for another reason.
        """
