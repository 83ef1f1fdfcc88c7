"""Jobs for the thread of the imports. Values go in and come out; no widgets here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias, TypeVar

from resources import texts
from terminal.domain.imports.model import BatchEntry, Check, Decisions, Preview
from terminal.domain.problems import Refusal
from terminal.services.imports import Columns, Imports, IsCancelled, Report

T = TypeVar("T")

NOT_CHECKED: Final = "IMPORT_NOT_CHECKED"


@dataclass(frozen=True, slots=True)
class Ties:
    """What a job tells and hears while it runs."""

    report: Report
    cancelled: IsCancelled


Job: TypeAlias = Callable[[Imports, Ties], T]
"""Something to do with the imports. It captures values only, never a widget or a presenter."""


class JobRunner(Protocol):
    """Runs jobs one after another; `then` gets the result on the caller's thread."""

    def __call__(self, job: Job[T], then: Callable[[T], None]) -> None:
        """Start the job and return at once."""

    def cancel(self) -> None:
        """Ask the job under way to end at the next place where nothing is lost."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, with the mapping its columns suggest. Where an import of it was cut
    short, that one's mapping and `decisions`.
    """

    preview: Preview
    columns: Columns
    decisions: Decisions | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text or a workbook is to be read; None where it is to be found out."""

    sheet: str | None = None
    encoding: str | None = None


def open_file(
    imports: Imports,
    ties: Ties,
    *,
    path: Path,
    wanted: Reading,
    before: Reading | None = None,
) -> Opened | Refusal:
    """Read a file, as it looks or as somebody says it is to be read. When it cannot be read so, it
    stays open as it was `before`.
    """
    found = imports.open(path, sheet=wanted.sheet, encoding=wanted.encoding, report=ties.report)
    if isinstance(found, Refusal):
        if before is not None:
            imports.open(path, sheet=before.sheet, encoding=before.encoding, report=ties.report)
        return found
    plan = imports.plan_before()
    return Opened(found, imports.suggestion()) if plan is None else Opened(found, *plan)


def check(imports: Imports, ties: Ties, *, columns: Columns) -> Check | Refusal:
    """Look at every row under a mapping."""
    return imports.check(columns, report=ties.report, cancelled=ties.cancelled)


def run(
    imports: Imports, ties: Ties, *, columns: Columns, decisions: Decisions
) -> BatchEntry | Refusal:
    """Take over what was checked, or go on with it. What was found before somebody stopped holds
    no longer, so that is looked at once more.
    """
    done = imports.run(decisions, report=ties.report, cancelled=ties.cancelled)
    if not isinstance(done, Refusal) or done.code != NOT_CHECKED:
        return done
    found = imports.check(columns, report=ties.report, cancelled=ties.cancelled)
    if isinstance(found, Refusal):
        return found
    return imports.run(decisions, report=ties.report, cancelled=ties.cancelled)


def undo(imports: Imports, ties: Ties, *, batch: str) -> BatchEntry | Refusal:
    """Take a whole import back, or go on with that."""
    return imports.undo(batch, report=ties.report, cancelled=ties.cancelled)


def history(imports: Imports, _ties: Ties) -> tuple[BatchEntry, ...]:
    """Return the imports of this till, newest first."""
    return imports.history()


def write_report(imports: Imports, _ties: Ties, *, path: Path, language: str) -> str | Refusal:
    """Write what the check found into a new file, and return its path."""

    def say(code: str, facts: Mapping[str, str]) -> str:
        return texts.message(language, code, facts).what

    return imports.write_report(path, say) or str(path)


def forget(imports: Imports, _ties: Ties) -> None:
    """Forget the file."""
    imports.close()
