"""The manager keeps devices running and says how they are."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Event

import pytest

from devices.base import (
    DeviceHealth,
    DeviceState,
    Driver,
    DriverEnv,
    DriverReady,
    Emit,
    Scan,
    ScanEvent,
    ScanProblem,
)
from devices.errors import (
    DeviceBusyError,
    DeviceLibraryMissingError,
    DeviceSettingsError,
    HealthCode,
    ProblemCode,
)
from devices.fake_scanner import FakeScanner
from devices.manager import DeviceManager, ManagerEnv
from devices.options import DeviceSettings

WITHIN_S = 5.0
STARTING, READY, LOST, FAILED, OFF = DeviceState

ids = (f"scan-{n}" for n in itertools.count())
ENV = DriverEnv(clock_ns=lambda: 42, new_scan_id=lambda: next(ids))


class Desk:
    """Receives what the manager delivers, and waits for it."""

    def __init__(self) -> None:
        self.scans: list[Scan] = []
        self.problems: list[ScanProblem] = []
        self.healths: list[DeviceHealth] = []
        self.threads: set[str] = set()
        self.gate = Event()
        self.gate.set()
        self.entered = Event()
        self.crash_on: str | None = None
        self.crashes_on_health = False
        self._changed = Condition()

    def on_scan(self, event: ScanEvent) -> None:
        self.entered.set()
        self.gate.wait(WITHIN_S)
        with self._changed:
            self.threads.add(threading.current_thread().name)
            if isinstance(event, Scan):
                if event.payload == self.crash_on:
                    raise ValueError(f"cannot use {event.payload}")
                self.scans.append(event)
            else:
                self.problems.append(event)
            self._changed.notify_all()

    def on_health(self, health: DeviceHealth) -> None:
        with self._changed:
            self.threads.add(threading.current_thread().name)
            if self.crashes_on_health:
                raise RuntimeError("no screen")
            self.healths.append(health)
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, WITHIN_S), "it never happened"

    def wait_for_state(self, state: DeviceState, code: HealthCode | None = None) -> None:
        self.wait_for(lambda: (state, code) in self.states())

    def states(self) -> list[tuple[DeviceState, HealthCode | None]]:
        return [(health.state, health.code) for health in self.healths]

    def payloads(self) -> list[str]:
        return [scan.payload for scan in self.scans]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now_ns = 0

    def __call__(self) -> int:
        return self.now_ns


@dataclass
class Waits:
    """Takes no time, remembers every wait, and asks for the end after `limit` of them."""

    limit: int
    delays_s: list[float] = field(default_factory=list)
    reached: Event = field(default_factory=Event)

    def __call__(self, stop: Event, delay_s: float) -> bool:
        self.delays_s.append(delay_s)
        if len(self.delays_s) >= self.limit:
            self.reached.set()
            stop.wait(WITHIN_S)
        return stop.is_set()


class Scripted:
    """A driver whose runs are functions, the last one again and again."""

    kind = "fake"

    def __init__(self, *runs: Callable[[Emit, Event], None]) -> None:
        self.device_id = "till-1"
        self._runs = list(runs)

    def run(self, emit: Emit, stop: Event) -> None:
        current = self._runs.pop(0) if len(self._runs) > 1 else self._runs[0]
        current(emit, stop)


def be_ready(emit: Emit, stop: Event) -> None:
    emit(DriverReady("till-1"))
    stop.wait(WITHIN_S)


def be_busy(_emit: Emit, _stop: Event) -> None:
    raise DeviceBusyError("till-1")


@dataclass
class Shop:
    """Managers over given drivers; every one started is stopped."""

    desk: Desk = field(default_factory=Desk)
    clock: Clock = field(default_factory=Clock)
    managers: list[DeviceManager] = field(default_factory=list)

    def manager(
        self, *drivers: Driver, wait: Callable[[Event, float], bool] = Event.wait
    ) -> DeviceManager:
        by_id = {driver.device_id: driver for driver in drivers}
        return self.building(lambda settings: by_id[settings.id], *by_id, wait=wait)

    def building(
        self,
        build: Callable[[DeviceSettings], Driver],
        *device_ids: str,
        wait: Callable[[Event, float], bool] = Event.wait,
    ) -> DeviceManager:
        manager = DeviceManager(
            [DeviceSettings("fake", device_id) for device_id in device_ids],
            build,
            ManagerEnv(clock_ns=self.clock, random=lambda: 0.0, wait=wait),
            on_scan=self.desk.on_scan,
            on_health=self.desk.on_health,
        )
        self.managers.append(manager)
        return manager


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.desk.gate.set()
    for manager in shop.managers:
        manager.stop(WITHIN_S)


def test_scans_arrive_in_order_from_one_thread_after_the_news_that_the_device_is_ready(
    shop: Shop,
) -> None:
    scanner = FakeScanner("till-1", ENV, script=[(0, "111"), (0, b"222"), (0, "张伟")])
    shop.manager(scanner).start()
    shop.desk.wait_for(lambda: len(shop.desk.scans) == 3)
    assert ["111", "222", "张伟"] == shop.desk.payloads()
    assert [STARTING, READY] == [health.state for health in shop.desk.healths]
    assert {"device-delivery"} == shop.desk.threads


def test_two_devices_run_side_by_side(shop: Shop) -> None:
    first, second = FakeScanner("till-1", ENV), FakeScanner("till-2", ENV)
    shop.manager(first, second).start()
    first.push("111")
    second.push("222")
    shop.desk.wait_for(lambda: len(shop.desk.scans) == 2)
    assert {"till-1": "111", "till-2": "222"} == {s.device_id: s.payload for s in shop.desk.scans}


def test_health_counts_scans_and_bad_frames(shop: Shop) -> None:
    scanner = FakeScanner("till-1", ENV)
    manager = shop.manager(scanner)
    manager.start()
    scanner.push("111")
    scanner.push(b"1\x001")
    shop.desk.wait_for(lambda: shop.desk.scans and shop.desk.problems)
    assert [ScanProblem("till-1", ProblemCode.GARBLED, 3)] == shop.desk.problems
    assert (
        DeviceHealth("till-1", "fake", READY, last_read_at_ns=42, scans=1, bad_frames=1),
    ) == manager.health()


def test_a_device_that_was_not_started_is_off(shop: Shop) -> None:
    manager = shop.manager(FakeScanner("till-1", ENV))
    assert (DeviceHealth("till-1", "fake"),) == manager.health()


@pytest.mark.expected_logs("till-1 is lost DEVICE_LOST")
def test_a_device_that_was_unplugged_is_opened_again_and_goes_on(shop: Shop) -> None:
    scanner = FakeScanner("till-1", ENV, script=[(0, "111")])
    waits = Waits(limit=2)
    shop.manager(scanner, wait=waits).start()
    scanner.unplug()
    scanner.push("222")
    shop.desk.wait_for(lambda: len(shop.desk.scans) == 2)
    assert ["111", "222"] == shop.desk.payloads()
    assert [STARTING, READY, LOST, READY] == [health.state for health in shop.desk.healths]
    assert [0.25] == waits.delays_s


@pytest.mark.expected_logs("till-1 is failed DEVICE_BUSY")
def test_a_port_another_program_holds_is_tried_with_growing_waits_and_reported_once(
    shop: Shop,
) -> None:
    waits = Waits(limit=8)
    shop.manager(Scripted(be_busy), wait=waits).start()
    assert waits.reached.wait(WITHIN_S)
    shop.managers[0].stop(WITHIN_S)
    assert [0.25, 0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0] == waits.delays_s
    assert [STARTING, FAILED, OFF] == [health.state for health in shop.desk.healths]


@pytest.mark.expected_logs("till-1 is failed DEVICE_BUSY")
def test_waits_start_over_only_for_a_device_that_was_ready_for_a_while(shop: Shop) -> None:
    def be_ready_for(seconds: int) -> Callable[[Emit, Event], None]:
        def run(emit: Emit, _stop: Event) -> None:
            emit(DriverReady("till-1"))
            shop.clock.now_ns += seconds * 1_000_000_000
            raise DeviceBusyError("till-1")

        return run

    runs = [be_busy, be_busy, be_busy, be_ready_for(4), be_ready_for(5), be_busy, be_ready]
    waits = Waits(limit=99)
    shop.manager(Scripted(*runs), wait=waits).start()
    shop.desk.wait_for(
        lambda: len(waits.delays_s) == 6 and shop.desk.states()[-1:] == [(READY, None)]
    )
    assert [0.25, 0.25, 0.5, 1.0, 0.25, 0.25] == waits.delays_s


@pytest.mark.expected_logs("till-1 is failed DEVICE_CRASH: ValueError at")
def test_a_driver_that_crashes_is_failed_and_run_again(shop: Shop) -> None:
    def crash(_emit: Emit, _stop: Event) -> None:
        raise ValueError("cannot read 6901234567892")

    shop.manager(Scripted(crash, be_ready), wait=Waits(limit=2)).start()
    shop.desk.wait_for_state(READY)
    assert [(STARTING, None), (FAILED, HealthCode.CRASH), (READY, None)] == shop.desk.states()


@pytest.mark.expected_logs("till-1 is failed DEVICE_CRASH")
def test_a_driver_that_returns_unasked_is_run_again(shop: Shop) -> None:
    shop.manager(Scripted(lambda _emit, _stop: None, be_ready), wait=Waits(limit=2)).start()
    shop.desk.wait_for_state(READY)
    assert (FAILED, HealthCode.CRASH) in shop.desk.states()


@pytest.mark.expected_logs("camera is failed DEVICE_LIBRARY_MISSING")
def test_a_missing_library_disables_its_device_only_and_is_not_tried_again(shop: Shop) -> None:
    scanner = FakeScanner("till-1", ENV)
    asked: list[str] = []

    def build(settings: DeviceSettings) -> Driver:
        asked.append(settings.id)
        if settings.id == "camera":
            raise DeviceLibraryMissingError("camera")
        return scanner

    manager = shop.building(build, "camera", "till-1", wait=Waits(limit=99))
    manager.start()
    scanner.push("111")
    shop.desk.wait_for(lambda: shop.desk.scans)
    shop.desk.wait_for_state(FAILED, HealthCode.LIBRARY_MISSING)
    manager.stop(WITHIN_S)
    assert ["camera", "till-1"] == sorted(asked)
    assert [FAILED, OFF] == [health.state for health in manager.health()]


@pytest.mark.expected_logs("till-1: queue full")
def test_a_full_queue_drops_the_newest_counts_them_and_says_so_once(shop: Shop) -> None:
    sent = [f"{n:03}" for n in range(100)]
    counted = Event()

    def flood(emit: Emit, stop: Event) -> None:
        emit(DriverReady("till-1"))
        for payload in sent:
            emit(Scan("till-1", next(ids), payload, None, 0, 3))
        counted.set()
        stop.wait(WITHIN_S)

    manager = shop.manager(Scripted(flood))
    shop.desk.gate.clear()
    manager.start()
    assert counted.wait(WITHIN_S)
    shop.desk.gate.set()
    [health] = manager.health()
    delivered = 100 - health.dropped
    shop.desk.wait_for(lambda: len(shop.desk.scans) == delivered and shop.desk.problems)
    assert sent[:delivered] == shop.desk.payloads()
    assert delivered in {64, 65}, "64 in line, and one perhaps in the receiver's hand"
    assert [ScanProblem("till-1", ProblemCode.QUEUE_FULL, 3)] == shop.desk.problems
    assert 1 == max(health.dropped for health in shop.desk.healths)


@pytest.mark.expected_logs("till-1: queue full")
def test_a_queue_that_fills_a_second_time_is_reported_a_second_time(shop: Shop) -> None:
    drained, floods = Event(), [Event(), Event()]

    def flood_twice(emit: Emit, stop: Event) -> None:
        for flooded in floods:
            for _ in range(100):
                emit(Scan("till-1", next(ids), "111", None, 0, 3))
            flooded.set()
            drained.wait(WITHIN_S)
        stop.wait(WITHIN_S)

    manager = shop.manager(Scripted(flood_twice))
    shop.desk.gate.clear()
    manager.start()
    assert floods[0].wait(WITHIN_S)
    shop.desk.gate.set()
    shop.desk.wait_for(lambda: len(shop.desk.problems) == 1)
    shop.desk.gate.clear()
    drained.set()
    assert floods[1].wait(WITHIN_S)
    shop.desk.gate.set()
    shop.desk.wait_for(lambda: len(shop.desk.problems) == 2)
    assert {ProblemCode.QUEUE_FULL} == {problem.code for problem in shop.desk.problems}


@pytest.mark.expected_logs("till-1: queue full")
def test_noise_that_fills_the_queue_is_not_counted_as_dropped_scans(shop: Shop) -> None:
    sent = Event()

    def noise(emit: Emit, stop: Event) -> None:
        emit(DriverReady("till-1"))
        for _ in range(100):
            emit(ScanProblem("till-1", ProblemCode.GARBLED, 7))
        sent.set()
        stop.wait(WITHIN_S)

    manager = shop.manager(Scripted(noise))
    shop.desk.gate.clear()
    manager.start()
    assert sent.wait(WITHIN_S)
    [health] = manager.health()
    assert (0, 100) == (health.dropped, health.bad_frames)
    shop.desk.gate.set()
    shop.desk.wait_for(lambda: shop.desk.problems[-1:] == [
        ScanProblem("till-1", ProblemCode.QUEUE_FULL, 7)
    ])  # fmt: skip


@pytest.mark.expected_logs("receiver of device till-1 crashed: ValueError at")
def test_a_receiver_that_crashes_is_shown_and_gets_the_next_scan(shop: Shop) -> None:
    scanner = FakeScanner("till-1", ENV)
    manager = shop.manager(scanner)
    manager.start()
    shop.desk.crash_on = "111"
    for code in ("111", "111", "222"):
        scanner.push(code)
    shop.desk.wait_for(lambda: shop.desk.states()[-2:] == [
        (READY, HealthCode.RECEIVER_CRASH), (READY, None),
    ])  # fmt: skip
    assert ["222"] == shop.desk.payloads()
    assert [(3, 2)] == [(health.scans, health.dropped) for health in manager.health()]


@pytest.mark.expected_logs("receiver of device till-1 crashed")
def test_a_receiver_of_health_that_crashes_does_not_stop_the_scans(shop: Shop) -> None:
    shop.desk.crashes_on_health = True
    scanner = FakeScanner("till-1", ENV)
    shop.manager(scanner).start()
    scanner.push("111")
    shop.desk.wait_for(lambda: shop.desk.scans)
    assert ["111"] == shop.desk.payloads()


def test_what_is_in_line_is_delivered_before_the_manager_has_stopped(shop: Shop) -> None:
    scanner = FakeScanner("till-1", ENV, script=[(0, f"{n:03}") for n in range(50)])
    manager = shop.manager(scanner)
    manager.start()
    shop.desk.wait_for(lambda: shop.desk.scans)
    assert () == manager.stop(WITHIN_S)
    [health] = manager.health()
    assert health.scans == len(shop.desk.scans)
    assert OFF is shop.desk.healths[-1].state


def test_stopping_ends_every_thread_and_may_be_repeated(shop: Shop) -> None:
    before = set(threading.enumerate())
    manager = shop.manager(FakeScanner("till-1", ENV), FakeScanner("till-2", ENV))
    assert () == manager.stop(1)
    manager = shop.manager(FakeScanner("till-1", ENV), FakeScanner("till-2", ENV))
    manager.start()
    shop.desk.wait_for(lambda: len([h for h in shop.desk.healths if h.state is READY]) == 2)
    assert ((), ()) == (manager.stop(1), manager.stop(1))
    assert before == set(threading.enumerate())


@pytest.mark.expected_logs("till-1 is failed DEVICE_BUSY")
def test_stopping_does_not_wait_for_the_next_try(shop: Shop) -> None:
    manager = shop.manager(Scripted(be_busy))
    manager.start()
    shop.desk.wait_for_state(FAILED, HealthCode.BUSY)
    assert () == manager.stop(1)


@pytest.mark.expected_logs("device till-1 did not stop in 0.3 s")
def test_a_driver_that_does_not_stop_is_named(shop: Shop) -> None:
    release = Event()

    def be_deaf(emit: Emit, _stop: Event) -> None:
        emit(DriverReady("till-1"))
        release.wait(WITHIN_S)

    manager = shop.manager(Scripted(be_deaf))
    manager.start()
    shop.desk.wait_for_state(READY)
    assert ("till-1",) == manager.stop(0.3)
    release.set()
    assert () == manager.stop(WITHIN_S)


@pytest.mark.expected_logs("device delivery did not stop in 0.5 s")
def test_a_receiver_that_does_not_return_is_reported(shop: Shop) -> None:
    def scan_once(emit: Emit, stop: Event) -> None:
        emit(Scan("till-1", "scan-x", "111", None, 0, 3))
        stop.wait(WITHIN_S)

    manager = shop.manager(Scripted(scan_once))
    shop.desk.gate.clear()
    manager.start()
    assert shop.desk.entered.wait(WITHIN_S)
    assert () == manager.stop(0.5)
    shop.desk.gate.set()
    manager.stop(WITHIN_S)


def test_a_manager_is_started_once(shop: Shop) -> None:
    manager = shop.manager(FakeScanner("till-1", ENV))
    manager.start()
    with pytest.raises(RuntimeError):
        manager.start()


def test_two_devices_of_one_id_are_refused(shop: Shop) -> None:
    with pytest.raises(DeviceSettingsError):
        shop.building(lambda _settings: FakeScanner("till-1", ENV), "till-1", "till-1")


@pytest.mark.expected_logs("DEVICE_CRASH", "receiver of device")
def test_no_log_line_holds_a_payload(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    secret = "424000011112222333344440000"

    def read_and_crash(emit: Emit, _stop: Event) -> None:
        emit(Scan("till-1", "scan-x", secret, "]Q3", 0, 30))
        raise ValueError(f"cannot read {secret}")

    shop.desk.crash_on = secret
    with caplog.at_level(logging.DEBUG):
        manager = shop.manager(Scripted(read_and_crash, be_ready), wait=Waits(limit=2))
        manager.start()
        shop.desk.wait_for_state(READY)
        manager.stop(WITHIN_S)
    assert secret not in caplog.text
    assert "scan device=till-1 id=scan-x symbology=]Q3 length=30" in caplog.text
