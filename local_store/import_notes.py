"""What imports noted so that they go on and can be taken back. No one else has it, so it goes with
the till's own work: out of one database, whole or damaged, into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from local_store.connection import Connection, Value
from local_store.database import leaving_out_misfits
from local_store.raw_rows import RawRow
from terminal.domain.imports.model import BatchState

_Row: TypeAlias = tuple[Value, ...]

_BATCH: Final = "import_batch"
_ROW: Final = "import_row"
_STATES: Final = tuple(BatchState)  # In the order an import comes to them.
_BATCH_FORM: Final = (str, str, int, str, str, str, *(int,) * 8)
_ROW_FORM: Final = (str, int, str, int, str)
_STATE_AT: Final = 4
_PLACE_AT: Final = 7
_TABLES: Final = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'import_%'"
_BEING_UNDONE: Final = f"SELECT id FROM {_BATCH} WHERE state IN ('undoing', 'undone')"
_UNDOABLE: Final = f"SELECT id FROM {_BATCH} WHERE state <> 'undone'"


@dataclass(frozen=True, slots=True)
class ImportNotes:
    """The rows of both tables as they were stored."""

    batches: Sequence[_Row] = ()
    rows: Sequence[_Row] = ()

    def named_by(self, earlier: ImportNotes) -> ImportNotes:
        """Return these notes with the imports that an earlier copy knows and they do not: what
        those did may be here all the same.
        """
        here = {one[0] for one in self.batches}
        more = [one for one in earlier.batches if one[0] not in here]
        return replace(self, batches=[*self.batches, *more]) if more else self


@dataclass(slots=True)
class Finder:
    """Tells notes among rows of a damaged database by their form."""

    _batches: dict[Value, _Row] = field(default_factory=dict)
    _rows: dict[tuple[Value, Value], _Row] = field(default_factory=dict)

    def see(self, row: RawRow) -> None:
        """Take a row in if it is one. Of two versions of an import the later counts."""
        values = row.values
        if row.rowid is None:
            if len(values) == len(_ROW_FORM) + 1 and _fits(values, _ROW_FORM):
                self._rows[values[0], values[1]] = values
        elif len(values) == len(_BATCH_FORM) and _fits(values, _BATCH_FORM):
            known = self._batches.get(values[0])
            if values[_STATE_AT] in _STATES and (known is None or _age(known) < _age(values)):
                self._batches[values[0]] = values

    def found(self) -> ImportNotes:
        """Return what was seen."""
        return ImportNotes(list(self._batches.values()), list(self._rows.values()))


def read(db: Connection) -> ImportNotes:
    """Return the notes in a whole database, which may be older than they are."""
    here = {name for (name,) in db.execute(_TABLES).fetchall()}
    if not {_BATCH, _ROW} <= here:
        return ImportNotes()
    batches, rows = (db.execute(f"SELECT * FROM {one}").fetchall() for one in (_BATCH, _ROW))
    return ImportNotes(batches, rows)


def put(db: Connection, notes: ImportNotes) -> None:
    """Put the notes of a later copy to those that are here. What it says of an import counts; of
    one that is being taken back only what it still knows is still to be done. What is no row of
    these tables, or of no import that could be taken back, is left out.
    """
    _insert(db, f"INSERT OR REPLACE INTO {_BATCH}", notes.batches)
    db.execute(f"DELETE FROM {_ROW} WHERE batch IN ({_BEING_UNDONE})")
    _insert(db, f"INSERT OR IGNORE INTO {_ROW}", notes.rows)
    db.execute(f"DELETE FROM {_ROW} WHERE batch NOT IN ({_UNDOABLE})")


def _insert(db: Connection, how: str, rows: Iterable[_Row]) -> None:
    for row in rows:
        with leaving_out_misfits():
            db.execute(f"{how} VALUES ({', '.join('?' * len(row))})", row)


def _fits(values: _Row, form: Sequence[type]) -> bool:
    return all(value.__class__ is one for value, one in zip(values, form, strict=False))


def _age(batch: _Row) -> tuple[int, int]:
    place = batch[_PLACE_AT]
    assert isinstance(place, int)
    return _STATES.index(BatchState(str(batch[_STATE_AT]))), place
