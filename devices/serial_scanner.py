"""A scanner on a serial, USB-CDC or Bluetooth-SPP port."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Final, Protocol

import serial

from devices.base import DriverEnv, DriverReady, Emit
from devices.errors import (
    DeviceAmbiguousError,
    DeviceBusyError,
    DeviceDeniedError,
    DeviceError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
)
from devices.framing import FrameRules
from devices.reading import ScanReader

KIND: Final = "serial"
READ_TIMEOUT_MS: Final = 200  # Also the longest `stop` can go unseen.
FACTORY_BAUDRATE: Final = 9600  # What scanners are delivered with (8 data bits, no parity).

try:
    import termios
except ImportError:  # Windows has no termios and reports everything as OSError.
    _PORT_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    # pyserial lets termios.error through when a port dies while it is being set up.
    _PORT_ERRORS = (OSError, termios.error)

_BUSY: Final = frozenset({errno.EAGAIN, errno.EBUSY})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM})
_GONE: Final = frozenset({errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO})


class PortInfo(Protocol):
    """What is asked of one entry of the system's port list."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


ListPorts = Callable[[], Iterable[PortInfo]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialSettings:
    """Where the scanner is and how it talks.

    Either `port` names a fixed path or pyserial URL, or `vid` and `pid` (with
    `serial_number` or the USB `location` where twins are plugged in) name the device,
    because ports are renumbered when a plug is moved. A port the system does not list, such
    as a pseudo-terminal, needs `port`.

    Raises:
        DeviceSettingsError: neither or both ways are given, or the speed is not positive.
    """

    port: str | None = None
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None
    baudrate: int = FACTORY_BAUDRATE
    rules: FrameRules = field(default_factory=FrameRules)

    def __post_init__(self) -> None:
        usb = (self.vid, self.pid, self.serial_number, self.location)
        if self.port is None and None in {self.vid, self.pid}:
            raise DeviceSettingsError("a serial scanner needs a port, or vid and pid")
        if self.port is not None and set(usb) != {None}:
            raise DeviceSettingsError("a fixed port leaves nothing for USB names to find")
        if self.baudrate < 1:
            raise DeviceSettingsError("the baud rate is not positive")

    def matches(self, info: PortInfo) -> bool:
        """Tell whether a listed port is this scanner."""
        return (
            (info.vid, info.pid) == (self.vid, self.pid)
            and self.serial_number in {None, info.serial_number}
            and self.location in {None, info.location}
        )


class SerialScanner:
    """Blocking reader for one port. The manager gives it a thread and runs it again."""

    kind = KIND

    def __init__(
        self,
        device_id: str,
        settings: SerialSettings,
        env: DriverEnv,
        *,
        list_ports: ListPorts,
        open_port: Callable[..., serial.Serial] = serial.serial_for_url,
    ) -> None:
        self.device_id = device_id
        self._settings = settings
        self._env = env
        self._list_ports = list_ports
        self._open_port = partial(
            open_port, baudrate=settings.baudrate, timeout=READ_TIMEOUT_MS / 1_000, exclusive=True
        )

    def run(self, emit: Emit, stop: Event) -> None:
        """Read until `stop` is set. Silence is noticed in steps of READ_TIMEOUT_MS.

        Raises:
            DeviceLostError: the port went away, or no port answers to the settings.
            DeviceAmbiguousError: more than one port does.
            DeviceBusyError: another program holds it.
            DeviceDeniedError: this account may not open it.
            DeviceSettingsError: pyserial does not know such a port or speed.
        """
        url = self._find()
        try:
            port = self._open_port(url)
        except ValueError as error:  # pyserial's word for a URL or speed it does not know.
            raise DeviceSettingsError(f"{self.device_id} on {url}") from error
        except _PORT_ERRORS as error:
            raise self._opening_failed(url, error) from error
        try:
            with port:
                self._read(port, emit, stop)
        except _PORT_ERRORS as error:
            raise DeviceLostError(f"{self.device_id} on {url}") from error

    def _read(self, port: serial.Serial, emit: Emit, stop: Event) -> None:
        reader = ScanReader(self.device_id, self._env, self._settings.rules)
        port.reset_input_buffer()  # A scan made before we were ready is not for us.
        emit(DriverReady(self.device_id))
        while not stop.is_set():
            data = port.read(port.in_waiting or 1)
            for event in reader.feed(data) if data else reader.silence(READ_TIMEOUT_MS):
                emit(event)

    def _find(self) -> str:
        if self._settings.port is not None:
            return self._settings.port
        try:
            found = sorted(i.device for i in self._list_ports() if self._settings.matches(i))
        except OSError as error:  # The list itself changes while a plug is being pulled.
            raise DeviceNotFoundError(self.device_id) from error
        if not found:
            raise DeviceNotFoundError(self.device_id)
        if len(found) > 1:
            raise DeviceAmbiguousError(f"{self.device_id} could be any of {found}")
        return found[0]

    def _opening_failed(self, url: str, error: Exception) -> DeviceError:
        where = f"{self.device_id} on {url}"
        number = error.args[0] if error.args else None
        # WORKAROUND: on Windows pyserial keeps the cause only as text, and a port another
        # program holds is "Access is denied" there (serialwin32.py, Serial.open).
        if number in _BUSY or "PermissionError" in str(error):
            return DeviceBusyError(where)
        if number in _DENIED:
            return DeviceDeniedError(where)
        if number in _GONE or "FileNotFoundError" in str(error):
            return DeviceNotFoundError(where)
        return DeviceLostError(where)
