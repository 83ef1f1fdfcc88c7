"""Opening a serial port for ourselves alone, and naming why it does not open."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Final

import serial

from devices.errors import (
    DeviceBusyError,
    DeviceDeniedError,
    DeviceError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
)

OpenPort = Callable[..., serial.Serial]

try:
    import termios
except ImportError:  # Windows has no termios and reports everything as OSError.
    PORT_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    # pyserial lets termios.error through when a port dies while it is being set up.
    PORT_ERRORS = (OSError, termios.error)

_BUSY: Final = frozenset({errno.EAGAIN, errno.EBUSY})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM})
_GONE: Final = frozenset({errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO})


def open_serial(
    device_id: str,
    url: str,
    *,
    baudrate: int,
    timeout_ms: int,
    open_port: OpenPort = serial.serial_for_url,
) -> serial.Serial:
    """Return the open port, which no second program of ours can open until it is closed.

    Raises:
        DeviceBusyError: another program holds it.
        DeviceDeniedError: this account may not open it.
        DeviceNotFoundError: it is not there.
        DeviceLostError: it does not open for another reason.
        DeviceSettingsError: pyserial does not know such a port or speed.
    """
    try:
        return open_port(url, baudrate=baudrate, timeout=timeout_ms / 1_000, exclusive=True)
    except ValueError as error:  # pyserial's word for a URL or speed it does not know.
        raise DeviceSettingsError(f"{device_id} on {url}") from error
    except PORT_ERRORS as error:
        raise _opening_failed(f"{device_id} on {url}", error) from error


def _opening_failed(where: str, error: Exception) -> DeviceError:
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
