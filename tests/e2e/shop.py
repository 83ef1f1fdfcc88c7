"""A small shop for tests: HQ as a process on its own PostgreSQL, and folders of enrolled tills."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

import psycopg

from sync.hub import __main__ as hub_command_line
from sync.hub.embedded import embedded
from terminal import app
from terminal.sandbox import identity, output, store

T = TypeVar("T")

ROOT: Final = Path(__file__).resolve().parents[2]
STORE: Final = "0018"
SEED: Final = 18
CUSTOMERS: Final = 60
ZONE: Final = ZoneInfo("Asia/Shanghai")
PHARMACIST: Final = identity.staff_id(STORE, 1)
SHOWCASE: Final = identity.customer_id(STORE, 1)
RICH_CODE, LONG_CODE, EMPTY_CODE = identity.showcase_codes(STORE)

_PAUSE_S: Final = 0.05


def until(what: str, probe: Callable[[], T | None], *, timeout_s: float, told: Any = "") -> T:
    """Return what `probe` finds, asking again and again; fail after `timeout_s` with `told()`."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while (found := probe()) is None:
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout_s:g} s: {what}\n{told() if told else ''}")
        pause.wait(_PAUSE_S)
    return found


def run(
    *command: str, timeout_s: float = 60, changes: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of our programs to its end, from the project's folder. `changes` are to its
    environment; None takes a variable away.
    """
    merged = {**environment(), **(changes or {})}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={name: value for name, value in merged.items() if value is not None},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def environment() -> dict[str, str]:
    """Return the environment of our programs, with a real window system."""
    return {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1"}


@dataclass(slots=True)
class Hub:
    """HQ. Stopped and started again it has the same data and the same port."""

    folder: Path
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Return where tills find it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers; nothing happens when it runs."""
        if self._process is not None:
            return
        port_file = self.folder / "port"
        port_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "sync.hub", "serve", "--data", str(self.folder)]
        command += ["--port", str(self.port), "--port-file", str(port_file)]
        with (self.folder / "hub.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until("HQ answers", self._answering, timeout_s=60, told=self.log)

    def stop(self) -> None:
        """End it as a service manager does, and its PostgreSQL with it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"HQ did not end\n{self.log()}") from None
        finally:
            self._process = None
        assert not app.hub_answers(self.url)

    def log(self) -> str:
        """Return the end of what it wrote."""
        return (self.folder / "hub.log").read_text("utf-8", "replace")[-3000:]

    def command(self, name: str, *arguments: str) -> str:
        """Run a command of HQ beside the hub that serves, and return what it printed."""
        said = io.StringIO()
        with redirect_stdout(said):
            code = hub_command_line.main([name, "--data", str(self.folder), *arguments])
        assert 0 == code, f"{name} ended with {code}"
        return said.getvalue().strip()

    def code_for(self, desk: str) -> str:
        """Return a provisioning code for one more till."""
        return self.command("provision", "--store", STORE, "--desk", desk, "--url", self.url)

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[Any]]:
        """Lend a connection to HQ's PostgreSQL, which need not be running."""
        with embedded(self.folder) as dsn, psycopg.connect(dsn) as connection:
            yield connection

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what HQ's PostgreSQL answers."""
        with self.database() as connection:
            return connection.execute(query, values).fetchall()

    def _answering(self) -> bool | None:
        assert self._process is not None
        assert self._process.poll() is None, f"HQ ended by itself\n{self.log()}"
        port_file = self.folder / "port"
        if not port_file.exists():
            return None
        self.port = int(port_file.read_text())
        return app.hub_answers(self.url) or None


@dataclass(frozen=True, slots=True)
class Shop:
    """One store: its HQ and the folders of its tills."""

    folder: Path
    hub: Hub

    def till_folder(self, desk: int) -> Path:
        """Return the data folder of the till at a desk."""
        return self.folder / f"till-{desk}"


def furnish(shop: Shop, *, desks: int) -> None:
    """Start HQ with a synthetic store of today, and enrol tills with the codes it prints."""
    shop.hub.folder.mkdir(mode=0o700)
    records = shop.folder / "store.jsonl.zst"
    today = datetime.now(ZONE).date()
    plan = store.StorePlan(seed=SEED, store=STORE, customers=CUSTOMERS, as_of=today)
    with output.sink(records) as file:
        output.write(store.generate(plan), file)
    shop.hub.start()
    shop.hub.command("init-store", "--id", STORE, "--code", STORE, "--name", plan.name)
    shop.hub.command("load", str(records))
    for desk in range(1, desks + 1):
        app.provision(shop.till_folder(desk), shop.hub.code_for(str(desk)), desk=str(desk))
