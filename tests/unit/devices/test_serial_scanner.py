"""Finding the port of a serial scanner, and naming why it does not open."""

from __future__ import annotations

import errno
import termios
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event

import pytest
import serial

from devices.base import DriverEnv, DriverEvent
from devices.errors import (
    DeviceAmbiguousError,
    DeviceBusyError,
    DeviceDeniedError,
    DeviceError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
)
from devices.serial_scanner import SerialScanner, SerialSettings


@dataclass
class Port:
    """One entry of a port list."""

    device: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None


class OpenedError(Exception):
    """Carries the URL a scanner tried to open."""


def refuse(url: str, **_options: object) -> serial.Serial:
    raise OpenedError(url)


def emit(_event: DriverEvent) -> None:
    pytest.fail("nothing was opened")


def run(
    settings: SerialSettings, ports: Iterable[Port] = (), error: Exception | None = None
) -> str:
    """Run until the port would open; return its URL."""

    def fail(_url: str, **_options: object) -> serial.Serial:
        assert error is not None
        raise error

    scanner = SerialScanner(
        "till-1",
        settings,
        DriverEnv(clock_ns=lambda: 0, new_scan_id=lambda: "scan"),
        list_ports=lambda: ports,
        open_port=refuse if error is None else fail,
    )
    try:
        scanner.run(emit, Event())
    except OpenedError as opened:
        return str(opened)
    pytest.fail("the port was not asked for")


CH340 = SerialSettings(vid=0x1A86, pid=0x7523)


def test_a_fixed_port_is_used_without_looking_at_the_list() -> None:
    assert "/dev/pts/7" == run(SerialSettings(port="/dev/pts/7"), [Port("/dev/ttyUSB0")])


def test_a_scanner_is_found_by_its_usb_names_wherever_it_was_renumbered_to() -> None:
    others = [Port("/dev/ttyS0"), Port("/dev/ttyUSB0", 0x0403, 0x6001)]
    assert "/dev/ttyUSB9" == run(CH340, [*others, Port("/dev/ttyUSB9", 0x1A86, 0x7523)])


def test_twins_are_told_apart_by_serial_number_or_by_socket() -> None:
    twins = [
        Port("/dev/ttyUSB0", 0x1A86, 0x7523, "A", "1-1"),
        Port("/dev/ttyUSB1", 0x1A86, 0x7523, "B", "1-2"),
    ]
    assert "/dev/ttyUSB1" == run(SerialSettings(vid=0x1A86, pid=0x7523, serial_number="B"), twins)
    assert "/dev/ttyUSB0" == run(SerialSettings(vid=0x1A86, pid=0x7523, location="1-1"), twins)


def test_twins_that_cannot_be_told_apart_are_not_guessed_at() -> None:
    twins = [Port("/dev/ttyUSB0", 0x1A86, 0x7523), Port("/dev/ttyUSB1", 0x1A86, 0x7523)]
    with pytest.raises(DeviceAmbiguousError):
        run(CH340, twins)


def test_a_scanner_that_is_not_plugged_in_is_not_found() -> None:
    with pytest.raises(DeviceNotFoundError):
        run(CH340, [Port("/dev/ttyUSB0", 0x0403, 0x6001)])


def test_a_port_list_that_changes_under_the_reader_is_a_scanner_not_found() -> None:
    def changing() -> Iterable[Port]:
        yield Port("/dev/ttyS0")
        raise FileNotFoundError("/sys/class/tty/ttyUSB0")

    with pytest.raises(DeviceNotFoundError):
        run(CH340, changing())


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (serial.SerialException(errno.ENOENT, "could not open port"), DeviceNotFoundError),
        (serial.SerialException(errno.EIO, "could not open port"), DeviceNotFoundError),
        (serial.SerialException(errno.EACCES, "could not open port"), DeviceDeniedError),
        (serial.SerialException(errno.EAGAIN, "Could not exclusively lock"), DeviceBusyError),
        (serial.SerialException(errno.EBUSY, "could not open port"), DeviceBusyError),
        (
            serial.SerialException("could not open port 'COM3': PermissionError(13, 'x', None, 5)"),
            DeviceBusyError,
        ),
        (
            serial.SerialException("could not open port 'COM3': FileNotFoundError(2, 'x')"),
            DeviceNotFoundError,
        ),
        (serial.SerialException("Cannot configure port"), DeviceLostError),
        (serial.SerialException(), DeviceLostError),
        (termios.error(errno.EIO, "Input/output error"), DeviceNotFoundError),
        (ValueError("invalid URL, protocol 'lop' not known"), DeviceSettingsError),
    ],
)
def test_a_port_that_does_not_open_is_refused_by_its_reason(
    error: Exception, expected: type[DeviceError]
) -> None:
    with pytest.raises(DeviceError) as caught:
        run(SerialSettings(port="COM3"), error=error)
    assert expected is type(caught.value)
