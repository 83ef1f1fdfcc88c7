"""How a second process of this account asks the program that has the store open: one line of JSON
there, and two back, the first as soon as it was heard.

The socket is a file in the data folder, which nobody else may enter. What can be asked is not known
here. Where there are no such sockets nobody listens.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import structlog

from local_store.errors import WindowSilentError

NAME: Final = "guitai.sock"
HEARD_S: Final = 10.0
"""How long a running program may take to say that it heard."""
DONE_S: Final = 1800.0
"""How long it may take to do what was asked."""
STOP_S: Final = 5.0
AT_ONCE: Final = 4
_LINE_BYTES: Final = 65_536
_OURS_ONLY: Final = 0o600
_OPEN_FILES: Final = Path("/proc/self/fd")
_HAS_SOCKETS: Final = sys.platform == "linux" and _OPEN_FILES.exists()
_CREDENTIALS: Final = struct.Struct("3i")
_log: Final = structlog.get_logger("terminal")

Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class LocalSocket:
    """Answers whoever of this account asks, each on a thread of its own. To be started by the
    process that has the store's lock alone.
    """

    def __init__(self, path: Path, answer: Answer) -> None:
        """`answer` is called on several threads at once."""
        self._path, self._answer = path, answer
        self._listener: socket.socket | None = None
        self._thread = threading.Thread(target=self._accept, name="local-socket", daemon=True)
        self._lines: dict[threading.Thread, socket.socket] = {}

    def start(self) -> bool:
        """Begin to listen, and tell whether that is possible: not every file system holds sockets.
        Call once.
        """
        if not _HAS_SOCKETS:
            return False
        try:
            self._listener = _listening(self._path)
        except OSError as error:
            _log.info("commands cannot ask this window", error=type(error).__name__)
            return False
        self._thread.start()
        return True

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """Listen no more, and tell whether everybody who had asked was answered in time."""
        if self._listener is None:
            return True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # Ends the waiting for somebody to come.
        self._thread.join(timeout_s)
        self._listener.close()
        self._path.unlink(missing_ok=True)
        for thread, line in self._lines.items():
            with suppress(OSError):
                line.shutdown(socket.SHUT_RD)  # Whoever asked is answered yet; nobody asks now.
            thread.join(timeout_s)
        return not any(one.is_alive() for one in (self._thread, *self._lines))

    def _accept(self) -> None:
        assert self._listener is not None
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self._lines = {one: of for one, of in self._lines.items() if one.is_alive()}
            if len(self._lines) >= AT_ONCE:
                line.close()
                continue
            thread = threading.Thread(
                target=self._serve, args=(line,), name="local-socket-line", daemon=True
            )
            self._lines[thread] = line
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as lines:
            line.settimeout(HEARD_S)
            try:
                if _may_ask(line):
                    asked = _read(lines)
                    _send(line, {"heard": True})
                    _send(line, self._answer(asked))
            except (OSError, ValueError) as error:
                _log.info("a command was not answered", error=type(error).__name__)


def ask(
    path: Path, request: Mapping[str, Any], *, heard_s: float = HEARD_S, done_s: float = DONE_S
) -> dict[str, Any] | None:
    """Return what the running program answers, or None when none listens at this socket. Raise
    WindowSilentError when one does and nothing comes.
    """
    if not _HAS_SOCKETS:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(heard_s)
        try:
            with _short(path) as address:
                line.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            return None  # One that was killed leaves its socket behind.
        except OSError as error:
            raise WindowSilentError(type(error).__name__) from error
        with line.makefile("rb") as lines:
            try:
                _send(line, request)
                _read(lines)
                line.settimeout(done_s)
                return _read(lines)
            except (OSError, ValueError) as error:
                raise WindowSilentError(type(error).__name__) from error


def _listening(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.unlink(missing_ok=True)  # Nobody listens there: we have the store's lock.
        with _short(path) as address:
            listener.bind(address)
        path.chmod(_OURS_ONLY)
        listener.listen(AT_ONCE)
    except BaseException:
        listener.close()
        raise
    return listener


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """Lend a name for a socket that is short, wherever it lies: an address holds 108 bytes."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield str(_OPEN_FILES / str(folder) / path.name)
    finally:
        os.close(folder)


def _may_ask(line: socket.socket) -> bool:
    """Tell whether the other end is this account, or root's."""
    packed = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, account, _ = _CREDENTIALS.unpack(packed)
    return account in (os.geteuid(), 0)


def _send(line: socket.socket, content: Mapping[str, Any]) -> None:
    line.sendall(json.dumps(content).encode() + b"\n")


def _read(lines: BinaryIO) -> dict[str, Any]:
    """Return the next line. Raise ValueError for one that is cut, too long, or not of our form."""
    text = lines.readline(_LINE_BYTES)
    if not text.endswith(b"\n"):
        raise ValueError("line")
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("form")  # noqa: TRY004 (what came over a line is a value)
    return found
