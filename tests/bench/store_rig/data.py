"""The set that is measured, as HQ would send it: the records of both streams in chunks on disk.

The store's own customers come from the sandbox, with everything a store of that size has; the rest
of a hundred thousand are the chain's others. The same seed makes the same bytes, so they are kept
for as long as what makes them stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

import zstandard

from local_store.lines import parts_of
from sync.hub.snapshots import CHUNK_BYTES_AIM
from sync.protocol import checksum, config
from sync.protocol.canonical import encode
from sync.protocol.kinds import KINDS
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Chunk, Manifest
from sync.protocol.version import SCHEMA_VERSION
from terminal.domain.identifiers import check_digit
from terminal.sandbox import catalogue
from terminal.sandbox import store as sandbox
from tests.bench.store_rig import people
from tests.bench.store_rig.people import Product, Record
from tests.bench.store_rig.sizes import HISTORY_DAYS, TODAY, Sizes, an_id
from tests.builders import CONTENT_KEY, STORE, STREAMS, a_stamp, clocks_of

EPOCH: Final = "e1"
DATABASE: Final = "store.db"
PLAIN: Final = "plain.db"
KNOWN: Final = "known.json"
_SAMPLE: Final = 4_000
_BRAND: Final = "安康宁欣泰和益诺达顺通元仁济恒瑞福百佳"


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody may ask of the set and what is right: files to search for, medicines, people
    of whom everything is on file, and how many rows each stream and kind has.
    """

    customers: list[dict[str, Any]] = field(repr=False)
    medicines: list[dict[str, Any]] = field(repr=False)
    full: list[str] = field(repr=False)
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A run: where the set lies, the folder with a store and a plain database to work on, and what
    is known of them.
    """

    lines: Path
    folder: Path
    sizes: Sizes
    known: Known = field(repr=False)


@dataclass(slots=True)
class _Lines:
    """Lines of a stream with what they are ordered by."""

    stream: str
    found: list[tuple[int, str, str, bytes]] = field(default_factory=list)

    def add(self, kind: str, record_id: str, body: dict[str, Any]) -> None:
        line = encode([kind, record_id, 1, body, clocks_of(kind, body, a_stamp())])
        self.found.append((KINDS[kind].lane, kind, record_id, line))


def make(folder: Path, sizes: Sizes) -> None:
    """Write the set into an empty folder."""
    folder.mkdir(parents=True)
    rng = Random(sizes.seed)
    streams = {name: _Lines(name) for name in STREAMS}
    medicines = list(_medicines(rng, sizes))
    products = [Product(one, f"{body['generic']} {body['strength']}") for one, body in medicines]
    known = Known([], [], [], {})
    every = max(sizes.customers // _SAMPLE, 1)
    for number, (kind, record_id, body) in enumerate(_records(rng, sizes, medicines)):
        streams[STREAMS[0] if KINDS[kind].stream == "g" else STREAMS[1]].add(kind, record_id, body)
        known.rows[kind] = known.rows.get(kind, 0) + 1
        if kind == "customer" and "canonical_id" not in body and number % every == 0:
            known.customers.append({"id": record_id, **_only(body, "name", "phones")})
    for _ in range(sizes.full):
        one, records = people.full(rng, 10_000_000 + len(known.full), products)
        known.full.append(one)
        for kind, record_id, body in records:
            streams[STREAMS[1]].add(kind, record_id, body)
            known.rows[kind] = known.rows.get(kind, 0) + 1
    for one, body in rng.sample(medicines, min(_SAMPLE, len(medicines))):
        known.medicines.append({"id": one, **_only(body, "generic", "trade")})
    for name, lines in streams.items():
        _write(folder / _folder(name), lines)
    (folder / KNOWN).write_text(json.dumps(asdict(known), ensure_ascii=False), "utf-8")


def known_of(folder: Path) -> Known:
    """Return what is known of the set in a folder."""
    return Known(**json.loads((folder / KNOWN).read_text("utf-8")))


def manifest_of(folder: Path, stream: str) -> Manifest:
    """Return the manifest of a stream."""
    return Manifest.model_validate_json((folder / _folder(stream) / "manifest.json").read_bytes())


def chunk_of(folder: Path, stream: str, name: str) -> bytes:
    """Return the lines of a chunk, unpacked."""
    packed = (folder / _folder(stream) / f"{name}.zst").read_bytes()
    return zstandard.ZstdDecompressor().decompress(packed)


def _records(
    rng: Random, sizes: Sizes, medicines: list[tuple[str, dict[str, Any]]]
) -> Iterator[Record]:
    for one, body in medicines:
        yield "medicine", one, body
    yield from _of_the_store(sizes)
    products = [Product(one, body["generic"]) for one, body in medicines[:2_000]]
    others = [an_id(rng) for _ in range(sizes.customers - sizes.own - sizes.full)]
    for number, one in enumerate(others):
        yield "customer", one, people.customer(rng, number)
        yield from people.around(rng, one, number)
    for number in range(sizes.tickets):
        one, sold = rng.choice(others), rng.sample(products, rng.choice((1, 1, 2, 3)))
        age = rng.randrange(1, HISTORY_DAYS)
        yield "ticket", an_id(rng), people.ticket(rng, one, number, sold, age=age)


def _of_the_store(sizes: Sizes) -> Iterator[Record]:
    plan = sandbox.StorePlan(seed=sizes.seed, store=STORE, customers=sizes.own, as_of=TODAY)
    for line in sandbox.generate(plan):
        if "k" in line:
            kind, record_id, body = line["k"], line["id"], line["b"]
            if kind in config.CONFIG_KINDS:
                body = config.sign(kind, record_id, body, CONTENT_KEY)
            yield kind, record_id, body


def _medicines(rng: Random, sizes: Sizes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the chain's products over and over, each time of another maker. The sandbox brings
    its own ones.
    """
    products = [one.body for one in catalogue.build(sizes.seed).products]
    for number in range(max(sizes.medicines - len(products), 1)):
        body = dict(products[number % len(products)])
        gtin = f"69{number:010d}"
        body["gtins"] = [gtin + check_digit(gtin)]
        body["trade"] = "".join(rng.choices(_BRAND, k=3))
        body["approval_no"] = f"国药准字{rng.choice('HZSB')}{20_000_000 + number:08d}"
        yield an_id(rng), body


def _only(body: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: body[name] for name in names if name in body}


def _write(folder: Path, lines: _Lines) -> None:
    folder.mkdir()
    lines.found.sort()
    chunks, total = [], 0
    packer = zstandard.ZstdCompressor(level=3)
    for portion in _portions(one[-1] for one in lines.found):
        data = b"".join(line + b"\n" for line in portion)
        name = sha256(data).hexdigest()
        (folder / f"{name}.zst").write_bytes(packer.compress(data))
        chunks.append(Chunk(sha256=name, bytes=len(data), rows=len(portion)))
        total += sum(parts_of(portion))
    manifest = Manifest(
        s=lines.stream,
        seq=len(lines.found),
        n=len(lines.found),
        sum=checksum.to_text(total),
        epoch=EPOCH,
        schema_version=SCHEMA_VERSION,
        chunks=chunks,
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(by_alias=True), "utf-8")


def _portions(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of one chunk after another, cut as HQ cuts them."""
    portion: list[bytes] = []
    size = 0
    for line in lines:
        portion.append(line)
        size += len(line) + 1
        if len(portion) == CHUNK_ROWS_MAX or size >= CHUNK_BYTES_AIM:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _folder(stream: str) -> str:
    return stream.replace(":", "-")
