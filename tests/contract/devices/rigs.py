"""Stands to plug a driver into: each feeds it bytes, pulls its plug and puts it back."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Any, Protocol, Self

import serial

from devices.base import (
    DeviceHealth,
    DeviceState,
    Driver,
    DriverEnv,
    DriverEvent,
    DriverReady,
    Scan,
    ScanEvent,
    ScanProblem,
)
from devices.errors import DeviceError
from devices.fake_scanner import FakeScanner
from devices.serial_scanner import SerialScanner, SerialSettings

WITHIN_S = 5.0
VID, PID = 0x1A86, 0x7523

_numbers = itertools.count()
ENV = DriverEnv(clock_ns=time.monotonic_ns, new_scan_id=lambda: f"scan-{next(_numbers)}")


class Rig(Protocol):
    """A driver and the far end of its line."""

    driver: Driver

    def write(self, data: bytes) -> None: ...

    def unplug(self) -> None: ...

    def replug(self) -> None: ...

    def close(self) -> None: ...


class FakeRig:
    """The scripted scanner, driven by its own buttons."""

    def __init__(self) -> None:
        self._scanner = FakeScanner("till-1", ENV)
        self.driver: Driver = self._scanner

    def write(self, data: bytes) -> None:
        self._scanner.push_bytes(data)

    def unplug(self) -> None:
        self._scanner.unplug()

    def replug(self) -> None:
        """Nothing to do: it can be run again at once."""

    def close(self) -> None:
        """Nothing is held."""


class LoopRig:
    """The serial driver on pyserial's loop, which echoes what is written to it."""

    def __init__(self) -> None:
        self._port: serial.Serial | None = None
        self._is_plugged = True
        self.driver: Driver = SerialScanner(
            "till-1",
            SerialSettings(port="loop://"),
            ENV,
            list_ports=list,
            open_port=self._open,
        )

    def write(self, data: bytes) -> None:
        assert self._port is not None
        self._port.write(data)

    def unplug(self) -> None:
        assert self._port is not None
        self._is_plugged = False
        self._port.close()

    def replug(self) -> None:
        self._is_plugged = True

    def close(self) -> None:
        """The driver closes its own port."""

    def _open(self, url: str, **options: Any) -> serial.Serial:
        if not self._is_plugged:
            raise serial.SerialException(2, "no such port")
        self._port = serial.serial_for_url(url, **options)
        return self._port


@dataclass
class ListedPort:
    """A pseudo-terminal as it would stand in the port list, were it a USB scanner."""

    device: str
    vid: int | None = VID
    pid: int | None = PID
    serial_number: str | None = None
    location: str | None = None


class PtyRig:
    """The serial driver on a pseudo-terminal that is renumbered whenever it is replugged."""

    def __init__(self) -> None:
        self._master, self.path = _open_pty()
        self._next: tuple[int, str] | None = None
        self.driver: Driver = self.another_driver()

    def another_driver(self, device_id: str = "till-1") -> Driver:
        settings = SerialSettings(vid=VID, pid=PID)
        return SerialScanner(device_id, settings, ENV, list_ports=self._list)

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]

    def unplug(self) -> None:
        # The next one is opened first, so that it cannot get the same number.
        self._next = _open_pty()
        os.close(self._master)

    def replug(self) -> None:
        assert self._next is not None
        (self._master, self.path), self._next = self._next, None

    def close(self) -> None:
        os.close(self._master if self._next is None else self._next[0])

    def _list(self) -> Iterable[ListedPort]:
        return [] if self._next is not None else [ListedPort(self.path)]


def _open_pty() -> tuple[int, str]:
    master, slave = os.openpty()
    path = os.ttyname(slave)
    os.close(slave)
    return master, path


class Running:
    """A driver on a thread of its own, as the manager would run it, with what it emitted."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._events: list[DriverEvent] = []
        self._changed = Condition()
        self.stop = Event()
        self.error: DeviceError | None = None
        self.thread = Thread(target=self._run, name="running-driver")

    def __enter__(self) -> Self:
        self.thread.start()
        self.wait_for(lambda: self.error or self.readies())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop.set()
        self.thread.join(WITHIN_S)
        assert not self.thread.is_alive()

    def scans(self) -> list[Scan]:
        return [event for event in self._events if isinstance(event, Scan)]

    def payloads(self) -> list[str]:
        return [scan.payload for scan in self.scans()]

    def problems(self) -> list[ScanProblem]:
        return [event for event in self._events if isinstance(event, ScanProblem)]

    def readies(self) -> list[DriverReady]:
        return [event for event in self._events if isinstance(event, DriverReady)]

    def wait_for(self, condition: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, WITHIN_S), f"it never happened: {self.error}"

    def wait_for_end(self) -> DeviceError | None:
        self.thread.join(WITHIN_S)
        assert not self.thread.is_alive()
        return self.error

    def _emit(self, event: DriverEvent) -> None:
        assert threading.current_thread() is self.thread
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            self._driver.run(self._emit, self.stop)
        except DeviceError as error:
            with self._changed:
                self.error = error
                self._changed.notify_all()


class Desk:
    """Receives what a manager delivers about one device, and waits for it."""

    def __init__(self) -> None:
        self.payloads: list[str] = []
        self.state: DeviceState | None = None
        self._changed = Condition()

    def on_scan(self, event: ScanEvent) -> None:
        with self._changed:
            assert isinstance(event, Scan)
            self.payloads.append(event.payload)
            self._changed.notify_all()

    def on_health(self, health: DeviceHealth) -> None:
        with self._changed:
            self.state = health.state
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, WITHIN_S), f"it never happened: {self.state}"
