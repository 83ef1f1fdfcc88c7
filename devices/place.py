"""Which of the connected devices is meant: a fixed path, or the names USB gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from devices.errors import DeviceAmbiguousError, DeviceNotFoundError, DeviceSettingsError


class Present(Protocol):
    """What is asked of one connected device. `device` is the path it is opened by."""

    @property
    def device(self) -> str:
        """Path or name of the port."""

    @property
    def vid(self) -> int | None:
        """USB vendor, None where it has none."""

    @property
    def pid(self) -> int | None:
        """USB product."""

    @property
    def serial_number(self) -> str | None:
        """What tells twins apart, where the maker gave it one."""

    @property
    def location(self) -> str | None:
        """The USB socket, such as 1-1.2."""


ListPresent = Callable[[], Iterable[Present]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a device is.

    Either `path` names it, or `vid` and `pid` (with `serial_number` or the USB `location` where
    twins are plugged in), because numbers change when a plug is moved. What the system does
    not list, such as a pseudo-terminal, needs `path`.

    Raises:
        DeviceSettingsError: neither or both ways are given.
    """

    path: str | None = None
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None

    def __post_init__(self) -> None:
        usb = (self.vid, self.pid, self.serial_number, self.location)
        if self.path is None and None in {self.vid, self.pid}:
            raise DeviceSettingsError("a device needs a path, or vid and pid")
        if self.path is not None and set(usb) != {None}:
            raise DeviceSettingsError("a fixed path leaves nothing for USB names to find")

    def matches(self, device: Present) -> bool:
        """Tell whether a listed device is the one that is meant."""
        return (
            (device.vid, device.pid) == (self.vid, self.pid)
            and self.serial_number in {None, device.serial_number}
            and self.location in {None, device.location}
        )

    def find(self, device_id: str, present: ListPresent) -> str:
        """Return the path to open now.

        Raises:
            DeviceNotFoundError: it is not plugged in.
            DeviceAmbiguousError: several are, and guessing could read the wrong one.
        """
        if self.path is not None:
            return self.path
        try:
            found = sorted(device.device for device in present() if self.matches(device))
        except OSError as error:  # The list itself changes while a plug is being pulled.
            raise DeviceNotFoundError(device_id) from error
        if not found:
            raise DeviceNotFoundError(device_id)
        if len(found) > 1:
            raise DeviceAmbiguousError(f"{device_id} could be any of {found}")
        return found[0]
