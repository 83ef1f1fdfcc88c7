"""What is printed for a customer: a card, and the agreement with a family pharmacist."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.services.signups import SignedUp
from terminal.services.temporary_cards import CardFacts
from ui.printing.layout import Box, Frame, Mark, Sheet, Words
from ui.printing.papers import A4, MemberCard, member_sheets

translate: Final = QCoreApplication.translate

_LEFT: Final = 20.0
_WIDE: Final = A4[0] - 2 * _LEFT
_LINE: Final = 13.0


def card(facts: CardFacts) -> tuple[Sheet, ...]:
    """Return a member card on a page of its own size. Bars and QR hold the same number: only HQ
    signs codes.
    """
    tier = translate("Enrol", "temporary") if facts.is_temporary else ""
    one = MemberCard(facts.number, facts.number, facts.masked_name, tier)
    return member_sheets([one], facts.shop, is_single=True)


def terms() -> tuple[str, ...]:
    """Return what is agreed, sentence by sentence. A change takes a new version
    (`terminal.services.signups.AGREEMENT`).
    """
    return (
        translate(
            "Agreement",
            "1. The pharmacist looks after the customer's medicines for one year: how to take them,"
            " what does not go together, and when a check or a refill is due.",
        ),
        translate(
            "Agreement",
            "2. For this the store keeps and uses the customer's conditions, allergies, readings"
            " and purchases, for nothing else, and shows them to nobody who is not on duty here.",
        ),
        translate(
            "Agreement",
            "3. It costs nothing and obliges to no purchase. It replaces no doctor: what needs one"
            " is said at once.",
        ),
        translate(
            "Agreement",
            "4. The customer may end it on any day by saying so, and ask for a copy, a correction"
            " or the erasure of the data.",
        ),
    )


def agreement(signed: SignedUp) -> tuple[Sheet, ...]:
    """Return the agreement on one A4 page. The customer is masked on it and signs with the whole
    name: no file holds more of them than that.
    """
    title = translate("Agreement", "Agreement with a family pharmacist")
    marks: list[Mark] = [
        Words(Box(_LEFT, 18, _WIDE, 7), signed.shop, 4.6),
        Words(Box(_LEFT, 28, _WIDE, 11), title, 8.0, is_strong=True),
    ]
    top = 46.0
    for label, value in _facts(signed):
        marks.append(Words(Box(_LEFT, top, 40, 7), label, 4.2))
        marks.append(Words(Box(_LEFT + 42, top, _WIDE - 42, 7), value, 4.6, is_strong=True))
        top += 10
    top += 4
    for text in terms():
        marks.append(Words(Box(_LEFT, top, _WIDE, 20), text, 4.4))
        top += 22
    for label in (
        translate("Agreement", "Customer or guardian (full name)"),
        translate("Agreement", "Pharmacist"),
        translate("Agreement", "Day"),
    ):
        top += _LINE
        marks.append(Words(Box(_LEFT, top, 70, 7), label, 4.2))
        marks.append(Frame(Box(_LEFT + 72, top + 7, _WIDE - 72, 0.1)))
    return (Sheet(*A4, tuple(marks)),)


def _facts(signed: SignedUp) -> tuple[tuple[str, str], ...]:
    phone = translate("Agreement", "phone ending in %1").replace("%1", signed.phone_tail)
    who = signed.masked_name + (f"  {phone}" if signed.phone_tail else "")
    span = translate("Agreement", "%1 to %2").replace("%1", signed.on.isoformat())
    return (
        (translate("Agreement", "Customer"), who),
        (translate("Agreement", "Pharmacist"), signed.pharmacist),
        (translate("Agreement", "Holds"), span.replace("%2", signed.until_on.isoformat())),
    )
