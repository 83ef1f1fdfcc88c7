"""HQ's word on ops: which it has, and what became of each group.

Goes by number and group, never by "whatever is pending": somebody may have saved again while the
answer was under way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from local_store.connection import Connection
from local_store.op_row import OpState
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.kinds import KINDS

_JUDGED: Final = {
    VerdictState.APPLIED: OpState.ACKED,
    VerdictState.MERGED: OpState.ACKED,
    VerdictState.HELD: OpState.HELD,
    VerdictState.QUARANTINED: OpState.QUARANTINED,
}
_TAKEN: Final = frozenset({OpState.ACKED, OpState.DURABLE})
_UP_KINDS: Final = json.dumps([kind.name for kind in KINDS.values() if kind.stream == "up"])


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settlement did: newly acknowledged ops, and records whose ops changed."""

    acked: int
    touched: frozenset[tuple[str, str]]


class Verdicts:
    """Moves ops of the outbox on. `now_ms` is when the word came."""

    def __init__(self, db: Connection, *, now_ms: int) -> None:
        self._db, self._now_ms = db, now_ms

    def settle(self, acked_n: int, verdicts: Iterable[Verdict], durable_n: int) -> Settled:
        """Take the word that every op up to `acked_n` is at HQ, with these verdicts on groups; a
        group that is not named was applied. Verdicts on groups that are not acknowledged, or not
        ours, say nothing.
        """
        fresh = self._db.execute(
            "SELECT kind, entity FROM outbox WHERE state = 'pending' AND n <= ?", (acked_n,)
        ).fetchall()
        if fresh:
            self._db.execute(
                "UPDATE outbox SET state = 'acked', acked_at = ?"
                " WHERE state = 'pending' AND n <= ?",
                (self._now_ms, acked_n),
            )
        touched = set(fresh)
        for verdict in verdicts:
            touched |= self._judge(verdict)
        self._db.execute(
            "UPDATE outbox SET state = 'durable' WHERE state = 'acked' AND n <= ?",
            (min(durable_n, acked_n),),
        )
        # No copy of these ever comes back, so there is nothing to wait for.
        self._db.execute(
            "UPDATE outbox SET open = 0 WHERE open = 1 AND state IN ('acked', 'durable')"
            " AND kind IN (SELECT value FROM json_each(?))",
            (_UP_KINDS,),
        )
        return Settled(len(fresh), frozenset(touched))

    def _judge(self, verdict: Verdict) -> set[tuple[str, str]]:
        group = self._group(verdict)
        state = _JUDGED[verdict.st]
        is_closed = verdict.closed and state is OpState.QUARANTINED
        rows = self._db.execute(
            "SELECT n, kind, entity, state, closed FROM outbox WHERE g = ? AND state <> 'pending'",
            (group,),
        ).fetchall()
        moved = [
            (n, kind, entity, was)
            for n, kind, entity, was, closed in rows
            if (was != state and not {was, state} <= _TAKEN) or bool(closed) != is_closed
        ]
        self._db.executemany(
            "UPDATE outbox SET state = ?, closed = ?, open = (body IS NOT NULL AND NOT ?)"
            " WHERE n = ?",
            [
                (was if {was, state} <= _TAKEN else state.value, is_closed, is_closed, n)
                for n, _, _, was in moved
            ],
        )
        self._db.execute(
            "UPDATE outbox SET code = ? WHERE g = ? AND state <> 'pending'", (verdict.code, group)
        )
        return {(kind, entity) for _, kind, entity, _ in moved}

    def _group(self, verdict: Verdict) -> str:
        """Return which group a verdict is on: by the number of its first op, else by its id."""
        if not verdict.n:
            return verdict.g
        row = self._db.execute(
            "SELECT g FROM outbox a WHERE n = ? AND NOT EXISTS"
            " (SELECT 1 FROM outbox b WHERE b.g = a.g AND b.n < a.n)",
            (verdict.n,),
        ).fetchone()
        if row is None or verdict.g not in ("", row[0]):
            return ""
        return str(row[0])
