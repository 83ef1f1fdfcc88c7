"""A till's process seen from outside: started, listened to, scanned at, and ended."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, Final

from tests.bench.rig.figures import BenchError
from tests.bench.rig.machine import ROOT

PROBE: Final = "tests.bench.rig.probe"
_END_S: Final = 40
Event = dict[str, Any]


class Till:
    """One process that tells what happens in it, line by line."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self._events: Queue[Event | None] = Queue()
        self.started_ns = time.monotonic_ns()
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        )
        self._reader = Thread(target=self._read, name="till-events", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Return the process's id."""
        return self._process.pid

    def expect(self, kind: str, timeout_s: float) -> Event:
        """Return the next event of this kind; those before it are dropped. Raise BenchError."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                event = self._events.get(timeout=left)
            except Empty:
                break
            if event is None:
                raise BenchError(f"the till ended with {self._process.wait()} before {kind!r}")
            if event["event"] == kind:
                return event
        raise BenchError(f"no {kind!r} within {timeout_s:g} s")

    def seconds_to(self, event: Event) -> float:
        """Return how long after the process's start an event was."""
        return float(event["ns"] - self.started_ns) / 1e9

    def stop(self) -> None:
        """End the process as a service manager would, and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if line.startswith('{"event"'):
                    self._events.put(json.loads(line))
        self._events.put(None)


@contextmanager
def running(command: Sequence[str], env: dict[str, str]) -> Iterator[Till]:
    """Lend a till that is started now."""
    till = Till(command, env)
    try:
        yield till
    finally:
        till.stop()


def terminal_command(data: Path, *arguments: str, probe: Sequence[str] = ()) -> list[str]:
    """Return how `python -m terminal` is started on a till's folder, with the probe around it."""
    return [sys.executable, "-m", PROBE, *probe, "terminal", "--data", str(data), *arguments]


class Scanner:
    """A serial scanner's end of a pseudo-terminal. The till opens `port`."""

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)

    def scan(self, code: str) -> int:
        """Send a code and its end mark; return when that was, not later than the last byte."""
        frame = code.encode() + b"\r"
        now_ns = time.monotonic_ns()
        sent = os.write(self._master, frame)
        assert len(frame) == sent, "a pseudo-terminal takes a short frame whole"
        return now_ns

    def close(self) -> None:
        """Pull the plug."""
        os.close(self._master)
        os.close(self._slave)


@contextmanager
def plugged() -> Iterator[Scanner]:
    """Lend a scanner."""
    scanner = Scanner()
    try:
        yield scanner
    finally:
        scanner.close()
