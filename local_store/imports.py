"""Imports of this till: what was decided, how far each has come, and what takes it back. Of this
till alone: what they wrote travels as the store's own work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import from_json

from local_store.connection import Connection
from local_store.record_table import TABLES
from local_store.records.reading import id_list, moment, named, texts
from sync.merge import State
from terminal.domain.imports.model import BatchEntry, BatchState
from terminal.domain.medicine import Medicine

FILE_SHOWN: Final = 12
_COUNTS: Final = ("new", "merged", "skipped", "failed", "records", "kept")
_COLUMNS: Final = 'id, at, "by", file, state, rows, new + merged + skipped + failed, ' + ", ".join(
    _COUNTS
)
_LISTED: Final = 200
_USES: Final = (
    *("observation", "outcome", "visit", "consent", "response", "contact", "signup"),
    *("complaint", "lead", "question", "request", "attendance", "ticket", "past_sale"),
    *("task", "tag", "household"),
)
"""Kinds that show that somebody worked with a customer's file."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on file, as much as is compared. `birth_on` is an ISO date."""

    id: str
    name: str
    sex: str | None
    birth_on: str | None
    phones: tuple[str, ...]
    note: str | None
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowDone:
    """What one row of a file did: `made` the customer or changed them, under a stamp; `undo` says
    what takes it back besides.
    """

    row: int
    customer: str
    made: bool
    stamp: str
    undo: dict[str, Any]


class Imports:
    """Repository of imports. Speaks SQL, decides nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    # Batches

    def all(self) -> list[BatchEntry]:
        """Return the imports, newest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM import_batch ORDER BY at DESC, id DESC LIMIT ? + 0", (_LISTED,)
        )
        return [_entry(row) for row in rows]

    def get(self, batch: str) -> BatchEntry | None:
        """Return an import."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM import_batch WHERE id = ?", (batch,)
        ).fetchone()
        return None if row is None else _entry(row)

    def of_file(self, file: str) -> BatchEntry | None:
        """Return the last import of a file's content that was not taken back."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM import_batch WHERE file = ? AND state <> 'undone'"
            " ORDER BY at DESC, id DESC LIMIT 1",
            (file,),
        ).fetchone()
        return None if row is None else _entry(row)

    def plan(self, batch: str) -> str:
        """Return what was decided for an import."""
        row = self._db.execute("SELECT plan FROM import_batch WHERE id = ?", (batch,)).fetchone()
        return "" if row is None else str(row[0])

    def begin(self, entry: BatchEntry, file: str, plan: str) -> None:
        """Note that an import begins; `file` is the whole hash of the entry's."""
        self._db.execute(
            'INSERT INTO import_batch (id, file, at, "by", state, plan, rows)'
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                entry.id,
                file,
                round(entry.at.timestamp() * 1000),
                entry.by,
                entry.state.value,
                plan,
                entry.rows,
            ),
        )

    def place(self, batch: str) -> int:
        """Return the number of the last row of its file that an import is done with."""
        row = self._db.execute("SELECT place FROM import_batch WHERE id = ?", (batch,)).fetchone()
        return 0 if row is None else int(row[0])

    def advance(self, batch: str, place: int, counts: dict[str, int]) -> None:
        """Note up to which row an import is done, and what was counted on the way."""
        sums = ", ".join(f"{name} = {name} + ?" for name in _COUNTS)
        self._db.execute(
            f"UPDATE import_batch SET place = max(place, ?), {sums} WHERE id = ?",
            (place, *(counts.get(name, 0) for name in _COUNTS), batch),
        )

    def set_kept(self, batch: str, kept: int) -> None:
        """Note how many files that an import made are left."""
        self._db.execute("UPDATE import_batch SET kept = ? WHERE id = ?", (kept, batch))

    def set_state(self, batch: str, state: BatchState) -> None:
        """Note where an import stands."""
        self._db.execute("UPDATE import_batch SET state = ? WHERE id = ?", (state.value, batch))

    # Rows

    def note(self, batch: str, rows: Iterable[RowDone]) -> None:
        """Note what some rows did."""
        self._db.executemany(
            "INSERT INTO import_row (batch, row, customer, made, stamp, undo)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    batch,
                    one.row,
                    one.customer,
                    int(one.made),
                    one.stamp,
                    json.dumps(one.undo, ensure_ascii=False) if one.undo else None,
                )
                for one in rows
            ],
        )

    def noted(self, batch: str, after: int, limit: int) -> list[tuple[int, str, int]]:
        """Return whom the next rows behind a row made (1) or changed (0): row, customer, which."""
        return self._db.execute(
            "SELECT row, customer, made FROM import_row WHERE batch = ? AND row > ?"
            " ORDER BY row LIMIT ? + 0",
            (batch, after, limit),
        ).fetchall()

    def standing(self, prefix: str) -> list[str]:
        """Return the customers that are not withdrawn and whose ids begin so."""
        rows = self._db.execute(
            "SELECT id FROM customer WHERE id BETWEEN ? AND ? AND withdrawn IS NOT 1",
            (prefix, f"{prefix}~"),
        )
        return [one for (one,) in rows]

    def next_made(self, batch: str, limit: int) -> list[RowDone]:
        """Return some rows that made somebody and are not taken back yet."""
        return self._rows("made = 1 ORDER BY row LIMIT ? + 0", batch, limit)

    def next_changed(self, batch: str, limit: int) -> list[RowDone]:
        """Return some rows that changed somebody and are not taken back yet, the last first."""
        return self._rows("made = 0 ORDER BY row DESC LIMIT ? + 0", batch, limit)

    def rows_about(self, batch: str, customers: Iterable[str]) -> list[RowDone]:
        """Return the rows about some customers."""
        where = "customer IN (SELECT value FROM json_each(?))"
        return self._rows(where, batch, id_list(customers))

    def forget(self, batch: str, rows: Iterable[int]) -> None:
        """Forget rows that are taken back, or stay for good."""
        self._db.executemany(
            "DELETE FROM import_row WHERE batch = ? AND row = ?", [(batch, one) for one in rows]
        )

    def used(self, customers: Sequence[str], ours: Iterable[str]) -> set[str]:
        """Return those of some customers about whom there is anything but the records `ours`."""
        found: set[str] = set()
        ids, own = id_list(customers), id_list(ours)
        for kind in _USES:
            rows = self._db.execute(
                f"SELECT DISTINCT customer FROM {kind}"
                " WHERE customer IN (SELECT value FROM json_each(?))"
                " AND id NOT IN (SELECT value FROM json_each(?))",
                (ids, own),
            )
            found |= {one for (one,) in rows}
        return found

    def _rows(self, where: str, batch: str, value: str | int) -> list[RowDone]:
        found = self._db.execute(
            f"SELECT row, customer, made, stamp, undo FROM import_row WHERE batch = ? AND {where}",
            (batch, value),
        )
        return [
            RowDone(row, customer, bool(made), stamp, json.loads(undo) if undo else {})
            for row, customer, made, stamp, undo in found
        ]

    # What rows are compared with

    def people(
        self, place: int, limit: int, is_wanted: Callable[[str, str, list[str], str | None], bool]
    ) -> tuple[list[Known], int | None]:
        """Return whom of the next people on file behind a place (0: the first) is wanted, by id,
        name, phones and birth; and the place to go on from, None at the end. Joined and withdrawn
        files are left out.
        """
        rows = self._db.execute(
            "SELECT rowid, id, name, sex, birth_on, phones, note, aliases FROM customer"
            " WHERE rowid > ? AND canonical_id IS NULL AND withdrawn IS NOT 1"
            " ORDER BY rowid LIMIT ? + 0",
            (place, limit),
        ).fetchall()
        found = []
        for _, one, name, sex, birth_on, text, note, former in rows:
            phones = from_json(text) if text else []
            if is_wanted(one, name, phones, birth_on):
                aliases = tuple(json.loads(former)) if former else ()
                found.append(Known(one, name, sex, birth_on, tuple(phones), note, aliases))
        return found, rows[-1][0] if len(rows) == limit else None

    def cards(
        self, kind: str, place: int, limit: int, wanted: Container[str]
    ) -> tuple[list[tuple[str, str]], int | None]:
        """Return which of the next card numbers are wanted and whose they are, as `people` does;
        `kind` is one of CARD_KINDS.
        """
        rows = self._db.execute(_CARDS[kind], (place, limit)).fetchall()
        found = [(number, customer) for _, number, customer in rows if number in wanted]
        return found, rows[-1][0] if len(rows) == limit else None

    def cards_of(self, customers: Iterable[str]) -> list[tuple[str, str]]:
        """Return the card numbers of some customers, and whose each is."""
        ids = id_list(customers)
        return self._db.execute(_CARDS_OF, (ids, ids)).fetchall()

    def catalogue(self, place: int, limit: int) -> tuple[list[Medicine], int | None]:
        """Return the next medicines, as much as a purchase is recognised by, as `people` does."""
        rows = self._db.execute(
            "SELECT rowid, id, generic, trade, strength, units_per_pack, unit, daily_dose_e2,"
            " gtins, condition, approval_no FROM medicine WHERE rowid > ?"
            " ORDER BY rowid LIMIT ? + 0",
            (place, limit),
        ).fetchall()
        names = "id generic trade strength units_per_pack unit daily_dose_e2 gtins condition"
        read = [Medicine(**named(f"{names} approval_no", row[1:], gtins=texts)) for row in rows]
        return read, rows[-1][0] if len(rows) == limit else None

    # What rows are put over

    def states(self, kind: str, ids: Iterable[str]) -> dict[str, State]:
        """Return the records of these that are here, with their clocks."""
        here = self._db.execute(
            f"SELECT id FROM {TABLES[kind].kind.name} WHERE id IN (SELECT value FROM json_each(?))",
            (id_list(ids),),
        ).fetchall()
        found = {one: TABLES[kind].get(self._db, one) for (one,) in here}
        return {one: row.state for one, row in found.items() if row is not None}

    def sales(self, customers: Iterable[str]) -> set[tuple[str, str, str, int]]:
        """Return what is known to have been sold to some customers: customer, day, medicine, packs
        × 10,000.
        """
        found: set[tuple[str, str, str, int]] = set()
        ids = id_list(customers)
        for table, more in (("ticket", ""), ("past_sale", _STANDING_SALE)):
            rows = self._db.execute(
                f"SELECT customer, business_day, lines FROM {table} t"
                f" WHERE customer IN (SELECT value FROM json_each(?)){more}",
                (ids,),
            )
            for customer, on, lines in rows:
                for line in json.loads(lines):
                    found.add((customer, on, line["medicine"], line["qty_e4"]))
        return found

    def readings(self, customers: Iterable[str]) -> set[tuple[str, str, int, str]]:
        """Return the readings of some customers: customer, code, instant (UTC ms), items as JSON
        with sorted names.
        """
        rows = self._db.execute(
            "SELECT customer, code, at, items FROM observation"
            " WHERE customer IN (SELECT value FROM json_each(?))",
            (id_list(customers),),
        )
        return {
            (one, code, at, json.dumps(json.loads(items), sort_keys=True))
            for one, code, at, items in rows
        }


_STANDING_CARD: Final = (
    "e.system = 'card' AND e.undoes IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM external_id u WHERE u.undoes = e.id)"
)
_CARDS: Final = {
    "member_code": "SELECT rowid, code, customer FROM member_code"
    " WHERE rowid > ? AND status = 'active' ORDER BY rowid LIMIT ? + 0",
    "external_id": "SELECT e.rowid, e.value, e.entity FROM external_id e"
    f" WHERE e.rowid > ? AND {_STANDING_CARD} ORDER BY e.rowid LIMIT ? + 0",
}
CARD_KINDS: Final = tuple(_CARDS)
"""Kinds of record that hold card numbers: the chain's own, and those of older systems."""
_CARDS_OF: Final = (
    "SELECT code, customer FROM member_code"
    " WHERE customer IN (SELECT value FROM json_each(?)) AND status = 'active'"
    " UNION ALL SELECT e.value, e.entity FROM external_id e"
    f" WHERE e.entity IN (SELECT value FROM json_each(?)) AND {_STANDING_CARD}"
)
_STANDING_SALE: Final = (
    " AND t.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM past_sale u WHERE u.undoes = t.id)"
)


def _entry(row: Any) -> BatchEntry:
    one, at, by, file, state, *counts = row
    return BatchEntry(one, moment(at), by, file[:FILE_SHOWN], BatchState(state), *counts)
