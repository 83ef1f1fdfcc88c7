"""Letting go of what HQ has for good: bodies of ops, never the ops, and of whole groups only: one
that lacks some could not be sent again as it was.

Header and commitment stay, so the chain goes on verifying and an HQ that was set back further than
its backups reach is still told that there was an op, as one that was erased.
"""

from __future__ import annotations

from typing import Final

from local_store.connection import Connection
from local_store.op_row import COLUMNS, OpRow

KEPT_MS: Final = 90 * 86_400_000
"""How long (ms) an acknowledged op keeps its body where HQ has no verified backup."""
SLICE: Final = 2_000

_MAY_GO: Final = (
    "open = 0 AND state IN ('durable', 'acked', 'quarantined')"
    " AND (state = 'durable' OR acked_at <= ?1) AND (state <> 'quarantined' OR closed = 1)"
)


def prune(db: Connection, *, now_ms: int, limit: int = SLICE) -> int:
    """Take the bodies of groups of about `limit` ops that HQ holds in a verified backup, or
    acknowledged long enough ago; return how many. A group with an op that is pending, held, refused
    and not settled, or not shown by HQ's copy yet, keeps all its bodies.
    """
    # Ops of a store from before the time of an acknowledgement was kept: it counts from now.
    db.execute(
        "UPDATE outbox SET acked_at = ? WHERE acked_at IS NULL AND body IS NOT NULL"
        " AND state IN ('acked', 'quarantined')",
        (now_ms,),
    )
    rows = db.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE body IS NOT NULL AND g IN"
        f" (SELECT g FROM outbox AS a WHERE body IS NOT NULL AND {_MAY_GO} AND NOT EXISTS"
        f" (SELECT 1 FROM outbox AS b WHERE b.g = a.g AND b.body IS NOT NULL AND NOT ({_MAY_GO}))"
        " LIMIT ?2 + 0)",
        (now_ms - KEPT_MS, limit),
    ).fetchall()
    ops = [OpRow(*row) for row in rows]
    db.executemany(
        "UPDATE outbox SET cm = ?, body = NULL, salt = NULL WHERE n = ?",
        [(op.commitment, op.n) for op in ops],
    )
    return len(ops)
