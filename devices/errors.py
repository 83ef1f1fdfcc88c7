"""What can go wrong with a device, by stable code.

The codes are shown to people through the message files, so a name here never changes its
meaning. Error texts say which device and which port, never what was scanned.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final


class HealthCode(StrEnum):
    """Why a device is not ready. Each member has a text in the message files."""

    LOST = "DEVICE_LOST"
    NOT_FOUND = "DEVICE_NOT_FOUND"
    AMBIGUOUS = "DEVICE_AMBIGUOUS"
    BUSY = "DEVICE_BUSY"
    DENIED = "DEVICE_DENIED"
    LIBRARY_MISSING = "DEVICE_LIBRARY_MISSING"
    KIND_UNKNOWN = "DEVICE_KIND_UNKNOWN"
    SETTINGS_INVALID = "DEVICE_SETTINGS_INVALID"
    CRASH = "DEVICE_CRASH"
    RECEIVER_CRASH = "DEVICE_RECEIVER_CRASH"


class ProblemCode(StrEnum):
    """Why something a device read is not a scan. Each member has a text in the message files."""

    GARBLED = "SCAN_GARBLED"
    TOO_LONG = "SCAN_TOO_LONG"
    CUT = "SCAN_CUT"
    QUEUE_FULL = "SCAN_QUEUE_FULL"


class DeviceError(Exception):
    """Base of everything this package raises; `code` is what a person is shown."""

    code: ClassVar[HealthCode] = HealthCode.CRASH


class DeviceLostError(DeviceError):
    """The device went away while it was in use. Expected; the manager opens it again."""

    code = HealthCode.LOST


class DeviceNotFoundError(DeviceLostError):
    """No port answers to the settings: not plugged in, or renamed."""

    code = HealthCode.NOT_FOUND


class DeviceAmbiguousError(DeviceError):
    """Several ports answer to the settings, and guessing could read the wrong scanner."""

    code = HealthCode.AMBIGUOUS


class DeviceBusyError(DeviceError):
    """Another program holds the port."""

    code = HealthCode.BUSY


class DeviceDeniedError(DeviceError):
    """The account the till runs under may not open the port."""

    code = HealthCode.DENIED


class DeviceLibraryMissingError(DeviceError):
    """The library this kind of device needs is not installed or does not load."""

    code = HealthCode.LIBRARY_MISSING


class DeviceKindUnknownError(DeviceError):
    """The settings name a kind of device this version does not have."""

    code = HealthCode.KIND_UNKNOWN


class DeviceSettingsError(DeviceError):
    """A device's settings contradict themselves or name an unknown option."""

    code = HealthCode.SETTINGS_INVALID


# Trying again cannot help: somebody has to change the settings or the installation first.
PERMANENT: Final = frozenset(
    {HealthCode.LIBRARY_MISSING, HealthCode.KIND_UNKNOWN, HealthCode.SETTINGS_INVALID}
)
