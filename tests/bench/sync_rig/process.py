"""Processes of the systems under measurement, as the bench holds them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any, Final

from tests.bench.rig.figures import BenchError
from tests.bench.rig.machine import ROOT

_END_S: Final = 30
_PAUSE: Final = Event()


def slowed(command: Sequence[str], fsync_ms: float) -> list[str]:
    """Return the command on a disk whose every fsync takes so much longer."""
    if not fsync_ms:
        return list(command)
    wrapper = [sys.executable, "-m", "tests.bench.sync_rig.slow_disk", str(fsync_ms), "--"]
    return [*wrapper, *command]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    """Tell whether somebody answers at a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One started command, in a process group of its own, ended by its own id."""

    def __init__(
        self, command: Sequence[str], log: Path, *, env: dict[str, str] | None = None
    ) -> None:
        self._log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **(env or {})}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                start_new_session=True,
            )  # fmt: skip
        self._lines: Queue[str | None] = Queue()
        self._reader = Thread(target=self._read, name=f"reads-{log.stem}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Return the id of the process, and of its group."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Tell whether it runs still."""
        return self._process.poll() is None

    def await_port(self, port: int, timeout_s: float = 120) -> None:
        """Wait until the command listens. Raise BenchError."""
        deadline = time.monotonic() + timeout_s
        while not listens(port):
            if not self.running or time.monotonic() > deadline:
                raise BenchError(f"{self._log.stem} does not listen; see {self._log}")
            _PAUSE.wait(0.05)

    def line(self, timeout_s: float) -> str:
        """Return the next line it prints. Raise BenchError."""
        try:
            found = self._lines.get(timeout=timeout_s)
        except Empty:
            raise BenchError(f"{self._log.stem}: no answer in {timeout_s:g} s") from None
        if found is None:
            raise BenchError(f"{self._log.stem} ended; see {self._log}")
        return found

    def say(self, text: str) -> None:
        """Send it a line."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(text + "\n")
            self._process.stdin.flush()
        except OSError:
            raise BenchError(f"{self._log.stem} ended; see {self._log}") from None

    def kill(self) -> None:
        """End the whole group at once, as a power cut would end its programs."""
        os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join()

    def stop(self) -> None:
        """End it as a service manager would, and wait for it."""
        if self.running:
            self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)


class Worker(Process):
    """A process that answers each line with one: see `line_worker`."""

    def ask(self, timeout_s: float = 60, /, **asked: Any) -> dict[str, Any]:
        """Send a command without waiting for what comes of it, then wait. Raise BenchError."""
        self.tell(**asked)
        return self.hear(timeout_s)

    def tell(self, **asked: Any) -> None:
        """Send a command; `hear` its answer later."""
        self.say(json.dumps(asked))

    def hear(self, timeout_s: float = 60) -> dict[str, Any]:
        """Return the answer to the oldest command not yet answered. Raise BenchError."""
        found: dict[str, Any] = json.loads(self.line(timeout_s))
        if "error" in found:
            raise BenchError(f"{self._log.stem}: {found['error']}")
        return found


class Line(Worker):
    """The counting proxy before one server."""

    def __init__(self, target_port: int, log: Path) -> None:
        super().__init__(
            [sys.executable, "-m", "tests.bench.sync_rig.proxy", str(target_port)], log
        )
        self.port = int(json.loads(self.line(20))["port"])

    @property
    def url(self) -> str:
        """Return the address to give to clients."""
        return f"http://127.0.0.1:{self.port}"

    def mark(self) -> dict[str, Any]:
        """Return what was counted, and count from nothing."""
        return self.ask(do="mark")

    def counts(self) -> dict[str, Any]:
        """Return what was counted since the mark."""
        return self.ask(do="counts")

    def steps(self) -> list[tuple[int, int]]:
        """Return when how many bytes had come down."""
        return [(ns, size) for ns, size in self.ask(do="steps")["steps"]]
