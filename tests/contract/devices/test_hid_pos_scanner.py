"""The HID POS driver on a line that keeps reports apart, as the kernel's hidraw does."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from threading import Event

import pytest

from devices.base import ScanProblem
from devices.discovery import FoundDevice
from devices.errors import (
    DeviceAmbiguousError,
    DeviceBusyError,
    DeviceDeniedError,
    DeviceError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
    ProblemCode,
)
from devices.hid_pos_scanner import HidPosScanner
from devices.place import Place
from tests.contract.devices.rigs import ENV, Running
from tests.unit.devices.hid_pos_samples import (
    DESCRIPTOR,
    KEYBOARD_DESCRIPTOR,
    report,
    reports,
)

VID, PID = 0x0C2E, 0x0B6A


class HidRig:
    """A scanner whose reports go through a socket that keeps messages apart."""

    def __init__(self) -> None:
        self.listed = [FoundDevice(kind="hid_pos", device="/dev/hidraw3", vid=VID, pid=PID)]
        self.descriptor = DESCRIPTOR
        self.early = b""
        self._ours: socket.socket | None = None
        self.driver = HidPosScanner(
            "till-1",
            Place(vid=VID, pid=PID),
            ENV,
            list_scanners=lambda: self.listed,
            descriptor_of=lambda _path: self.descriptor,
            open_device=self._open,
        )

    def send(self, *sent: bytes) -> None:
        assert self._ours is not None
        for one in sent:
            self._ours.send(one)

    def unplug(self) -> None:
        if self._ours is not None:
            self._ours.close()
            self._ours = None

    def _open(self, path: str) -> int:
        assert "/dev/hidraw3" == path
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if self.early:
            self._ours.send(self.early)
        return theirs.detach()


@pytest.fixture
def rig() -> Iterator[HidRig]:
    rig = HidRig()
    yield rig
    rig.unplug()


def test_codes_of_one_and_of_many_reports_are_emitted_with_their_identifiers(rig: HidRig) -> None:
    with Running(rig.driver) as running:
        rig.send(report(b"6901234567892"), *reports("张伟".encode("gbk") * 40, b"]Q1"))
        running.wait_for(lambda: len(running.scans()) == 2)
    assert [("]E0", "6901234567892"), ("]Q1", "张伟" * 40)] == [
        (scan.symbology, scan.payload) for scan in running.scans()
    ]


def test_a_scan_made_before_the_till_was_ready_is_discarded(rig: HidRig) -> None:
    rig.early = report(b"111")
    with Running(rig.driver) as running:
        rig.send(report(b"222"))
        running.wait_for(running.scans)
    assert ["222"] == running.payloads()


def test_a_code_that_stops_half_way_is_reported(rig: HidRig) -> None:
    with Running(rig.driver) as running:
        rig.send(reports(b"7" * 60)[0])
        running.wait_for(running.problems)
    assert [ScanProblem("till-1", ProblemCode.CUT, 56)] == running.problems()


def test_pulling_the_plug_is_a_lost_device_and_it_can_be_run_again(rig: HidRig) -> None:
    with Running(rig.driver) as running:
        rig.unplug()
        assert isinstance(running.wait_for_end(), DeviceLostError)
    with Running(rig.driver) as again:
        rig.send(report(b"111"))
        again.wait_for(again.scans)
    assert ["111"] == again.payloads()


def refused(rig: HidRig) -> DeviceError:
    with pytest.raises(DeviceError) as caught:
        rig.driver.run(lambda _event: None, Event())
    return caught.value


def test_a_scanner_that_is_not_there_or_there_twice_is_refused(rig: HidRig) -> None:
    rig.listed *= 2
    assert DeviceAmbiguousError is type(refused(rig))
    rig.listed = []
    assert DeviceNotFoundError is type(refused(rig))


def test_a_device_that_is_no_scanner_is_refused(rig: HidRig) -> None:
    rig.descriptor = KEYBOARD_DESCRIPTOR
    assert DeviceSettingsError is type(refused(rig))
    rig.descriptor = b""
    assert DeviceNotFoundError is type(refused(rig))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.EACCES, DeviceDeniedError),
        (errno.EBUSY, DeviceBusyError),
        (errno.ENOENT, DeviceNotFoundError),
        (errno.EMFILE, DeviceLostError),
    ],
)
def test_a_device_that_does_not_open_is_refused_by_its_reason(
    number: int, expected: type[DeviceError]
) -> None:
    def fail(_path: str) -> int:
        raise OSError(number, os.strerror(number))

    scanner = HidPosScanner(
        "till-1",
        Place(path="/dev/hidraw3"),
        ENV,
        list_scanners=list,
        descriptor_of=lambda _path: DESCRIPTOR,
        open_device=fail,
    )
    with pytest.raises(DeviceError) as caught:
        scanner.run(lambda _event: None, Event())
    assert expected is type(caught.value)
