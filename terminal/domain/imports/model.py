"""What an import of an old table is made of: columns, problems of rows, people who may be the same,
decisions, and what came of it.

Rows are numbered as in the file: the first line is 1, whatever stands in it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """What a column may hold. Several columns may hold PHONE, CONDITIONS, ALLERGIES and TAGS.

    SOLD_ON to DAYS_SUPPLY are of a purchase, MEASURED_ON to PRESSURE of a reading. ID_CARD is
    recognised in order to be dropped: it is never kept, shown or sent.
    """

    NAME = "name"
    FORMER_NAME = "former_name"
    SEX = "sex"
    BIRTH_ON = "birth_on"
    PHONE = "phone"
    CARD = "card"
    CONDITIONS = "conditions"
    ALLERGIES = "allergies"
    TAGS = "tags"
    NOTE = "note"
    SILENT = "silent"
    SOLD_ON = "sold_on"
    RECEIPT_NO = "receipt_no"
    MEDICINE = "medicine"
    MEDICINE_CODE = "medicine_code"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    DAYS_SUPPLY = "days_supply"
    MEASURED_ON = "measured_on"
    GLUCOSE = "glucose"
    PRESSURE = "pressure"
    ID_CARD = "id_card"


class Severity(StrEnum):
    """What a problem means for its row."""

    ROW = "row"
    """The row cannot be taken over."""
    MISSING = "missing"
    """The row is taken over without this field: it is empty, or cannot be read for certain."""
    QUESTION = "question"
    """Taken over as it stands; somebody should ask."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one row. `code` has a message; `facts` fill it, and are never personal.
    `said` is what stands in the row: somebody's data, for the screen alone and masked there.
    """

    row: int
    field: Field | None
    code: str
    severity: Severity
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    said: str = dataclasses.field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. `at` counts from 0; `suggested` is what its title, or else its values,
    look like (None: leave it out), `is_sure` whether the title said so.
    """

    at: int
    title: str
    samples: tuple[str, ...] = ()
    suggested: Field | None = None
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that was opened. `kind`: xlsx or text; `encoding` and `delimiter` of a text; `sheets`
    of a workbook and which of them is shown. `header_row` is 0 when there is none; `rows` are the
    first ones as they stand. `before` is an import of the same content: one that was cut short
    (and goes on where it stood) or one that was done.
    """

    kind: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    before: BatchEntry | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people beside each other, names and phones in full. `row` of the file, or the
    `customer` on file.
    """

    name: str
    phones: tuple[str, ...] = ()
    birth_on: str = ""
    card: str = ""
    sex: str = ""
    row: int | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a row differs from the file it would be merged into."""

    field: Field
    there: str
    """What is on file."""
    here: str
    """What the row says."""


class Choice(StrEnum):
    """What becomes of a row that may be of somebody known."""

    MERGE = "merge"
    NEW = "new"
    SKIP = "skip"


class Stand(StrEnum):
    """What becomes of a field that differs."""

    KEEP = "keep"
    """What is on file stays."""
    TAKE = "take"
    """What the row says replaces it."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose person may be one on file, or of an earlier row. `score` is 0 to 100, `reasons`
    are codes (each has a word), `differences` are what would be in conflict if they were merged.
    """

    row: int
    here: Side
    there: Side
    score: int
    reasons: tuple[str, ...]
    suggested: Choice
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody decided. What is not decided one by one goes by `on_duplicate` (None: as
    suggested) and `on_conflict`.
    """

    on_duplicate: Choice | None = None
    on_conflict: Stand = Stand.KEEP
    duplicates: Mapping[int, Choice] = field(default_factory=dict)
    """By row."""
    conflicts: Mapping[tuple[int, Field], Stand] = field(default_factory=dict)
    """By row and field."""

    def choice(self, found: Duplicate) -> Choice:
        """Return what becomes of a row."""
        return self.duplicates.get(found.row) or self.on_duplicate or found.suggested

    def stand(self, row: int, name: Field) -> Stand:
        """Return what becomes of a field that differs."""
        return self.conflicts.get((row, name), self.on_conflict)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in a file under a mapping. `rows` counts all, `good` those that can be taken
    over; `people` says how many different ones these are. `joined` rows are of somebody of an
    earlier row without any doubt, such as the purchases of one customer. `lacking` says how many
    people lack a field that has a column: it is empty, or could not be read, in all their rows.
    """

    rows: int
    good: int
    people: int
    joined: int
    problems: tuple[Problem, ...]
    duplicates: tuple[Duplicate, ...]
    lacking: Mapping[Field, int] = dataclasses.field(default_factory=dict)

    @property
    def codes(self) -> Mapping[str, int]:
        """Return how many rows have each problem, by code, the most frequent first."""
        counts: dict[str, int] = {}
        for one in self.problems:
            counts[one.code] = counts.get(one.code, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def conflicts(self) -> tuple[tuple[Duplicate, Difference], ...]:
        """Return every field in conflict, in the order of the rows."""
        return tuple((one, each) for one in self.duplicates for each in one.differences)


class BatchState(StrEnum):
    """Where an import stands. RUNNING and UNDOING ones that nobody runs were cut short: they go on
    when they are started again.
    """

    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """An import as the history lists it. `file` is the beginning of the SHA-256 of the file's
    content: its name may be personal. Of `rows`, `reached` were looked at; `new` files were made,
    `merged` rows added to known ones, `skipped` on somebody's word, `failed` not taken over.
    `records` were written; an undo left `kept` files alone because somebody worked with them since.
    """

    id: str
    at: datetime
    by: str
    file: str
    state: BatchState
    rows: int
    reached: int = 0
    new: int = 0
    merged: int = 0
    skipped: int = 0
    failed: int = 0
    records: int = 0
    kept: int = 0


class Stage(StrEnum):
    """What is being done."""

    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"
    UNDOING = "undoing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `done` of `total` rows (0: not known yet)."""

    stage: Stage
    done: int
    total: int
