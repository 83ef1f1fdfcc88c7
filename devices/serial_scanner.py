"""A scanner on a serial, USB-CDC or Bluetooth-SPP port."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Final

import serial

from devices.base import DriverEnv, DriverReady, Emit
from devices.errors import DeviceLostError, DeviceSettingsError
from devices.framing import FrameRules
from devices.place import ListPresent, Place
from devices.reading import ScanReader
from devices.serial_port import PORT_ERRORS, OpenPort, open_serial

KIND: Final = "serial"
READ_TIMEOUT_MS: Final = 200  # Also the longest `stop` can go unseen.
FACTORY_BAUDRATE: Final = 9600  # What scanners are delivered with (8 data bits, no parity).


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
        self.place  # noqa: B018 (made to be refused where it contradicts itself)
        if self.baudrate < 1:
            raise DeviceSettingsError("the baud rate is not positive")

    @property
    def place(self) -> Place:
        """Where the scanner is plugged in."""
        return Place(
            path=self.port,
            vid=self.vid,
            pid=self.pid,
            serial_number=self.serial_number,
            location=self.location,
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
        list_ports: ListPresent,
        open_port: OpenPort = serial.serial_for_url,
    ) -> None:
        self.device_id = device_id
        self._settings = settings
        self._env = env
        self._list_ports = list_ports
        self._open_port = open_port
        # A scanner without end mark whose silence is set shorter is noticed sooner.
        self._timeout_ms = min(READ_TIMEOUT_MS, settings.rules.flush_after_ms)

    def run(self, emit: Emit, stop: Event) -> None:
        """Read until `stop` is set. Silence is noticed in steps of READ_TIMEOUT_MS at most.

        Raises:
            DeviceLostError: the port went away, or no port answers to the settings.
            DeviceAmbiguousError: more than one port does.
            DeviceBusyError: another program holds it.
            DeviceDeniedError: this account may not open it.
            DeviceSettingsError: pyserial does not know such a port or speed.
        """
        url = self._settings.place.find(self.device_id, self._list_ports)
        port = open_serial(
            self.device_id,
            url,
            baudrate=self._settings.baudrate,
            timeout_ms=self._timeout_ms,
            open_port=self._open_port,
        )
        try:
            with port:
                self._read(port, emit, stop)
        except PORT_ERRORS as error:
            raise DeviceLostError(f"{self.device_id} on {url}") from error

    def _read(self, port: serial.Serial, emit: Emit, stop: Event) -> None:
        reader = ScanReader(self.device_id, self._env, self._settings.rules)
        port.reset_input_buffer()  # A scan made before we were ready is not for us.
        emit(DriverReady(self.device_id))
        while not stop.is_set():
            data = port.read(port.in_waiting or 1)
            for event in reader.feed(data) if data else reader.silence(self._timeout_ms):
                emit(event)
