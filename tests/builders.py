"""Values for tests that are valid by default: override what the test is about.

Every name and phone made here is synthetic: phones begin with 154, a range nobody has.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from local_store.enrolment import Identity
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from sync.hlc import Hlc
from sync.protocol import chain, checksum, config, unsent
from sync.protocol.canonical import encode
from sync.protocol.cycle import Checkpoint, Page, Row
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.kinds import KINDS
from sync.protocol.snapshot import Chunk, Manifest
from sync.protocol.unsent import UnsentGroup
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.staff import Role, Session
from tests.fresh_stores import lay

T = TypeVar("T")

TEST_KEY: Final = bytes(range(32))
DEVICE: Final = "testdev1"
STORE: Final = "0018"
STREAMS: Final = ("g", f"s:{STORE}")
START_MS: Final = 1_763_690_400_000
"""2025-11-21 10:00 in Shanghai."""
CONTENT_KEY: Final = Ed25519PrivateKey.from_private_bytes(b"test content key".ljust(32, b"."))
ROOT_KEY: Final = Ed25519PrivateKey.from_private_bytes(b"test root key".ljust(32, b"."))
MEMBER_KEY: Final = Ed25519PrivateKey.from_private_bytes(b"test member key".ljust(32, b"."))
RECOVERY_KEY: Final = X25519PrivateKey.from_private_bytes(b"test recovery key".ljust(32, b"."))
SESSION: Final = Session("staff-1", Role.PHARMACIST, DEVICE, STORE)


@dataclass(slots=True)
class FakeClock:
    """A clock that stands until it is moved."""

    ms: int = START_MS

    def now_ms(self) -> int:
        """Return the time it was set to."""
        return self.ms

    def advance(self, *, ms: int = 0, days: int = 0) -> None:
        """Move the clock; backwards too."""
        self.ms += ms + days * 86_400_000


@dataclass(slots=True)
class SeededIds:
    """A source of ids that repeats itself for the same seed."""

    seed: int = 1
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def random_bytes(self, count: int) -> bytes:
        """Return the next bytes."""
        return self._random.randbytes(count)


def a_trust_bundle() -> TrustBundle:
    """Return HQ's public keys, which belong to the private ones above; nobody has `release`."""
    root, content, member, recovery = (
        chain.to_text(key.public_key().public_bytes_raw())
        for key in (ROOT_KEY, CONTENT_KEY, MEMBER_KEY, RECOVERY_KEY)
    )
    release = chain.to_text(bytes(32))
    return TrustBundle(
        root=root, release=release, content=content, member_code=member, recovery=recovery
    )


def opened(exported: bytes) -> list[UnsentGroup]:
    """Return the groups in a file of unsent work that an enrolled test till wrote."""
    sealed = unsent.parse(exported)
    sealed.check(Ed25519PublicKey.from_public_bytes(chain.from_text(sealed.header.key)))
    return sealed.open(RECOVERY_KEY)


def an_identity(**changes: Any) -> Identity:
    """Return who the test till is."""
    values: dict[str, Any] = {
        "device": DEVICE,
        "inc": 1,
        "epoch": "e1",
        "store": StoreInfo(
            id=STORE, code=STORE, name="合成数据店", time_zone="Asia/Shanghai", day_starts_at=0
        ),
        "streams": STREAMS,
        "trust": a_trust_bundle(),
        "url": "http://127.0.0.1:1",
        "pin": None,
    }
    return Identity(**(values | changes))


@dataclass(slots=True)
class TestStore:
    """A real store on disk with its clock, and shorthands that wait for the work."""

    __test__ = False

    store: Store
    clock: FakeClock
    ids: SeededIds
    path: Path

    def run(self, work: Any, session: Session | None = SESSION) -> Any:
        """Run work in one transaction and return its result."""
        return self.store.run(work, session).result(timeout=30)

    def read(self, work: Any) -> Any:
        """Run work that only reads and return its result."""
        return self.store.read(work, SESSION).result(timeout=30)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def a_store(  # noqa: PLR0913 (each is what some test is about)
    folder: Path,
    *,
    enrolled: bool = True,
    inline: bool = True,
    durable: bool = False,
    clock: FakeClock | None = None,
    seed: int = 1,
    identity: Identity | None = None,
    name: str = "store.db",
    key: bytes = TEST_KEY,
    copied: bool = True,
) -> TestStore:
    """Open a store in `folder`, enrolled as DEVICE of STORE. Close it at the end of the test.

    By default its work runs on the test's thread, a commit does not wait for the disk, and a store
    that is not there yet is not made but copied.
    """
    clock, ids = clock or FakeClock(), SeededIds(seed)
    path = folder / name
    if copied:
        lay(path, key)
    settings = StoreSettings(path, inline=inline, durable=durable)
    made = TestStore(Store(settings, key, clock, ids), clock, ids, path)
    if enrolled:
        made.run(lambda uow: _enrol(uow, identity or an_identity()))
    return made


def _enrol(uow: UnitOfWork, identity: Identity) -> None:
    uow.sync.make_keys()
    uow.sync.enrolled(identity)


# Bodies


def a_customer(n: int = 1, **changes: Any) -> dict[str, Any]:
    """Return the body of a synthetic customer."""
    body = {
        "name": f"合成客{n}",
        "sex": "f",
        "birth_on": "1958-03-09",
        "phones": [f"154{n:08d}"],
        "conditions": ["diabetes"],
        "allergies": [{"note": "2024 年皮疹", "substance": "青霉素"}],
        "tags": ["合成数据"],
        "home_store": STORE,
        "tier": "A",
        "synthetic": True,
    }
    return _changed(body, changes)


def a_member_code(customer: str, code: str = "320000000018", **changes: Any) -> dict[str, Any]:
    """Return the body of a card number."""
    body = {"customer": customer, "code": code, "status": "active", "issued_on": "2024-05-01"}
    return _changed(body, changes)


def a_staff(**changes: Any) -> dict[str, Any]:
    """Return the body of somebody who works here."""
    body = {
        "name": "合成药师",
        "role": "pharmacist",
        "badge": "B001",
        "active": True,
        "synthetic": True,
    }
    return _changed(body, changes)


def a_medicine(**changes: Any) -> dict[str, Any]:
    """Return the body of a medicine."""
    body = {
        "generic": "盐酸二甲双胍片",
        "strength": "0.5 g",
        "units_per_pack": 60,
        "unit": "片",
        "daily_dose_e2": 200,
        "gtins": ["6901234567892"],
        "condition": "diabetes",
        "rx": "rx",
        "price_fen": 1880,
        "synthetic": True,
    }
    return _changed(body, changes)


def a_stock(medicine: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a stock level."""
    body = {"store": STORE, "medicine": medicine, "qty_e4": 120_000, "as_of_at": START_MS}
    return _changed(body, changes)


def a_ticket(customer: str | None, **changes: Any) -> dict[str, Any]:
    """Return the body of a ticket with one line."""
    body = {
        "store": STORE,
        "pos": "1",
        "receipt_no": "R1",
        "business_day": "2025-11-01",
        "sold_at": START_MS - 20 * 86_400_000,
        "source": "erp",
        "customer": customer,
        "pay_kind": "cash",
        "total_fen": 1880,
        "lines": [a_line()],
    }
    return _changed(body, changes)


def a_line(**changes: Any) -> dict[str, Any]:
    """Return one line of a ticket."""
    line = {
        "medicine": "m-1",
        "name": "盐酸二甲双胍片",
        "qty_e4": 10_000,
        "price_fen": 1880,
        "units_per_pack": 60,
        "daily_dose_e2": 200,
        "days_supply": 30,
        "ds_source": "label",
    }
    return _changed(line, changes)


def an_observation(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a glucose reading."""
    body = {
        "customer": customer,
        "code": "glucose_fasting",
        "at": START_MS,
        "items": {"glucose_mmol_e1": 68},
        "by": "staff-1",
    }
    return _changed(body, changes)


def a_task(customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a follow-up due today."""
    body = {
        "rule": "diabetes-14",
        "rule_version": 1,
        "customer": customer,
        "anchor": "fact-1",
        "due_on": "2025-11-21",
    }
    return _changed(body, changes)


def an_outcome(task: str, customer: str, **changes: Any) -> dict[str, Any]:
    """Return the body of what came of a task."""
    body = {"task": task, "customer": customer, "code": "done", "at": START_MS, "by": "staff-1"}
    return _changed(body, changes)


def a_rule(record_id: str = "diabetes-14", **changes: Any) -> dict[str, Any]:
    """Return the signed body of a follow-up rule; `content` is changed field by field."""
    content = {
        "type": "followup",
        "title": {"zh_CN": "糖尿病随访", "en": "Diabetes follow-up"},
        "ask": {"zh_CN": "空腹血糖多少？", "en": "Fasting glucose?"},
        "condition": "diabetes",
        "cycle_days": 14,
        "reading": "glucose_fasting",
        "keys": [1, 2, 3, 4, 5, 6, 7, 8],
    }
    content |= changes.pop("content", {})
    body = {
        "version": 1,
        "status": "live",
        "ring": "all",
        "valid_from": "2025-01-01",
        "content": content,
        "key_id": "c1",
    }
    return config.sign("rule", record_id, _changed(body, changes), CONTENT_KEY)


def a_resolution(group: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a decision to let a refused group go."""
    body = {"group": group, "how": "dropped", "at": START_MS, "reason": "entered twice"}
    return _changed(body, changes)


def a_link(**changes: Any) -> dict[str, Any]:
    """Return the body of a request to see another store's customer."""
    return _changed({"name": "合成客1", "phone": "15400000001", "at": START_MS}, changes)


def _changed(body: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (body | changes).items() if value is not None}


# Pages


def a_stamp(ms: int = START_MS - 1000, device: str = "hq000000") -> str:
    """Return the text of a clock's stamp."""
    return str(Hlc(ms, 0, device))


def clocks_of(kind: str, body: dict[str, Any], stamp: str) -> dict[str, Any]:
    """Return the clocks of a body that was written by one op."""
    sets = KINDS[kind].sets if kind in KINDS else frozenset()
    return {
        name: {_element(one): {"+": [stamp]} for one in value} if name in sets else stamp
        for name, value in body.items()
    }


def _element(value: object) -> str:
    return encode(value).decode()


@dataclass(slots=True)
class HqStream:
    """What HQ holds of one stream: hands out pages as HQ does, with true checkpoints."""

    name: str = STREAMS[1]
    seq: int = 0
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def change(self, kind: str, record_id: str, body: dict[str, Any], **other: Any) -> Row:
        """Put a record's new state at the head of the stream."""
        clocks = other.get("clocks") or clocks_of(kind, body, other.get("stamp") or a_stamp())
        old = self.rows.get((kind, record_id))
        rev = other.get("rev") or (old.rev + 1 if old else 1)
        self.seq += 1
        row = Row(k=kind, id=record_id, op="P", rev=rev, seq=self.seq, b=body, c=clocks)
        return self._move(row)

    def remove(self, kind: str, record_id: str) -> Row:
        """Let a record leave the stream."""
        self.seq += 1
        rev = self.rows[(kind, record_id)].rev
        return self._move(Row(k=kind, id=record_id, op="D", rev=rev, seq=self.seq))

    def page(self, after: int = 0, limit: int = 2000) -> Page:
        """Return the rows after a cursor."""
        rows = sorted((r for r in self.rows.values() if r.seq > after), key=lambda r: r.seq)
        taken = rows[:limit]
        done = len(taken) == len(rows)
        upto = self.seq if done else taken[-1].seq
        return Page(
            s=self.name,
            after=after,
            upto=upto,
            head=self.seq,
            rows=taken,
            done=done,
            ck=self.checkpoint() if done else None,
        )

    def checkpoint(self) -> Checkpoint:
        """Return count and sum of what is live."""
        live = [row for row in self.rows.values() if row.op == "P"]
        total = sum(checksum.h64(r.k, r.id, r.rev, r.b, r.c) for r in live)
        return Checkpoint(n=len(live), sum=checksum.to_text(total))

    def _move(self, row: Row) -> Row:
        self.rows.pop((row.k, row.id), None)
        self.rows[(row.k, row.id)] = row
        return row


def load(made: TestStore, stream: HqStream, *, limit: int = 2000) -> None:
    """Bring a store up to a stream's head, page by page."""
    while True:
        after = made.run(lambda uow: uow.sync.cursors()[stream.name].after)
        page = stream.page(after, limit)
        made.run(lambda uow, page=page: uow.sync.apply_page(page))
        if page.done:
            return


def load_records(made: TestStore, records: Iterable[tuple[str, str, dict[str, Any]]]) -> HqStream:
    """Give a fresh store these records of HQ, and return their stream for later changes."""
    common, own = HqStream("g"), HqStream()
    for kind, record_id, body in records:
        in_common = kind in KINDS and KINDS[kind].stream == "g"
        (common if in_common else own).change(kind, record_id, body)
    load(made, common)
    load(made, own)
    return own


# Snapshots


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stream as files: the manifest, and each chunk's lines by its name."""

    manifest: Manifest
    chunks: dict[str, bytes]


def a_snapshot(stream: HqStream, *, rows: int = 3, epoch: str = "e1") -> Snapshot:
    """Return what a stream holds, in chunks of `rows` records, kinds of early lanes first."""
    return snapshot_of(
        stream.name, stream.rows.values(), stream.seq, stream.checkpoint(), rows=rows, epoch=epoch
    )


def snapshot_of(
    name: str,
    records: Iterable[Row],
    seq: int,
    check: Checkpoint,
    *,
    rows: int = 3,
    epoch: str = "e1",
) -> Snapshot:
    """Return the live ones of these records as a snapshot of a stream."""
    live = [row for row in records if row.op == "P"]
    live.sort(key=lambda r: (KINDS[r.k].lane if r.k in KINDS else 9, r.k, r.id))
    lines = [encode([r.k, r.id, r.rev, r.b, r.c]) for r in live]
    chunks: dict[str, bytes] = {}
    named: list[Chunk] = []
    for at in range(0, len(lines), rows):
        part = lines[at : at + rows]
        data = b"".join(line + b"\n" for line in part)
        digest = sha256(data).hexdigest()
        chunks[digest] = data
        named.append(Chunk(sha256=digest, bytes=len(data), rows=len(part)))
    manifest = Manifest(
        s=name,
        seq=seq,
        n=check.n,
        sum=check.sum,
        epoch=epoch,
        schema_version=SCHEMA_VERSION,
        chunks=named,
    )
    return Snapshot(manifest, chunks)


def load_snapshot(made: TestStore, snapshot: Snapshot) -> None:
    """Load a stream from a snapshot, or go on loading it, call by call as the agent does."""
    name = snapshot.manifest.s
    made.run(lambda uow: uow.sync.bulk(name).begin(snapshot.manifest))
    for chunk in made.read(lambda uow: uow.sync.bulk(name).missing()):
        put_chunk(made, snapshot, chunk.sha256)
    made.run(lambda uow: uow.sync.bulk(name).finish())


def put_chunk(made: TestStore, snapshot: Snapshot, sha: str) -> None:
    """Put one chunk in place."""
    data = snapshot.chunks[sha]
    made.run(lambda uow: uow.sync.bulk(snapshot.manifest.s).put(sha, data, done=True))
