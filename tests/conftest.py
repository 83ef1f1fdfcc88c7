"""What every test is held to: no stray thread, no network, no log record nobody expected."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import structlog
from hypothesis import HealthCheck, Phase, settings
from structlog.typing import EventDict, WrappedLogger

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OURS: Final = ("terminal", "ui", "devices", "local_store", "sync", "tests")
THREAD_GRACE_S: Final = 2.0

# The same examples on every run; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("steady")
# The same again, where only counts whether a test fails: the replay of faults.
settings.register_profile(
    "unshrunk", settings.get_profile("steady"), phases=[Phase.explicit, Phase.generate]
)


@dataclass(slots=True)
class LogRecords:
    """Records at WARNING or above, of the standard library's logging and of structlog."""

    messages: list[str] = field(default_factory=list)

    def add(self, level: str, message: str) -> None:
        """Keep one record as `level: message`."""
        self.messages.append(f"{level.lower()}: {message}")

    def unlike(self, parts: tuple[str, ...]) -> list[str]:
        """Return the records that contain none of `parts`."""
        return [one for one in self.messages if not any(part in one for part in parts)]

    def never_seen(self, parts: tuple[str, ...]) -> list[str]:
        """Return those of `parts` that no record contains."""
        return [part for part in parts if not any(part in one for one in self.messages)]


class _Recorder(logging.Handler):
    """Takes part in both logging systems without changing what either writes."""

    def __init__(self, records: LogRecords) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.add(record.levelname, f"{record.name}: {record.getMessage()}")

    def __call__(self, _logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        """Note what structlog is about to write (it is the first of its processors)."""
        level = logging.getLevelName("ERROR" if method == "exception" else method.upper())
        if isinstance(level, int) and level >= logging.WARNING:
            self._records.add(method, str(event.get("event")))
        return event


@pytest.fixture
def log_records() -> Iterator[LogRecords]:
    """Records of this test at WARNING or above, taken at the root of both systems."""
    records = LogRecords()
    recorder = _Recorder(records)
    was_configured, before = structlog.is_configured(), structlog.get_config()
    # In place: loggers that were bound earlier hold on to this very list.
    processors = before["processors"]
    processors.insert(0, recorder)
    root = logging.getLogger()
    root.addHandler(recorder)
    yield records
    root.removeHandler(recorder)
    processors.remove(recorder)
    if was_configured:
        structlog.configure(**before)
    else:
        structlog.reset_defaults()


@pytest.fixture
def expected_logs(log_records: LogRecords) -> LogRecords:
    """The records themselves, for a test that asserts on them; asking for it allows them."""
    return log_records


@pytest.fixture(autouse=True)
def _no_unexpected_logs(request: pytest.FixtureRequest, log_records: LogRecords) -> Iterator[None]:
    yield
    if "expected_logs" in request.fixturenames:
        return
    marker = request.node.get_closest_marker("expected_logs")
    parts: tuple[str, ...] = marker.args if marker else ()
    assert log_records.unlike(parts) == [], "log records at WARNING or above nobody expected"
    assert log_records.never_seen(parts) == [], "expected log records that never came"


@pytest.fixture(autouse=True)
def _own_hooks() -> Iterator[None]:
    """Take back the hooks that a program under test put in: pytest's own see what goes wrong."""
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks


def _is_ours(thread: threading.Thread) -> bool:
    """Tell whether our code runs in `thread`: its class or its target is from our tree."""
    target = getattr(thread, "_target", None)
    modules = (type(thread).__module__, getattr(target, "__module__", None) or "")
    return any(module.partition(".")[0] in OURS for module in modules)


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    leaked = []
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon or _is_ours(thread):
            thread.join(THREAD_GRACE_S)
            if thread.is_alive():
                leaked.append(thread.name)
    assert leaked == [], "threads still running after the test"


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # A Unix socket's address is a path.
    host = str(address[0])
    return host in {"localhost", "::1", ""} or host.startswith("127.")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse to leave this machine, even when the code under test swallows the refusal."""
    attempts: list[str] = []

    def refuse(address: Any) -> None:
        if not _is_local(address):
            attempts.append(str(address))
            pytest.fail(f"a test reached for the network: {address}")

    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    resolve = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse((host.decode() if isinstance(host, bytes) else host or "",))
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    assert attempts == [], "the network was reached for"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, and says so by a limit of its own: begun last, it keeps one
    process when the others have nothing left to do. Otherwise the order stays as it was drawn.
    """
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seeds under every run, however quiet, so that a failure can be replayed."""
    config = terminalreporter.config
    seed = getattr(config.option, "randomly_seed", None)
    terminalreporter.write_line(
        f"seeds: order {seed} (replay: --randomly-seed={seed}), "
        f"simulation {os.environ.get('GUITAI_SEED', 'as written in the tests')}"
    )
