"""The command that takes over a store's old table: look, decide by rule, run, undo."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Self

from local_store.store import Store
from resources.texts import Messages
from terminal import app, machine, unsent_file
from terminal.config import TerminalSettings
from terminal.domain.imports.headers import MANY
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Check,
    Choice,
    Decisions,
    Field,
    Preview,
    Progress,
    Severity,
    Stand,
)
from terminal.domain.imports.values import clean
from terminal.domain.problems import Refusal
from terminal.services.import_pace import Pace
from terminal.services.imports import Columns, Imports, IsCancelled
from terminal.services.tables import ENCODINGS, MIXED

_SAY_EVERY: Final = 5_000

_ENDS: Final = {
    BatchState.RUNNING: "IMPORT_STOPPED",
    BatchState.DONE: "IMPORT_DONE",
    BatchState.UNDOING: "IMPORT_UNDO_STOPPED",
    BatchState.UNDONE: "IMPORT_UNDONE",
}
"""What is said of an import, by where it stands."""
_LACKS: Final = {
    Field.PHONE: "IMPORT_LACKS_PHONE",
    Field.BIRTH_ON: "IMPORT_LACKS_BIRTH_ON",
    Field.SEX: "IMPORT_LACKS_SEX",
    Field.CARD: "IMPORT_LACKS_CARD",
    Field.CONDITIONS: "IMPORT_LACKS_CONDITIONS",
    Field.ALLERGIES: "IMPORT_LACKS_ALLERGIES",
}
"""What is said of people without a field; a plan counts these."""

Ask = Callable[[], bool]
"""Asks whoever sits here; False when nobody does."""


def add_to(commands: Any) -> None:
    """Add the command to a parser's subparsers."""
    command = commands.add_parser("import", help="take over a store's old Excel or CSV table")
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help=".xlsx, or text")
    command.add_argument("--sheet", default=None, help="of a workbook; else its first")
    command.add_argument("--encoding", choices=(*ENCODINGS, MIXED), default=None)
    command.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="title or number"
    )
    command.add_argument("--dry-run", action="store_true", help="look, and change nothing")
    command.add_argument("--on-duplicate", choices=[one.value for one in Choice], default=None)
    command.add_argument(
        "--on-conflict", choices=[one.value for one in Stand], default=Stand.KEEP.value
    )
    command.add_argument("--report", type=Path, default=None, metavar="CSV", help="a new file")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.add_argument("--undo", default=None, metavar="IMPORT", help="take one back")
    command.add_argument("--list", action="store_true", help="what was taken over so far")


def run(settings: TerminalSettings, options: argparse.Namespace, ask: Ask | None = None) -> int:
    """Run the command. Return 0, or 1 when it was refused or stopped. Raise a LocalStoreError or
    OSError.
    """
    with app.opened(settings.data_dir) as store, _Interrupt() as interrupt:
        work = _Command(store, settings, options, ask or _ask)
        work.is_stopped = interrupt.is_set
        if options.list:
            return work.list()
        return work.take_over() if options.undo is None else work.undo()


def is_used_well(options: argparse.Namespace) -> bool:
    """Tell whether there is one thing to do, and not none or several."""
    return [options.file is not None, options.undo is not None, options.list].count(True) == 1


class _Interrupt:
    """Notes that somebody interrupts the program, so that it ends with a whole slice."""

    def __init__(self) -> None:
        self._came = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def is_set(self) -> bool:
        """Tell whether that happened."""
        return self._came

    def _on_signal(self, *_: object) -> None:
        self._came = True


class _Command:
    """One run of the command."""

    is_stopped: IsCancelled = staticmethod(lambda: False)

    def __init__(
        self, store: Store, settings: TerminalSettings, options: argparse.Namespace, ask: Ask
    ) -> None:
        pace = Pace(machine.SystemClock())
        self._imports = Imports(
            store.run, store.read, pace, keep=unsent_file.write_new, by_command=True
        )
        self._options, self._ask = options, ask
        self._texts = Messages(settings.language)

    def list(self) -> int:
        """Show the imports so far."""
        found = self._imports.history()
        if not found:
            self._say("IMPORT_NONE", {})
        for one in found:
            print(f"{one.id}  {one.at.astimezone():%Y-%m-%d %H:%M}  {one.file}")
            code = _ENDS[one.state]
            print(f"  {self._text(code, _facts(one))} [{code}]")
        return 0

    def undo(self) -> int:
        """Take one back."""
        return self._end(
            self._imports.undo(self._options.undo, report=self._progress, cancelled=self.is_stopped)
        )

    def take_over(self) -> int:
        """Take a file over."""
        options = self._options
        opened = self._imports.open(
            options.file, sheet=options.sheet, encoding=options.encoding, report=self._progress
        )
        if isinstance(opened, Refusal):
            return self._refuse(opened)
        planned = self._planned(opened)
        if isinstance(planned, Refusal):
            return self._refuse(planned)
        columns, decisions = planned
        self._describe(opened, columns)
        refusal = self._checked(columns)
        if refusal is not None:
            return self._refuse(refusal)
        if options.dry_run:
            return 0
        if not options.yes and not self._ask():
            return self._refuse(Refusal("IMPORT_NEEDS_YES"))
        done = self._imports.run(decisions, report=self._progress, cancelled=self.is_stopped)
        return self._end(done)

    def _checked(self, columns: Columns) -> Refusal | None:
        """Check every row, tell what was found, and write the report."""
        check = self._imports.check(columns, report=self._progress, cancelled=self.is_stopped)
        if isinstance(check, Refusal):
            return check
        self._tell(check)
        path = self._options.report
        if path is None:
            return None
        refusal = self._imports.write_report(path, self._text)
        if refusal is None:
            print(path)
        return refusal

    def _planned(self, opened: Preview) -> tuple[Columns, Decisions] | Refusal:
        """Return mapping and decisions: those of an import that was cut short, or as asked for."""
        before = self._imports.plan_before()
        if before is not None:
            return before
        columns = dict(self._imports.suggestion())
        for text in self._options.map:
            found = _mapped(text, opened)
            if found is None:
                fields = ", ".join(one for one in Field if one is not Field.ID_CARD)
                return Refusal("IMPORT_MAP_INVALID", {"map": text, "fields": fields})
            at, name = found
            if name not in MANY:
                columns = {one: field for one, field in columns.items() if field is not name}
            columns[at] = name
        chosen = self._options.on_duplicate
        decisions = Decisions(
            on_duplicate=None if chosen is None else Choice(chosen),
            on_conflict=Stand(self._options.on_conflict),
        )
        return columns, decisions

    def _describe(self, opened: Preview, columns: Columns) -> None:
        form = opened.sheet or f"{opened.encoding} {opened.delimiter!r}"
        print(f"{opened.kind} {form}: {opened.total}")
        for column in opened.columns:
            name = columns.get(column.at)
            print(f"  {column.at + 1:>3} {column.title} → {name or '–'}")

    def _tell(self, check: Check) -> None:
        failed = len({one.row for one in check.problems if one.severity is Severity.ROW})
        facts = {
            "rows": str(check.rows),
            "good": str(check.good),
            "people": str(check.people),
            "failed": str(failed),
            "duplicates": str(len(check.duplicates)),
            "conflicts": str(len(check.conflicts)),
        }
        self._say("IMPORT_CHECKED", facts)
        for name, count in check.lacking.items():
            code = _LACKS[name]
            print(f"  {self._text(code, {'count': str(count)})} [{code}]")
        for code, count in check.codes.items():
            print(f"  {count:>6} {self._texts.of(code).what} [{code}]")

    def _end(self, done: BatchEntry | Refusal) -> int:
        if isinstance(done, Refusal):
            return self._refuse(done)
        self._say(_ENDS[done.state], _facts(done))
        return 0 if done.state in (BatchState.DONE, BatchState.UNDONE) else 1

    def _progress(self, progress: Progress) -> None:
        if progress.done % _SAY_EVERY == 0 and sys.stderr.isatty():
            total = f"/{progress.total}" if progress.total else ""
            print(f"\r{progress.stage} {progress.done}{total}", end="", file=sys.stderr)

    def _refuse(self, refusal: Refusal) -> int:
        text = self._texts.of(refusal.code, refusal.facts)
        print(f"guitai: {text} [{refusal.code}]", file=sys.stderr)
        return 1

    def _say(self, code: str, facts: Mapping[str, str]) -> None:
        print(f"{self._texts.of(code, facts)} [{code}]")

    def _text(self, code: str, facts: Mapping[str, str]) -> str:
        return self._texts.of(code, facts).what


def _facts(done: BatchEntry) -> dict[str, str]:
    """Return what the messages about an import say of it."""
    names = ("new", "merged", "skipped", "failed", "kept", "reached", "rows")
    return {"batch": done.id, **{name: str(getattr(done, name)) for name in names}}


def _mapped(text: str, opened: Preview) -> tuple[int, Field] | None:
    """Return which column holds which field, as `phone=3` or `phone=手机` says it."""
    name, _, wanted = text.partition("=")
    if name not in set(Field) or not wanted:
        return None
    titles = [column.title for column in opened.columns]
    if wanted.isdecimal() and 0 < int(wanted) <= len(titles):
        return int(wanted) - 1, Field(name)
    title = clean(wanted)
    return (titles.index(title), Field(name)) if title in titles else None


def _ask() -> bool:
    if not sys.stdin.isatty():
        return False
    return input("? [y/N] ").strip().lower() in {"y", "yes", "是", "好"}
