"""HQ of a proof as real processes: a PostgreSQL server, and hubs that are started, stopped in
their tracks, and killed.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

import psycopg

from sync.hub import __main__ as hub_command_line
from sync.hub.embedded import EmbeddedServer
from sync.hub.errors import DatabaseStartError
from tests.prove import people
from tests.prove.people import Holdings

T = TypeVar("T")

ROOT: Final = Path(__file__).resolve().parents[2]
WORKERS: Final = 2
TEMPLATE: Final = "proof_template"

FORKS: Final = multiprocessing.get_context("forkserver")
"""Tills and forked HQs come from one process that has imported them."""
FORKS.set_forkserver_preload(["tests.prove.till", "tests.prove.server", "sync.hub.app"])

_READY_S: Final = 60.0
_STEADY: Final = 3
_STOP_S: Final = 15.0
_PAUSE_S: Final = 0.02


class LateError(AssertionError):
    """Something did not come about in time."""


def until(what: str, probe: Callable[[], T | None], *, timeout_s: float) -> T:
    """Return what `probe` finds, asking again and again. Raise LateError."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while (found := probe()) is None:
        if time.monotonic() > deadline:
            raise LateError(f"not within {timeout_s:g} s: {what}")
        pause.wait(_PAUSE_S)
    return found


class Server:
    """A PostgreSQL server with a loaded template database, for many hubs one after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: list[EmbeddedServer] = []
        self.data = folder / "hub"
        self.dsn = f"host={folder / 'pg'} user=guitai dbname=postgres"

    def start(self) -> None:
        """Start it, anew after a kill."""
        server = EmbeddedServer(self._folder, settings={"max_connections": "100"})
        self._servers.append(server)

        def launch() -> bool | None:
            # What a killed server leaves behind, its children among it, takes a moment to go.
            with suppress(DatabaseStartError):
                server.start()
                return True
            return None

        until("PostgreSQL starts", launch, timeout_s=_READY_S)
        self.await_start()

    def stop(self) -> None:
        """End it."""
        for server in reversed(self._servers):
            server.stop()

    def kill(self) -> None:
        """End the whole server as a power cut does."""
        pid = self._postmaster()
        os.kill(pid, signal.SIGKILL)
        until("the server is gone", lambda: _is_gone(pid) or None, timeout_s=_STOP_S)

    def kill_backend(self, database: str, rng: Random) -> bool:
        """Kill one of the processes that serve a database; the server then restarts the others."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s", (database,)
            ).fetchall()
        if not rows:
            return False
        pid = rng.choice(rows)[0]
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        # Once it is gone its parent knows, and ends the others.
        until("the backend is gone", lambda: _is_gone(pid) or None, timeout_s=_STOP_S)
        return True

    def await_start(self) -> None:
        """Wait until the server takes connections, and goes on doing so."""

        def ready() -> bool | None:
            try:
                for _ in range(_STEADY):
                    psycopg.connect(self.dsn).close()
                    threading.Event().wait(_PAUSE_S)
            except psycopg.OperationalError:
                return None
            return True

        until("PostgreSQL takes connections", ready, timeout_s=_READY_S)

    def of(self, database: str) -> str:
        """Return how a database of the server is reached."""
        return self.dsn.replace("dbname=postgres", f"dbname={database}")

    def load(self, holdings: Holdings, rng: Random) -> None:
        """Make the template: HQ's schema, two stores and what they hold."""
        self._do(f"CREATE DATABASE {TEMPLATE}")
        for store in people.STORES:
            words = ("--id", store, "--code", f"DX{store}", "--name", "合成数据店")
            self.command(TEMPLATE, "init-store", *words)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(f"{line}\n" for line in people.lines(holdings, rng))
            file.flush()
            self.command(TEMPLATE, "load", file.name)

    def create(self, database: str) -> None:
        """Make a database that holds what the template does."""
        self._do(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}")

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected; a server that was left dead is started."""
        with suppress(psycopg.OperationalError):
            self._do(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            return
        self.start()
        self._do(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def command(self, database: str, name: str, *arguments: str) -> str:
        """Do one of HQ's commands on a database, in this process, and return what it said."""
        said = io.StringIO()
        with redirect_stdout(said):
            code = hub_command_line.main(
                [name, "--data", str(self.data), "--dsn", self.of(database), *arguments]
            )
        assert 0 == code, f"HQ's {name} ended with {code}"
        return said.getvalue()

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(statement)

    def _postmaster(self) -> int:
        return int((self._folder / "pg" / "postmaster.pid").read_text().split()[0])


@contextmanager
def loaded_server(holdings: Holdings, seed: int) -> Iterator[Server]:
    """Lend a server that holds the template."""
    folder = Path(tempfile.mkdtemp(prefix="guitai-proof-"))
    server = Server(folder)
    try:
        server.start()
        server.load(holdings, Random(seed))
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class HubProcess:
    """`python -m sync.hub serve` on one database; its port stays the same from the first start.

    `forked` HQs come from a process that has the program in memory already: they start in a
    tenth of the time.
    """

    server: Server
    database: str
    log: Path
    port: int = 0
    workers: int = 1
    forked: bool = False
    _process: Any = None

    def start(self) -> None:
        """Start it; return once it takes requests."""
        port_file = self.log.with_suffix(".port")
        port_file.unlink(missing_ok=True)
        words = ["serve", "--data", str(self.server.data), "--dsn", self.server.of(self.database)]
        words += ["--port", str(self.port), "--port-file", str(port_file)]
        if self.workers > 1:
            words += ["--workers", str(self.workers)]
        self._process = _Forked(words, self.log) if self.forked else _started(words, self.log)

        def ready() -> int | None:
            code = self._process.poll()
            assert code is None, f"HQ ended with {code}: {self.log.read_text()[-2000:]}"
            return int(port_file.read_text()) if port_file.exists() else None

        self.port = until("HQ is ready", ready, timeout_s=_READY_S)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to HQ and all its workers."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """End HQ and all its workers as a power cut does."""
        self.signal(signal.SIGKILL)
        self._wait()

    def kill_worker(self, rng: Random) -> bool:
        """Kill one worker; tell whether there is one beside the process that keeps them."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        workers = [pid for pid in map(int, children.read_text().split()) if _serves(pid)]
        if workers:
            with suppress(ProcessLookupError):
                os.kill(rng.choice(workers), signal.SIGKILL)
        return bool(workers)

    def stop(self) -> None:
        """End it in peace, or by force after a while."""
        if self._process is None:
            return
        self.signal(signal.SIGCONT)
        self._process.terminate()
        try:
            self._wait()
        except subprocess.TimeoutExpired:
            self.kill()

    def _wait(self) -> None:
        self._process.wait(_STOP_S)


def _started(words: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "sync.hub", *words],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True,
        )  # fmt: skip


class _Forked:
    """A process like those of `subprocess`, made by forking."""

    def __init__(self, words: Sequence[str], log: Path) -> None:
        ours, theirs = FORKS.Pipe(duplex=False)
        self._process = FORKS.Process(target=_be_hub, args=(list(words), log, theirs))
        self._process.start()
        theirs.close()
        # Its process group is there once it says so.
        with suppress(EOFError), ours:
            ours.recv()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return its exit code, or None while it runs."""
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self, timeout_s: float) -> None:
        """Wait for its end. Raise TimeoutExpired."""
        self._process.join(timeout_s)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("hub", timeout_s)


def _be_hub(words: list[str], log: Path, ready: Connection) -> None:
    os.setsid()
    ready.send(None)
    ready.close()
    errors = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(errors, descriptor)
    sys.exit(hub_command_line.main(words))


def _is_gone(pid: int) -> bool:
    """Tell whether a process is no more: to pg_ctl one that nobody waited for yet still runs."""
    return not Path(f"/proc/{pid}").exists()


def _serves(pid: int) -> bool:
    """Tell whether a child of HQ is one of its workers, not a tracker of resources."""
    with suppress(OSError):
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def hub_has_workers() -> bool:
    """Tell whether this build's hub can be several processes."""
    with suppress(SystemExit), redirect_stdout(io.StringIO()) as said:
        hub_command_line.main(["serve", "--help"])
    return "--workers" in said.getvalue()
