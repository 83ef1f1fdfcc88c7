"""The log of every op HQ ever took, and the gate that lets each in exactly once.

A push is compared with what HQ has of the device: ops it has already must be the very same (their
hashes say so), the rest must follow without a gap. A till restored from an old image, or its
clone, fails the first; nothing of it is stored then.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sync.hub.database import Cursor
from sync.hub.devices import Chain, Device
from sync.hub.errors import HubError, RefusedError
from sync.protocol import chain
from sync.protocol.canonical import INTEGER_MAX, NotCanonicalError, encode
from sync.protocol.cycle import Push, Verdict, VerdictState
from sync.protocol.ops import Op
from sync.protocol.problems import ProblemCode

_SV_MAX: Final = 0x7FFF_FFFF

APPLIED: Final = (VerdictState.APPLIED, VerdictState.MERGED)


class ForkError(HubError):
    """The device's chain is not the one HQ has."""

    code = "HQ_DEVICE_FORKED"


class LinkedOp(NamedTuple):
    """An op with its place in the chain."""

    op: Op
    salt: bytes
    commit: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A group that HQ did not have."""

    g: str
    ops: tuple[LinkedOp, ...]


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is new in a push, and the verdicts of what is not."""

    groups: tuple[Arrived, ...]
    repeated: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A group and what became of it."""

    group: Arrived
    state: VerdictState
    code: str | None = None


def admit(cursor: Cursor, device: Device, push: Push, known: Chain) -> Admitted:
    """Return what of `push` is new.

    Raise RefusedError GAP when ops before it are missing, MALFORMED when its numbers are not in
    a row or a name cannot be kept, and ForkError when HQ has other ops under these numbers.
    """
    if push.start > known.last_n + 1:
        raise RefusedError(ProblemCode.GAP, ack=known.last_n)
    linked = _link(device, push)
    old = _hashes(cursor, device, push.start - 1, min(known.last_n, linked[-1].ops[-1].op.n))
    if push.start == known.last_n + 1 and chain.from_text(push.prev) != known.last_hash:
        raise ForkError
    new: list[Arrived] = []
    repeated: list[Verdict] = []
    for group in linked:
        if group.ops[0].op.n > known.last_n:
            new.append(group)
            continue
        for item in group.ops:
            have = old.get(item.op.n)
            if item.op.n > known.last_n or (have is not None and have[0] != item.hash):
                raise ForkError
        _, state, code = old.get(group.ops[0].op.n, (b"", VerdictState.APPLIED.value, None))
        repeated.append(Verdict(g=group.g, st=VerdictState(state), code=code))
    return Admitted(tuple(new), tuple(repeated))


def _link(device: Device, push: Push) -> list[Arrived]:
    """Return the groups with the hashes of their ops."""
    malformed = RefusedError(ProblemCode.MALFORMED)
    n, groups = push.start, []
    try:
        previous = chain.from_text(push.prev)
        for group in push.groups:
            linked = []
            for op in group.ops:
                if op.n != n or not _can_be_kept(group.g, op):
                    raise malformed
                salt = chain.from_text(op.salt)
                fields = op.model_dump(include={"n", "k", "id", "hlc", "actor", "base", "sv"})
                head = chain.header(device.device, device.inc, group.g, fields)
                commit = chain.commit(op.b, salt)
                previous = chain.link(previous, head, commit)
                linked.append(LinkedOp(op, salt, commit, previous))
                n += 1
            groups.append(Arrived(group.g, tuple(linked)))
    except (NotCanonicalError, ValueError):
        # A salt that is no base64, or a text that has no bytes: no till writes such.
        raise malformed from None
    return groups


def _can_be_kept(group: str, op: Op) -> bool:
    """Tell whether PostgreSQL has room for the op's header; no till writes one it has not."""
    return "\x00" not in f"{group}{op.k}{op.id}{op.actor}" and (
        op.base <= INTEGER_MAX and op.sv <= _SV_MAX
    )


def _hashes(
    cursor: Cursor, device: Device, first: int, last: int
) -> dict[int, tuple[bytes, str, str | None]]:
    """Return hash, verdict and code of the ops HQ has from `first` to `last`, by number."""
    if last < first:
        return {}
    cursor.execute(
        "SELECT n, hash, verdict, code FROM op_log"
        " WHERE store = %s AND device = %s AND inc = %s AND n BETWEEN %s AND %s",
        (device.store, device.device, device.inc, first, last),
        prepare=True,
    )
    return {int(n): (bytes(value), verdict, code) for n, value, verdict, code in cursor}


_COLUMNS = (
    "store, device, inc, n, g, kind, entity, hlc, actor, recv_at, sv, base, body, salt,"
    " commit_hash, hash, verdict, code"
)


def keep(cursor: Cursor, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
    """Write the ops of these groups with their verdicts."""
    who = (device.store, device.device, device.inc)
    with cursor.copy(f"COPY op_log ({_COLUMNS}) FROM STDIN") as copy:
        for one in judged:
            for item in one.group.ops:
                op = item.op
                copy.write_row(
                    (
                        *who, op.n, one.group.g, op.k, op.id, op.hlc, op.actor, now_ms, op.sv,
                        op.base, _jsonb(op.b, one), item.salt, item.commit, item.hash,
                        one.state.value, one.code,
                    )
                )  # fmt: skip


def _jsonb(body: dict[str, Any], judged: Judged) -> str | None:
    # What was not applied may be what jsonb refuses; its bytes are in the quarantine.
    return encode(body).decode() if judged.state in APPLIED else None


def keep_aside(cursor: Cursor, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
    """Write the groups that were not applied, byte for byte, and which records they touch."""
    groups, entities = [], set()
    for one in judged:
        ops = [item.op for item in one.group.ops]
        text = json.dumps([op.model_dump() for op in ops], separators=(",", ":"))
        first = ops[0].n
        who = (device.store, device.device, device.inc)
        groups.append((*who, first, one.group.g, text, one.code, one.state.value, now_ms))
        entities |= {(device.store, device.device, op.k, op.id, device.inc, first) for op in ops}
    if not groups:
        return
    cursor.executemany(
        "INSERT INTO quarantine (store, device, inc, first_n, g, ops, code, state, recv_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        groups,
    )
    cursor.executemany(
        "INSERT INTO quarantine_entity (store, device, kind, id, inc, first_n)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        sorted(entities),
    )


def waiting(cursor: Cursor, device: Device) -> set[tuple[str, str]]:
    """Return kind and id of the records that have an unapplied group of this device."""
    cursor.execute(
        "SELECT DISTINCT kind, id FROM quarantine_entity WHERE store = %s AND device = %s",
        (device.store, device.device),
        prepare=True,
    )
    return {(kind, entity) for kind, entity in cursor}
