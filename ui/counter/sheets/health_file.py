"""What may and may not be noted of somebody who refused a health file.

Being served is nobody's to refuse (PIPL 15, 16), health data takes a yes of its own (29). Allergies
stay on the card and may be noted: a sale without them can do harm.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.counter.sheets.state import NoteSheet, ReadingSheet, Sheet

translate: Final = QCoreApplication.translate


def on_card() -> str:
    """Return what counts, in a line."""
    return translate("HealthFile", "Health file refused: note only allergies and this sale")


def unasked(sheet: Sheet | None) -> str:
    """Return what comes before a reading of somebody who was not asked yet."""
    if not isinstance(sheet, ReadingSheet):
        return ""
    return translate(
        "HealthFile",
        "Not asked about a health file yet. Ask before you save: Esc, then P notes their answer.",
    )


def in_sheet(sheet: Sheet | None) -> str:
    """Return what counts for what is about to be noted, nothing where it is all the same."""
    match sheet:
        case ReadingSheet() | NoteSheet() if sheet.mending.one is not None:
            return translate(
                "HealthFile",
                "Health file refused. What is on file can be withdrawn; nothing new is saved.",
            )
        case ReadingSheet():
            return translate(
                "HealthFile",
                "Health file refused. The reading is told and not saved. If they want it kept: Esc,"
                " then P for their yes.",
            )
        case NoteSheet():
            return translate(
                "HealthFile",
                "Health file refused. Note only what this sale needs, and allergies: no illnesses,"
                " readings or side effects.",
            )
        case _:
            return ""


def on_forms() -> str:
    """Return what counts for a questionnaire."""
    return translate(
        "HealthFile",
        "Health file refused. No form is opened and no answer saved without a yes: Esc, then P on"
        " the card. Allergies may be noted.",
    )


def in_task() -> str:
    """Return what counts for a task that asks for a reading."""
    return translate(
        "HealthFile",
        "Health file refused. The reading is told and not saved; finish without one.",
    )


def told() -> str:
    """Return what Enter does with a reading that is only told."""
    return translate("HealthFile", "Told only")
