"""What the bench asks of every system it measures: a server, clients, and what each end holds."""

from __future__ import annotations

import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, ClassVar, Final

from tests.bench.rig.figures import BenchError
from tests.bench.sync_rig import corpus
from tests.bench.sync_rig.corpus import Record
from tests.bench.sync_rig.process import Line, Process, Worker

LONG_S: Final = 1200
RULE, FAULT, SIZE = "rule", "fault", "size"


class NotInstalledError(BenchError):
    """A peer cannot be installed here; the text says why."""


class WrongError(BenchError):
    """Two ends do not hold the same: whatever was measured on the way counts for nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a system is measured: an empty folder, how many records from which seed, and what each
    fsync of its server and its clients costs beyond the disk's own.
    """

    folder: Path
    records: int
    seed: int = 18
    fsync_ms: float = 0


class System(ABC):
    """One server behind the counting line, and its clients, each a process of its own."""

    name: ClassVar[str]
    PUSH: ClassVar[str] = "sync"
    PULL: ClassVar[str] = "sync"
    """What a client is told that only sends, or only takes: one way is less where it can be had."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.folder = setting.folder
        self.contents: dict[str, Record] = {
            record.key: record for record in corpus.records(setting.records, setting.seed)
        }
        self.customers = [one.id for one in self.contents.values() if one.kind == "customer"]
        self._random = Random(setting.seed)
        self._server: Process | None = None
        self._line: Line | None = None
        self._clients: dict[str, Worker] = {}
        self._added = self._edits = 0
        self._next: tuple[str, str] | None = None

    # What each system does its own way

    @abstractmethod
    def prepare(self) -> None:
        """Make the server's data folder with the corpus in it. The server is left stopped."""

    @abstractmethod
    def launch(self) -> Process:
        """Start the server; return once it listens at `self.port`."""

    @property
    @abstractmethod
    def port(self) -> int:
        """Return the server's port, the same after every start."""

    @property
    @abstractmethod
    def data(self) -> Path:
        """Return the folder that holds all the server has."""

    @abstractmethod
    def open_client(self, name: str, folder: Path) -> Worker:
        """Return a client's process, ready for its first sync when the folder is new."""

    @abstractmethod
    def tally(self) -> dict[str, Any]:
        """Return count and digest of what the server holds."""

    @abstractmethod
    def keys(self) -> set[str]:
        """Return the names of the readings that the server holds."""

    @abstractmethod
    def push_by_four(self, pushes: int, ops: int) -> tuple[int, float]:
        """Let four clients push `pushes` times `ops` readings each; return how many readings that
        was, and in how many seconds. Raise WrongError.
        """

    @abstractmethod
    def poison(self, why: str, record: Record) -> Record | None:
        """Let the server refuse one record, and return it as a client is to add it; None when
        this system knows no such refusal.
        """

    # What all share

    def start(self) -> None:
        """Start the server and the line before it."""
        self._server = self.launch()
        if self._line is None:
            self._line = Line(self.port, self.folder / "line.log")

    def stop(self) -> None:
        """End clients, server and line."""
        for client in self._clients.values():
            client.stop()
        self._clients.clear()
        self.stop_server()
        if self._line is not None:
            self._line.stop()
            self._line = None

    def stop_server(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    @property
    def server(self) -> Process:
        """Return the running server."""
        assert self._server is not None
        return self._server

    @property
    def line(self) -> Line:
        """Return the counting line."""
        assert self._line is not None
        return self._line

    def client(self, name: str) -> Worker:
        """Return the client of this name, started if it is not running."""
        if name not in self._clients or not self._clients[name].running:
            self._clients[name] = self.open_client(name, self.folder / f"client-{name}")
        return self._clients[name]

    def leave(self, name: str) -> None:
        """End a client; what it stored stays."""
        if (client := self._clients.pop(name, None)) is not None:
            client.stop()

    def first(self, name: str) -> dict[str, Any]:
        """Fill an empty client, and check what came."""
        return self.client(name).ask(LONG_S, do="first")

    def next_edit(self) -> tuple[str, str]:
        """Return which customer is edited next and its new note, of the same length."""
        if self._next is None:
            record_id = self._random.choice(self.customers)
            size = len(self.contents[f"customer:{record_id}"].body["note"])
            self._edits += 1
            text = corpus.a_note(self._random, size - 6) + f"{self._edits:06d}"
            self._next = (record_id, text)
        return self._next

    def edit(self, client: Worker) -> tuple[str, str, dict[str, Any]]:
        """Make the next edit at a client; return whose, the note, and what the client said."""
        record_id, text = self.next_edit()
        told = client.ask(do="edit", id=record_id, text=text)
        key = f"customer:{record_id}"
        body = self.contents[key].body
        self.contents[key] = Record("customer", record_id, {**body, "note": text})
        self._next = None
        return record_id, text, told

    def readings(self, count: int, *, expected: bool = True) -> list[Record]:
        """Return new readings, and expect them at both ends from now on."""
        self._added += 1
        made = corpus.readings(count, self._added, self.customers)
        if expected:
            self.contents |= {record.key: record for record in made}
        return made

    def check(self, *clients: Worker) -> None:
        """Compare what the server and these clients hold with what they should.

        Raise WrongError.
        """
        should = corpus.tally(self.contents.values())
        held = {"server": self.tally()}
        for number, client in enumerate(clients):
            held[f"client {number}"] = client.ask(LONG_S, do="digest")
        for where, found in held.items():
            if should != {name: found[name] for name in should}:
                raise WrongError(f"{self.name}: {where} holds {found}, should hold {should}")

    def set_aside(self) -> None:
        """Keep a copy of what the server holds now."""
        self._copy(self.data, self.folder / "aside")

    def set_back(self) -> None:
        """Give the server back what was set aside, as a backup that was played back."""
        self._copy(self.folder / "aside", self.data)

    def _copy(self, source: Path, target: Path) -> None:
        self.stop_server()
        shutil.rmtree(target, ignore_errors=True)
        # Owners are kept: a database's files belong to its own account.
        subprocess.run(["cp", "-a", str(source), str(target)], check=True)
        self.start()

    def write_corpus(self, extra: Iterable[Record] = ()) -> Path:
        """Write the records as lines and return the file."""
        path = self.folder / "corpus.jsonl"
        self.folder.mkdir(parents=True, exist_ok=True)
        corpus.write_lines(path, [*self.contents.values(), *extra])
        return path


def as_lists(records: Sequence[Record]) -> list[list[Any]]:
    """Return records as a line of JSON carries them."""
    return [[record.kind, record.id, record.body] for record in records]
