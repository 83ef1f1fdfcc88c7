"""A hub for tests, on PostgreSQL or in memory, and a till's end of the protocol to talk to it.

Import the fixtures you use into a conftest.py: `postgres`, `hub_dsn`, `fake_time`, `hub` (on
PostgreSQL) and `hub_url`.
"""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import hlc
from sync.hub import enrolment, loading
from sync.hub.app import create_app
from sync.hub.config import HubSettings
from sync.hub.devices import Device
from sync.hub.embedded import EmbeddedServer
from sync.hub.hub import Hub
from sync.hub.keys import open_keys
from sync.hub.memory.storage import MemoryStorage
from sync.hub.outside import Outside
from sync.hub.postgres.migrate import migrate
from sync.hub.postgres.sql import Connection
from sync.hub.postgres.storage import PostgresStorage
from sync.hub.serving import Address, HubServer
from sync.hub.storage import Storage, Transaction
from sync.merge import State, apply
from sync.protocol import chain, checksum
from sync.protocol.cycle import (
    PullFrom,
    Push,
    Row,
    SyncAnswer,
    SyncRequest,
    Verdict,
    VerdictState,
)
from sync.protocol.enrol import EnrolRequest, StoreInfo
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Group, Op, from_wire
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION, SPARSE_FROM

START_MS = 1_790_000_000_000
"""When a test begins, in UTC ms."""

STORE = StoreInfo(id="0018", code="DX018", name="测试店", time_zone="Asia/Shanghai")
OTHER_STORE = StoreInfo(id="0022", code="DX022", name="另一测试店", time_zone="Asia/Shanghai")


ACTOR = "staff-1"
"""Who works at scripted tills."""
STAFF = {"name": "测试员", "role": "pharmacist", "active": True, "synthetic": True}


@dataclass(slots=True)
class FakeTime:
    """A clock that stands still until it is set."""

    ms: int = START_MS

    def now_ms(self) -> int:
        return self.ms


@dataclass(slots=True)
class _Server:
    """The PostgreSQL of this process's tests, however many conftests import its fixture."""

    users: int = 0
    dsn: str = ""
    stop: ExitStack = field(default_factory=ExitStack)
    emptied: list[str] = field(default_factory=list)

    def start(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="guitai-pg-"))
        self.stop.callback(shutil.rmtree, folder)
        settings = {"fsync": "off", "full_page_writes": "off", "max_connections": "100"}
        server = EmbeddedServer(folder, settings=settings)
        self.stop.callback(server.stop)
        server.start()
        # By its path, so that processes of a test can use it too.
        self.dsn = f"host={folder / 'pg'} user=guitai dbname=postgres"
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute("CREATE DATABASE hub_template")
        template = _named(self.dsn, "hub_template")
        with psycopg.connect(template, autocommit=True) as connection:
            migrate(connection)


_server = _Server()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The DSN of a PostgreSQL server of this test session (one per worker process)."""
    _server.users += 1
    try:
        if _server.users == 1:
            _server.start()
        yield _server.dsn
    finally:
        _server.users -= 1
        if _server.users == 0:
            _server.emptied.clear()
            _server.stop.close()


_numbers = itertools.count(1)


@pytest.fixture
def hub_dsn(postgres: str) -> Iterator[str]:
    """The DSN of a database of this test alone, with the hub's schema and nothing in it."""
    # One that a test has done with, emptied: making one anew takes much longer.
    name = _server.emptied.pop() if _server.emptied else _create(postgres)
    yield _named(postgres, name)
    with psycopg.connect(_named(postgres, name), autocommit=True) as connection:
        row = connection.execute(_FINGERPRINT).fetchone()
        (emptying,) = connection.execute(_EMPTYING).fetchone() or ("",)
        if row == _fingerprint(postgres):
            # Without foreign keys and triggers; to truncate makes every file of every table anew.
            connection.execute(f"SET session_replication_role = replica; {emptying}")
            _server.emptied.append(name)


_EMPTYING = (
    "SELECT string_agg('DELETE FROM ' || relname, '; ') FROM pg_class WHERE relkind IN ('r', 'p')"
    " AND NOT relispartition AND relnamespace = 'public'::regnamespace"
    " AND relname <> 'schema_migration'"
)
_FINGERPRINT = (
    "SELECT (SELECT max(number) FROM schema_migration), string_agg(relname, ' ' ORDER BY relname)"
    " FROM pg_class WHERE relnamespace = 'public'::regnamespace"
)


def _create(postgres: str) -> str:
    name = f"hub_{next(_numbers)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE hub_template")
    return name


@cache
def _fingerprint(postgres: str) -> tuple[Any, ...] | None:
    """Return what tells a test's database from one whose schema the test changed."""
    with psycopg.connect(_named(postgres, "hub_template"), autocommit=True) as connection:
        return connection.execute(_FINGERPRINT).fetchone()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def hub(hub_dsn: str, fake_time: FakeTime, tmp_path: Path) -> Iterator[Hub]:
    """A hub on PostgreSQL with the stores STORE and OTHER_STORE and nothing else."""
    storage = PostgresStorage(hub_dsn)
    yield hub_on(storage, fake_time, tmp_path)
    storage.close()


def hub_on(storage: Storage, fake_time: FakeTime, folder: Path) -> Hub:
    """Return a hub with the stores STORE and OTHER_STORE and nothing else."""
    outside = Outside(fake_time.now_ms, Random(1).randbytes)
    made = Hub(storage, open_keys(folder / "keys", outside.random_bytes), outside, HubSettings())
    storage.run(_init_stores)
    load_lines(made, {"k": "staff", "id": ACTOR, "b": STAFF, "stores": [STORE.id, OTHER_STORE.id]})
    return made


def _init_stores(tx: Transaction) -> None:
    for store in (STORE, OTHER_STORE):
        tx.stores.keep(store)


def sql(hub: Hub) -> AbstractContextManager[Connection]:
    """Lend a connection to the database of a hub that has one, for what a test asks of it."""
    assert isinstance(hub.storage, PostgresStorage)
    return hub.storage.connection()


def count(hub: Hub, table: str) -> int:
    """Return how many rows a table has, in memory or on PostgreSQL: op_log, quarantine, device,
    nonce or record.
    """
    if isinstance(hub.storage, MemoryStorage):
        tables = hub.storage.tables
        held: dict[str, dict[Any, Any]] = {
            "op_log": tables.ops,
            "quarantine": tables.aside,
            "device": tables.devices,
            "nonce": tables.nonces,
            "record": tables.records,
        }
        return len(held[table])
    with sql(hub) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    assert row is not None
    return int(row[0])


def _named(dsn: str, database: str) -> str:
    return dsn.replace("dbname=postgres", f"dbname={database}")


@dataclass(slots=True)
class ScriptedTill:
    """A till's end of the protocol, by hand: it makes chained ops and keeps its cursors. `ops` are
    those it made, by number, `judged` how far it has read later words and `late` those words.
    """

    hub: Hub
    store: str
    device: str
    inc: int
    epoch: str
    key: Ed25519PrivateKey
    n: int = 0
    head: bytes = b""
    cursors: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[tuple[str, str], dict[str, Any]]] = field(default_factory=dict)
    marks: dict[str, tuple[int, str]] = field(default_factory=dict)
    saves: int = 0
    schema: int = SCHEMA_VERSION
    judged: int = 0
    ops: dict[int, Op] = field(default_factory=dict)
    late: list[Verdict] = field(default_factory=list)

    def group(self, *ops: tuple[str, str, dict[str, Any]], **more: Any) -> Group:
        """Return a group of ops (kind, id, body), the next in the till's chain. `more` may give
        `stamp_ms`, `stamp_device`, `base`, `actor` and `g`.
        """
        self.saves += 1
        ms = more.get("stamp_ms", self.hub.outside.now_ms())
        stamp = str(hlc.Hlc(ms, self.saves, more.get("stamp_device", self.device)))
        name = more.get("g", f"{self.device}-{self.saves}")
        made = []
        for kind, record, body in ops:
            self.n += 1
            salt = self.n.to_bytes(16, "big")
            fields = {
                "n": self.n, "k": kind, "id": record, "hlc": stamp,
                "actor": more.get("actor", ACTOR), "base": more.get("base", 0), "sv": 1,
            }  # fmt: skip
            header = chain.header(self.device, self.inc, name, fields)
            self.head = chain.link(self.head, header, chain.commit(body, salt))
            made.append(Op(**fields, b=body, salt=chain.to_text(salt)))
            self.ops[self.n] = made[-1]
        return Group(g=name, ops=made)

    def save(self, *ops: tuple[str, str, dict[str, Any]], **more: Any) -> Push:
        """Return a push of one group."""
        start, prev = self.n + 1, self.head
        return self.push([self.group(*ops, **more)], start=start, prev=prev)

    def saves_of(self, *saves: list[tuple[str, str, dict[str, Any]]], **more: Any) -> Push:
        """Return a push of several groups, one per list of ops."""
        start, prev = self.n + 1, self.head
        return self.push([self.group(*ops, **more) for ops in saves], start=start, prev=prev)

    def push(self, groups: list[Group], *, start: int, prev: bytes) -> Push:
        """Return a push of these groups."""
        return Push(start=start, prev=chain.to_text(prev), groups=groups)

    def request(self, push: Push | None = None, *, rows: int = 200, **more: Any) -> SyncRequest:
        """Return the exchange this till would ask for; `more` are further fields of it."""
        return SyncRequest(
            v=PROTOCOL_VERSION,
            schema_version=self.schema,
            device=self.device,
            inc=self.inc,
            epoch=self.epoch,
            now=self.hub.outside.now_ms(),
            push=push,
            pull=[PullFrom(s=s, after=after, rows=rows) for s, after in self.cursors.items()],
            judged=self.judged,
            **more,
        )

    def who(self) -> Device:
        """Return the device as HQ knows it now."""
        found = self.hub.storage.run(lambda tx: tx.devices.find(self.device))
        assert found is not None
        return found

    def sync(self, push: Push | None = None, *, rows: int = 200, **more: Any) -> SyncAnswer:
        """Exchange once, without HTTP, and apply the pages. The answer returned has a verdict on
        every group, as if HQ had named them all.
        """
        raw = self.hub.exchange(self.who(), self.request(push, rows=rows, **more))
        answer = SyncAnswer.model_validate(json.loads(raw))
        self.judged = answer.judged or self.judged
        self.late += answer.late
        for page in answer.pages:
            assert self.cursors[page.s] == page.after
            self.cursors[page.s] = page.upto
            if page.ck:
                self.marks[page.s] = (page.ck.n, page.ck.sum)
            held = self.rows.setdefault(page.s, {})
            for row in map(self._whole, page.rows):
                held.pop((row.k, row.id), None)
                if row.op == "P":
                    held[row.k, row.id] = row.model_dump()
        groups = push.groups if push and self.schema >= SPARSE_FROM else []
        named = {verdict.n: verdict for verdict in answer.verdicts}
        every = [
            named.get(group.ops[0].n, Verdict(n=group.ops[0].n, st=VerdictState.APPLIED))
            for group in groups
        ]
        return answer.model_copy(update={"verdicts": every or answer.verdicts})

    def _whole(self, row: Row) -> Row:
        """Return a row with the record that it only names by an op, made from that op on."""
        if not row.n:
            return row
        first = self.ops[row.n]
        state = State()
        for n in range(row.n, self.n + 1):
            op = self.ops[n]
            if (op.k, op.id) == (first.k, first.id):
                state = apply(KINDS[op.k], state, from_wire(op.b), stamp=op.hlc).state
        told = {"k": first.k, "id": first.id, "n": 0, "b": state.body, "c": state.clocks}
        return row.model_copy(update=told)

    def records(self, stream: str) -> dict[tuple[str, str], dict[str, Any]]:
        """Return what this till holds of the stream, but for who works at it."""
        held = self.rows.get(stream, {})
        return {key: row for key, row in held.items() if key != ("staff", ACTOR)}

    def read_all(self, *, rows: int = 200) -> SyncAnswer:
        """Exchange until every stream is read to its head."""
        while True:
            answer = self.sync(rows=rows)
            if all(page.done for page in answer.pages):
                return answer

    def recount(self, stream: str) -> tuple[int, str]:
        """Return count and sum of what this till holds of the stream, as `marks` has HQ's."""
        held = self.rows.get(stream, {})
        total = sum(
            checksum.h64(kind, record, row["rev"], row["b"], row["c"])
            for (kind, record), row in held.items()
        )
        return len(held), checksum.to_text(total)

    def body(self, kind: str, record: str) -> dict[str, Any] | None:
        """Return the body of a record as this till last read it."""
        for held in self.rows.values():
            if (kind, record) in held:
                body: dict[str, Any] = held[kind, record]["b"]
                return body
        return None


@pytest.fixture
def hub_url(hub: Hub) -> Iterator[str]:
    """The address of `hub` over HTTP on this machine."""
    ready: Queue[str] = Queue()
    server = HubServer(create_app(hub), Address(), on_ready=lambda url, _port: ready.put(url))
    thread = threading.Thread(target=server.run, name="test-hub")
    thread.start()
    try:
        yield ready.get(timeout=10)
    finally:
        server.stop()
        thread.join()


def signed(
    till: ScriptedTill, url: str, body: bytes, *, created_s: int | None = None, nonce: str = "n"
) -> dict[str, str]:
    """Return the headers of a signed `POST` of `body` to `url`, nonce by nonce new."""
    message = SignedMessage("POST", url, {})
    when = till.hub.outside.now_ms() // 1000 if created_s is None else created_s
    sign(message, body, key=till.key, key_id=till.device, created_s=when, nonce=nonce)
    return dict(message.headers)


def enrol_request(secret: str, seed: int = 1) -> tuple[Ed25519PrivateKey, EnrolRequest]:
    """Return the keys of a new till and what it asks HQ."""
    key = Ed25519PrivateKey.from_private_bytes(Random(seed).randbytes(32))
    box = X25519PrivateKey.from_private_bytes(Random(seed + 1_000_000).randbytes(32))
    request = EnrolRequest(
        secret=secret,
        sig_pub=chain.to_text(key.public_key().public_bytes_raw()),
        box_pub=chain.to_text(box.public_key().public_bytes_raw()),
        app="test",
        schema_version=SCHEMA_VERSION,
    )
    return key, request


def new_secret(hub: Hub, store: str = STORE.id, *, again: str | None = None) -> str:
    """Return a secret that admits one till to the store; with `again` what was that device only."""
    expires, drawn = hub.outside.now_ms() + hub.settings.enrol_code_ms, hub.outside.random_bytes
    return hub.storage.run(
        lambda tx: enrolment.new_secret(
            tx, store, "1", expires_at=expires, random_bytes=drawn, again=again
        )
    )


def new_till(hub: Hub, store: str = STORE.id, *, seed: int | None = None) -> ScriptedTill:
    """Return a freshly enrolled till."""
    # Far from the seeds that tests name themselves: a till never has a stranger's key by chance.
    drawn = 100_000 + next(_numbers)
    key, request = enrol_request(new_secret(hub, store), drawn if seed is None else seed)
    answer = hub.enrol(request, address="127.0.0.1")
    return ScriptedTill(
        hub=hub,
        store=store,
        device=answer.device,
        inc=answer.inc,
        epoch=answer.epoch,
        key=key,
        head=chain.genesis(answer.device, answer.inc),
        cursors=dict.fromkeys(answer.streams, 0),
    )


def settled_till(hub: Hub, store: str = STORE.id) -> ScriptedTill:
    """Return a freshly enrolled till that has read everything there is."""
    till = new_till(hub, store)
    till.read_all()
    return till


def load_lines(hub: Hub, *lines: dict[str, Any] | str) -> loading.Loaded:
    """Load these lines as HQ's own systems do."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return loading.load(hub.storage, texts, hub.keys.content, now_ms=hub.outside.now_ms())


def rest(seconds: float) -> None:
    """Let time go by: for tests of what happens when nothing happens."""
    threading.Event().wait(seconds)
