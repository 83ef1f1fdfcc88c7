"""The store that is measured: a chain's customers and catalogue at one till, all made up.

A hundred thousand customers with a card each, thirty thousand medicines, and the tickets of one
store over 18 months. The same seed makes the same store.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from local_store.lines import parts_of
from local_store.runs import prepare
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.protocol import checksum
from sync.protocol.canonical import encode
from sync.protocol.kinds import KINDS
from sync.protocol.snapshot import Chunk, Manifest
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.identifiers import MEMBER_PREFIX, check_digit
from terminal.sandbox import catalogue, names
from tests.builders import START_MS, STORE, STREAMS, a_stamp, a_store, clocks_of

DATABASE: Final = "store.db"
TODAY: Final = date(2025, 11, 21)
_CHUNK_ROWS: Final = 20_000
_SLICE_ROWS: Final = 4_000
_HISTORY_DAYS: Final = 548
_SHARED_PHONES: Final = 0.06
_BRAND: Final = "安康宁欣泰和益诺达顺通元仁济恒瑞福百佳"

Record = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is in the store."""

    customers: int = 100_000
    medicines: int = 30_000
    tickets: int = 30_000
    seed: int = 4


@dataclass(frozen=True, slots=True)
class Made:
    """Where the store lies, and what somebody may type to find what is in it."""

    folder: Path
    sizes: Sizes
    customers: Sequence[dict[str, Any]] = field(repr=False)
    medicines: Sequence[dict[str, Any]] = field(repr=False)


def make(folder: Path, sizes: Sizes) -> Made:
    """Make the store in an empty folder, loaded as a till loads it."""
    folder.mkdir(parents=True)
    rng = Random(sizes.seed)
    people = [_customer(rng, n) for n in range(sizes.customers)]
    shelf = list(_medicines(rng, sizes.medicines))
    ids = [_id(rng) for _ in people]
    own = [("customer", one, body) for one, body in zip(ids, people, strict=True)]
    own += [("member_code", _id(rng), _card(one, n)) for n, one in enumerate(ids)]
    own += [("ticket", _id(rng), _ticket(rng, rng.choice(ids), n)) for n in range(sizes.tickets)]
    made = a_store(folder, inline=False, durable=True, name=DATABASE)
    load(made.store, STREAMS[0], [("medicine", _id(rng), body) for body in shelf])
    load(made.store, STREAMS[1], own)
    made.close()
    return Made(folder, sizes, people, shelf)


def load(store: Store, stream: str, records: list[Record]) -> None:
    """Load records as a snapshot of a stream, chunk by chunk and slice by slice."""
    records.sort(key=lambda one: (KINDS[one[0]].lane, one[0], one[1]))
    lines = [encode([k, i, 1, b, clocks_of(k, b, a_stamp())]) for k, i, b in records]
    chunks = {}
    for at in range(0, len(lines), _CHUNK_ROWS):
        part = lines[at : at + _CHUNK_ROWS]
        chunks[sha256(b"".join(line + b"\n" for line in part)).hexdigest()] = part
    manifest = Manifest(
        s=stream,
        seq=len(lines),
        n=len(lines),
        sum=checksum.to_text(sum(parts_of(lines))),
        epoch="e1",
        schema_version=SCHEMA_VERSION,
        chunks=[
            Chunk(sha256=name, bytes=sum(map(len, part)) + len(part), rows=len(part))
            for name, part in chunks.items()
        ],
    )
    store.run(lambda uow: uow.sync.bulk(stream).begin(manifest)).result()
    for name, part in chunks.items():
        for at in range(0, len(part), _SLICE_ROWS):
            _put(store, stream, name, part, at)
    while store.load(lambda uow: uow.sync.bulk(stream).index_next()).result():
        pass
    store.run(lambda uow: uow.sync.bulk(stream).finish()).result()
    mismatch = store.read(lambda uow: uow.sync.mismatch).result()
    assert not mismatch, "what was loaded does not add up"


def _put(store: Store, stream: str, name: str, part: list[bytes], at: int) -> None:
    runs, done = prepare(part[at : at + _SLICE_ROWS]), at + _SLICE_ROWS >= len(part)

    def put(uow: UnitOfWork) -> None:
        uow.sync.bulk(stream).put_runs(name, runs, done=done)

    store.load(put).result()


def _customer(rng: Random, number: int) -> dict[str, Any]:
    born = rng.randrange(1935, 2015)
    sex = rng.choice(("female", "male"))
    shared = number and rng.random() < _SHARED_PHONES
    phone = rng.randrange(number) if shared else number
    # Neighbours in the list have phones that are not: any tail is as common as any other.
    return {
        "name": names.person(rng, sex=sex, born=born),
        "sex": sex,
        "birth_on": f"{born}-{rng.randrange(1, 13):02d}-15",
        "phones": [f"154{phone * 7_919 % 100_000_000:08d}"],
        "conditions": [rng.choice(("t2dm", "htn", "hyperlipidemia"))],
        "home_store": STORE,
        "tier": rng.choice("ABC"),
        "synthetic": True,
    }


def _card(customer: str, number: int) -> dict[str, Any]:
    digits = f"{MEMBER_PREFIX}{number:09d}"
    code = digits + check_digit(digits)
    return {"customer": customer, "code": code, "status": "active", "issued_on": "2024-05-01"}


def _ticket(rng: Random, customer: str, number: int) -> dict[str, Any]:
    day = TODAY - timedelta(days=rng.randrange(_HISTORY_DAYS))
    line = {"medicine": "m", "name": "合成药", "qty_e4": 10_000, "price_fen": 1880}
    return {
        "store": STORE,
        "pos": "1",
        "receipt_no": f"R{number:06d}",
        "business_day": day.isoformat(),
        "sold_at": START_MS - (TODAY - day).days * 86_400_000,
        "source": "erp",
        "customer": customer,
        "total_fen": 1880,
        "lines": [line],
    }


def _medicines(rng: Random, count: int) -> Iterator[dict[str, Any]]:
    """Yield the chain's products over and over, each time of another maker."""
    products = [one.body for one in catalogue.build(rng.randrange(1 << 30)).products]
    for number in range(count):
        body = dict(products[number % len(products)])
        gtin = f"69{number:010d}"
        body["gtins"] = [gtin + check_digit(gtin)]
        body["trade"] = "".join(rng.choices(_BRAND, k=3))
        body["approval_no"] = f"国药准字{rng.choice('HZSB')}{20_000_000 + number:08d}"
        yield body


def _id(rng: Random) -> str:
    text = f"{START_MS:012x}7{rng.getrandbits(12):03x}8{rng.getrandbits(60):015x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
