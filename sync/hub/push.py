"""Taking a push: everything a till sent takes effect in one transaction, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sync.hub import changes, devices, judge, op_log, records
from sync.hub.devices import Chain, Device
from sync.hub.judge import Desk
from sync.hub.op_log import Admitted, Arrived, Judged
from sync.hub.records import Change, Entity, Key, Stored
from sync.hub.storage import Transaction
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


def take(tx: Transaction, device: Device, push: Push, *, now_ms: int) -> Taken:
    """Take `push` inside the caller's transaction.

    Raise RefusedError (GAP, MALFORMED) or ForkError; nothing is stored then.
    """
    known = tx.devices.lock_chain(device)
    admitted = _admit(tx, device, push, known)
    if not admitted.groups:
        return Taken(known.last_n, admitted.repeated, counted=False)
    if device.status == devices.DRAINING:
        judged = [
            Judged(group, VerdictState.QUARANTINED, DEVICE_DRAINING) for group in admitted.groups
        ]
        desk = None
    else:
        desk = _desk(tx, device, admitted.groups, now_ms=now_ms)
        judged = [judge.judge(desk, group) for group in admitted.groups]
    tx.ops.keep(device, judged, now_ms=now_ms)
    aside = [one for one in judged if one.state not in op_log.APPLIED]
    if aside:
        tx.aside.keep(device, aside, now_ms=now_ms)
    last = admitted.groups[-1].ops[-1]
    tx.devices.advance(device, last.op.n, last.hash)
    counted = _write(tx, device, desk) if desk else False
    verdicts = [Verdict(g=j.group.g, st=j.state, code=j.code) for j in judged]
    return Taken(last.op.n, (*admitted.repeated, *verdicts), counted=counted)


def _admit(tx: Transaction, device: Device, push: Push, known: Chain) -> Admitted:
    op_log.check_start(push, known)
    linked = op_log.link(device, push)
    last = min(known.last_n, linked[-1].ops[-1].op.n)
    have = tx.ops.between(device, push.start - 1, last)
    return op_log.admit(linked, push, known, have)


def _desk(tx: Transaction, device: Device, groups: Sequence[Arrived], *, now_ms: int) -> Desk:
    """Read and lock what the groups may touch."""
    entities, subjects = _entities(groups)
    blocked = tx.aside.blocked(device)
    stream = records.stream_of(device.store)
    homes = tx.feeds.owners_in(stream, sorted({*entities, *subjects.values()}))
    keys, followed = [], []
    for entity in entities:
        subject = subjects.get(entity, entity)
        new_home = homes.get(subject, device.store)
        keys.append(Key(homes.get(entity, new_home), *entity))
        # With its customer locked, a new record misses no stream the customer is being put into.
        followed.append(Key(new_home, *subject))
    stored = tx.records.lock(keys, besides=followed)
    # Another till may have created one between the two readings; now that it is locked, it stays.
    late = [(key.kind, key.id) for key in stored if (key.kind, key.id) not in homes]
    homes |= tx.feeds.owners_in(stream, late)
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


def _write(tx: Transaction, device: Device, desk: Desk) -> bool:
    """Write the touched records; return whether any is counted work."""
    own = records.stream_of(device.store)
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
        made.append(Change(key, _before(desk, key), after, inside))
    tx.members.add(new_members)
    counted = [one for one in made if KINDS[one.key.kind].counted]
    if counted:
        work = [(one.key, str(one.after.state.body["task"])) for one in counted]
        tx.counted.queue(device, work, now_ms=desk.now_ms)
    changes.write(tx, made)
    return bool(counted)


def _before(desk: Desk, key: Key) -> Stored:
    return desk.stored.get(key) or Stored()


def _subject_key(key: Key, after: Stored) -> Key:
    subject = records.subject_of(KINDS[key.kind], key.id, after.state.body)
    return Key(key.owner, *subject)
