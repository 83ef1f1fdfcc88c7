"""Deciding about a group that HQ refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from local_store.connection import Connection
from local_store.errors import GroupSettledError
from local_store.op_row import OpState
from sync.protocol.ops import Fact, OpBody

HOW: Final = frozenset({"dropped", "replaced"})
Put = Callable[[str, str, OpBody], None]


def resolve(  # noqa: PLR0913 (what a decision is made of)
    db: Connection, put: Put, record_id: str, *, group: str, how: str, reason: str, at_ms: int
) -> None:
    """Make the op that tells HQ how a refused group was settled, in the group of this unit of work:
    with "replaced", what else is saved in it is the correction. Raise GroupSettledError when the
    group is not one that HQ refused and that still waits.
    """
    if how not in HOW:
        raise ValueError(how)
    found = db.execute(
        "SELECT count(*) FROM outbox WHERE g = ? AND state = ? AND closed = 0",
        (group, OpState.QUARANTINED.value),
    ).fetchone()
    if found == (0,):
        raise GroupSettledError(group)
    fields: dict[str, Any] = {"group": group, "how": how, "at": at_ms, "reason": reason or None}
    put("resolution", record_id, Fact(fields))
