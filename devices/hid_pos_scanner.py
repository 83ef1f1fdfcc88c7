"""A scanner in HID POS mode, read through the kernel's hidraw device. Built for Linux.

Parser and driver are tested with reports made by hand from the specification; they have not been
run with a scanner.
"""

from __future__ import annotations

import errno
import os
import select
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Final

from devices import hid_descriptor
from devices.base import DriverEnv, DriverReady, Emit
from devices.errors import (
    DeviceBusyError,
    DeviceDeniedError,
    DeviceError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
)
from devices.framing import BadFrame
from devices.hid_descriptor import HidDescriptorError
from devices.hid_pos import CodeRead, HidPosReader, layout_of
from devices.place import ListPresent, Place
from devices.reading import ScanMaker

KIND: Final = "hid_pos"
READ_TIMEOUT_MS: Final = 200  # Also the longest `stop` can go unseen.
_REPORT_MAX: Final = 4_097  # The longest report with its id; a read returns one report.


def open_hidraw(path: str) -> int:
    """Open a hidraw device for reading; return its descriptor. Raise OSError."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)


class HidPosScanner:
    """Blocking reader of one HID POS scanner. The manager gives it a thread and runs it again.

    `list_scanners` and `descriptor_of` look at the machine (`Discovery`); `open_device` returns
    a descriptor that reads one report at a time.
    """

    kind = KIND

    def __init__(
        self,
        device_id: str,
        place: Place,
        env: DriverEnv,
        *,
        list_scanners: ListPresent,
        descriptor_of: Callable[[str], bytes],
        open_device: Callable[[str], int] = open_hidraw,
    ) -> None:
        self.device_id = device_id
        self._place = place
        self._maker = ScanMaker(device_id, env)
        self._list_scanners = list_scanners
        self._descriptor_of = descriptor_of
        self._open = open_device

    def run(self, emit: Emit, stop: Event) -> None:
        """Read until `stop` is set.

        Raises:
            DeviceLostError: the scanner went away, or is not there.
            DeviceAmbiguousError: more than one answers to the settings.
            DeviceDeniedError: this account may not open it.
            DeviceSettingsError: what the settings name is no HID POS scanner.
        """
        path = self._place.find(self.device_id, self._list_scanners)
        reader = self._reader(path)
        try:
            descriptor = self._open(path)
        except OSError as error:
            raise self._opening_failed(path, error) from error
        try:
            self._read(descriptor, reader, emit, stop)
        except OSError as error:
            raise DeviceLostError(f"{self.device_id} on {path}") from error
        finally:
            os.close(descriptor)

    def _reader(self, path: str) -> HidPosReader:
        told = self._descriptor_of(path)
        if not told:
            raise DeviceNotFoundError(f"{self.device_id} on {path}")
        try:
            return HidPosReader(layout_of(hid_descriptor.parse(told)))
        except HidDescriptorError as error:
            raise DeviceSettingsError(f"{self.device_id} on {path}: {error}") from error

    def _read(self, descriptor: int, reader: HidPosReader, emit: Emit, stop: Event) -> None:
        while _is_readable(descriptor, 0):  # A scan made before we were ready is not for us.
            _next_report(descriptor)
        emit(DriverReady(self.device_id))
        while not stop.is_set():
            if _is_readable(descriptor, READ_TIMEOUT_MS):
                found = reader.feed(_next_report(descriptor))
            else:
                found = reader.silence(READ_TIMEOUT_MS)
            for one in found:
                self._tell(one, emit)

    def _tell(self, found: CodeRead | BadFrame, emit: Emit) -> None:
        if isinstance(found, CodeRead):
            emit(self._maker.event(found.raw, found.symbology))
        else:
            emit(self._maker.event(found))

    def _opening_failed(self, path: str, error: OSError) -> DeviceError:
        where = f"{self.device_id} on {path}"
        kinds: dict[int, Callable[[str], DeviceError]] = {
            errno.EACCES: DeviceDeniedError,
            errno.EPERM: DeviceDeniedError,
            errno.EBUSY: DeviceBusyError,
            errno.ENOENT: DeviceNotFoundError,
            errno.ENODEV: DeviceNotFoundError,
            errno.ENXIO: DeviceNotFoundError,
        }
        return kinds.get(error.errno or 0, partial(DeviceLostError))(where)


def _is_readable(descriptor: int, timeout_ms: int) -> bool:
    # Not `select`: it fails on descriptors beyond 1,023.
    watch = select.poll()
    watch.register(descriptor, select.POLLIN)
    return bool(watch.poll(timeout_ms))


def _next_report(descriptor: int) -> bytes:
    report = os.read(descriptor, _REPORT_MAX)
    if not report:
        raise OSError(errno.EIO, "the device is gone")
    return report
