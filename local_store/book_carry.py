"""The exchange's book: a till's own work, carried into a database that is older or fresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from local_store import import_notes
from local_store.book_identity import IdentityBook
from local_store.connection import Value
from local_store.database import leaving_out_misfits
from local_store.errors import NotFollowingError
from local_store.lineage import HOLES, holes_in
from local_store.outbox import Outbox
from local_store.own_work import META, Op, OwnWork, column_names, read, row_of
from local_store.rebase import Rebase, fold, mark_of
from local_store.record_table import TABLES, Stored
from sync.protocol.kinds import KINDS

_SAME: Final = ("g", "kind", "entity", "hlc", "actor", "base")


class CarryBook(IdentityBook):
    """What goes with the till, whatever becomes of its database."""

    def own_work(self) -> OwnWork:
        """Return the till's own work."""
        return read(self._parts.db)

    def carry(self, work: OwnWork) -> int:
        """Go on with the work of a later copy of this till, which begins with all the work that is
        here: its ops and keys, who it is, how it stands with HQ, what its imports noted. Every
        stream is compared with HQ afterwards. Return how many ops came in that were not here.

        Raise NotFollowingError, with nothing changed once the unit of work is undone, when that
        work is not what follows on the work here.
        """
        mine = read(self._parts.db)
        _require_following(mine, work)
        self._replace(mine, work)
        identity = self.identity()
        if identity is None:
            raise NotFollowingError("identity")
        outbox = self.outbox()
        if outbox.first_broken() is not None:
            raise NotFollowingError("chain")
        self._lay(outbox)
        for stream in identity.streams:
            self.repair(stream).mark_due()
        self._parts.changes.touch_sync()
        return max(work.last_n - mine.last_n, 0)

    def outbox_columns(self) -> list[str]:
        """Return the columns of the outbox in order."""
        return column_names(self._parts.db, "outbox")

    def readmit(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> int:
        """Put rows of a damaged database, as they were stored, into a table of a fresh one, and
        what they are looked up by beside them. `columns` are those of the damaged one, in order: an
        earlier program may have made it. What is no row of this table is left out: pages may be
        whole and of different times. Return how many rows there are then.
        """
        db = self._parts.db
        names = frozenset(column_names(db, table))
        for row in rows:
            # A row from before a column was added is shorter.
            fields = {
                name: value for name, value in zip(columns, row, strict=False) if name in names
            }
            quoted = ", ".join(f'"{name}"' for name in fields)
            marks = ", ".join("?" * len(fields))
            sql = f"INSERT OR IGNORE INTO {table} ({quoted}) VALUES ({marks})"
            with leaving_out_misfits():
                db.execute(sql, list(fields.values()))
        if table in TABLES:
            for record_id in [one for (one,) in db.execute(f"SELECT id FROM {table}").fetchall()]:
                self._look_up(table, record_id)
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _look_up(self, kind: str, record_id: str) -> None:
        try:
            row = TABLES[kind].get(self._parts.db, record_id)
        except (ValueError, TypeError):
            row = None
        encoded = None if row is None else TABLES[kind].encode(row)
        if row is None or encoded is None:
            TABLES[kind].remove(self._parts.db, [record_id])
            return
        self._parts.writer.write(kind, [row], [encoded])

    def _replace(self, mine: OwnWork, work: OwnWork) -> None:
        db = self._parts.db
        names = column_names(db, "outbox")
        was_open = {op["n"] for op in mine.ops if op["open"]}
        here = mine.last_n
        rows = []
        for op in work.ops:
            n = op["n"]
            assert isinstance(n, int)
            # A row here need not show it, whatever the later copy had seen of HQ since.
            matters = op.get("body") is not None and (op["open"] or n in was_open or n > here)
            filled = _filled(op) | {"open": int(bool(matters))}
            rows.append(tuple(filled.get(name) for name in names))
        db.execute("DELETE FROM outbox")
        db.executemany(f"INSERT INTO outbox VALUES ({', '.join('?' * len(names))})", rows)
        db.execute("DELETE FROM device_key")
        db.executemany("INSERT INTO device_key (name, private) VALUES (?, ?)", work.keys.items())
        for name in META:
            self._meta.set(name, work.meta.get(name))
        import_notes.put(db, work.imports)
        self._enrolment.forget_known()

    def _lay(self, outbox: Outbox) -> None:
        """Let rows show every op that matters. Rows that HQ never shows are written anew."""
        db = self._parts.db
        touched = db.execute("SELECT DISTINCT kind, entity FROM outbox WHERE open = 1").fetchall()
        known = [(kind, one) for kind, one in touched if kind in KINDS]
        for kind, one in known:
            if KINDS[kind].stream == "up" and TABLES[kind].get(db, one) is None:
                self._write_own(outbox, kind, one)
        Rebase(db, outbox, self._parts.writer).refresh(known)
        self._parts.writer.finish()

    def _write_own(self, outbox: Outbox, kind: str, record_id: str) -> None:
        ops = outbox.open_ops(kind, record_id)
        state = fold(KINDS[kind], None, ops)
        row = Stored(record_id, state, mark=mark_of(KINDS[kind], state, ops))
        encoded = TABLES[kind].encode(row)
        if encoded is not None:
            self._parts.writer.write(kind, [row], [encoded])


def _require_following(mine: OwnWork, work: OwnWork) -> None:
    """Raise NotFollowingError unless `work` has every op of `mine` under its number."""
    later = {op["n"]: op for op in work.ops}
    gone = _holes(work)
    for op in mine.ops:
        n = op["n"]
        assert isinstance(n, int)
        if n in later and not _is_same(op, later[n]):
            raise NotFollowingError("ops")
        if n not in later and n not in gone:
            raise NotFollowingError("shorter")


def _is_same(op: Op, later: Op) -> bool:
    """Tell whether two ops are one: chained for another device it keeps all but its hash."""
    if op["hash"] == later["hash"]:
        return True
    ours, theirs = row_of(op).commitment, row_of(later).commitment
    return ours is not None and ours == theirs and all(op[one] == later[one] for one in _SAME)


def _holes(work: OwnWork) -> set[int]:
    return {n for first, last in holes_in(work.meta.get(HOLES)) for n in range(first, last + 1)}


def _filled(op: Op) -> Op:
    """Return an op with what an older program did not write."""
    defaults: Op = {"tries": 0, "open": 0, "closed": 0}
    return defaults | {name: value for name, value in op.items() if value is not None}
