"""The peers: installed into build/peers from their registries, and run as they are shipped."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, ClassVar, Final

from tests.bench.rig.machine import ROOT
from tests.bench.sync_rig.corpus import Record
from tests.bench.sync_rig.process import Process, Worker, free_port, slowed
from tests.bench.sync_rig.system import (
    FAULT,
    LONG_S,
    RULE,
    SIZE,
    NotInstalledError,
    Setting,
    System,
    WrongError,
    as_lists,
)

SOURCES: Final = ROOT / "tests" / "bench" / "peers"
HOMES: Final = ROOT / "build" / "peers"
SIZE_BYTES: Final = 1_000_000
"""What a request may be at most in the trial of a size limit; the bad record is twice that."""
_INSTALL_S: Final = 600


class PouchDb(System):
    """PouchDB 9 on leveldb, with express-pouchdb 4.2 as the server."""

    name: ClassVar[str] = "pouchdb"
    PUSH: ClassVar[str] = "push"
    PULL: ClassVar[str] = "pull"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._port = free_port()
        self._validates = False
        self._env = {"BENCH_PEER_HOME": str(HOMES / "pouchdb"), "NODE_ENV": "production"}

    def prepare(self) -> None:
        """Install the peer and load the corpus."""
        install_pouchdb()
        self.start()
        self._worker.ask(LONG_S, do="load", file=str(self.write_corpus()))
        self.stop()

    def launch(self) -> Process:
        """Start the server."""
        command = ["node", str(SOURCES / "pouchdb" / "server.js"), str(self.data), str(self.port)]
        command += ["validate"] if self._validates else []
        command = slowed(command, self.setting.fsync_ms)
        made = Worker(command, self.folder / "server.log", env=self._env)
        made.await_port(self.port)
        return made

    @property
    def port(self) -> int:
        """Return the server's port."""
        return self._port

    @property
    def data(self) -> Path:
        """Return the server's folder."""
        return self.folder / "server"

    def open_client(self, name: str, folder: Path) -> Worker:
        """Return a client."""
        command = slowed(["node", str(SOURCES / "pouchdb" / "client.js")], self.setting.fsync_ms)
        made = Worker(command, self.folder / f"{name}.log", env=self._env)
        made.ask(do="open", folder=str(folder), url=self.line.url)
        return made

    def tally(self) -> dict[str, Any]:
        """Ask the server's process."""
        return self._worker.ask(LONG_S, do="digest")

    def keys(self) -> set[str]:
        """Ask the server's process."""
        return set(self._worker.ask(LONG_S, do="keys")["keys"])

    def push_by_four(self, pushes: int, ops: int) -> tuple[int, float]:
        """Four databases that hold their readings already replicate them in batches of `ops`."""
        clients = [self.client(f"four-{number}") for number in range(4)]
        for client in clients:
            made = self.readings(pushes * ops)
            client.ask(LONG_S, do="add", records=as_lists(made))
        return together(clients, pushes * ops, do="push", batch=ops)

    def poison(self, why: str, record: Record) -> Record | None:
        """Refuse by a validation function, by a fault of the server or by a bound on requests."""
        if why == RULE:
            self.stop_server()
            self._validates = True
            self.start()
        self._worker.ask(do="refuse", how=why, id=record.key, bytes=SIZE_BYTES)
        return grown(record) if why == SIZE else record

    @property
    def _worker(self) -> Worker:
        assert isinstance(self.server, Worker)
        return self.server


class Anki(System):
    """Anki's own server and client, both Rust behind Python."""

    name: ClassVar[str] = "anki"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._port = free_port()
        self._users = ["shop", *(f"four-{number}" for number in range(4))]
        self._limit_mb = 100

    def prepare(self) -> None:
        """Install the peer, upload an empty collection and add the corpus to it by a sync."""
        install_anki()
        lines = self.write_corpus()
        self.start()
        for user in self._users:
            made = self._worker(f"base-{user}", self._base(user), user)
            made.ask(do="upload")
            made.stop()
        loader = self._worker("loader", self.folder / "client-loader", "shop")
        loader.ask(do="download")
        loader.ask(LONG_S, do="load", file=str(lines))
        loader.ask(LONG_S, do="sync")
        loader.stop()
        self.stop()

    def launch(self) -> Process:
        """Start the server."""
        users = {f"SYNC_USER{n}": f"{user}:bench" for n, user in enumerate(self._users, 1)}
        env = {
            "SYNC_BASE": str(self.data),
            "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(self.port),
            "MAX_SYNC_PAYLOAD_MEGS": str(self._limit_mb),
            "RUST_LOG": "error",
            **users,
        }
        command = slowed([_python(), "-m", "anki.syncserver"], self.setting.fsync_ms)
        made = Process(command, self.folder / "server.log", env=env)
        made.await_port(self.port)
        return made

    @property
    def port(self) -> int:
        """Return the server's port."""
        return self._port

    @property
    def data(self) -> Path:
        """Return the server's folder."""
        return self.folder / "server"

    def open_client(self, name: str, folder: Path) -> Worker:
        """Return a client that took the empty collection before there was anything in it, which
        is what lets its first sync go record by record.
        """
        user = name if name in self._users else "shop"
        if not folder.exists():
            shutil.copytree(self._base(user), folder)
        return self._worker(name, folder, user)

    def whole_file(self, name: str) -> dict[str, Any]:
        """Take all the server has as one file."""
        made = self._worker(name, self.folder / f"client-{name}", "shop")
        self._clients[name] = made
        return {**made.ask(LONG_S, do="download"), "rows": made.ask(do="count")["count"]}

    def tally(self) -> dict[str, Any]:
        """Download what the server holds, past the line, and look at it."""
        return self._ask_fresh("digest")

    def keys(self) -> set[str]:
        """Download what the server holds, past the line, and look at it."""
        return set(self._ask_fresh("keys")["keys"])

    def push_by_four(self, pushes: int, ops: int) -> tuple[int, float]:
        """Four accounts, because four devices of one refuse one another: each adds `ops` notes,
        which takes it a fraction of a millisecond each, and syncs, over and over.
        """
        clients = [self.client(f"four-{number}") for number in range(4)]
        made = [as_lists(self.readings(pushes * ops, expected=False)) for _ in clients]
        for client, records in zip(clients, made, strict=True):
            client.tell(do="burst", records=records, ops=ops)
        done = _span([client.hear(LONG_S) for client in clients], 4 * pushes * ops)
        for user in self._users[1:]:
            if (found := self._ask_fresh("count", user)["count"]) != pushes * ops:
                raise WrongError(f"{self.name}: {found} of {pushes * ops} readings of {user}")
        return done

    def poison(self, why: str, record: Record) -> Record | None:
        """Only a bound on requests can refuse a record here."""
        if why in {RULE, FAULT}:
            return None
        self.stop_server()
        self._limit_mb = SIZE_BYTES // 1_000_000
        self.start()
        return grown(record)

    def _base(self, user: str) -> Path:
        return self.folder / f"base-{user}"

    def _worker(self, name: str, folder: Path, user: str, *, direct: bool = False) -> Worker:
        command = slowed([_python(), "-m", "tests.bench.peers.anki.client"], self.setting.fsync_ms)
        made = Worker(command, self.folder / f"{name}.log", env={"PYTHONPATH": str(ROOT)})
        url = f"http://127.0.0.1:{self.port}" if direct else self.line.url
        made.ask(do="open", folder=str(folder), url=url, user=user)
        return made

    def _ask_fresh(self, command: str, user: str = "shop") -> dict[str, Any]:
        folder = self.folder / "client-looks"
        shutil.rmtree(folder, ignore_errors=True)
        made = self._worker("looks", folder, user, direct=True)
        try:
            made.ask(LONG_S, do="download")
            return made.ask(LONG_S, do=command)
        finally:
            made.stop()


def together(clients: Sequence[Worker], each: int, **asked: Any) -> tuple[int, float]:
    """Give all clients the same command at once; return all their ops, and in how many seconds."""
    for client in clients:
        client.tell(**asked)
    told = [client.hear(LONG_S) for client in clients]
    for one in told:
        one.setdefault("ended_ns", one["began_ns"] + one.get("seconds", 0) * 1e9)
    return _span(told, each * len(clients))


def grown(record: Record, size: int = 2 * SIZE_BYTES) -> Record:
    """Return the record with a field of `size` characters that hardly can be compressed."""
    note = b64encode(Random(size).randbytes(size * 3 // 4)).decode()
    return record._replace(body={**record.body, "note": note})


def install_pouchdb() -> None:
    """Install the peer from its lock, unless it is there. Raise NotInstalledError."""
    home, lock = HOMES / "pouchdb", SOURCES / "pouchdb" / "package-lock.json"
    done = home / "installed"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / "pouchdb" / name, home / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _install(command, home)
    _install(["node", "-e", "require('pouchdb'); require('express-pouchdb')"], home)
    shutil.copy(lock, done)


def install_anki() -> None:
    """Install the peer into an environment of its own, unless it is there. Raise
    NotInstalledError.
    """
    home, pins = HOMES / "anki", SOURCES / "anki" / "requirements.txt"
    done = home / "installed"
    if done.exists() and done.read_bytes() == pins.read_bytes():
        return
    shutil.rmtree(home, ignore_errors=True)
    _install([sys.executable, "-m", "venv", str(home)], ROOT)
    pip = [_python(), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    _install([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(pins)], ROOT)
    _install([_python(), "-c", "import anki.collection"], ROOT)
    shutil.copy(pins, done)


def _install(command: Sequence[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_INSTALL_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(f"{command[0]}: {error}") from None
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise NotInstalledError(f"{command[0]}: {' | '.join(words)}")


def _python() -> str:
    return str(HOMES / "anki" / "bin" / "python")


def _span(told: Sequence[dict[str, Any]], ops: int) -> tuple[int, float]:
    began = min(one["began_ns"] for one in told)
    seconds = (max(one["ended_ns"] for one in told) - began) / 1e9
    return ops, seconds


def versions() -> dict[str, str]:
    """Return which versions of the peers are installed."""
    found = {}
    for name in ("pouchdb", "express-pouchdb"):
        path = HOMES / "pouchdb" / "node_modules" / name / "package.json"
        if path.exists():
            found[name] = json.loads(path.read_text())["version"]
    pins = (SOURCES / "anki" / "requirements.txt").read_text()
    found["anki"] = pins.partition("anki==")[2].split()[0]
    return found
