"""Several processes that serve one socket, and their parent, which minds them.

The parent binds the socket, starts the workers as fresh processes, and then does nothing but wait:
for signals, and at each worker's line. A worker says `ready` on its line; that the line ends says
that the process is gone, however it went, and it works the other way round too: workers whose
parent was killed end by themselves.
"""

from __future__ import annotations

import json
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog

_log: Final = structlog.get_logger("sync.hub")

READY: Final = b"ready\n"

_MODULE: Final = "sync.hub.cli.worker_process"
_END_S: Final = 20.0
_STEADY_S: Final = 60.0
_DELAYS_S: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    line: socket.socket
    ready: bool = False
    leaving: bool = False
    replaces: _Worker | None = None


@dataclass(slots=True)
class _Plan:
    """When the next worker may start, and which are still to be replaced by a rolling restart."""

    due_s: list[float] = field(default_factory=list)
    deaths_s: list[float] = field(default_factory=list)
    rolling: list[_Worker] = field(default_factory=list)


class Fleet:
    """Runs `count` workers on the socket `bound` until SIGINT or SIGTERM; SIGHUP replaces them one
    by one. `settings` is what each is told at its start. `on_ready` is called once all serve.
    """

    def __init__(
        self,
        bound: socket.socket,
        settings: Mapping[str, object],
        *,
        count: int,
        on_ready: Callable[[], None],
    ) -> None:
        self._bound = bound
        self._settings = settings
        self._count = count
        self._on_ready = on_ready
        self._workers: list[_Worker] = []
        self._plan = _Plan()
        self._selector = selectors.DefaultSelector()
        self._serving = False
        self._stopping = False

    def run(self) -> int:
        """Serve. Return 0 after a signal, 1 when the first workers did not come up."""
        with self._selector, _signals(self._selector) as arrived:
            for _ in range(self._count):
                self._start()
            while not self._stopping:
                self._wait(self._pause_s())
                for number in arrived():
                    self._obey(number)
                self._start_due()
            return self._end()

    def _start(self, replaces: _Worker | None = None) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            files = (self._bound.fileno(), theirs.fileno())
            process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", _MODULE, str(theirs.fileno())],
                pass_fds=files,
                stdin=subprocess.DEVNULL,
                # A terminal's Ctrl-C is for the parent, which ends them in good order.
                start_new_session=True,
            )
        told = {**self._settings, "socket": self._bound.fileno()}
        ours.sendall(json.dumps(told).encode() + b"\n")
        worker = _Worker(process, ours, replaces=replaces)
        self._workers.append(worker)
        self._selector.register(ours, selectors.EVENT_READ, worker)

    def _pause_s(self) -> float | None:
        if not self._plan.due_s:
            return None
        return max(0.0, min(self._plan.due_s) - time.monotonic())

    def _wait(self, timeout_s: float | None) -> None:
        for key, _ in self._selector.select(timeout_s):
            if isinstance(key.data, _Worker):
                self._hear(key.data)

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.line.recv(len(READY))
        except ConnectionError:
            said = b""
        if not said:
            self._lost(worker)
            return
        worker.ready = True
        if worker.replaces is not None:
            self._dismiss(worker.replaces)
        if not self._serving and all(one.ready for one in self._workers):
            self._serving = True
            self._on_ready()

    def _lost(self, worker: _Worker) -> None:
        """Take a worker that is gone off the list, and plan for another one in its place."""
        self._selector.unregister(worker.line)
        worker.line.close()
        worker.process.wait()
        self._workers.remove(worker)
        if self._stopping:
            return
        if not self._serving:
            self._stopping = True
        elif worker.leaving:
            self._roll()
        elif worker.replaces is not None and not worker.ready:
            _log.error("rolling restart given up", code=worker.process.returncode)
            self._plan.rolling.clear()
        else:
            _log.error("worker ended", code=worker.process.returncode)
            self._replace_later()

    def _replace_later(self) -> None:
        now_s = time.monotonic()
        recent = [at for at in self._plan.deaths_s if now_s - at < _STEADY_S]
        delay_s = _DELAYS_S[min(len(recent), len(_DELAYS_S) - 1)]
        self._plan.deaths_s = [*recent, now_s]
        self._plan.due_s.append(now_s + delay_s)

    def _start_due(self) -> None:
        now_s = time.monotonic()
        due = [at for at in self._plan.due_s if at <= now_s]
        self._plan.due_s = [at for at in self._plan.due_s if at > now_s]
        for _ in due:
            self._start()

    def _obey(self, number: int) -> None:
        if number == signal.SIGHUP:
            if self._serving and not self._plan.rolling:
                self._plan.rolling = list(self._workers)
                self._roll()
        else:
            self._stopping = True

    def _roll(self) -> None:
        """Start the next replacement of a rolling restart; the old one leaves once it is ready."""
        while self._plan.rolling:
            old = self._plan.rolling.pop(0)
            if old in self._workers:
                self._start(replaces=old)
                return

    def _dismiss(self, worker: _Worker) -> None:
        if worker in self._workers:
            worker.leaving = True
            worker.process.terminate()

    def _end(self) -> int:
        """End all workers by their own ids, at first kindly."""
        self._stopping = True
        for worker in self._workers:
            worker.process.terminate()
        deadline_s = time.monotonic() + _END_S
        while self._workers and (left_s := deadline_s - time.monotonic()) > 0:
            self._wait(left_s)
        for worker in list(self._workers):
            worker.process.kill()
            self._lost(worker)
        return 0 if self._serving else 1


@contextmanager
def _signals(selector: selectors.BaseSelector) -> Iterator[Callable[[], list[int]]]:
    """Wake the selector by signals, and lend what tells which came."""
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in _SIGNALS}
    woken = signal.set_wakeup_fd(writer.fileno())
    selector.register(reader, selectors.EVENT_READ)

    def arrived() -> list[int]:
        try:
            return list(reader.recv(64))
        except BlockingIOError:
            return []

    try:
        yield arrived
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        selector.unregister(reader)
        reader.close()
        writer.close()


def settings_of(line: socket.socket) -> dict[str, object]:
    """Return, in a worker, what its parent told it. Raise EOFError when the parent is gone."""
    said = b""
    while not said.endswith(b"\n"):
        part = line.recv(65536)
        if not part:
            raise EOFError
        said += part
    told: dict[str, object] = json.loads(said)
    return told


def path_or_none(value: object) -> Path | None:
    """Return a path that travelled as text."""
    return Path(str(value)) if value is not None else None
