"""Takes over what a store kept in old tables: open, map, check, decide, run, undo.

Every call may take long: none belongs on a screen's thread. `ImportThread` runs them one after
another on a thread of their own, and a progress callback is called on that thread too. Expected
failures come back as a Refusal with a code; a LocalStoreError is raised.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from local_store.unit_of_work import UnitOfWork
from terminal.domain.imports import headers, values
from terminal.domain.imports.headers import Head
from terminal.domain.imports.matching import Wanted
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Check,
    Decisions,
    Field,
    Preview,
    Progress,
    Stage,
)
from terminal.domain.imports.rows import reader_of
from terminal.domain.problems import Refusal
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.services import import_jobs, import_known, import_plan, tables
from terminal.services.import_jobs import Say
from terminal.services.import_pace import Pace
from terminal.services.import_plan import Plan
from terminal.services.import_undo import undo_next
from terminal.services.import_writes import Targets
from terminal.services.tables import Table
from terminal.services.work import Submit

T = TypeVar("T")

Columns: TypeAlias = Mapping[int, Field]
"""What each column that is taken over holds, by its place from 0."""
Report: TypeAlias = Callable[[Progress], None]
IsCancelled: TypeAlias = Callable[[], bool]
Keep: TypeAlias = Callable[[Path, bytes], None]
"""Writes a new file that only this account can read. Raises FileExistsError or OSError."""

SHOWN: Final = 20
_SAMPLED: Final = 200
_HIDDEN: Final = "…"


class _CancelledError(Exception):
    """Somebody asked to stop."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The file that is open, and where its titles stand."""

    table: Table
    head: Head
    preview: Preview


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was checked last."""

    columns: Columns
    plan: Plan


class Imports:
    """One file at a time, from opening to the end, and the imports that were.

    `write` runs work that writes, under whoever is signed in; `read` work that only reads; `pace`
    says how much is saved at once; `keep` writes a report. `by_command`: started by whoever holds
    the till's folder and its key, and not by somebody who has to be signed in.
    """

    def __init__(
        self,
        write: Submit,
        read: Submit,
        pace: Pace,
        *,
        keep: Keep | None = None,
        by_command: bool = False,
    ) -> None:
        self._write, self._read, self._pace, self._keep = write, read, pace, keep
        self._by_command = by_command
        self._open: _Open | None = None
        self._checked: _Checked | None = None
        self._last: Plan | None = None

    def open(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        encoding: str | None = None,
        report: Report = lambda _: None,
    ) -> Preview | Refusal:
        """Read a file into memory (nothing of it is ever written elsewhere) and return how it was
        understood. Once more with another `sheet` or `encoding` if that was wrong.

        Refuses with IMPORT_UNREADABLE, IMPORT_XLS, IMPORT_HTML, IMPORT_LOCKED, IMPORT_EMPTY,
        IMPORT_TOO_LARGE, IMPORT_SHEET_UNKNOWN, IMPORT_ENCODING.
        """
        self.close()
        told = partial(_tell, report, Stage.READING, 0)
        table = tables.read(path, sheet=sheet, encoding=encoding, told=told)
        if isinstance(table, Refusal):
            return table
        head = headers.find(table.rows)
        body = table.rows[head.first - 1 :]
        columns = headers.columns(head.titles, body[:_SAMPLED])
        hidden = {one.at for one in columns if one.suggested is Field.ID_CARD}
        preview = Preview(
            kind=table.kind,
            encoding=table.encoding,
            delimiter=table.delimiter,
            sheets=table.sheets,
            sheet=table.sheet,
            header_row=head.row,
            columns=columns,
            rows=tuple(_shown(row, hidden) for row in body[:SHOWN]),
            total=sum(1 for row in body if row),
            before=self._before(table),
        )
        self._open = _Open(table, head, preview)
        return preview

    def suggestion(self) -> Columns:
        """Return the mapping the preview suggests."""
        if self._open is None:
            return {}
        columns = self._open.preview.columns
        return {one.at: one.suggested for one in columns if one.suggested is not None}

    def plan_before(self) -> tuple[Columns, Decisions] | None:
        """Return the mapping and the decisions of an import of this file that was cut short, to go
        on with; None when there is none.
        """
        if self._open is None:
            return None
        before = self._before(self._open.table)
        if before is None or before.state is not BatchState.RUNNING:
            return None
        text = self._read(lambda uow: uow.imports.plan(before.id)).result()
        return import_jobs.plan_from(json.loads(text))

    def check(
        self,
        columns: Columns,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> Check | Refusal:
        """Look at every row under a mapping and at whom the store knows. Nothing of it is written.

        Refuses with IMPORT_NOT_OPEN, IMPORT_NAME_UNMAPPED, IMPORT_TWICE_MAPPED, IMPORT_CANCELLED,
        NOT_RESPONSIBLE, READING_LOCKED.
        """
        self._checked = None
        if self._open is None:
            return Refusal("IMPORT_NOT_OPEN")
        if (wrong := import_jobs.wrong(columns)) is not None:
            return wrong
        if (refusal := self._write(self._may_look).result()) is not None:
            return refusal
        table, head = self._open.table, self._open.head
        before = self._before(table)
        total = len(table.rows)

        def tell(done: int) -> None:
            if cancelled():
                raise _CancelledError
            report(Progress(Stage.CHECKING, done, total))

        body = table.rows[head.first - 1 :]
        reader = reader_of(columns, head.titles, body, self._read(lambda uow: uow.today).result())
        goes_on = before is not None and before.state is BatchState.RUNNING
        batch = before.id if goes_on and before is not None else None
        try:
            plan = import_plan.read(reader, table.rows, head.first, lambda at: tell(at * 2 // 3))
            surroundings = import_known.look(
                self._read,
                Wanted.of(plan.entries),
                batch=batch,
                buys=import_jobs.is_buying(columns),
            )
            import_plan.place(
                plan, surroundings, columns, lambda at: tell(total * 2 // 3 + at // 3)
            )
        except _CancelledError:
            return Refusal("IMPORT_CANCELLED")
        self._checked, self._last = _Checked(dict(columns), plan), plan
        report(Progress(Stage.CHECKING, total, total))
        return plan.check()

    def run(
        self,
        decisions: Decisions,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> BatchEntry | Refusal:
        """Take over what was checked last, in slices: each is saved whole, queued for HQ, and not
        done again. One that was cut short (by a crash, or `cancelled`) goes on with the row it
        stood at when the same file is run again with what `plan_before` returns; it may be undone
        instead.

        Refuses with IMPORT_NOT_CHECKED, NOT_RESPONSIBLE, IMPORT_PLAN_CHANGED (cut short under
        another mapping or other decisions), IMPORT_DONE_BEFORE (undo it first).
        """
        if self._open is None or self._checked is None:
            return Refusal("IMPORT_NOT_CHECKED")
        checked, self._checked = self._checked, None  # The store is not as it was any more.
        begun = self._write(partial(self._begin, self._open.table, checked, decisions)).result()
        if isinstance(begun, Refusal):
            return begun
        entry, place = begun
        plan = checked.plan
        noted = import_known.noted(self._read, entry.id) if place else ()
        settled, made = import_jobs.settled(plan, place, noted)
        targets = Targets(entry.id, plan, decisions, made, settled)
        rows = [one.row for one in plan.entries]
        at = bisect_right(rows, place)
        while at < len(rows) and not cancelled():
            end = min(at + self._pace.rows, len(rows))
            low = rows[at - 1] if at else 0
            failed = bisect_left(plan.failed, rows[end - 1]) - bisect_left(plan.failed, low)
            work = partial(import_jobs.write_slice, targets, (at, end), failed)
            self._pace.run(self._write, work)
            report(Progress(Stage.WRITING, rows[end - 1], rows[-1]))
            at = end
        if at < len(rows):
            return self._entry(entry.id)
        last = rows[-1] if rows else 0
        rest = len(plan.failed) - bisect_left(plan.failed, last)
        self._write(
            partial(import_jobs.finish, entry.id, len(self._open.table.rows), rest)
        ).result()
        return self._entry(entry.id)

    def undo(
        self,
        batch: str,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> BatchEntry | Refusal:
        """Take a whole import back: files it made are withdrawn, fields it changed are as before.
        What somebody worked with since stays, and is counted as kept. Cut short, it goes on when
        called again.

        Refuses with IMPORT_UNKNOWN, IMPORT_UNDONE_BEFORE, NOT_RESPONSIBLE.
        """
        self._checked = None
        entry = self._write(partial(self._begin_undo, batch)).result()
        if isinstance(entry, Refusal):
            return entry
        total, done = entry.new + entry.merged, 0
        while not cancelled():
            work = partial(undo_next, batch=batch, limit=self._pace.rows)
            rows = self._pace.run(self._write, work)
            if not rows:
                self._write(partial(import_jobs.end_undo, batch)).result()
                break
            done += rows
            report(Progress(Stage.UNDOING, min(done, total), total))
        return self._entry(batch)

    def history(self) -> tuple[BatchEntry, ...]:
        """Return the imports of this till, newest first."""
        return self._read(lambda uow: tuple(uow.imports.all())).result()

    def write_report(self, path: Path, say: Say = lambda code, _: code) -> Refusal | None:
        """Write the problems and duplicates of the last check as CSV (UTF-8 with a mark, as Excel
        wants it): row, field, code, what it means; no values. A new file that only this account can
        read.

        Refuses with IMPORT_NOT_CHECKED, EXPORT_EXISTS, EXPORT_FAILED.
        """
        if self._last is None:
            return Refusal("IMPORT_NOT_CHECKED")
        if self._keep is None:
            return Refusal("EXPORT_FAILED")
        try:
            self._keep(path, import_jobs.report(self._last, say))
        except FileExistsError:
            return Refusal("EXPORT_EXISTS")
        except OSError:
            return Refusal("EXPORT_FAILED")
        return None

    def close(self) -> None:
        """Forget the file."""
        self._open = self._checked = self._last = None

    # Inside

    def _before(self, table: Table) -> BatchEntry | None:
        return self._read(lambda uow: uow.imports.of_file(table.key)).result()

    def _entry(self, batch: str) -> BatchEntry:
        entry = self._read(lambda uow: uow.imports.get(batch)).result()
        assert entry is not None, "an import that was begun is never forgotten"
        return entry

    def _refusal(self, uow: UnitOfWork) -> Refusal | None:
        if self._by_command and uow.session.role is Role.SYSTEM:
            return None
        return None if uow.session.role in RESPONSIBLE else Refusal("NOT_RESPONSIBLE")

    def _may_look(self, uow: UnitOfWork) -> Refusal | None:
        """Return why nobody may be shown whom the store knows; that it was done is on record."""
        if (refusal := self._refusal(uow)) is not None:
            return refusal
        if uow.sync.is_reading_locked:
            return Refusal("READING_LOCKED")
        uow.audit("import.checked")
        return None

    def _begin(
        self, table: Table, checked: _Checked, decisions: Decisions, uow: UnitOfWork
    ) -> tuple[BatchEntry, int] | Refusal:
        if (refusal := self._refusal(uow)) is not None:
            return refusal
        plan = import_jobs.plan_text(checked.columns, decisions)
        before = uow.imports.of_file(table.key)
        if before is None:
            entry = BatchEntry(
                uow.new_id(),
                uow.now,
                uow.session.actor,
                table.key,
                BatchState.RUNNING,
                checked.plan.rows,
            )
            uow.imports.begin(entry, table.key, plan)
            uow.audit("import.begun", facts={"batch": entry.id, "rows": entry.rows})
            return entry, 0
        if before.state is not BatchState.RUNNING:
            return Refusal("IMPORT_DONE_BEFORE")
        if plan != uow.imports.plan(before.id):
            return Refusal("IMPORT_PLAN_CHANGED")
        return before, uow.imports.place(before.id)

    def _begin_undo(self, batch: str, uow: UnitOfWork) -> BatchEntry | Refusal:
        if (refusal := self._refusal(uow)) is not None:
            return refusal
        entry = uow.imports.get(batch)
        if entry is None:
            return Refusal("IMPORT_UNKNOWN")
        if entry.state is BatchState.UNDONE:
            return Refusal("IMPORT_UNDONE_BEFORE")
        if entry.state is not BatchState.UNDOING:
            uow.imports.set_state(batch, BatchState.UNDOING)
            uow.audit("import.undo_begun", facts={"batch": batch})
        return entry


class ImportThread:
    """Runs jobs with the imports one after another, on a thread of their own."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="import")

    def submit(self, job: Callable[[Imports], T]) -> Future[T]:
        """Start a job, such as `lambda imports: imports.open(path)`, and return at once."""
        return self._executor.submit(job, self._imports)

    def close(self) -> None:
        """Take no more jobs and wait for the one under way: cancel it first."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _tell(report: Report, stage: Stage, total: int, done: int) -> None:
    report(Progress(stage, done, total))


def _shown(row: tuple[str, ...], hidden: set[int]) -> tuple[str, ...]:
    return tuple(
        _HIDDEN if at in hidden and cell else values.clean(cell) for at, cell in enumerate(row)
    )
