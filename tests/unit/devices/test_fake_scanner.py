"""The scripted scanner keeps to its script."""

from __future__ import annotations

from threading import Event

from devices.base import DriverEnv, DriverEvent, Scan
from devices.fake_scanner import FakeScanner

ENV = DriverEnv(clock_ns=lambda: 0, new_scan_id=lambda: "scan")


class Stage:
    """Collects what is emitted; its waits take no time, and it stops after `last` of them."""

    def __init__(self, last: int) -> None:
        self.stop = Event()
        self.delays_s: list[float] = []
        self.payloads: list[str] = []
        self._last = last

    def wait(self, stop: Event, delay_s: float) -> bool:
        self.delays_s.append(delay_s)
        if len(self.delays_s) == self._last:
            stop.set()
        return stop.is_set()

    def emit(self, event: DriverEvent) -> None:
        if isinstance(event, Scan):
            self.payloads.append(event.payload)


def test_a_script_waits_before_each_code_and_ends_when_asked_to_stop() -> None:
    stage = Stage(last=3)
    script: list[tuple[float, str | bytes]] = [
        (0.5, "111"),
        (1.5, b"222"),
        (2.5, "333"),
        (3.5, "444"),
    ]
    FakeScanner("till-1", ENV, script=script, wait=stage.wait).run(stage.emit, stage.stop)
    assert ([0.5, 1.5, 2.5], ["111", "222"]) == (stage.delays_s, stage.payloads)


def test_a_script_goes_on_where_it_was_when_the_scanner_is_run_again() -> None:
    scanner_script = [(0.0, "111"), (0.0, "222"), (0.0, "333"), (0.0, "444")]
    first, second = Stage(last=2), Stage(last=2)
    stages = iter([first, second])
    current = next(stages)

    def wait(stop: Event, delay_s: float) -> bool:
        return current.wait(stop, delay_s)

    scanner = FakeScanner("till-1", ENV, script=scanner_script, wait=wait)
    scanner.run(first.emit, first.stop)
    current = next(stages)
    scanner.run(second.emit, second.stop)
    assert (["111"], ["333"]) == (first.payloads, second.payloads)
