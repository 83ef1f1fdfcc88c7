"""Words of the register of prescriptions and of the requests."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.prescription import Prescription
from terminal.domain.request import SOON_DAYS, Answer, Right
from terminal.services.prescriptions import Register
from terminal.services.requests import Listed
from ui.compliance import words
from ui.followups import words as task_words
from ui.theme import Tone

translate: Final = QCoreApplication.translate


def sheet_prescriptions() -> str:
    """Return what the workbook's second sheet is called."""
    return translate("Compliance", "Prescriptions")


def prescription_headers() -> tuple[str, ...]:
    """Return the names of the register's columns."""
    return (
        translate("Compliance", "Date"),
        translate("Compliance", "Prescription"),
        translate("Compliance", "Medicines"),
        translate("Compliance", "Sold by"),
        translate("Compliance", "Customer"),
        translate("Compliance", "Bought by"),
    )


def prescription(one: Prescription) -> tuple[str, ...]:
    """Return a prescription as a row, every cell as text."""
    return (
        one.day.isoformat(),
        one.number,
        medicines(one),
        one.pharmacist,
        one.customer,
        words.buyer(one.buyer),
    )


def medicines(one: Prescription) -> str:
    """Return what was sold on a prescription, with packs."""
    return "; ".join(f"{name} × {task_words.amount(packs)}" for name, packs in one.medicines)


def register_heading(
    register: Register, text: str, rows: int, sha256: str, zone: tzinfo
) -> tuple[tuple[str, str], ...]:
    """Return what stands above an exported register: names and values."""
    made = f"{register.made_at.astimezone(zone):%Y-%m-%d %H:%M}  {register.made_by}"
    return (
        (translate("Compliance", "Store"), register.store),
        (translate("Compliance", "Period"), f"{register.since} – {register.until}"),
        (translate("Compliance", "Made"), made),
        (translate("Compliance", "Only what fits"), text.strip()),
        (translate("Compliance", "Prescriptions"), str(rows)),
        (translate("Compliance", "Mind"), older(register)),
        ("SHA-256", sha256),
    )


def older(register: Register) -> str:
    """Return where what is not in the register lies."""
    kept = translate("Compliance", "Older ones lie at HQ, which keeps them for five years.")
    cut = translate("Compliance", "There are more records than are shown.")
    return task_words.sentences((cut, kept)) if register.is_cut else kept


def extent(register: Register, listed: int, fitting: int) -> str:
    """Return how many prescriptions fit what is typed, and where the others lie."""
    text = translate("Compliance", "%1 fit; the newest %2 are listed, the file holds all.")
    some = text.replace("%1", str(fitting)).replace("%2", str(listed))
    return task_words.sentences((some if listed < fitting else "", older(register)))


def right(what: str) -> str:
    """Return what somebody asks for; one of a newer program goes by its code."""
    return {
        Right.COPY.value: translate("Compliance", "a copy of their data"),
        Right.CORRECT.value: translate("Compliance", "a correction"),
        Right.ERASE.value: translate("Compliance", "erasure"),
        Right.WITHDRAW.value: translate("Compliance", "to withdraw consent"),
    }.get(what, what)


def due(one: Listed) -> tuple[str, Tone]:
    """Return how long a request may still wait, in the colour of a warning when that is short."""
    if not one.request.is_open:
        done = one.request.status == Answer.DONE
        said = translate("Compliance", "answered") if done else translate("Compliance", "refused")
        return said, Tone.MUTED
    if one.days_left < 0:
        late = translate("Compliance", "%1 d late")
        return late.replace("%1", str(-one.days_left)), Tone.WARN
    if one.days_left == 0:
        return translate("Compliance", "due today"), Tone.WARN
    left = translate("Compliance", "%1 d left").replace("%1", str(one.days_left))
    return left, Tone.WARN if one.days_left <= SOON_DAYS else Tone.PLAIN


def whose(one: Listed) -> str:
    """Return whose request it is; of a file that may only be kept no name is shown."""
    return one.masked_name or translate("Compliance", "(kept only)")
