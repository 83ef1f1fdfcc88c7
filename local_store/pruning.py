"""Letting go of what HQ has for good: bodies of ops, never the ops.

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


def prune(db: Connection, *, now_ms: int, limit: int = SLICE) -> int:
    """Take the bodies of up to `limit` ops that HQ holds in a verified backup, or acknowledged long
    enough ago; return how many. What is pending, held, refused and not settled, or not shown by
    HQ's copy yet, keeps its body.
    """
    # Ops of a store from before the time of an acknowledgement was kept: it counts from now.
    db.execute(
        "UPDATE outbox SET acked_at = ? WHERE acked_at IS NULL AND body IS NOT NULL"
        " AND state IN ('acked', 'quarantined')",
        (now_ms,),
    )
    rows = db.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE body IS NOT NULL AND open = 0"
        " AND state IN ('durable', 'acked', 'quarantined')"
        " AND (state = 'durable' OR acked_at <= ?) AND (state <> 'quarantined' OR closed = 1)"
        " LIMIT ?",
        (now_ms - KEPT_MS, limit),
    ).fetchall()
    ops = [OpRow(*row) for row in rows]
    db.executemany(
        "UPDATE outbox SET cm = ?, body = NULL, salt = NULL WHERE n = ?",
        [(op.commitment, op.n) for op in ops],
    )
    return len(ops)
