"""What a row shows: HQ's copy, with this till's ops laid over it that HQ has not shown yet.

Three facts make this sound. An answer acknowledges ops before its pages are applied, and its
pages are read after those ops were merged; so a row in a page, or the end of a stream, shows all
that is acknowledged, and such ops need laying no more. Laying an op twice changes nothing, because
merging is idempotent. And HQ's copy is kept beside the row (`shadow`) for as long as they differ,
so a quarantined op can be taken out again without anybody's other work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from local_store.connection import Connection
from local_store.op_row import OpState
from local_store.outbox import OpenOp, Outbox
from local_store.record_table import TABLES, Stored
from local_store.row_writer import RowWriter
from sync.merge import AuthorityError, State, apply
from sync.protocol.canonical import encode
from sync.protocol.kinds import KINDS, Kind
from sync.protocol.ops import from_wire
from terminal.domain.customer import Mark


@dataclass(frozen=True, slots=True)
class HqCopy:
    """A record as HQ last showed it, and its part in the stream's sum (None: does not count)."""

    state: State
    rev: int
    h64: int | None


def fold(kind: Kind, copy: HqCopy | None, ops: Iterable[OpenOp]) -> State:
    """Return HQ's copy with these ops laid over it, in order, quarantined ones left out."""
    state, rev = (copy.state, copy.rev) if copy else (State(), 0)
    for op in ops:
        if op.state is OpState.QUARANTINED:
            continue
        try:
            body = from_wire(op.body)
            state = apply(kind, state, body, stamp=op.hlc, seen_present=op.base >= rev).state
        except AuthorityError:
            # A newer registry no longer lets us write this field. HQ will say so too; until then
            # the op stays in the outbox, and the row shows what it would without it.
            continue
    return state


def mark_of(kind: Kind, state: State, ops: Iterable[OpenOp]) -> Mark:
    """Return how far a record has come, by its open ops."""
    states = {op.state for op in ops}
    if OpState.PENDING in states:
        return Mark.LOCAL
    if states & {OpState.HELD, OpState.QUARANTINED}:
        return Mark.RECEIVED
    return settled_mark(kind, state)


def settled_mark(kind: Kind, state: State) -> Mark:
    """Return the mark of a record without open ops: counted work is accepted by HQ's word only,
    and what HQ did not accept stays received.
    """
    is_accepted = not kind.counted or state.body.get("accepted") is True
    return Mark.ACCEPTED if is_accepted else Mark.RECEIVED


class Rebase:
    """Keeps rows and shadows in step with the outbox and with what HQ shows."""

    def __init__(self, db: Connection, outbox: Outbox, writer: RowWriter) -> None:
        self._db, self._outbox, self._writer = db, outbox, writer

    def hq_copy(self, kind: str, record_id: str) -> HqCopy | None:
        """Return HQ's copy of a record: its shadow, or else the row when it came from HQ."""
        row = TABLES[kind].get(self._db, record_id)
        part = None if row is None else row.h64
        shadow = self._db.execute(
            "SELECT rev, body, clocks FROM shadow WHERE kind = ? AND id = ?", (kind, record_id)
        ).fetchone()
        if shadow is not None:
            rev, body, clocks = shadow
            return HqCopy(State(json.loads(body), json.loads(clocks)), rev, part)
        if row is None or row.rev == 0:
            return None
        return HqCopy(row.state, row.rev, part)

    def before_op(self, kind: str, record_id: str, row: Stored | None) -> None:
        """Keep HQ's copy of a row that is about to differ from it."""
        if row is None or row.rev == 0:
            return
        self._db.execute(
            "INSERT OR IGNORE INTO shadow (kind, id, rev, body, clocks) VALUES (?, ?, ?, ?, ?)",
            (
                kind,
                record_id,
                row.rev,
                encode(row.state.body).decode(),
                encode(row.state.clocks).decode(),
            ),
        )

    def refresh(self, records: Iterable[tuple[str, str]]) -> None:
        """Bring rows in line after their ops were judged."""
        for kind, record_id in sorted(records):
            if KINDS[kind].stream == "up":
                # HQ never shows these again: the row stays as it was written.
                ops = self._outbox.open_ops(kind, record_id)
                TABLES[kind].set_mark(self._db, record_id, mark_of(KINDS[kind], State(), ops))
            else:
                self.lay(kind, record_id, self.hq_copy(kind, record_id))

    def lay(self, kind: str, record_id: str, copy: HqCopy | None) -> None:
        """Make the row show `copy` (None: HQ has none) with the open ops over it.

        What is left incomplete, such as a change to a record that HQ took away, is not shown; its
        ops stay in the outbox.
        """
        ops = self._outbox.open_ops(kind, record_id)
        self._keep_shadow(kind, record_id, copy, laid=any(_is_laid(op) for op in ops))
        registered = KINDS[kind]
        state = fold(registered, copy, ops)
        row = Stored(
            record_id,
            state,
            copy.rev if copy else 0,
            copy.h64 if copy else None,
            mark_of(registered, state, ops),
        )
        encoded = TABLES[kind].encode(row)
        if encoded is None:
            self._writer.remove(kind, [record_id])
        else:
            self._writer.write(kind, [row], [encoded])

    def _keep_shadow(self, kind: str, record_id: str, copy: HqCopy | None, *, laid: bool) -> None:
        self._db.execute("DELETE FROM shadow WHERE kind = ? AND id = ?", (kind, record_id))
        if copy is not None and laid:
            row = Stored(record_id, copy.state, copy.rev)
            self.before_op(kind, record_id, row)


def _is_laid(op: OpenOp) -> bool:
    return op.state is not OpState.QUARANTINED
