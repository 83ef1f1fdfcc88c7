"""Keeps every configured device running: a thread each, retries, hot-plug, health.

Threads: one per device, which only reads and puts in line, and one that delivers. Both
receivers are called from the delivering thread alone, one call at a time and in the order
things happened; they should hand over and return. A slow receiver costs scans beyond the
64 in line, never a port.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread
from traceback import extract_tb
from typing import Final

from devices.base import (
    DeviceHealth,
    DeviceState,
    Driver,
    DriverEvent,
    DriverReady,
    Scan,
    ScanEvent,
    ScanProblem,
)
from devices.errors import (
    PERMANENT,
    DeviceError,
    DeviceLostError,
    DeviceSettingsError,
    HealthCode,
    ProblemCode,
)
from devices.health_record import HealthRecord
from devices.mailbox import Letter, Mailbox
from devices.options import DeviceSettings

QUEUE_LIMIT: Final = 64
_NS_PER_S: Final = 1_000_000_000
_DOUBLINGS_MAX: Final = 16  # Beyond this every ceiling is reached, and 2**n stays a small number.

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How long to wait before a device is run again, in seconds.

    Waits double from `first_s` to `last_s`. For a device that is gone the ceiling is
    `lost_last_s`, because looking for a port is cheap and somebody is holding the plug. A
    device that was ready for `steady_s` starts over from `first_s`.
    """

    first_s: float = 0.25
    last_s: float = 10.0
    lost_last_s: float = 2.0
    steady_s: float = 5.0

    def delay_s(self, attempt: int, *, lost: bool, random: float) -> float:
        """Return the wait before retry number `attempt` (from 0); `random` is in [0, 1)."""
        ceiling = min(
            self.lost_last_s if lost else self.last_s,
            self.first_s * 2.0 ** min(attempt, _DOUBLINGS_MAX),
        )
        # Half of it at random, so that two scanners on one hub do not come back in step.
        return max(self.first_s, ceiling * (0.5 + random / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerEnv:
    """What the manager may not fetch itself.

    `clock_ns` is monotonic; `random` returns numbers in [0, 1); `wait(stop, delay_s)`
    returns True when `stop` was set meanwhile.
    """

    clock_ns: Callable[[], int]
    random: Callable[[], float]
    wait: Callable[[Event, float], bool] = Event.wait
    retry: RetryPolicy = field(default_factory=RetryPolicy)


class DeviceManager:
    """Runs the configured devices from `start` to `stop`, once.

    `build` makes a driver from its settings; it is called on the device's own thread,
    because a camera library can take a second to load. `on_scan` and `on_health` are called
    from the delivering thread; `on_health` on changes of state or reason and when scans
    begin to be dropped. Counts in between are read with `health`.

    Raises:
        DeviceSettingsError: two devices have one id.
    """

    def __init__(
        self,
        devices: Iterable[DeviceSettings],
        build: Callable[[DeviceSettings], Driver],
        env: ManagerEnv,
        *,
        on_scan: Callable[[ScanEvent], None],
        on_health: Callable[[DeviceHealth], None],
    ) -> None:
        self._env = env
        self._on_scan = on_scan
        self._on_health = on_health
        self._stop = Event()
        self._mailbox = Mailbox(QUEUE_LIMIT)
        self._devices: dict[str, _Supervisor] = {}
        for settings in devices:
            if settings.id in self._devices:
                raise DeviceSettingsError(f"two devices are called {settings.id}")
            self._devices[settings.id] = _Supervisor(
                settings, build, env, mailbox=self._mailbox, stop=self._stop
            )
        # Daemons: a thread stuck in a dead port's system call must not keep the till open.
        self._threads = {
            device_id: Thread(target=device.run, name=f"device-{device_id}", daemon=True)
            for device_id, device in self._devices.items()
        }
        self._delivery = Thread(target=self._deliver_all, name="device-delivery", daemon=True)

    def start(self) -> None:
        """Start every device and return at once. A manager is started once.

        Raises:
            RuntimeError: it was started before.
        """
        self._delivery.start()
        for thread in self._threads.values():
            thread.start()

    def stop(self, timeout_s: float) -> tuple[str, ...]:
        """Stop every device, deliver what is in line, and join every thread.

        Devices have `timeout_s` together, and the receivers as long again for what is left.
        Returns the ids of devices whose driver did not return in time (empty when all is
        well); their threads are daemons. May be called again, and before `start`. Must not
        be called from a receiver, which runs on a thread this joins.
        """
        deadline_ns = self._env.clock_ns() + int(timeout_s * _NS_PER_S)
        self._stop.set()
        stuck = tuple(
            device_id
            for device_id, thread in self._threads.items()
            if not self._join(thread, deadline_ns)
        )
        self._mailbox.close()
        deadline_ns = self._env.clock_ns() + int(timeout_s * _NS_PER_S)
        if not self._join(self._delivery, deadline_ns):
            _log.error("device delivery did not stop in %s s", timeout_s)
        for device_id in stuck:
            _log.error("device %s did not stop in %s s", device_id, timeout_s)
        return stuck

    def health(self) -> tuple[DeviceHealth, ...]:
        """Return every device's health with its counts, in the order of the settings."""
        return tuple(device.record.read() for device in self._devices.values())

    def _join(self, thread: Thread, deadline_ns: int) -> bool:
        if thread.ident is not None:
            thread.join(max(0, deadline_ns - self._env.clock_ns()) / _NS_PER_S)
        return not thread.is_alive()

    def _deliver_all(self) -> None:
        while (letter := self._mailbox.take()) is not None:
            error = _crash_of(partial(self._deliver, letter))
            record = self._devices[letter.device_id].record
            if error is not None:
                self._delivery_failed(letter, error, record)
            elif isinstance(letter, Scan) and (health := record.receiver_works()) is not None:
                _crash_of(partial(self._on_health, health))

    def _deliver(self, letter: Letter) -> None:
        if isinstance(letter, DeviceHealth):
            self._on_health(letter)
        else:
            self._on_scan(letter)

    def _delivery_failed(self, letter: Letter, error: Exception, record: HealthRecord) -> None:
        if not isinstance(letter, Scan):
            # Nobody's scan is lost, and a receiver of health cannot be told about itself.
            _log.error("receiver of device %s crashed: %s", letter.device_id, _where(error))
        elif (health := record.receiver_crashed()) is not None:
            _log.error("receiver of device %s crashed: %s", letter.device_id, _where(error))
            _crash_of(partial(self._on_health, health))


class _Supervisor:
    """Runs one device's driver again and again until the manager stops."""

    def __init__(
        self,
        settings: DeviceSettings,
        build: Callable[[DeviceSettings], Driver],
        env: ManagerEnv,
        *,
        mailbox: Mailbox,
        stop: Event,
    ) -> None:
        self.record = HealthRecord(settings.id, settings.kind)
        self._settings = settings
        self._build = build
        self._env = env
        self._mailbox = mailbox
        self._stop = stop
        self._driver: Driver | None = None
        self._ready_at_ns: int | None = None
        self._is_dropping = False

    def run(self) -> None:
        """Be the device's thread."""
        self._enter(DeviceState.STARTING)
        attempt = 0
        while not self._stop.is_set():
            self._ready_at_ns = None
            error = _crash_of(self._run_driver)
            if error is None or self._stop.is_set():
                break
            code = error.code if isinstance(error, DeviceError) else HealthCode.CRASH
            lost = isinstance(error, DeviceLostError)
            self._enter(DeviceState.LOST if lost else DeviceState.FAILED, code, error)
            if code in PERMANENT:
                return
            if self._was_steady():
                attempt = 0
            delay_s = self._env.retry.delay_s(attempt, lost=lost, random=self._env.random())
            attempt += 1
            if self._env.wait(self._stop, delay_s):
                break
        self._enter(DeviceState.OFF)

    def _run_driver(self) -> None:
        if self._driver is None:
            self._driver = self._build(self._settings)
        self._driver.run(self._take, self._stop)
        if not self._stop.is_set():
            raise DeviceError(f"{self._settings.id}: the driver returned unasked")

    def _take(self, event: DriverEvent) -> None:
        if isinstance(event, DriverReady):
            self._ready_at_ns = self._env.clock_ns()
            self._enter(DeviceState.READY)
            return
        self.record.count(event)
        self._log_event(event)
        if self._mailbox.post_scan(event):
            self._is_dropping = False
            return
        health = self.record.drop() if isinstance(event, Scan) else self.record.read()
        if not self._is_dropping:
            self._is_dropping = True
            length = event.raw_len if isinstance(event, Scan) else event.length
            self._mailbox.post_notice(
                ScanProblem(self._settings.id, ProblemCode.QUEUE_FULL, length)
            )
            self._mailbox.post_health(health)
            _log.warning("device %s: queue full, scans are dropped", self._settings.id)

    def _log_event(self, event: ScanEvent) -> None:
        if isinstance(event, Scan):
            _log.debug(
                "scan device=%s id=%s symbology=%s length=%d",
                event.device_id, event.scan_id, event.symbology, event.raw_len,
            )  # fmt: skip
        else:
            _log.debug(
                "no scan device=%s code=%s length=%d", event.device_id, event.code, event.length
            )

    def _enter(
        self, state: DeviceState, code: HealthCode | None = None, error: Exception | None = None
    ) -> None:
        health = self.record.enter(state, code)
        if health is None:
            return
        self._mailbox.post_health(health)
        level = logging.INFO if code is None else logging.WARNING
        where = "" if error is None or code is not HealthCode.CRASH else f": {_where(error)}"
        _log.log(level, "device %s is %s %s%s", self._settings.id, state, code or "", where)

    def _was_steady(self) -> bool:
        if self._ready_at_ns is None:
            return False
        ready_ns = self._env.clock_ns() - self._ready_at_ns
        return ready_ns >= self._env.retry.steady_s * _NS_PER_S


def _crash_of(work: Callable[[], None]) -> Exception | None:
    """Run `work` and return what it raised.

    The one catch-all of this package. A driver's or receiver's bug becomes a state on the
    device page, and the device, like the till, goes on.
    """
    try:
        work()
    except Exception as error:  # noqa: BLE001
        return error
    return None


def _where(error: Exception) -> str:
    """Name an exception and its place. Never its text: that may quote what was scanned."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {place.filename}:{place.lineno}"
