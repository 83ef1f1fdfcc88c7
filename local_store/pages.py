"""Applies pages of HQ's streams: rows, cursor, count and sum in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from local_store import parked
from local_store.changes import Changes
from local_store.connection import Connection
from local_store.cursors import Cursor, Cursors, kinds_of
from local_store.echo import told
from local_store.errors import PageGapError, PageMalformedError
from local_store.lines import Slice
from local_store.outbox import Outbox
from local_store.parked import Parked
from local_store.policy_check import check_policy
from local_store.rebase import HqCopy, Rebase, settled_mark
from local_store.record_table import TABLES, Stored
from local_store.row_writer import RowWriter
from local_store.slices import ENCODERS
from sync.merge import State
from sync.protocol import checksum, config
from sync.protocol.cycle import Page, Row
from sync.protocol.kinds import KINDS
from terminal.domain.errors import PolicyInvalidError

_FEW: Final = 4
"""Below so many rows, one by one is as fast."""


@dataclass(slots=True)
class _Tally:
    """How a stream's count and sum change."""

    n: int = 0
    sum: int = 0

    def change(self, old: int | None, new: int | None) -> None:
        """Replace a record's part: None is a record that does not count."""
        self.n += (new is not None) - (old is not None)
        self.sum += (new or 0) - (old or 0)


@dataclass(slots=True)
class Pages:
    """Applies pages; made anew for each unit of work."""

    db: Connection
    changes: Changes
    outbox: Outbox
    writer: RowWriter
    rebase: Rebase
    content_key: Ed25519PublicKey
    _seen: bool = True

    def apply(self, page: Page, *, now_ms: int) -> None:
        """Apply one page. A page that was applied before changes nothing.

        When it is its stream's last, what is here is compared with HQ's checkpoint; a difference
        is noted in the cursor and never stands in the way. Raise PageGapError, PageMalformedError.
        """
        cursors = Cursors(self.db)
        cursor = cursors.get(page.s)
        if page.after != cursor.after:
            if page.upto <= cursor.after:
                return
            raise PageGapError(f"{page.after} after {cursor.after}")
        tally = _Tally()
        self._apply_rows(page.s, told(self.outbox, page.rows), tally)
        if page.done:
            self._end(page.s)
        cursor = replace(
            cursor,
            after=page.upto,
            n=cursor.n + tally.n,
            sum=(cursor.sum + tally.sum) % checksum.MODULUS,
            complete=cursor.complete or page.done,
        )
        cursors.put(_compared(cursor, page, now_ms))
        self.writer.finish()
        self.changes.touch_sync()

    def apply_early(self, stream: str, rows: Sequence[Row]) -> None:
        """Apply rows ahead of their turn: they come again with the pages, and change nothing then.
        Raise PageMalformedError.
        """
        self.apply_rows(stream, list(told(self.outbox, rows)))
        self.writer.finish()
        self.changes.touch_sync()

    def apply_rows(self, stream: str, rows: Sequence[Row], *, seen: bool = True) -> None:
        """Apply rows whose turn it need not be, and keep the stream's count and sum true. Without
        `seen` they may be from before ops that HQ acknowledged: those stay laid over them.
        """
        cursors, tally = Cursors(self.db), _Tally()
        self._seen = seen
        self._apply_rows(stream, rows, tally)
        self._seen = True
        cursor = cursors.get(stream)
        total = (cursor.sum + tally.sum) % checksum.MODULUS
        cursors.put(replace(cursor, n=cursor.n + tally.n, sum=total))

    def retry_parked(self, streams: Iterable[str]) -> None:
        """Try parked rows again, after this program learned new kinds or rules."""
        for stream in streams:
            tally = _Tally()
            self._apply_rows(stream, Parked(self.db).rows(stream), tally)
            assert (tally.n, tally.sum) == (0, 0), "a parked row counted already"
        for kind in KINDS:
            self._unpack(kind)
        self.writer.finish()

    def _unpack(self, kind: str) -> None:
        """Put into their columns the fields that only this program knows, not the last one here."""
        table = TABLES[kind]
        ids = self.db.execute(f"SELECT id FROM {kind} WHERE extra IS NOT NULL").fetchall()
        rows = [row for (one,) in ids if (row := table.get(self.db, one)) is not None]
        encoded = [(row, values) for row in rows if (values := table.encode(row)) is not None]
        self.writer.write(kind, [row for row, _ in encoded], [values for _, values in encoded])

    def _apply_rows(self, stream: str, rows: Iterable[Row], tally: _Tally) -> None:
        ours = set(kinds_of(stream))
        by_kind: dict[str, dict[str, Row]] = {}
        for row in rows:
            by_kind.setdefault(row.k, {})[row.id] = row
        for kind, of_kind in by_kind.items():
            if kind in ours:
                self._apply_kind(stream, kind, of_kind, tally)
            else:
                code = parked.KIND_FOREIGN if kind in KINDS else parked.KIND_UNKNOWN
                self._park_kind(stream, kind, of_kind, code, tally)

    def _apply_kind(self, stream: str, kind: str, rows: dict[str, Row], tally: _Tally) -> None:
        ids = list(rows)
        old = self._old_parts(stream, kind, ids)
        open_ids = self.outbox.entities_open(kind, ids)
        present: list[Row] = []
        parts: list[int] = []
        gone: list[str] = []
        for record_id, row in rows.items():
            part = _part(row) if row.op == "P" else None
            tally.change(old.get(record_id), part)
            if part is None:
                gone.append(record_id)
            else:
                present.append(row)
                parts.append(part)
        if present and not self._fill(kind, present, parts, old, open_ids):
            self._write_each(stream, kind, zip(present, parts, strict=True), open_ids)
        self._remove(kind, gone, open_ids)

    def _fill(
        self,
        kind: str,
        rows: list[Row],
        parts: list[int],
        old: Mapping[str, int | None],
        open_ids: set[str],
    ) -> bool:
        """Write rows all at once, as nearly all pages can be. Return False, with nothing done, when
        some of them need a closer look.
        """
        if open_ids or len(rows) < _FEW or kind in config.CONFIG_KINDS:
            return False
        ids = [row.id for row in rows]
        records = Slice(
            kind,
            ids,
            [row.rev for row in rows],
            [row.b for row in rows],
            [row.c for row in rows],
            parts,
        )
        encoded = ENCODERS[kind].encode(records)
        if encoded is None:
            return False
        known = [one for one in ids if one in old]
        if known:
            self.unpark(kind, known)
        self.writer.write_all(kind, records, encoded, known=known)
        return True

    def _write_each(
        self, stream: str, kind: str, rows: Iterable[tuple[Row, int]], open_ids: set[str]
    ) -> None:
        plain: list[tuple[Stored, tuple[Any, ...]]] = []
        for row, part in rows:
            stored = _stored(row, part)
            encoded = TABLES[kind].encode(stored)
            code = self._refusal(row, encoded)
            if code is not None or encoded is None:
                self._park(stream, row, part, code or parked.ROW_INVALID)
            else:
                plain.append((stored, encoded))
        self._write(kind, plain, open_ids)

    def _old_parts(self, stream: str, kind: str, ids: list[str]) -> dict[str, int | None]:
        """Return the parts in the sum of those records that are here, whether they count or not."""
        old: dict[str, int | None] = TABLES[kind].parts(self.db, ids)
        old |= Parked(self.db).parts(kind, ids)
        for record_id in Cursors(self.db).take_stale(stream, kind, ids):
            old[record_id] = None
        return old

    def _refusal(self, row: Row, encoded: tuple[Any, ...] | None) -> str | None:
        """Return why a row cannot be applied, or None."""
        try:
            KINDS[row.k].body.model_validate(row.b)
            if encoded is not None and row.k in config.CONFIG_KINDS:
                config.verify(row.k, row.id, row.b, self.content_key)
                check_policy(row.k, row.id, row.b)
        except ValidationError:
            return parked.ROW_INVALID
        except config.ConfigSignatureError:
            return parked.CONFIG_SIGNATURE
        except PolicyInvalidError:
            return parked.POLICY_INVALID
        return None

    def _write(
        self, kind: str, rows: list[tuple[Stored, tuple[Any, ...]]], open_ids: set[str]
    ) -> None:
        Parked(self.db).drop(kind, [stored.id for stored, _ in rows])
        plain = [row for row in rows if row[0].id not in open_ids]
        if plain:
            self.writer.write(kind, [stored for stored, _ in plain], [e for _, e in plain])
        for stored, _ in rows:
            if stored.id in open_ids:
                copy = HqCopy(stored.state, stored.rev, stored.h64)
                self._lay_seen(kind, stored.id, copy)

    def _remove(self, kind: str, ids: list[str], open_ids: set[str]) -> None:
        Parked(self.db).drop(kind, ids)
        self.writer.remove(kind, [one for one in ids if one not in open_ids])
        for record_id in ids:
            if record_id in open_ids:
                self._lay_seen(kind, record_id, None)

    def _lay_seen(self, kind: str, record_id: str, copy: HqCopy | None) -> None:
        if self._seen:
            self.outbox.close_seen(kind, record_id)
        self.rebase.lay(kind, record_id, copy)

    def drop_stale(self, stream: str, *, seen: bool = True) -> None:
        """Take away what a stream held before it was loaded anew and did not bring again. `seen` as
        for `apply_rows`.
        """
        self._seen = seen
        ours, cursors = kinds_of(stream), Cursors(self.db)
        for kind, ids in cursors.stale(stream).items():
            cursors.take_stale(stream, kind, ids)
            if kind in ours:
                self._remove(kind, ids, self.outbox.entities_open(kind, ids))
            else:
                Parked(self.db).drop(kind, ids)
        self._seen = True

    def unpark(self, kind: str, ids: Sequence[str]) -> None:
        """Forget parked versions of records that came in a form this build can apply."""
        held = Parked(self.db)
        if held.has(kind):
            held.drop(kind, ids)

    def _end(self, stream: str) -> None:
        """Settle what only the end of a stream tells: what did not come again is gone, and every
        acknowledged op shows as far as it ever will.
        """
        self.drop_stale(stream)
        for kind, record_id in self.outbox.entities_seen(kinds_of(stream)):
            self._lay_seen(kind, record_id, self.rebase.hq_copy(kind, record_id))

    def _park_kind(
        self, stream: str, kind: str, rows: dict[str, Row], code: str, tally: _Tally
    ) -> None:
        ids = list(rows)
        old: dict[str, int | None] = dict(Parked(self.db).parts(kind, ids))
        for record_id in Cursors(self.db).take_stale(stream, kind, ids):
            old[record_id] = None
        for record_id, row in rows.items():
            part = _part(row) if row.op == "P" else None
            tally.change(old.get(record_id), part)
            if part is None:
                Parked(self.db).drop(kind, [record_id])
            else:
                Parked(self.db).put(stream, row, part=part, code=code)

    def _park(self, stream: str, row: Row, part: int, code: str) -> None:
        """Park a row of a kind we have: what showed before stays, but counts no more."""
        Parked(self.db).put(stream, row, part=part, code=code)
        TABLES[row.k].forget_part(self.db, row.id)


def _compared(cursor: Cursor, page: Page, now_ms: int) -> Cursor:
    if not page.done or page.ck is None:
        return cursor
    if (page.ck.n, page.ck.sum) == (cursor.n, checksum.to_text(cursor.sum)):
        return replace(cursor, consistent_at=now_ms, mismatch_at=None)
    return replace(cursor, mismatch_at=cursor.mismatch_at or now_ms)


def _part(row: Row) -> int:
    try:
        return checksum.to_signed(checksum.h64(row.k, row.id, row.rev, row.b, row.c))
    except ValueError:
        raise PageMalformedError(row.k) from None


def _stored(row: Row, part: int) -> Stored:
    state = State(row.b, row.c)
    return Stored(row.id, state, row.rev, part, settled_mark(KINDS[row.k], state))
