"""Laying out a desk from the storage before groups are judged, and clearing it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sync.hub import acceptance, changes, form_checks, holding, records
from sync.hub.config import DAY_MS
from sync.hub.desk import SYSTEM, Desk, LinkWord, StaffMember
from sync.hub.devices import Device
from sync.hub.judge import LINK, LINK_QUOTA
from sync.hub.op_log import APPLIED, Judged, KeptGroup
from sync.hub.open_groups import OpenGroups, subject_named
from sync.hub.records import NOTHING, Change, Entity, Key, Stored
from sync.hub.storage import Transaction
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Op

LINK_EVIDENCE: Final = "LINK_EVIDENCE"


def lay_out(
    tx: Transaction,
    device: Device,
    ops: Sequence[Op],
    kept: Sequence[KeptGroup],
    *,
    now_ms: int,
    links_per_day: int | None,
) -> Desk:
    """Return a desk with what `ops`, and the groups that were `kept` aside, may touch read and
    locked. Without `links_per_day` requests to be shown a customer are not counted.
    """
    waited = [op for group in kept for op in group.ops]
    every = [*ops, *waited]
    entities, subjects = _entities(every)
    staff = {("staff", op.actor) for op in every if op.actor != SYSTEM}
    stream = records.stream_of(device.store)
    homes, people, blocked = tx.sights.of(
        device, stream, sorted({*entities, *subjects.values(), *staff})
    )
    keys: list[Key] = []
    # With its customer locked, a new record misses no stream the customer is being put into.
    followed: dict[Entity, Key] = {}
    for entity in entities:
        subject = subjects.get(entity, entity)
        new_home = homes.get(subject, device.store)
        keys.append(Key(homes.get(entity, new_home), *entity))
        if subject not in followed:
            followed[subject] = Key(new_home, *subject)
    stored = tx.records.lock(keys, besides=followed.values())
    # Another till may have created one between the two readings; now that it is locked, it stays.
    late = [(key.kind, key.id) for key in stored if (key.kind, key.id) not in homes]
    homes |= tx.feeds.owners_in(stream, late)
    return Desk(
        store=device.store,
        device=device.device,
        now_ms=now_ms,
        homes=homes,
        stored=stored,
        blocked=holding.blocked_by(kept) if kept else blocked,
        inc=device.inc,
        names=frozenset(device.names),
        staff={name: _member(body) for name, body in people.items()},
        # What waited was counted when it came. The fresh word stands, should both have one name.
        links=_links(tx, device, waited, now_ms=now_ms, links_per_day=None)
        | _links(tx, device, ops, now_ms=now_ms, links_per_day=links_per_day),
        open=OpenGroups(kept),
    )


def clear(tx: Transaction, device: Device, desk: Desk) -> bool:
    """Write what the desk holds; return whether any of it waits for HQ's word: counted work, and
    answers, which are held against their form.
    """
    if desk.settled:
        _settle(tx, device, desk)
    own = records.stream_of(device.store)
    for subject in desk.linked:
        tx.links.add_due(subject, own)
    followed = {key: _subject_key(key, after) for key, after in desk.touched.items()}
    new_members = {
        (subject, own)
        for key, subject in followed.items()
        if key == subject and not _before(desk, key).rev and KINDS[key.kind].stream == "store"
    }
    streams = tx.members.streams_of(followed.values())
    made = []
    for key, after in desk.touched.items():
        inside = streams.get(followed[key]) or (own,)
        if KINDS[key.kind].stream == "up":
            inside = ()
        made.append(Change(key, _before(desk, key), after, inside, desk.lines.get(key)))
    tx.members.add(new_members)
    counted = [one for one in made if KINDS[one.key.kind].counted]
    judged = [*counted, *(one for one in made if one.key.kind == form_checks.RESPONSE)]
    work = [(one.key, acceptance.judged_with(one.key, one.after.state.body)) for one in judged]
    work += acceptance.judged_again(tx, {one.key: one.after.state.body for one in made})
    if work:
        tx.counted.queue(device, work, now_ms=desk.now_ms)
    changes.write(tx, made)
    return bool(work)


def _entities(ops: Iterable[Op]) -> tuple[list[Entity], dict[Entity, Entity]]:
    """Return the entities that ops of known kinds touch, and the subjects that they name."""
    entities: dict[Entity, None] = {}
    subjects: dict[Entity, Entity] = {}
    for op in ops:
        kind = KINDS.get(op.k)
        if kind is None or kind.writer != "store" or op.cm:
            continue
        entities[op.k, op.id] = None
        named = subject_named(op)
        if named is not None:
            subjects.setdefault((op.k, op.id), named)
    return list(entities), subjects


def _member(body: Mapping[str, Any]) -> StaffMember:
    return StaffMember(str(body.get("role")), active=bool(body.get("active")))


def _links(
    tx: Transaction,
    device: Device,
    ops: Sequence[Op],
    *,
    now_ms: int,
    links_per_day: int | None,
) -> dict[tuple[int, str], LinkWord]:
    """Return the word on each request to be shown a customer."""
    words = {}
    for op in ops:
        if op.k != LINK or op.cm:
            continue
        if links_per_day is not None:
            used = tx.links.count(device, now_ms // DAY_MS)
            if used > links_per_day:
                tx.alerts.add(device, LINK_QUOTA, now_ms=now_ms)
                words[op.n, op.hlc] = LinkWord(None, LINK_QUOTA)
                continue
        words[op.n, op.hlc] = _evidence(tx, op)
    return words


def _evidence(tx: Transaction, op: Op) -> LinkWord:
    """Return the one customer whose file has the name and phone that were said."""
    fact = op.b.get("fact")
    said = fact if isinstance(fact, dict) else {}
    name, phone = said.get("name"), said.get("phone")
    found: list[Key] = []
    if isinstance(name, str) and isinstance(phone, str) and "\x00" not in f"{name}{phone}":
        found = tx.links.customers_named(name, phone)
    return LinkWord(found[0]) if len(found) == 1 else LinkWord(None, LINK_EVIDENCE)


def _settle(tx: Transaction, device: Device, desk: Desk) -> None:
    settled = list(desk.settled.values())
    tx.aside.settle(device, settled, now_ms=desk.now_ms)
    for one in settled:
        if one.verdict in APPLIED or one.state != holding.RESOLVED:
            tx.ops.rejudge(device, Judged(one.group.arrived, one.verdict, one.code))


def _before(desk: Desk, key: Key) -> Stored:
    return desk.stored.get(key) or NOTHING


def _subject_key(key: Key, after: Stored) -> Key:
    subject = records.subject_of(KINDS[key.kind], key.id, after.state.body)
    return Key(key.owner, *subject)
