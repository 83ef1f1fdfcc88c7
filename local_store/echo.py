"""Rows that HQ did not send back whole, because this till made them a moment ago.

Such a row names the first op on its record. What the record is follows from this till's own ops on
it, laid over nothing, as HQ laid them; count and sum prove at the end of the stream that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from local_store.errors import PageMalformedError
from local_store.op_row import OpState
from local_store.outbox import Outbox
from sync.merge import AuthorityError, State, apply
from sync.protocol.cycle import Row
from sync.protocol.kinds import KINDS
from sync.protocol.ops import from_wire

_TAKEN = frozenset({OpState.ACKED, OpState.DURABLE})


def told(outbox: Outbox, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows with those that only name an op told whole. Raise PageMalformedError for an op
    that was not made here or whose content is gone.
    """
    for row in rows:
        yield _whole(outbox, row) if row.n else row


def _whole(outbox: Outbox, row: Row) -> Row:
    named = outbox.record_of(row.n)
    if named is None or row.op != "P":
        raise PageMalformedError(f"op {row.n}")
    kind, record_id = named
    state = State()
    ops = [op for op in outbox.open_ops(kind, record_id) if op.n >= row.n]
    if not ops or ops[0].n != row.n:  # They were seen here before.
        ops = outbox.ops_on(kind, record_id, since=row.n)
    for op in ops:
        if op.state in _TAKEN:
            try:
                state = apply(KINDS[kind], state, from_wire(op.body), stamp=op.hlc).state
            except AuthorityError:
                raise PageMalformedError(f"op {op.n}") from None
    return row.model_copy(
        update={"k": kind, "id": record_id, "n": 0, "b": state.body, "c": state.clocks}
    )
