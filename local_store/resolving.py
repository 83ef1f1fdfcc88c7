"""Deciding about a group that HQ refused.

HQ may refuse the decision too: then the group is open again as it was, and the group that held the
decision is no matter of its own, but belongs to what it was about. The next decision settles both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from local_store.connection import Connection
from local_store.errors import GroupSettledError
from local_store.op_row import OpState
from sync.protocol.ops import Fact, OpBody

HOW: Final = frozenset({"dropped", "replaced"})
Put = Callable[[str, str, OpBody], None]

_ABOUT: Final = "json_extract(r.body, '$.fact.group')"
REFUSED_DECISIONS: Final = (
    "FROM outbox AS r WHERE r.kind = 'resolution' AND r.state = 'quarantined' AND r.closed = 0"
    f" AND EXISTS (SELECT 1 FROM outbox AS w WHERE w.g = {_ABOUT}"
    " AND w.state = 'quarantined' AND w.closed = 0)"
)
"""Where the ops `r` of decisions stand that HQ refused, about groups that are still open."""


def resolve(  # noqa: PLR0913 (what a decision is made of)
    db: Connection,
    put: Put,
    new_id: Callable[[], str],
    *,
    group: str,
    how: str,
    reason: str,
    at_ms: int,
) -> None:
    """Make the op that tells HQ how a refused group was settled, in the group of this unit of work:
    with "replaced", what else is saved in it is the correction. Decisions about it that HQ refused
    are dropped with it. Raise GroupSettledError when the group is not one that HQ refused and that
    still waits.
    """
    if how not in HOW:
        raise ValueError(how)
    found = db.execute(
        "SELECT count(*) FROM outbox WHERE g = ? AND state = ? AND closed = 0",
        (group, OpState.QUARANTINED.value),
    ).fetchone()
    if found == (0,):
        raise GroupSettledError(group)
    told = {"at": at_ms, "reason": reason or None}
    put("resolution", new_id(), Fact({"group": group, "how": how, **told}))
    for decision in _decisions_about(db, group):
        put("resolution", new_id(), Fact({"group": decision, "how": "dropped", **told}))


def refusals(db: Connection) -> dict[str, str | None]:
    """Return with which code HQ refused the last decision about each group that is open again."""
    return dict(db.execute(f"SELECT {_ABOUT}, r.code {REFUSED_DECISIONS} ORDER BY r.n").fetchall())


def _decisions_about(db: Connection, group: str) -> list[str]:
    """Return the groups of refused decisions about this one, and of those about these."""
    found = [group]
    sql = f"SELECT DISTINCT r.g {REFUSED_DECISIONS} AND {_ABOUT} = ? ORDER BY r.n"
    for one in found:
        found += [g for (g,) in db.execute(sql, (one,)).fetchall() if g not in found]
    return found[1:]
