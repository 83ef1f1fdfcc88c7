"""What the page of questionnaires shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from terminal.domain.forms.enabling import Path
from terminal.domain.forms.filling import Line, LineKind
from terminal.domain.forms.model import CHOOSING, Form, ItemType
from terminal.domain.problems import Refusal
from terminal.services.forms import FormsDesk, SavedForm

FORM, RESPONSE = "f:", "r:"
"""What the ids of rows begin with."""
SKIPS: Final = 2
"""How many reasons there are to give no answer: Alt+1 and Alt+2."""
_TYPED: Final = frozenset(
    {
        ItemType.DECIMAL,
        ItemType.INTEGER,
        ItemType.DATE,
        ItemType.STRING,
        ItemType.TEXT,
        ItemType.QUANTITY,
    }
)


class Screen(Enum):
    """What is on the page: what can be asked, a form being filled in, or answers to read."""

    LIST = "list"
    FILL = "fill"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in a form. Not at a question: at its end, where it is saved."""

    path: Path = ()
    is_more: bool = False

    @property
    def is_end(self) -> bool:
        """Tell whether every question lies behind."""
        return not self.path


@dataclass(frozen=True, slots=True)
class SavedDeed:
    """Answers that were just saved and can be taken back, as they were typed."""

    customer: str
    name: str
    form: str
    title: Mapping[str, str]
    saved: SavedForm
    draft: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it stands. `text` is in the field, `digits` were typed of a long list's number;
    `is_typing`: an open choice is being written. `missing` counts what has to be answered;
    `corrects` names the saved answers in whose place these are to stand.
    """

    form: Form
    lines: tuple[Line, ...] = ()
    at: Place = Place()
    text: str = ""
    digits: str = ""
    is_typing: bool = False
    answered: int = 0
    asked: int = 0
    missing: int = 0
    wrong: int = 0
    newest: int | None = None
    is_own_version: bool = True
    is_busy: bool = False
    corrects: str | None = None

    @property
    def line(self) -> Line | None:
        """Return the line somebody is at."""
        return next((one for one in self.lines if place_of(one) == self.at), None)

    @property
    def wants_text(self) -> bool:
        """Tell whether what is typed goes into a field."""
        line = self.line
        return line is not None and (is_typed(line) or self.is_typing)


@dataclass(frozen=True, slots=True)
class FormsState:
    """Everything the page shows. `filled` is the form on screen, of FILL and READ."""

    screen: Screen = Screen.LIST
    desk: FormsDesk | None = None
    selected: str | None = None
    filled: Filled | None = None
    deed: SavedDeed | None = None
    refusal: Refusal | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the ids of the rows of the list."""
        if self.desk is None:
            return ()
        forms = (FORM + one.id for one in self.desk.forms)
        return (*forms, *(RESPONSE + one.id for one in self.desk.responses))


def place_of(line: Line) -> Place:
    """Return the place of a line."""
    return Place(line.path, line.kind is LineKind.MORE)


def is_typed(line: Line) -> bool:
    """Tell whether a line is answered by typing alone."""
    return line.kind is LineKind.QUESTION and line.item.type in _TYPED


def has_choices(line: Line) -> bool:
    """Tell whether a line is answered by digits."""
    by_digit = line.item.type in CHOOSING or line.item.type is ItemType.BOOLEAN
    return line.kind is LineKind.MORE or (line.kind is LineKind.QUESTION and by_digit)
