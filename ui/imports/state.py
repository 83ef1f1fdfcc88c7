"""Everything the import page shows. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Check,
    Decisions,
    Duplicate,
    Field,
    Preview,
    Problem,
    Progress,
    Severity,
    Stage,
)
from terminal.domain.problems import Refusal
from terminal.services import tables
from ui.imports import answers

LISTED: Final = 500
"""So many rows of a list are shown; the numbers count all, and so does the saved report."""


class Step(StrEnum):
    """The five steps, in their order."""

    FILE = "file"
    COLUMNS = "columns"
    CHECK = "check"
    ANSWERS = "answers"
    RUN = "run"


STEPS: Final = tuple(Step)

GROUPS: Final = (Severity.ROW, Severity.MISSING, Severity.QUESTION)
"""What Alt+1 to Alt+3 show when a file was checked."""

ENCODINGS: Final = (*tables.ENCODINGS, tables.MIXED)
"""What a text may be read as instead, when it was understood wrongly."""

FIELDS: Final = tuple(Field)
"""What a column may be made to hold, in the order it is offered."""

MANY: Final = frozenset({Field.PHONE, Field.CONDITIONS, Field.ALLERGIES, Field.TAGS})
"""What several columns may hold."""

UNFINISHED: Final = frozenset({BatchState.RUNNING, BatchState.UNDOING})


@dataclass(frozen=True, slots=True)
class ImportState:
    """The page. `blocked` says why nobody here may import now; `is_read` that the history was
    read. `path` is the file as it was chosen, `stage` what is under way (None: nothing), `rate`
    rows a second of it, `left_s` the seconds it will still take.

    `columns` is the mapping, `column` the place of the chosen one, `is_picking` whether its field
    is being chosen. `at` is the question that is shown, `is_revealed` whether in full, `is_alike`
    whether an answer counts for all of its kind. `result` is what came of the import that was just
    run or undone; `undoing` the import somebody is asked about before it is taken back, and
    `chosen` the one of the history. `saved` is the path of a report that was written.
    """

    step: Step = Step.FILE
    blocked: Refusal | None = None
    is_read: bool = False
    history: tuple[BatchEntry, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    path: str = ""
    stage: Stage | None = None
    progress: Progress | None = None
    rate: int | None = None
    left_s: int | None = None
    is_stopping: bool = False
    preview: Preview | None = None
    columns: Mapping[int, Field] = field(default_factory=dict)
    column: int = 0
    is_picking: bool = False
    check: Check | None = None
    group: Severity = Severity.ROW
    decisions: Decisions = field(default_factory=Decisions)
    at: int = 0
    is_alike: bool = False
    is_revealed: bool = False
    result: BatchEntry | None = None
    undoing: str | None = None
    chosen: str | None = None
    refusal: Refusal | None = None
    saved: str = ""

    @property
    def is_busy(self) -> bool:
        """Tell whether something is under way."""
        return self.stage is not None

    @property
    def can_stop(self) -> bool:
        """Tell whether what is under way ends when it is told to; reading a file does not."""
        return self.stage not in (None, Stage.READING) and not self.is_stopping

    @property
    def file_name(self) -> str:
        """Return the name of the chosen file, without its folders."""
        return PurePath(self.path).name

    @property
    def missing(self) -> tuple[Field, ...]:
        """Return the fields without which nothing can be taken over and that no column holds."""
        return () if Field.NAME in self.columns.values() else (Field.NAME,)

    @property
    def doubled(self) -> tuple[Field, ...]:
        """Return the fields that more columns hold than may."""
        held = [one for one in self.columns.values() if one not in MANY]
        return tuple(one for one in FIELDS if held.count(one) > 1)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of the chosen group, in the order of the rows."""
        if self.check is None:
            return ()
        return tuple(one for one in self.check.problems if one.severity is self.group)

    @property
    def question(self) -> Duplicate | None:
        """Return the question that is shown."""
        found = () if self.check is None else self.check.duplicates
        return found[self.at] if 0 <= self.at < len(found) else None

    @property
    def left(self) -> int:
        """Return how many questions nobody answered yet."""
        return 0 if self.check is None else len(answers.open_ones(self.check, self.decisions))

    @property
    def has_questions(self) -> bool:
        """Tell whether anything has to be asked."""
        return self.check is not None and bool(self.check.duplicates)

    @property
    def cut_short(self) -> BatchEntry | None:
        """Return the newest import that was begun, is not complete, and that nobody runs now."""
        if self.stage in (Stage.WRITING, Stage.UNDOING):
            return None
        return next((one for one in self.history if one.state in UNFINISHED), None)

    @property
    def undoable(self) -> BatchEntry | None:
        """Return the import that would be taken back: what was just run, or the chosen one."""
        if self.is_busy or self.blocked is not None or self.undoing is not None:
            return None
        if self.step is Step.RUN:
            found = self.result
        elif self.step is Step.FILE:
            found = self.entry(self.chosen)
        else:
            found = None
        return None if found is None or found.state is BatchState.UNDONE else found

    def entry(self, batch: str | None) -> BatchEntry | None:
        """Return an import of the history, or the one that was just run."""
        if self.result is not None and self.result.id == batch:
            return self.result
        return next((one for one in self.history if one.id == batch), None)

    @property
    def goes_on(self) -> bool:
        """Tell whether an import of the file that is open was cut short and goes on as it was."""
        before = None if self.preview is None else self.preview.before
        return before is not None and before.state is BatchState.RUNNING

    @property
    def was_imported(self) -> bool:
        """Tell whether the file that is open was taken over already, and has to be taken back
        first.
        """
        before = None if self.preview is None else self.preview.before
        return before is not None and before.state in (BatchState.DONE, BatchState.UNDOING)

    def can_go_on(self) -> bool:
        """Tell whether the next step can be taken now."""
        if self.blocked is not None or self.is_busy or self.undoing is not None or self.is_picking:
            return False
        return {
            Step.FILE: self.preview is not None and not self.was_imported,
            Step.COLUMNS: not self.missing and not self.doubled,
            Step.CHECK: self.check is not None and self.check.good > 0,
            Step.ANSWERS: self.check is not None,
            Step.RUN: self.result is not None,
        }[self.step]

    def count_of(self, group: Severity) -> int:
        """Return how many problems of a group were found."""
        found = () if self.check is None else self.check.problems
        return sum(1 for one in found if one.severity is group)
