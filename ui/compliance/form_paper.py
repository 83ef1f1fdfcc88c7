"""A printed form on paper: A4 upright, fields above, the table of purchases below. Sizes in mm."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.print_form import Column, FormField, From
from terminal.services.print_forms import Filled, FormLine
from ui import i18n
from ui.compliance.files import Told
from ui.counter import words as counter_words
from ui.followups import words as task_words
from ui.printing import paint
from ui.printing.layout import Box, Frame, Mark, Sheet, Words

translate: Final = QCoreApplication.translate

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
_MARGIN: Final = 14.0
_ROOM: Final = WIDTH - 2 * _MARGIN
_FIELD: Final = 9.0
_LABEL: Final = 46.0
_ROW: Final = 8.4
_SHARES: Final = {
    Column.DAY: 2.0,
    Column.MEDICINE: 5.0,
    Column.DRUG_CODE: 3.0,
    Column.PACKS: 1.0,
    Column.AMOUNT: 1.6,
    Column.PRESCRIPTION: 3.0,
    Column.BATCH: 1.8,
    Column.PAYMENT: 1.8,
}


def pdf(filled: Filled, told: Told | None = None) -> bytes:
    """Return a form as a PDF. `told` hears how many pages are done; any one thread may do it."""
    return paint.pdf(sheets(filled), i18n.pick(filled.form.title), told)


def sheets(filled: Filled) -> tuple[Sheet, ...]:
    """Return the form's pages; each says which it is of how many."""
    pages: list[list[Mark]] = [[]]
    top = _head(filled, pages[-1])
    widths = _widths(filled.form.columns)
    lines = filled.lines if filled.form.columns else ()
    foot = HEIGHT - _MARGIN - 16
    for place, line in enumerate(lines):
        if place == 0 or top + _ROW > foot:
            if place and top + _ROW > foot:
                pages.append([])
                top = _MARGIN
            top = _row([column(one) for one in filled.form.columns], widths, top, pages[-1])
        top = _row([_cell(one, line) for one in filled.form.columns], widths, top, pages[-1])
    if filled.form.sign is not None:
        pages[-1].append(Words(_line(top + 5, 8), i18n.pick(filled.form.sign), 3.4))
    return tuple(
        Sheet(WIDTH, HEIGHT, (*page, _foot(filled, place, len(pages))))
        for place, page in enumerate(pages, start=1)
    )


def column(which: Column) -> str:
    """Return what a column is called."""
    return {
        Column.DAY: translate("Compliance", "Date"),
        Column.MEDICINE: translate("Compliance", "Medicine"),
        Column.DRUG_CODE: translate("Compliance", "Drug code"),
        Column.PACKS: translate("Compliance", "Packs"),
        Column.AMOUNT: translate("Compliance", "Yuan"),
        Column.PRESCRIPTION: translate("Compliance", "Prescription"),
        Column.BATCH: translate("Compliance", "Batch"),
        Column.PAYMENT: translate("Compliance", "Payment"),
    }[which]


def value(field: FormField, filled: Filled) -> str:
    """Return what a field is filled with; nothing is left for a hand."""
    if field.source is None:
        return ""
    if field.source is From.TOTAL:
        return _yuan(filled.total_fen)
    if field.source is From.TODAY:
        return filled.today.isoformat()
    said = filled.values.get(field.source, "")
    return counter_words.sex(said) if field.source is From.SEX and said else said


def _head(filled: Filled, marks: list[Mark]) -> float:
    title = i18n.pick(filled.form.title)
    marks.append(Words(_line(_MARGIN, 9), title, 5.6, is_strong=True, is_centred=True))
    top = _MARGIN + 12
    for field in filled.form.fields:
        label, rest = Box(_MARGIN, top, _LABEL, _FIELD), _ROOM - _LABEL
        marks += [Frame(label), Frame(Box(_MARGIN + _LABEL, top, rest, _FIELD))]
        marks.append(_inside(label, i18n.pick(field.label), 3.2))
        marks.append(_inside(Box(_MARGIN + _LABEL, top, rest, _FIELD), value(field, filled), 3.8))
        top += _FIELD
    return top + 5


def _widths(columns: tuple[Column, ...]) -> list[float]:
    whole = sum(_SHARES[one] for one in columns) or 1.0
    return [_ROOM * _SHARES[one] / whole for one in columns]


def _row(cells: list[str], widths: list[float], top: float, marks: list[Mark]) -> float:
    left = _MARGIN
    for text, width in zip(cells, widths, strict=True):
        box = Box(left, top, width, _ROW)
        marks += [Frame(box), Words(Box(left + 0.8, top + 0.8, width - 1.6, _ROW - 1), text, 2.9)]
        left += width
    return top + _ROW


def _cell(which: Column, line: FormLine) -> str:
    return {
        Column.DAY: line.day.isoformat(),
        Column.MEDICINE: line.medicine,
        Column.DRUG_CODE: line.drug_code,
        Column.PACKS: task_words.amount(line.qty_e4),
        Column.AMOUNT: _yuan(line.amount_fen),
        Column.PRESCRIPTION: line.rx_no,
        Column.BATCH: line.batch_no,
        Column.PAYMENT: counter_words.pay_kind(line.pay_kind),
    }[which]


def _foot(filled: Filled, page: int, pages: int) -> Words:
    own = translate("Compliance", "Form of the program, not of an authority") + " · "
    masked = translate("Compliance", "Masked, for the screen") + " · "
    text = translate("Compliance", "page %1 of %2")
    numbered = text.replace("%1", str(page)).replace("%2", str(pages))
    said = (masked if filled.is_masked else "") + (own if filled.form.is_own else "") + numbered
    return Words(_line(HEIGHT - _MARGIN - 5, 5), said, 2.8)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _line(top: float, tall: float) -> Box:
    return Box(_MARGIN, top, _ROOM, tall)


def _inside(box: Box, text: str, size: float) -> Words:
    return Words(Box(box.x + 1.5, box.y + 1.6, box.width - 3, box.height - 2), text, size)
