"""What staff say about the program itself, with a drawing of the page they were on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from local_store.unit_of_work import UnitOfWork
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role

WORDS_MAX: Final = 500
SHAPES_MAX: Final = 400

Shape: TypeAlias = tuple[str, int, int, int, int, str]
"""What it is (panel, field, button, bar or text), its place and size in pixels, and a text that
belongs to the program.
"""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page drawn from the program's own words and its layout: nothing of anybody is in it."""

    page: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


def give(uow: UnitOfWork, *, words: str, sketch: Sketch) -> Refusal | FieldProblem | None:
    """Put it on record for HQ, exactly as it was shown. It goes up with the audit and never comes
    back to a till.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    plain = words.strip()
    if not plain:
        return FieldProblem("words", "FEEDBACK_MISSING")
    if len(plain) > WORDS_MAX:
        return FieldProblem("words", "NOTE_TOO_LONG", {"limit": str(WORDS_MAX)})
    facts: dict[str, str | Sequence[object]] = {
        "page": sketch.page,
        "words": plain,
        "size": [sketch.width, sketch.height],
        "shapes": [list(one) for one in sketch.shapes],
    }
    uow.audit("feedback.given", entity_kind="feedback", facts=facts)
    return None
