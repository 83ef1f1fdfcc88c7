"""Guitai as it is shipped: the hub's process on its own PostgreSQL with durable commits, and tills
with their encrypted stores in processes of their own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar, Final

import psycopg
from psycopg import sql

from sync.hub.__main__ import main as hub_command
from sync.hub.embedded import embedded
from sync.protocol.cycle import BODY_BYTES_MAX
from tests.bench.rig.figures import BenchError
from tests.bench.rig.machine import ROOT
from tests.bench.rig.stage import STAFF
from tests.bench.sync_rig.corpus import STORE, Record, Tally, canonical
from tests.bench.sync_rig.peers import grown, together
from tests.bench.sync_rig.process import Process, Worker, free_port, slowed
from tests.bench.sync_rig.system import FAULT, LONG_S, RULE, Setting, System, as_lists

STREAM: Final = f"s:{STORE}"
NOBODY: Final = "019aa423-0000-7000-8000-000000000000"
"""A customer that no store has."""
_KINDS: Final = ["customer", "ticket", "observation"]
_COMMAND_S: Final = 900
_WORKERS: Final = 2
"""As HQ of 127 stores is to run (`docs/scale.md`)."""


class Guitai(System):
    """The hub, and tills."""

    name: ClassVar[str] = "guitai"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._port = free_port()

    def prepare(self) -> None:
        """Make the store at HQ and load the corpus as HQ's own systems do."""
        staff = Record("staff", STAFF, {"name": "Synthetic", "role": "pharmacist", "active": True})
        self.prepare_from(self.write_corpus([staff]))

    def prepare_from(self, lines: Path, store: str = STORE) -> None:
        """Make a store at HQ and load a file of records."""
        self.command("init-store", "--id", store, "--code", store, "--name", "Bench")
        self.command("load", str(lines))

    def launch(self) -> Process:
        """Start the hub."""
        command = [sys.executable, "-m", "sync.hub", "serve", "--data", str(self.data)]
        command += ["--port", str(self.port), "--workers", str(_WORKERS)]
        made = Process(slowed(command, self.setting.fsync_ms), self.folder / "hub.log")
        made.await_port(self.port)
        return made

    @property
    def port(self) -> int:
        """Return the hub's port."""
        return self._port

    @property
    def data(self) -> Path:
        """Return the hub's folder, its database included."""
        return self.folder / "hub"

    def open_client(self, name: str, folder: Path) -> Worker:
        """Return a till: one that was enrolled before is opened again."""
        command = [sys.executable, "-m", "tests.bench.sync_rig.guitai_till"]
        made = Worker(slowed(command, self.setting.fsync_ms), self.folder / f"{name}.log")
        code = None if folder.exists() else self.provisioning_code(name)
        made.ask(do="open", folder=str(folder), code=code)
        return made

    def pusher(self, name: str) -> Worker:
        """Return a till's end of the protocol without a store."""
        command = [sys.executable, "-m", "tests.bench.sync_rig.guitai_pusher"]
        made = Worker(command, self.folder / f"{name}.log")
        made.ask(do="open", code=self.provisioning_code(name))
        self._clients[name] = made
        return made

    def provisioning_code(self, desk: str) -> str:
        """Return a code that admits one till, over the line."""
        said = self.command("provision", "--store", STORE, "--desk", desk, "--url", self.line.url)
        return said.strip().splitlines()[-1]

    def provisioning_codes(self, count: int, store: str = STORE) -> list[str]:
        """Return codes for many tills, made in this process: a program's start takes longer."""
        with redirect_stdout(StringIO()) as said:
            for number in range(count):
                asked = ["provision", "--data", str(self.data), "--store", store]
                hub_command([*asked, "--desk", str(number), "--url", self.line.url])
        codes = said.getvalue().split()
        if count != len(codes):
            raise BenchError(f"{len(codes)} of {count} tills were admitted")
        return codes

    def head(self, store: str = STORE) -> dict[str, int]:
        """Return where the streams of a store's tills end, as cursors."""
        with self.database() as db:
            heads = dict(db.execute("SELECT stream, head FROM stream_head").fetchall())
        return {stream: heads.get(stream, 0) for stream in ("g", f"s:{store}")}

    def command(self, name: str, *arguments: str) -> str:
        """Run one of the hub's commands and return what it printed. Raise BenchError."""
        command = [sys.executable, "-m", "sync.hub", name, "--data", str(self.data), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_COMMAND_S
        )
        if done.returncode != 0:
            raise BenchError(f"HQ's {name} failed: {done.stderr.strip()[-300:]}")
        return done.stdout

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[Any]]:
        """Lend a connection to HQ's database, whose server is started if need be."""
        with embedded(self.data) as dsn, psycopg.connect(dsn, autocommit=True) as connection:
            yield connection

    def live_rows(self) -> int:
        """Return how many records the streams of the store's tills hold."""
        with self.database() as db:
            found = db.execute(
                "SELECT coalesce(sum(n), 0) FROM stream_head WHERE stream IN ('g', %s)", (STREAM,)
            ).fetchone()
        return int(found[0]) if found else 0

    def tally(self) -> dict[str, Any]:
        """Read HQ's records."""
        total = Tally()
        with self.database() as db, db.transaction(), db.cursor("records") as cursor:
            cursor.execute("SELECT kind, id, body FROM record WHERE kind = ANY(%s)", (_KINDS,))
            for kind, record_id, body in cursor:
                total.add(f"{kind}:{record_id}", canonical(body))
        return total.told()

    def keys(self) -> set[str]:
        """Read HQ's records."""
        with self.database() as db:
            rows = db.execute("SELECT id FROM record WHERE kind = 'observation'").fetchall()
        return {f"observation:{record_id}" for (record_id,) in rows}

    def push_by_four(self, pushes: int, ops: int) -> tuple[int, float]:
        """Four devices send pushes that were made and signed before."""
        clients = [self.pusher(f"four-{number}") for number in range(4)]
        for client in clients:
            client.ask(LONG_S, do="make", records=as_lists(self.readings(pushes * ops)), ops=ops)
        return together(clients, pushes * ops, do="send")

    def poison(self, why: str, record: Record) -> Record | None:
        """Refuse by HQ's rule (a customer it does not know), by a fault of its database on this
        record, or by the record's size.
        """
        if why == RULE:
            return record._replace(body={**record.body, "customer": NOBODY})
        if why == FAULT:
            with self.database() as db:
                db.execute(_FAULT.format(sql.Literal(record.id)))
            return record
        return grown(record, BODY_BYTES_MAX * 3 // 2)

    def mixed(self, customers: int) -> tuple[Path, int]:
        """Make the records of a realistic store, and return their file and how many there are."""
        path = self.folder / "mix.jsonl"
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "terminal.sandbox", "--store", STORE]
        command += ["--customers", str(customers), "--out", str(path)]
        command += ["--as-of", "2025-11-21"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=_COMMAND_S)
        with path.open(encoding="utf-8") as lines:
            return path, sum(1 for line in lines if not line.startswith('{"meta"'))


_FAULT: Final = sql.SQL(
    "CREATE FUNCTION bench_fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'a fault'; END $$;"
    " CREATE TRIGGER bench_fault BEFORE INSERT ON record FOR EACH ROW"
    " WHEN (NEW.id = {}) EXECUTE FUNCTION bench_fault()"
)
