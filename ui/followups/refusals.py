"""What a scan led to when it was no customer, and what could not be done, as notices."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import MedicineLine
from terminal.domain.problems import Refusal
from ui import i18n
from ui.followups import words
from ui.followups.state import Answer
from ui.theme import Tone
from ui.widgets.notice import NoticeAction, NoticeContent

DISMISS: Final = "dismiss"

translate: Final = QCoreApplication.translate


def notice_of(answer: Answer, zone: tzinfo, today: date | None) -> NoticeContent:
    """Return what can be put away with one key."""
    if isinstance(answer, Refusal):
        return refusal_notice(answer)
    return medicine_notice(answer, zone, today)


def refusal_notice(refusal: Refusal) -> NoticeContent:
    """Return what happened, what was kept and what to do, with the code for IT."""
    text = i18n.message(refusal.code, refusal.facts)
    detail = words.sentences((text.kept, text.next))
    return NoticeContent(text.what, detail, text.code, Tone.WARN, (_close(),))


def medicine_notice(line: MedicineLine, zone: tzinfo, today: date | None) -> NoticeContent:
    """Return the stock line of a scanned medicine."""
    on_shelf = translate("Medicine", "stock not known")
    if line.stock_e4 is not None:
        on_shelf = translate("Medicine", "in stock: %1")
        packs = words.stock(line.stock_e4, line.stock_as_of, today, zone)
        on_shelf = on_shelf.replace("%1", packs)
    price = "" if line.price_fen is None else words.yuan(line.price_fen)
    is_out = line.stock_e4 is not None and line.stock_e4 <= 0
    return NoticeContent(
        line.title,
        words.joined((on_shelf, price, _sold_as().get(line.rx or "", ""))),
        tone=Tone.WARN if is_out else Tone.INFO,
        actions=(_close(),),
    )


def _close() -> NoticeAction:
    return NoticeAction(DISMISS, translate("Refusal", "Close"), "Esc", is_way_out=True)


def _sold_as() -> dict[str, str]:
    return {
        "rx": translate("Medicine", "prescription"),
        "otc_a": translate("Medicine", "OTC class A"),
        "otc_b": translate("Medicine", "OTC class B"),
    }
