"""Taking a push: everything a till sent takes effect in one transaction, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sync.hub import devices, feed, judge, op_log, records
from sync.hub.database import Cursor
from sync.hub.devices import Device
from sync.hub.judge import Desk, Entity
from sync.hub.op_log import Arrived, Judged
from sync.hub.records import Change, Key, Stored
from sync.protocol.cycle import Push, Verdict, VerdictState
from sync.protocol.kinds import KINDS

DEVICE_DRAINING: Final = "DEVICE_DRAINING"


@dataclass(frozen=True, slots=True)
class Taken:
    """How far HQ has the device's ops now, the verdicts in the order of the push, and whether
    there is counted work to judge.
    """

    last_n: int
    verdicts: tuple[Verdict, ...]
    counted: bool


def take(cursor: Cursor, device: Device, push: Push, *, now_ms: int) -> Taken:
    """Take `push` inside the caller's transaction.

    Raise RefusedError (GAP, MALFORMED) or ForkError; nothing is stored then.
    """
    known = devices.lock_chain(cursor, device)
    admitted = op_log.admit(cursor, device, push, known)
    if not admitted.groups:
        return Taken(known.last_n, admitted.repeated, counted=False)
    if device.status == devices.DRAINING:
        judged = [
            Judged(group, VerdictState.QUARANTINED, DEVICE_DRAINING) for group in admitted.groups
        ]
        desk = None
    else:
        desk = _desk(cursor, device, admitted.groups, now_ms=now_ms)
        judged = [judge.judge(desk, group) for group in admitted.groups]
    op_log.keep(cursor, device, judged, now_ms=now_ms)
    aside = [one for one in judged if one.state not in op_log.APPLIED]
    op_log.keep_aside(cursor, device, aside, now_ms=now_ms)
    last = admitted.groups[-1].ops[-1]
    devices.advance(cursor, device, last.op.n, last.hash)
    counted = _write(cursor, device, desk) if desk else False
    verdicts = [Verdict(g=j.group.g, st=j.state, code=j.code) for j in judged]
    return Taken(last.op.n, (*admitted.repeated, *verdicts), counted=counted)


def _desk(cursor: Cursor, device: Device, groups: Sequence[Arrived], *, now_ms: int) -> Desk:
    """Read and lock what the groups may touch."""
    entities, subjects = _entities(groups)
    blocked = op_log.waiting(cursor, device)
    stream = records.stream_of(device.store)
    homes = feed.owners_in(cursor, stream, sorted({*entities, *subjects.values()}))
    keys, followed = [], []
    for entity in entities:
        subject = subjects.get(entity, entity)
        new_home = homes.get(subject, device.store)
        keys.append(Key(homes.get(entity, new_home), *entity))
        # With its customer locked, a new record misses no stream the customer is being put into.
        followed.append(Key(new_home, *subject))
    stored = records.lock(cursor, keys, besides=followed)
    # Another till may have created one between the two readings; now that it is locked, it stays.
    late = [(key.kind, key.id) for key in stored if (key.kind, key.id) not in homes]
    homes |= feed.owners_in(cursor, stream, late)
    return Desk(device.store, device.device, now_ms, homes, stored, blocked)


def _entities(groups: Sequence[Arrived]) -> tuple[list[Entity], dict[Entity, Entity]]:
    """Return the entities that ops of known kinds touch, and the subjects that they name."""
    entities: dict[Entity, None] = {}
    subjects: dict[Entity, Entity] = {}
    for group in groups:
        for item in group.ops:
            kind = KINDS.get(item.op.k)
            if kind is None or kind.writer != "store":
                continue
            entity = (item.op.k, item.op.id)
            entities[entity] = None
            for form in ("set", "fact"):
                fields = item.op.b.get(form)
                named = fields.get(kind.subject) if isinstance(fields, dict) else None
                if kind.subject != "id" and isinstance(named, str) and "\x00" not in named:
                    subjects.setdefault(entity, ("customer", named))
    return list(entities), subjects


def _write(cursor: Cursor, device: Device, desk: Desk) -> bool:
    """Write the touched records; return whether any is counted work."""
    own = records.stream_of(device.store)
    followed = {key: _subject_key(key, after) for key, after in desk.touched.items()}
    new_members = {
        (subject, own)
        for key, subject in followed.items()
        if key == subject and not _before(desk, key).rev and KINDS[key.kind].stream == "store"
    }
    streams = records.streams_of_subjects(cursor, followed.values())
    changes = []
    for key, after in desk.touched.items():
        inside = streams.get(followed[key]) or (own,)
        if KINDS[key.kind].stream == "up":
            inside = ()
        changes.append(Change(key, _before(desk, key), after, inside))
    records.add_members(cursor, new_members)
    counted = [change for change in changes if KINDS[change.key.kind].counted]
    if counted:
        _queue(cursor, device, counted, now_ms=desk.now_ms)
    records.write(cursor, changes)
    return bool(counted)


def _before(desk: Desk, key: Key) -> Stored:
    return desk.stored.get(key) or Stored()


def _subject_key(key: Key, after: Stored) -> Key:
    subject = records.subject_of(KINDS[key.kind], key.id, after.state.body)
    return Key(key.owner, *subject)


def _queue(cursor: Cursor, device: Device, counted: Sequence[Change], *, now_ms: int) -> None:
    """Queue counted work for HQ's rule. Where and when it first came from stays."""
    cursor.executemany(
        "INSERT INTO acceptance (owner, kind, id, store, task, device, received_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (owner, kind, id) DO UPDATE SET decided_at = NULL",
        [
            (
                *change.key, device.store, change.after.state.body["task"], device.device, now_ms
            )
            for change in counted
        ],
    )  # fmt: skip
