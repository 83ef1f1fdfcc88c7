"""What a scan led to when it was no customer, and what could not be done, as notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import MedicineLine, SignedMember
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
    if isinstance(answer, SignedMember):
        return stranger_notice(answer)
    return medicine_notice(answer, zone, today)


def stranger_notice(member: SignedMember) -> NoticeContent:
    """Return the least of somebody whose file is at another store, and what to do."""
    tier = "" if not member.tier else translate("Member", "tier %1").replace("%1", member.tier)
    until = ""
    if member.expires_on is not None:
        until = translate("Member", "card holds until %1")
        until = until.replace("%1", member.expires_on.isoformat())
    checked = translate("Member", "signed by HQ; the file is not at this store")
    ask = translate(
        "Member",
        "Compare the name. Serve as a member; nothing of the file can be read or noted here.",
    )
    return NoticeContent(
        words.joined((member.masked_name or translate("Member", "member"), tier)),
        words.joined((checked, until)) + "\n" + ask,
        actions=(_close(),),
    )


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
    shelf = words.joined((on_shelf, price, _sold_as().get(line.rx or "", "")))
    return NoticeContent(
        line.title,
        "\n".join(filter(None, (words.joined((*_of_pack(line), shelf)), _problem(line)))),
        code=_code(line),
        tone=_tone(line),
        actions=(_close(),),
    )


def _of_pack(line: MedicineLine) -> Iterator[str]:
    """Yield what the code on the package said."""
    pack = line.pack
    if pack is None:
        return
    if pack.lot is not None:
        yield translate("Medicine", "lot %1").replace("%1", pack.lot)
    if pack.expires_on is not None:
        text = translate("Medicine", "use by %1")
        if line.is_expired:
            text = translate("Medicine", "EXPIRED on %1: do not sell")
        yield text.replace("%1", pack.expires_on.isoformat())


def _problem(line: MedicineLine) -> str:
    if (sold := line.sold) is not None:
        facts = {"day": sold.business_day.isoformat(), "receipt": sold.receipt_no}
        text = i18n.message("TRACE_SOLD", facts)
        return words.sentences((text.what, text.next))
    if line.pack is None or line.pack.problem is None:
        return ""
    text = i18n.message(line.pack.problem)
    return words.sentences((text.what, text.next))


def _code(line: MedicineLine) -> str:
    if line.sold is not None:
        return "TRACE_SOLD"
    return "" if line.pack is None else line.pack.problem or ""


def _tone(line: MedicineLine) -> Tone:
    if line.is_expired:
        return Tone.DANGER
    is_out = line.stock_e4 is not None and line.stock_e4 <= 0
    return Tone.WARN if is_out or _code(line) else Tone.INFO


def _close() -> NoticeAction:
    return NoticeAction(DISMISS, translate("Refusal", "Close"), "Esc", is_way_out=True)


def _sold_as() -> dict[str, str]:
    return {
        "rx": translate("Medicine", "prescription"),
        "otc_a": translate("Medicine", "OTC class A"),
        "otc_b": translate("Medicine", "OTC class B"),
    }
