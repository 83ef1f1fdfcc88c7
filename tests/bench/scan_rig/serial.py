"""A serial scanner at a hundred codes a second: how long until the till has one, and is one lost?

`python -m tests.bench.scan_rig.serial [--quick]` prints these figures alone. A process of its own
plays the scanner at the far end of a pseudo-terminal; the product's driver and manager read the
near end. Each code holds the moment before it was written, and its delay is from there to the
receiver being called. The peers are what programs do that bring no driver of their own: pyserial's
`read_until`, and looking every 50 ms; they get the same codes in the same run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from threading import Event, Thread
from typing import Final

import serial

from devices.base import DeviceHealth, DeviceState, DriverEnv, Scan, ScanEvent
from devices.manager import DeviceManager, ManagerEnv
from devices.options import DeviceSettings
from devices.registry import build_driver
from tests.bench.rig import figures
from tests.bench.rig.figures import BenchError, Figure, Figures, Target, percentile, spread

P99: Final = Target("serial_event_p99_ms", "ms", 5)
LOST: Final = Target("serial_lost", "codes", 0)
SCANS_PER_S: Final = 100
FULL_S: Final = 600
QUICK_S: Final = 10
_READY_S: Final = 10.0
_LAST_S: Final = 3.0

Receive = Callable[[str], None]
Reading = Callable[[str, Receive, Event, Event], None]
"""Opens a port, says that it is ready, and reads codes until told to stop."""

SENDER: Final = """
import os, random, sys, time
line, count, per_s, seed = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
rng = random.Random(seed)
started = time.monotonic()
for number in range(count):
    time.sleep(max(0.0, started + number / per_s - time.monotonic()))
    code = f"{number:07}-{time.monotonic_ns()}-" + "7" * rng.randint(0, 60)
    data = code.encode() + b"\\r\\n"
    cut = rng.randint(1, len(data)) if number % 3 == 0 else len(data)
    os.write(line, data[:cut])  # Some codes come in two pieces, as USB frames cut them.
    os.write(line, data[cut:])
"""


def measure(seed: int, *, is_quick: bool) -> Figures:
    """Return the figures. Raise BenchError when a scanner could not be played."""
    seconds = QUICK_S if is_quick else FULL_S
    delays, lost = _played(_till, seed, seconds)
    found = P99.met_by(percentile(delays, 99)) | LOST.met_by(lost)
    found |= spread("serial_event", delays, "ms", (50, 100))
    found["serial_scans"] = Figure(len(delays), "codes")
    for name, reading in PEERS.items():
        # A minute is enough to see how they do; the ten minutes are ours to hold.
        theirs, missed = _played(reading, seed, min(seconds, 60))
        found |= spread(f"{name}_event", theirs, "ms", (50, 99))
        found[f"{name}_lost"] = Figure(missed, "codes")
    return found


def _played(reading: Reading, seed: int, seconds: int) -> tuple[list[float], int]:
    """Play a scanner to a reader; return the delays in ms, and how many codes did not come whole,
    once and in their order.
    """
    count = seconds * SCANS_PER_S
    delays: list[float] = []
    expected = lost = 0
    done = Event()

    def receive(code: str) -> None:
        nonlocal expected, lost
        now_ns = time.monotonic_ns()
        number, written_ns, tail = code.split("-")
        lost += abs(int(number) - expected) + (len(tail) != lengths[int(number)])
        expected = int(number) + 1
        delays.append((now_ns - int(written_ns)) / 1e6)
        if expected == count:
            done.set()

    lengths = _tails(seed, count)
    with _line() as (far, path), _reading(reading, path, receive):
        arguments = [str(one) for one in (far, count, SCANS_PER_S, seed)]
        subprocess.run(
            [sys.executable, "-c", SENDER, *arguments], check=True, pass_fds=[far], timeout=2_000
        )
        done.wait(_LAST_S)
    if not delays:
        raise BenchError("no code came through the serial line")
    return delays, lost + count - expected


def _tails(seed: int, count: int) -> list[int]:
    """Return how many sevens each code ends with, drawn as the sender draws them."""
    rng = Random(seed)
    lengths = []
    for number in range(count):
        lengths.append(rng.randint(0, 60))
        if number % 3 == 0:
            written = len(f"{number:07}-{time.monotonic_ns()}-") + lengths[-1] + 2
            rng.randint(1, written)
    return lengths


@contextmanager
def _line() -> Iterator[tuple[int, str]]:
    """Lend the far end of a pseudo-terminal and the path of its near end."""
    far, near = os.openpty()
    tty.setraw(near, termios.TCSANOW)
    try:
        yield far, os.ttyname(near)
    finally:
        os.close(far)
        os.close(near)


@contextmanager
def _reading(reading: Reading, path: str, receive: Receive) -> Iterator[None]:
    """Read on a thread meanwhile; begin when the port is open."""
    ready, stop = Event(), Event()
    faults: list[Exception] = []

    def run() -> None:
        try:
            reading(path, receive, ready, stop)
        except (OSError, ValueError) as error:
            faults.append(error)

    thread = Thread(target=run)
    thread.start()
    try:
        if not ready.wait(_READY_S):
            raise BenchError(f"the port did not open: {faults}")
        yield
    finally:
        stop.set()
        thread.join(_READY_S)
    if faults:
        raise BenchError(f"the reader ended: {faults[0]}")


def _till(path: str, receive: Receive, ready: Event, stop: Event) -> None:
    """The product: driver, manager, delivery."""
    numbers = iter(range(10**9))

    def on_scan(event: ScanEvent) -> None:
        if isinstance(event, Scan):
            receive(event.payload)

    def on_health(health: DeviceHealth) -> None:
        if health.state is DeviceState.READY:
            ready.set()

    env = DriverEnv(time.monotonic_ns, lambda: f"{next(numbers)}")
    manager = DeviceManager(
        [DeviceSettings("serial", "scanner", {"port": path})],
        lambda settings: build_driver(settings, env),
        ManagerEnv(clock_ns=time.monotonic_ns, random=Random(1).random),
        on_scan=on_scan,
        on_health=on_health,
    )
    manager.start()
    try:
        stop.wait()
    finally:
        manager.stop(2.0)


def _read_until(path: str, receive: Receive, ready: Event, stop: Event) -> None:
    """Read as pyserial itself offers it: up to the end mark."""
    with serial.Serial(path, 9_600, timeout=0.2) as port:
        ready.set()
        while not stop.is_set():
            line = port.read_until(b"\r\n")
            if line.endswith(b"\r\n"):
                receive(line.decode().strip())


def _polling(path: str, receive: Receive, ready: Event, stop: Event) -> None:
    """The way of many examples: look every 50 ms for what has come, and split it."""
    kept = ""
    with serial.Serial(path, 9_600, timeout=0) as port:
        ready.set()
        while not stop.wait(0.05):
            kept += port.read(port.in_waiting).decode()
            *lines, kept = kept.split("\r\n")
            for line in lines:
                receive(line)


PEERS: Final[dict[str, Reading]] = {"read_until": _read_until, "polling": _polling}


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=9801)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(argv)
    print(figures.table(measure(options.seed, is_quick=options.quick)))


if __name__ == "__main__":
    main()
