"""The outbox: every op this till made, in order, chained, with how far each has come.

An op is `pending` until an answer of HQ names its number, then `acked`, and `durable` once a
verified backup holds it. HQ may have `held` its group (it waits for another) or `quarantined` it.
Nothing is ever deleted here, and nothing but HQ's word moves an op on. `open` ops still matter to
the row they changed; see `rebase`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any, Final, NamedTuple

from local_store.connection import Connection
from local_store.errors import AckUnknownError, GroupTooLargeError
from local_store.meta import Meta
from sync.protocol import chain
from sync.protocol.canonical import encode
from sync.protocol.cycle import BODY_BYTES_MAX, GROUPS_PER_PUSH_MAX, Push, Verdict, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import OPS_PER_GROUP_MAX, Group, Op
from sync.protocol.version import SCHEMA_VERSION

PUSH_BYTES: Final = BODY_BYTES_MAX // 2
"""Greatest estimated size of a push: half of what HQ takes, the rest is for headers and pages."""
_OP_BYTES: Final = 260
"""What an op weighs on the wire beside its body, rounded up."""

_LAST_N: Final = "last_n"
_HEAD: Final = "chain_head"
_UP_KINDS: Final = json.dumps([kind.name for kind in KINDS.values() if kind.stream == "up"])


class OpState(StrEnum):
    """How far an op has come."""

    PENDING = "pending"
    ACKED = "acked"
    DURABLE = "durable"
    HELD = "held"
    QUARANTINED = "quarantined"


_JUDGED: Final = {
    VerdictState.APPLIED: OpState.ACKED,
    VerdictState.MERGED: OpState.ACKED,
    VerdictState.HELD: OpState.HELD,
    VerdictState.QUARANTINED: OpState.QUARANTINED,
}
_TAKEN: Final = frozenset({OpState.ACKED, OpState.DURABLE})


@dataclass(frozen=True, slots=True)
class Draft:
    """An op about to be appended; `body` is its wire form."""

    kind: str
    entity: str
    hlc: str
    actor: str
    base: int
    body: dict[str, Any]
    salt: bytes


@dataclass(frozen=True, slots=True)
class OpenOp:
    """An op that still matters to its row."""

    n: int
    hlc: str
    base: int
    body: dict[str, Any]
    state: OpState


@dataclass(frozen=True, slots=True)
class PushBatch:
    """Whole groups of pending ops in order. `more` tells that others are waiting behind them."""

    groups: tuple[Group, ...] = ()
    start: int = 0
    prev: str = ""
    last: int = 0
    more: bool = False

    @property
    def push(self) -> Push | None:
        """Return the batch as it travels, or None when there is nothing to send."""
        if not self.groups:
            return None
        return Push(start=self.start, prev=self.prev, groups=list(self.groups))


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settlement did: newly acknowledged ops, and records whose ops changed."""

    acked: int
    touched: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Groups that HQ has not acknowledged, holds, or has quarantined; the stamp of the oldest
    unsent op.
    """

    unsent: int
    held: int
    quarantined: int
    oldest: str | None


@dataclass(slots=True)
class Outbox:
    """Repository of the outbox. `device` and `inc` are what the chain is made for."""

    db: Connection
    device: str
    inc: int
    _meta: Meta = field(init=False)

    def __post_init__(self) -> None:
        self._meta = Meta(self.db)

    def append(self, group: str, drafts: Sequence[Draft], *, position: int = 0) -> None:
        """Append ops of one group, `position` of which it holds already. Raise GroupTooLargeError.

        Numbers follow one another without gaps, because the counter and the op commit together.
        """
        if position + len(drafts) > OPS_PER_GROUP_MAX:
            raise GroupTooLargeError(str(position + len(drafts)))
        n, head = self.last_n(), self._head()
        for draft in drafts:
            n += 1
            head = self._insert(n, group, draft, head)
        self._meta.set(_LAST_N, n)
        self._meta.set(_HEAD, head.hex())

    def last_n(self) -> int:
        """Return the number of the last op made."""
        return self._meta.get_int(_LAST_N) or 0

    def pending(
        self, max_groups: int = GROUPS_PER_PUSH_MAX, max_bytes: int = PUSH_BYTES
    ) -> PushBatch:
        """Return the oldest groups HQ has not acknowledged: at least one whole group, at most
        `max_groups`, and no further one that would take the batch over `max_bytes`.
        """
        sql = f"SELECT {_COLUMNS} FROM outbox WHERE state = 'pending' ORDER BY n"
        rows = (_Row(*row) for row in self.db.execute(sql))
        taken: list[Group] = []
        size, prev, more = 0, b"", False
        for name, members in groupby(rows, key=lambda row: row.g):
            ops = list(members)
            size += sum(_weight(op) for op in ops)
            if taken and (len(taken) == max_groups or size > max_bytes):
                more = True
                break
            prev = prev or ops[0].prev
            taken.append(Group(g=name, ops=[_op(op) for op in ops]))
        if not taken:
            return PushBatch()
        start, last = taken[0].ops[0].n, taken[-1].ops[-1].n
        return PushBatch(tuple(taken), start, chain.to_text(prev), last, more)

    def note_tries(self, batch: PushBatch) -> None:
        """Count that these ops are about to be sent."""
        sql = "UPDATE outbox SET tries = tries + 1 WHERE n BETWEEN ? AND ?"
        self.db.execute(sql, (batch.start, batch.last))

    def settle(self, acked_n: int, verdicts: Iterable[Verdict] = (), durable_n: int = 0) -> Settled:
        """Take HQ's word: every op up to `acked_n` is there, with these verdicts on groups.

        Goes by number and group, never by "whatever is pending": somebody may have saved again
        while the answer was under way. Verdicts on groups that are not acknowledged, or not ours,
        say nothing. Raise AckUnknownError.
        """
        if acked_n > self.last_n():
            raise AckUnknownError(f"{acked_n} > {self.last_n()}")
        sql = "SELECT kind, entity FROM outbox WHERE state = 'pending' AND n <= ?"
        fresh = self.db.execute(sql, (acked_n,)).fetchall()
        self.db.execute(
            "UPDATE outbox SET state = 'acked' WHERE state = 'pending' AND n <= ?", (acked_n,)
        )
        touched = set(fresh)
        for verdict in verdicts:
            touched |= self._judge(verdict)
        self.db.execute(
            "UPDATE outbox SET state = 'durable' WHERE state = 'acked' AND n <= ?",
            (min(durable_n, acked_n),),
        )
        # No copy of these ever comes back, so there is nothing to wait for.
        self.db.execute(
            "UPDATE outbox SET open = 0 WHERE open = 1 AND state IN ('acked', 'durable')"
            " AND kind IN (SELECT value FROM json_each(?))",
            (_UP_KINDS,),
        )
        return Settled(len(fresh), frozenset(touched))

    def open_ops(self, kind: str, entity: str) -> list[OpenOp]:
        """Return the ops that still matter to a record, oldest first."""
        rows = self.db.execute(
            "SELECT n, hlc, base, body, state FROM outbox"
            " WHERE open = 1 AND kind = ? AND entity = ? ORDER BY n",
            (kind, entity),
        ).fetchall()
        return [OpenOp(n, hlc, base, json.loads(b), OpState(s)) for n, hlc, base, b, s in rows]

    def entities_open(self, kind: str, ids: Sequence[str]) -> set[str]:
        """Return those of `ids` that have open ops."""
        rows = self.db.execute(
            "SELECT DISTINCT entity FROM outbox WHERE open = 1 AND kind = ?"
            " AND entity IN (SELECT value FROM json_each(?))",
            (kind, json.dumps(ids)),
        )
        return {entity for (entity,) in rows}

    def close_seen(self, kind: str, entity: str) -> None:
        """Note that HQ's copy of a record now shows every acknowledged op on it."""
        self.db.execute(
            "UPDATE outbox SET open = 0 WHERE open = 1 AND kind = ? AND entity = ?"
            " AND state IN ('acked', 'durable')",
            (kind, entity),
        )

    def entities_seen(self, kinds: Sequence[str]) -> list[tuple[str, str]]:
        """Return the records of these kinds with acknowledged ops that are still open."""
        rows = self.db.execute(
            "SELECT DISTINCT kind, entity FROM outbox WHERE open = 1"
            " AND state IN ('acked', 'durable') AND kind IN (SELECT value FROM json_each(?))",
            (json.dumps(kinds),),
        )
        return list(rows)

    def reopen_after(self, n: int) -> list[tuple[str, str]]:
        """Make every op after `n` pending again (HQ was set back), and return their records."""
        rows = self.db.execute(
            "SELECT DISTINCT kind, entity FROM outbox WHERE n > ?", (n,)
        ).fetchall()
        self.db.execute(
            "UPDATE outbox SET state = 'pending', code = NULL, open = 1 WHERE n > ?", (n,)
        )
        return rows

    def counts(self) -> Counts:
        """Return how much is unsent, held and quarantined."""
        rows = self.db.execute(
            "SELECT state, count(DISTINCT g) FROM outbox"
            " WHERE state IN ('pending', 'held', 'quarantined') GROUP BY state"
        )
        by_state = dict(rows)
        oldest = self.db.execute(
            "SELECT hlc FROM outbox WHERE state = 'pending' ORDER BY n LIMIT 1"
        ).fetchone()
        return Counts(
            by_state.get("pending", 0),
            by_state.get("held", 0),
            by_state.get("quarantined", 0),
            None if oldest is None else oldest[0],
        )

    def first_broken(self) -> int | None:
        """Return the number of the first op that does not fit the chain, or None.

        An erased op (no body, no salt) is not checked itself; the one after it still is.
        """
        expected, head = 1, chain.genesis(self.device, self.inc)
        for values in self.db.execute(f"SELECT {_COLUMNS} FROM outbox ORDER BY n"):
            row = _Row(*values)
            if row.n != expected or row.prev != head:
                return expected
            if row.body is not None and row.salt is not None:
                digest = self._digest(row, json.loads(row.body), row.salt)
                if digest != row.hash:
                    return expected
            expected, head = expected + 1, row.hash
        whole = head == self._head() and expected == self.last_n() + 1
        return None if whole else expected

    def _judge(self, verdict: Verdict) -> set[tuple[str, str]]:
        state = _JUDGED[verdict.st]
        rows = self.db.execute(
            "SELECT n, kind, entity, state FROM outbox WHERE g = ? AND state <> 'pending'",
            (verdict.g,),
        ).fetchall()
        moved = [row for row in rows if row[3] != state and not {row[3], state} <= _TAKEN]
        self.db.executemany(
            "UPDATE outbox SET state = ?, open = 1 WHERE n = ?",
            [(state.value, row[0]) for row in moved],
        )
        self.db.execute(
            "UPDATE outbox SET code = ? WHERE g = ? AND state <> 'pending'",
            (verdict.code, verdict.g),
        )
        return {(row[1], row[2]) for row in moved}

    def _insert(self, n: int, group: str, draft: Draft, prev: bytes) -> bytes:
        row = _Row(
            n,
            group,
            draft.kind,
            draft.entity,
            draft.hlc,
            draft.actor,
            draft.base,
            SCHEMA_VERSION,
            encode(draft.body).decode(),
            draft.salt,
            prev,
            b"",
        )
        row = row._replace(hash=self._digest(row, draft.body, draft.salt))
        self.db.execute(
            f"INSERT INTO outbox ({_COLUMNS}, state, open)"
            f" VALUES ({', '.join('?' * len(row))}, 'pending', 1)",
            row,
        )
        return row.hash

    def _digest(self, row: _Row, body: dict[str, Any], salt: bytes) -> bytes:
        fields = {
            "n": row.n,
            "k": row.kind,
            "id": row.entity,
            "hlc": row.hlc,
            "actor": row.actor,
            "base": row.base,
            "sv": row.sv,
        }
        head = chain.header(self.device, self.inc, row.g, fields)
        return chain.link(row.prev, head, chain.commit(body, salt))

    def _head(self) -> bytes:
        text = self._meta.get(_HEAD)
        return chain.genesis(self.device, self.inc) if text is None else bytes.fromhex(text)


class _Row(NamedTuple):
    n: int
    g: str
    kind: str
    entity: str
    hlc: str
    actor: str
    base: int
    sv: int
    body: str | None
    salt: bytes | None
    prev: bytes
    hash: bytes


_COLUMNS: Final = ", ".join(_Row._fields)


def _weight(row: _Row) -> int:
    return len((row.body or "").encode()) + _OP_BYTES


def _op(row: _Row) -> Op:
    assert row.body is not None
    assert row.salt is not None
    return Op(
        n=row.n,
        k=row.kind,
        id=row.entity,
        hlc=row.hlc,
        actor=row.actor,
        base=row.base,
        sv=row.sv,
        b=json.loads(row.body),
        salt=chain.to_text(row.salt),
    )
