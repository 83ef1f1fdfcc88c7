"""Loading: records from HQ's other systems, a JSON object a line, in batches.

    {"k": kind, "id": id, "b": body, "stores": ["0018"]}

`stores` says which stores' streams the record is in, its owner first; one with a customer follows
its customer, and a chain-wide kind needs none. A line that begins with `meta` says what the file is
and is passed over. Loading the same content again changes nothing, so
what tills wrote since stays; where the content differs from before, it is HQ's word on every field
it names. Elements are added to sets, never taken out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from sync import hlc
from sync.hub import changes, form_checks, links, records
from sync.hub.acceptance import HQ_DEVICE
from sync.hub.errors import InputError
from sync.hub.records import CHAIN_WIDE, Change, Entity, Key, Stored
from sync.hub.storage import Storage, Transaction
from sync.merge import Body, State, apply
from sync.protocol import config
from sync.protocol.canonical import NotCanonicalError, canonical
from sync.protocol.kinds import KINDS, Kind, Policy
from sync.protocol.ops import Set

BATCH: Final = 5_000
"""Rows of one transaction at most, so that no stream's counter is locked for long."""

CONTENT_KEY_ID: Final = "content"


@dataclass(slots=True)
class Loaded:
    """How many records were read, and how many of them were new or changed, by kind."""

    read: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    linked: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    kind: Kind
    id: str
    body: Body
    stores: tuple[str, ...]
    digest: bytes

    @property
    def subject(self) -> Entity:
        return records.subject_of(self.kind, self.id, self.body)

    @property
    def is_subject(self) -> bool:
        return self.subject == (self.kind.name, self.id)


def load(
    storage: Storage, lines: Iterable[str], content_key: Ed25519PrivateKey, *, now_ms: int
) -> Loaded:
    """Load every line and return the counts.

    Configuration without a signature is signed here. Raise InputError, which names the line, for
    one that cannot be loaded; batches before it are loaded then.
    """
    done = Loaded()
    numbered = ((n, t) for n, t in enumerate(lines, start=1) if t.strip() and not _is_meta(t))
    while some := list(islice(numbered, BATCH)):
        batch = [_parse(number, text, content_key) for number, text in some]
        changed = storage.run(partial(_load, batch=batch, now_ms=now_ms))
        done.linked += _link(storage, batch)
        done.read += len(batch)
        for change in changed:
            kind = change.key.kind
            done.changed[kind] = done.changed.get(kind, 0) + 1
    return done


def _is_meta(text: str) -> bool:
    return text.startswith('{"meta"')


def _parse(number: int, text: str, content_key: Ed25519PrivateKey) -> _Line:
    try:
        match json.loads(text):
            case {"k": str(name), "id": str(record_id), "b": dict(body), **rest}:
                pass
            case _:
                raise InputError(f"line {number}: needs k, id and b")
        kind = KINDS.get(name)
        if kind is None or kind.stream == "up" or not 1 <= len(record_id) <= 64:  # noqa: PLR2004
            raise InputError(f"line {number}: this kind or id cannot be loaded")
        named: Any = rest.get("stores") or []
        stores = tuple(str(store) for store in named)
        digest = blake2b(canonical([record_id, body, list(stores)]), digest_size=16).digest()
        if name in config.CONFIG_KINDS and "sig" not in body:
            body = config.sign(name, record_id, {"key_id": CONTENT_KEY_ID, **body}, content_key)
        kind.body.model_validate(body)
    except (json.JSONDecodeError, NotCanonicalError):
        raise InputError(f"line {number}: no canonical JSON") from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"line {number}: {name} with a bad field {where}") from None
    return _Line(number, kind, record_id, body, stores, digest)


def _load(tx: Transaction, batch: Sequence[_Line], *, now_ms: int) -> list[Change]:
    owners = _owners(tx, batch)
    keys = {line.number: Key(owners[line.subject], line.kind.name, line.id) for line in batch}
    subjects = {line.number: Key(owners[line.subject], *line.subject) for line in batch}
    local = {key for key in subjects.values() if key.owner != CHAIN_WIDE}
    stored = tx.records.lock(keys.values(), besides=local)
    known = tx.members.streams_of(local)
    members = {
        (keys[line.number], records.stream_of(store))
        for line in batch
        if line.is_subject and keys[line.number] not in stored
        for store in line.stores
    }
    tx.members.add(member for member in members if member[0].owner != CHAIN_WIDE)
    streams = {key: set(inside) for key, inside in known.items()}
    for key, stream in members:
        streams.setdefault(key, set()).add(stream)
    after: dict[Key, tuple[Stored, Key]] = {}
    for line in batch:
        key = keys[line.number]
        before = after[key][0] if key in after else stored.get(key, Stored())
        changed = _change(line, key, before, now_ms=now_ms)
        if changed is not None:
            after[key] = (changed, subjects[line.number])
    written = []
    for key, (made, subject) in after.items():
        inside = {CHAIN_WIDE} if key.owner == CHAIN_WIDE else streams.get(subject, set())
        written.append(Change(key, stored.get(key, Stored()), made, tuple(sorted(inside))))
    changes.write(tx, written)
    form_checks.keep_versions(tx, written)
    return written


def _owners(tx: Transaction, batch: Sequence[_Line]) -> dict[Entity, str]:
    """Return the owner of every subject in the batch: where it is already, else where its line
    says.
    """
    local = [line for line in batch if line.kind.stream == "store"]
    owners = {line.subject: CHAIN_WIDE for line in batch if line.kind.stream == "g"}
    owners |= tx.members.owners_of({line.subject for line in local})
    for line in local:
        if line.is_subject and line.stores:
            owners.setdefault(line.subject, line.stores[0])
    for line in local:
        if line.subject not in owners:
            what = "needs stores" if line.is_subject else "names an unknown customer"
            raise InputError(f"line {line.number}: {line.kind.name} {what}")
    return owners


def _change(line: _Line, key: Key, before: Stored, *, now_ms: int) -> Stored | None:
    """Return the record as the line makes it, or None when that is what it is already."""
    if before.source == line.digest:
        return None
    body = before.state.body
    fields = {name: value for name, value in line.body.items() if body.get(name) != value}
    state = before.state
    if fields:
        stamp = _stamp_after(state, now_ms)
        state = apply(line.kind, state, Set(fields), stamp=stamp, by_hq=True).state
    if before.rev and state == before.state:
        return None
    after = records.next_rev(key, before, state, source=line.digest)
    review = {name: after.rev for name in fields if line.kind.policy(name) is Policy.REVIEW}
    return Stored(state, after.rev, after.h64, {**before.review, **review}, after.source)


def _stamp_after(state: State, now_ms: int) -> str:
    """Return a stamp of HQ's that is later than every field's."""
    held: list[str] = [stamp for stamp in state.clocks.values() if isinstance(stamp, str)]
    last = hlc.parse(max(held)) if held else None
    return str(hlc.tick(last, now_ms=now_ms, device=HQ_DEVICE))


def _link(storage: Storage, batch: Iterable[_Line]) -> int:
    """Put subjects that were there before into the streams their lines add."""
    linked = 0
    for subject, stream in _missing_links(storage, batch):
        count = storage.run(partial(links.link, subject=subject, stream=stream))
        linked += 1 if count else 0
    return linked


def _missing_links(storage: Storage, batch: Iterable[_Line]) -> Iterator[tuple[Key, str]]:
    mine = [line for line in batch if line.is_subject and line.kind.stream == "store"]
    with storage.snapshot() as tx:
        owners = _owners(tx, mine)
        subjects = {line.subject: Key(owners[line.subject], *line.subject) for line in mine}
        streams = tx.members.streams_of(subjects.values())
    for line in mine:
        subject = subjects[line.subject]
        for store in line.stores:
            stream = records.stream_of(store)
            if stream not in streams.get(subject, ()):
                yield subject, stream
