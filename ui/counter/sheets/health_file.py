"""What may and may not be noted of somebody who refused a health file.

Being served is nobody's to refuse (PIPL 15, 16), health data takes a yes of its own (29). Allergies
stay on the card and may be noted: a sale without them can do harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card_file import Said
from terminal.domain.consent import Purpose
from ui.counter.sheets.state import NoteSheet, ReadingSheet, Sheet

translate: Final = QCoreApplication.translate


def is_refused(said: Iterable[Said]) -> bool:
    """Tell whether a health file was refused."""
    return any(one.purpose is Purpose.HEALTH_FILE and one.is_given is False for one in said)


def on_card() -> str:
    """Return what counts, in a line."""
    return translate("HealthFile", "Health file refused: note only allergies and this sale")


def in_sheet(sheet: Sheet | None) -> str:
    """Return what counts for what is about to be noted, nothing where it is all the same."""
    match sheet:
        case ReadingSheet():
            return translate(
                "HealthFile",
                "Health file refused. Say the reading, do not save it. If they want it kept: Esc,"
                " then P for their yes.",
            )
        case NoteSheet():
            return translate(
                "HealthFile",
                "Health file refused. Note what this sale needs, side effects and allergies too;"
                " no illnesses, no readings.",
            )
        case _:
            return ""


def on_forms() -> str:
    """Return what counts for a questionnaire."""
    return translate(
        "HealthFile",
        "Health file refused. Ask no health questions and save no answers without a yes: Esc, then"
        " P on the card. Allergies may be noted.",
    )
