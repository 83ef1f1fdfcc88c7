"""What every driver promises the manager, held against each driver on a line that works."""

from __future__ import annotations

import os
import termios
import threading
import time
from collections.abc import Callable, Iterator
from random import Random
from threading import Event

import pytest

from devices.base import DeviceState, ScanProblem
from devices.errors import (
    DeviceBusyError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
    ProblemCode,
)
from devices.framing import FrameRules, Suffix
from devices.manager import DeviceManager, ManagerEnv
from devices.options import DeviceSettings
from devices.serial_scanner import SerialScanner, SerialSettings
from tests.contract.devices.rigs import ENV, Desk, FakeRig, LoopRig, PtyRig, Rig, Running

RIGS: dict[str, Callable[[], Rig]] = {"fake": FakeRig, "loop": LoopRig, "pty": PtyRig}


@pytest.fixture(params=list(RIGS))
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    rig = RIGS[request.param]()
    yield rig
    rig.close()


@pytest.fixture
def pty() -> Iterator[PtyRig]:
    pty = PtyRig()
    yield pty
    pty.close()


def test_what_is_written_is_emitted(rig: Rig) -> None:
    with Running(rig.driver) as running:
        rig.write(b"6901234567892\r]d20106901234567892\x1d10A\r\n" + "张伟".encode("gbk") + b"\r\t")
        running.wait_for(lambda: len(running.scans()) == 3)
    assert [
        (None, "6901234567892", 13),
        ("]d2", "0106901234567892\x1d10A", 23),
        (None, "张伟", 4),
    ] == [(scan.symbology, scan.payload, scan.raw_len) for scan in running.scans()]
    assert {"till-1"} == {scan.device_id for scan in running.scans()}


def test_nothing_is_lost_or_reordered_in_500_scans_however_they_are_cut(rig: Rig) -> None:
    rng = Random(500)
    sent = [f"{n:04}-{'7' * rng.randint(1, 60)}" for n in range(500)]
    line = "".join(code + "\r\n" for code in sent).encode()
    with Running(rig.driver) as running:
        while line:
            size = rng.randint(1, 200)
            rig.write(line[:size])
            line = line[size:]
        running.wait_for(lambda: len(running.scans()) == 500)
    assert (sent, []) == (running.payloads(), running.problems())
    assert 500 == len({scan.scan_id for scan in running.scans()})


def test_bad_frames_are_reported_and_the_next_code_is_read(rig: Rig) -> None:
    with Running(rig.driver) as running:
        rig.write(b"69012\x0034567\r" + b"1" * 5_000 + b"\r" + b"6901234567892\r")
        running.wait_for(running.scans)
    assert [(ProblemCode.GARBLED, 11), (ProblemCode.TOO_LONG, 4_097)] == [
        (problem.code, problem.length) for problem in running.problems()
    ]
    assert ["6901234567892"] == running.payloads()


def test_a_code_without_end_mark_is_reported_once_the_line_is_silent(rig: Rig) -> None:
    with Running(rig.driver) as running:
        rig.write(b"6901234567892")
        running.wait_for(running.problems)
    assert [ScanProblem("till-1", ProblemCode.CUT, 13)] == running.problems()
    assert [] == running.scans()


@pytest.mark.parametrize("before", [b"", b"6901"])
def test_a_driver_stops_within_a_second_even_in_the_middle_of_a_code(
    rig: Rig, before: bytes
) -> None:
    with Running(rig.driver) as running:
        rig.write(before)
        started_ns = time.monotonic_ns()
        running.stop.set()
        assert running.wait_for_end() is None
    assert time.monotonic_ns() - started_ns < 1_000_000_000


def test_a_driver_can_be_run_again_and_remembers_no_half_code(rig: Rig) -> None:
    with Running(rig.driver) as running:
        rig.write(b"111\r")
        running.wait_for(running.scans)
        rig.write(b"69012")
    with Running(rig.driver) as again:
        rig.write(b"6901234567892\r")
        again.wait_for(again.scans)
    assert (["6901234567892"], []) == (again.payloads(), again.problems())


def test_pulling_the_plug_is_a_lost_device(rig: Rig) -> None:
    with Running(rig.driver) as running:
        rig.write(b"111\r")
        running.wait_for(running.scans)
        rig.unplug()
        assert isinstance(running.wait_for_end(), DeviceLostError)
    assert ["111"] == running.payloads()


@pytest.mark.expected_logs("till-1 is lost DEVICE_LOST", "till-1 is lost")
def test_the_manager_opens_a_replugged_device_goes_on_and_stops(rig: Rig) -> None:
    desk = Desk()
    before = set(threading.enumerate())
    manager = DeviceManager(
        [DeviceSettings(rig.driver.kind, "till-1")],
        lambda _settings: rig.driver,
        ManagerEnv(clock_ns=time.monotonic_ns, random=Random(1).random),
        on_scan=desk.on_scan,
        on_health=desk.on_health,
    )
    manager.start()
    desk.wait_for(lambda: desk.state is DeviceState.READY)
    rig.write(b"111\r")
    desk.wait_for(lambda: ["111"] == desk.payloads)
    rig.unplug()
    desk.wait_for(lambda: desk.state is DeviceState.LOST)
    rig.replug()
    desk.wait_for(lambda: desk.state is DeviceState.READY)
    rig.write(b"222\r")
    desk.wait_for(lambda: ["111", "222"] == desk.payloads)
    started_ns = time.monotonic_ns()
    assert () == manager.stop(1)
    assert time.monotonic_ns() - started_ns < 1_000_000_000
    assert before == set(threading.enumerate())


def test_a_second_program_is_refused_the_port_until_the_first_lets_go(pty: PtyRig) -> None:
    second = pty.another_driver("till-2")
    with Running(pty.driver), Running(second) as refused:
        assert isinstance(refused.wait_for_end(), DeviceBusyError)
    with Running(second) as running:
        pty.write(b"111\r")
        running.wait_for(running.scans)
    assert ["111"] == running.payloads()


def test_a_scan_made_before_the_till_was_ready_is_discarded(pty: PtyRig) -> None:
    pty.write(b"111\r")
    with Running(pty.driver) as running:
        pty.write(b"222\r")
        running.wait_for(running.scans)
    assert ["222"] == running.payloads()


def test_a_port_given_by_path_is_opened_without_being_listed(pty: PtyRig) -> None:
    scanner = SerialScanner("till-1", SerialSettings(port=pty.path), ENV, list_ports=list)
    with Running(scanner) as running:
        pty.write(b"111\r")
        running.wait_for(running.scans)
    assert ["111"] == running.payloads()


@pytest.mark.parametrize(
    ("baudrate", "expected"),
    [(9_600, termios.B9600), (115_200, termios.B115200), (921_600, termios.B921600)],
)
def test_the_line_is_set_to_the_speed_of_the_settings(
    pty: PtyRig, baudrate: int, expected: int
) -> None:
    settings = SerialSettings(port=pty.path, baudrate=baudrate)
    with Running(SerialScanner("till-1", settings, ENV, list_ports=list)) as running:
        near = os.open(pty.path, os.O_RDWR | os.O_NOCTTY)
        speeds = termios.tcgetattr(near)[4:6]
        os.close(near)
        pty.write(b"111\r")
        running.wait_for(running.scans)
    assert [expected, expected] == speeds


def test_a_short_silence_in_the_settings_ends_a_code_as_soon(pty: PtyRig) -> None:
    rules = FrameRules(suffix=Suffix.NONE, silence_ms=50)
    settings = SerialSettings(port=pty.path, rules=rules)
    with Running(SerialScanner("till-1", settings, ENV, list_ports=list)) as running:
        for number, code in enumerate((b"6901234567892", b"\x021234\x1d5\x03", b"]C0777"), 1):
            pty.write(code)
            running.wait_for(lambda: len(running.scans()) == number)  # noqa: B023 (at once)
    assert ["6901234567892", "1234\x1d5", "777"] == running.payloads()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (SerialSettings(port="/dev/no-such-port"), DeviceNotFoundError),
        (SerialSettings(port="lop://"), DeviceSettingsError),
        (SerialSettings(port="/dev/null"), DeviceLostError),
    ],
)
def test_a_port_that_is_none_is_refused(
    settings: SerialSettings, expected: type[Exception]
) -> None:
    scanner = SerialScanner("till-1", settings, ENV, list_ports=list)
    with pytest.raises(expected):
        scanner.run(lambda _event: None, Event())
