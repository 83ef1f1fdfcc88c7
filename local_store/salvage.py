"""Saves what can be read of a damaged database into a fresh one under the same key.

The till's own work comes first and is looked for in every page, whatever leads there. Records are
read as far as pages lead to them; HQ gives all of them again, because every stream begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_store.connection import Value
from local_store.enrolment import IDENTITY
from local_store.errors import NotADatabaseError, NothingSavedError
from local_store.own_work import Closed, OwnWork, closed, find
from local_store.ports import Clock, IdSource
from local_store.raw_pages import RawPages
from local_store.raw_rows import RawRows
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from sync.protocol.kinds import KINDS

_SHADOW: Final = "shadow"
_COMMENT: Final = re.compile("--[^\\n]*")
_INNERMOST: Final = re.compile(r"\([^()]*\)")
_OF_TABLE: Final = frozenset({"CHECK", "CONSTRAINT", "FOREIGN", "PRIMARY", "UNIQUE"})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they are stored, and what their columns were called there."""

    columns: list[str]
    rows: list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is in a damaged database: the till's work, rows by table, and how many pages could
    not be read of how many.
    """

    work: OwnWork
    tables: dict[str, Table]
    bad: int
    pages: int


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved: ops, saves that HQ has not acknowledged, records; and what could not be:
    pages, and ops of which HQ has none, as far as is known.
    """

    ops: int
    unsent: int
    records: int
    bad_pages: int
    lost: int


def is_readable(path: Path, key: bytes) -> bool:
    """Tell whether any page of a file was written with this key: it is ours, whatever its head
    says.
    """
    return path.exists() and RawPages(path, key).is_ours


def look(path: Path, key: bytes, columns: list[str]) -> Found:
    """Read what can be read; `columns` are those of the outbox. Raise NotADatabaseError when
    nothing of the file was written with this key.
    """
    pages = RawPages(path, key)
    if not pages.is_ours:
        raise NotADatabaseError("no page")
    rows = RawRows(pages)
    work = find(rows.everywhere(), columns)
    tables = {
        name: Table(columns_of(sql), [row.values for row in rows.table(root)])
        for name, root, sql in _roots(rows)
        if name in KINDS or name == _SHADOW
    }
    return Found(work, tables, len(pages.bad), pages.count)


def columns_of(sql: str) -> list[str]:
    """Return the columns, in order, of a table that was made by this text."""
    inside = _COMMENT.sub("", sql).partition("(")[2].rpartition(")")[0]
    while inside != (flat := _INNERMOST.sub("", inside)):
        inside = flat
    first_words = [part.split(maxsplit=1)[0] for part in inside.split(",")]
    return [word.strip('"') for word in first_words if word not in _OF_TABLE]


def _roots(rows: RawRows) -> list[tuple[str, int, str]]:
    """Return the tables that the schema names, with their first pages and how they were made."""
    found = []
    for row in rows.table(1):
        match row.values:
            case ("table", str(name), _, int(root), str(sql), *_):
                found.append((name, root, sql))
    return found


def salvage(
    damaged: Path,
    fresh: Path,
    key: bytes,
    *,
    earlier: OwnWork | None,
    ports: tuple[Clock, IdSource],
) -> Salvaged:
    """Make a database at `fresh` of what can be read of `damaged`. Who the till is is taken from an
    `earlier` copy when the damaged one does not say. Raise NothingSavedError when neither does.
    """
    store = Store(StoreSettings(fresh, inline=True), key, *ports)
    try:
        columns = store.run(lambda uow: uow.sync.outbox_columns()).result()
        found = look(damaged, key, columns)
        work = found.work if earlier is None else found.work.with_identity_of(earlier)
        if IDENTITY not in work.meta or "sign" not in work.keys:
            raise NothingSavedError
        whole = closed(work)
        records = store.run(lambda uow: _put(uow, found, whole)).result()
        facts = {"ops": len(whole.work.ops), "lost": whole.lost, "pages": found.bad}
        store.run(lambda uow: uow.audit("store.rescued", facts=facts)).result()
        unsent = store.read(lambda uow: uow.sync.state().unsent).result()
    finally:
        store.close()
    return Salvaged(len(whole.work.ops), unsent, records, found.bad, whole.lost)


def _put(uow: UnitOfWork, found: Found, whole: Closed) -> int:
    records = sum(
        uow.sync.readmit(name, table.columns, table.rows) for name, table in found.tables.items()
    )
    uow.sync.carry(whole.work)
    for stream in uow.sync.cursors():
        uow.sync.resnap(stream)
    return records
