"""A device is tried before it is put into the settings."""

from __future__ import annotations

from threading import Event

from devices.base import Driver, DriverEnv
from devices.errors import DeviceNotFoundError, HealthCode, ProblemCode
from devices.fake_scanner import FakeScanner
from devices.self_test import SelfTest, self_test

ENV = DriverEnv(clock_ns=lambda: 0, new_scan_id=lambda: "scan")


def test_a_scan_that_comes_through_ends_the_test() -> None:
    scanner = FakeScanner("till-1", ENV)
    found = self_test(lambda: scanner, Event(), on_ready=lambda: scanner.push("6901234567892"))
    assert found.scan is not None
    assert (True, "6901234567892", None) == (found.opened, found.scan.payload, found.code)


def test_a_scan_that_is_garbled_is_told_as_such() -> None:
    scanner = FakeScanner("till-1", ENV)
    found = self_test(lambda: scanner, Event(), on_ready=lambda: scanner.push(b"69\x0001"))
    assert SelfTest(opened=True, problem=ProblemCode.GARBLED) == found


def test_a_device_that_goes_away_or_is_not_there_says_why() -> None:
    scanner = FakeScanner("till-1", ENV)
    found = self_test(lambda: scanner, Event(), on_ready=scanner.unplug)
    assert SelfTest(opened=True, code=HealthCode.LOST) == found

    def build() -> Driver:
        raise DeviceNotFoundError("till-1")

    missing = self_test(build, Event(), on_ready=lambda: None)
    assert SelfTest(code=HealthCode.NOT_FOUND) == missing


def test_a_test_that_is_given_up_says_that_the_device_opened() -> None:
    stop = Event()
    found = self_test(lambda: FakeScanner("till-1", ENV), stop, on_ready=stop.set)
    assert SelfTest(opened=True) == found
