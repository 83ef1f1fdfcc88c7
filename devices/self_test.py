"""Try a device that is not in use yet: does it open, and does a scan come through?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from devices.base import Driver, DriverEvent, DriverReady, Scan, ScanProblem
from devices.errors import DeviceError, HealthCode, ProblemCode


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """What a try came to. `code` says why the device does not work, None while it may."""

    opened: bool = False
    scan: Scan | None = None
    problem: ProblemCode | None = None
    code: HealthCode | None = None


def self_test(
    build: Callable[[], Driver], stop: Event, *, on_ready: Callable[[], None]
) -> SelfTest:
    """Open the device `build` describes and wait for one scan or one problem with a scan.

    Blocking: run it on a thread of its own, and set `stop` to give up. `on_ready` is called on
    that thread when the device is open and something can be scanned. `stop` is set at the end.
    """
    opened = False
    read: list[Scan | ScanProblem] = []

    def take(event: DriverEvent) -> None:
        nonlocal opened
        if isinstance(event, DriverReady):
            opened = True
            on_ready()
        else:
            read.append(event)
            stop.set()

    code: HealthCode | None = None
    try:
        build().run(take, stop)
    except DeviceError as error:
        code = error.code
    stop.set()
    first = read[0] if read else None
    return SelfTest(
        opened=opened,
        scan=first if isinstance(first, Scan) else None,
        problem=first.code if isinstance(first, ScanProblem) else None,
        code=None if read else code,
    )
