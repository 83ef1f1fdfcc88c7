"""What the sheet of labels shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from terminal.domain.problems import FieldProblem
from terminal.services.labels import Choice
from ui.counter.sheets.kinds import SheetKind

LABELS_SHOWN: Final = 8
"""So many have a key: Alt+1 to Alt+8. What is typed brings the others."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """The labels that fit what is typed, of those there are (None until it is known)."""

    customer: str
    name: str
    text: str = ""
    choices: tuple[Choice, ...] | None = None
    is_busy: bool = False
    problem: FieldProblem | None = None
    kind: SheetKind = SheetKind.LABELS
    has_draft: bool = False

    @property
    def first(self) -> Choice | None:
        """Return what Enter takes: the first that fits, once something is typed."""
        return self.shown[0] if self.text.strip() and self.shown else None

    @property
    def shown(self) -> tuple[Choice, ...]:
        """Return those that have a key now."""
        typed = "".join(self.text.lower().split())
        found = (one for one in self.choices or () if any(typed in way for way in one.letters))
        return tuple(found)[:LABELS_SHOWN]
