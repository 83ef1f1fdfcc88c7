"""The outbox: every op this till made, in order, chained, with how far each has come.

An op is `pending` until an answer of HQ names its number, then `acked`, and `durable` once a
verified backup holds it. HQ may have `held` its group (it waits for another) or `quarantined` it.
No op is ever deleted here, and nothing but HQ's word moves one on. `open` ops still matter to the
row they changed; see `rebase`. What HQ has for good loses its body in time; see `pruning`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from local_store.connection import Connection
from local_store.errors import AckUnknownError, GroupTooLargeError
from local_store.lineage import HEAD, Lineage, first_broken
from local_store.meta import Meta
from local_store.op_row import COLUMNS, OpRow, OpState
from local_store.resolving import REFUSED_DECISIONS
from local_store.verdicts import Settled, Verdicts
from sync.protocol import chain
from sync.protocol.canonical import encode
from sync.protocol.cycle import BODY_BYTES_MAX, GROUPS_PER_PUSH_MAX, Push, Verdict
from sync.protocol.ops import OPS_PER_GROUP_MAX, Group
from sync.protocol.version import SCHEMA_VERSION

PUSH_BYTES: Final = BODY_BYTES_MAX // 2
"""Greatest estimated size of a push: half of what HQ takes, the rest is for headers and pages."""
_OP_BYTES: Final = 260
"""What an op weighs on the wire beside its body, rounded up."""

LAST_N: Final = "last_n"
_INSERT: Final = (
    f"INSERT INTO outbox ({COLUMNS}, state, open)"
    f" VALUES ({', '.join('?' * len(OpRow._fields))}, 'pending', 1)"
)


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

    def append(self, group: str | None, drafts: Sequence[Draft], *, position: int = 0) -> str:
        """Append ops of one group, `position` of which it holds already, and return its name: None
        names a new one after its first op. Raise GroupTooLargeError.

        Numbers follow one another without gaps, because the counter and the op commit together.
        """
        (name,) = self._append([(group, drafts)], position)
        return name

    def append_groups(self, groups: Iterable[Sequence[Draft]]) -> list[str]:
        """Append some new groups and return their names, as `append` would one after another."""
        return self._append([(None, drafts) for drafts in groups], 0)

    def _append(
        self, groups: Iterable[tuple[str | None, Sequence[Draft]]], position: int
    ) -> list[str]:
        n, head = self.last_n(), self._head()
        rows: list[OpRow] = []
        names = []
        for group, drafts in groups:
            if position + len(drafts) > OPS_PER_GROUP_MAX:
                raise GroupTooLargeError(str(position + len(drafts)))
            for draft in drafts:
                n += 1
                body = encode(draft.body)
                commitment = chain.commit_to(body, draft.salt)
                group = group or chain.group_name(commitment)  # noqa: PLW2901 (of its first op)
                row = self._row(n, group, draft, body, (head, commitment))
                head = row.hash
                rows.append(row)
            assert group is not None, "a group has an op"
            names.append(group)
        self.db.executemany(_INSERT, rows)
        self._meta.set(LAST_N, n)
        self._meta.set(HEAD, head.hex())
        return names

    def last_n(self) -> int:
        """Return the number of the last op made."""
        return self._meta.get_int(LAST_N) or 0

    def pending(
        self, max_groups: int = GROUPS_PER_PUSH_MAX, max_bytes: int = PUSH_BYTES
    ) -> PushBatch:
        """Return the oldest groups HQ has not acknowledged: at least one whole group, at most
        `max_groups`, and no further one that would take the batch over `max_bytes`.
        """
        sql = f"SELECT {COLUMNS} FROM outbox WHERE state = 'pending' ORDER BY n"
        rows = (OpRow(*row) for row in self.db.execute(sql))
        taken: list[Group] = []
        size, prev, more = 0, b"", False
        for name, members in groupby(rows, key=lambda row: row.g):
            ops = list(members)
            size += sum(_weight(op) for op in ops)
            if taken and (len(taken) == max_groups or size > max_bytes):
                more = True
                break
            prev = prev or ops[0].prev
            taken.append(Group(g=name, ops=[op.to_op() for op in ops]))
        if not taken:
            return PushBatch()
        start, last = taken[0].ops[0].n, taken[-1].ops[-1].n
        return PushBatch(tuple(taken), start, chain.to_text(prev), last, more)

    def note_tries(self, batch: PushBatch) -> None:
        """Count that these ops are about to be sent."""
        sql = "UPDATE outbox SET tries = tries + 1 WHERE n BETWEEN ? AND ?"
        self.db.execute(sql, (batch.start, batch.last))

    def settle(
        self,
        acked_n: int,
        verdicts: Iterable[Verdict] = (),
        durable_n: int = 0,
        *,
        now_ms: int = 0,
    ) -> Settled:
        """Take HQ's word, heard at `now_ms`: every op up to `acked_n` is there, with these verdicts
        on groups. Raise AckUnknownError.
        """
        if acked_n > self.last_n():
            raise AckUnknownError(f"{acked_n} > {self.last_n()}")
        return Verdicts(self.db, now_ms=now_ms).settle(acked_n, verdicts, durable_n)

    def open_ops(self, kind: str, entity: str) -> list[OpenOp]:
        """Return the ops that still matter to a record, oldest first."""
        rows = self.db.execute(
            "SELECT n, hlc, base, body, state FROM outbox"
            " WHERE open = 1 AND kind = ? AND entity = ? ORDER BY n",
            (kind, entity),
        ).fetchall()
        return [OpenOp(n, hlc, base, json.loads(b), OpState(s)) for n, hlc, base, b, s in rows]

    def record_of(self, n: int) -> tuple[str, str] | None:
        """Return kind and id of the record that op `n` changed, or None."""
        row = self.db.execute("SELECT kind, entity FROM outbox WHERE n = ?", (n,)).fetchone()
        return None if row is None else (row[0], row[1])

    def ops_on(self, kind: str, entity: str, *, since: int) -> list[OpenOp]:
        """Return every op on a record from number `since` on that still has its body."""
        rows = self.db.execute(
            "SELECT n, hlc, base, body, state FROM outbox"
            " WHERE n >= ? AND kind = ? AND entity = ? AND body IS NOT NULL ORDER BY n",
            (since, kind, entity),
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
            "UPDATE outbox SET state = 'pending', code = NULL, closed = 0, acked_at = NULL,"
            " open = (body IS NOT NULL) WHERE n > ?",
            (n,),
        )
        return rows

    def counts(self) -> Counts:
        """Return how much is unsent, held and quarantined. What is settled by now is left out, and
        so is a refused decision about a group that counts itself.
        """
        rows = self.db.execute(
            "SELECT state, count(DISTINCT g) FROM outbox"
            " WHERE state IN ('pending', 'held', 'quarantined') AND closed = 0"
            f" AND g NOT IN (SELECT r.g {REFUSED_DECISIONS}) GROUP BY state"
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
        """Return the number of the first op that does not fit the chain, or None."""
        parts = Lineage(self.db).parts(self.device, self.inc)
        return first_broken(self.db, parts, head=self._head(), last_n=self.last_n())

    def rechain(self, device: str, inc: int, start: int) -> None:
        """Chain every op from `start` on for another device, which this till is from now on."""
        Lineage(self.db).begin((self.device, self.inc), (device, inc), start)
        self.device, self.inc = device, inc

    def _row(
        self, n: int, group: str, draft: Draft, body: bytes, link: tuple[bytes, bytes]
    ) -> OpRow:
        """Return the row of an op; `link` is the hash before it and the commitment to its body."""
        kind, entity, stamp, actor = draft.kind, draft.entity, draft.hlc, draft.actor
        fields = (n, kind, entity, stamp, actor, draft.base, SCHEMA_VERSION)
        header = chain.header_of(self.device, self.inc, group, fields)
        prev, commitment = link
        return OpRow(
            n,
            group,
            kind,
            entity,
            stamp,
            actor,
            draft.base,
            SCHEMA_VERSION,
            body.decode(),
            draft.salt,
            prev,
            chain.link(prev, header, commitment),
        )

    def _head(self) -> bytes:
        text = self._meta.get(HEAD)
        return chain.genesis(self.device, self.inc) if text is None else bytes.fromhex(text)


def _weight(row: OpRow) -> int:
    return len((row.body or "").encode()) + _OP_BYTES
