"""Words of the inspection pack: one table for the screen, the paper and the workbook."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.inspection import (
    CERTAIN,
    Buyer,
    Heading,
    How,
    InspectionPack,
    Link,
    Sale,
    SoldLine,
    System,
    Why,
)
from terminal.domain.inspection_files import PackFile
from terminal.services.inspection import Who
from ui.compliance.state import Deed, Saving, Tab
from ui.counter import words as counter_words
from ui.counter.sheets import words as sheet_words
from ui.followups import words as task_words
from ui.theme import Tone

translate: Final = QCoreApplication.translate
_OF_LINE: Final = 6
"""So many columns are of a line, the others of its sale."""


def title() -> str:
    """Return what the paper is called."""
    return translate("Compliance", "Inspection pack: purchases of one customer")


def tab(which: Tab) -> str:
    """Return what a list is called."""
    return {
        Tab.PACK: translate("Compliance", "Inspect"),
        Tab.REGISTER: translate("Compliance", "Register"),
        Tab.REQUESTS: translate("Compliance", "Requests"),
        Tab.FORMS: translate("Compliance", "Forms"),
    }[which]


def sheet_heading() -> str:
    """Return what the workbook's first sheet is called."""
    return translate("Compliance", "Pack")


def sheet_sales() -> str:
    """Return what the workbook's second sheet is called."""
    return translate("Compliance", "Sales")


def why(reason: Why) -> str:
    """Return why a pack is made."""
    return {
        Why.INSURANCE: translate("Compliance", "Medical insurance inspection"),
        Why.DRUG: translate("Compliance", "Drug authority inspection"),
        Why.CUSTOMER: translate("Compliance", "The customer asks for a copy"),
    }[reason]


def heading(pack: InspectionPack, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Return what stands above the table: names and values."""
    head = pack.heading
    made = (
        (translate("Compliance", "Customer"), f"{head.masked_name}  {head.customer}"),
        (translate("Compliance", "Store"), head.store),
        (translate("Compliance", "Period"), f"{head.since} – {head.until}"),
        (translate("Compliance", "Made"), _made(head, zone)),
        (translate("Compliance", "Reason"), why(head.why)),
        (translate("Compliance", "Sales"), str(len(pack.sales))),
        (translate("Compliance", "Without an id"), orphans(pack)),
        (translate("Compliance", "Notes that fit no sale"), str(len(pack.loose_notes))),
        (translate("Compliance", "Buyers that fit no sale"), str(pack.loose_buyers)),
        ("SHA-256", pack.sha256),
    )
    return made + tuple((translate("Compliance", "Mind"), one) for one in warnings(pack))


def headers() -> tuple[str, ...]:
    """Return the names of the table's columns."""
    return (
        translate("Compliance", "Time"),
        translate("Compliance", "Medicine"),
        translate("Compliance", "Drug code"),
        translate("Compliance", "Packs"),
        translate("Compliance", "Prescription"),
        translate("Compliance", "Trace code"),
        translate("Compliance", "Batch"),
        translate("Compliance", "Payment"),
        translate("Compliance", "Sold by"),
        translate("Compliance", "Consultation"),
        translate("Compliance", "Bought by"),
        system(System.ERP),
        system(System.WECOM),
        system(System.LEAD),
    )


def table(pack: InspectionPack, zone: tzinfo) -> tuple[tuple[str, ...], ...]:
    """Return the table: a row for each line of each sale, every cell as text."""
    rows = []
    for sale in pack.sales:
        before, after = moment(sale, zone), _after(sale)
        lines = [_line(one) for one in sale.lines] or [("",) * _OF_LINE]
        rows += [(before, *line, *after) for line in lines]
    return tuple(rows)


def system(which: System) -> str:
    """Return what another system is called."""
    return {
        System.ERP: translate("Compliance", "ERP order"),
        System.WECOM: translate("Compliance", "WeCom conversation"),
        System.LEAD: translate("Compliance", "Lead"),
    }[which]


def short(which: System) -> str:
    """Return what another system is called where there is little room."""
    return {
        System.ERP: translate("Compliance", "order"),
        System.WECOM: translate("Compliance", "WeCom"),
        System.LEAD: translate("Compliance", "lead"),
    }[which]


def missing() -> str:
    """Return what is said where another system has no id for a sale."""
    return translate("Compliance", "no id")


def orphans(pack: InspectionPack) -> str:
    """Return how many sales each system has no id for."""
    return task_words.joined(f"{system(one)} {len(pack.orphans(one))}" for one in System)


def sure(confidence_e2: int) -> str:
    """Return how sure something is, nothing where it stands on the record."""
    said = translate("Compliance", "%1 of 100 sure")
    return "" if confidence_e2 >= CERTAIN else said.replace("%1", str(confidence_e2))


def about(who: Who) -> str:
    """Return what else tells two people of one name apart: age, and the tail of the phone."""
    return task_words.joined((counter_words.age(who.age), counter_words.tail(who.phone_tail)))


def moment(sale: Sale, zone: tzinfo) -> str:
    """Return when a sale was; of some only the day is known."""
    if sale.at is None:
        return f"{sale.day} {translate('Compliance', '(hour not known)')}"
    return f"{sale.at.astimezone(zone):%Y-%m-%d %H:%M}"


def how(link: Link) -> str:
    """Return how a link came about; one of a newer program goes by its code."""
    known: dict[str, str] = {
        How.TICKET: translate("Compliance", "stands on the sale"),
        How.NOTE: translate("Compliance", "stands on the note"),
        How.SCAN: translate("Compliance", "read off the receipt"),
        How.IMPORT: translate("Compliance", "taken over from a file"),
        How.TIME_WINDOW: translate("Compliance", "by the time"),
        How.SAME_CUSTOMER: translate("Compliance", "a lead of the same customer"),
    }
    return known.get(link.how, link.how)


def certain(confidence_e2: int) -> tuple[str, Tone]:
    """Return how sure a link is, in the colour of a warning where it is a guess."""
    if confidence_e2 >= CERTAIN:
        return translate("Compliance", "certain"), Tone.OK
    return f"{confidence_e2}/100", Tone.WARN


def deed(which: Deed) -> str:
    """Return what was done just now."""
    return {
        Deed.LINKED: translate("Compliance", "Order number linked"),
        Deed.PROXY: translate("Compliance", "Buyer noted"),
        Deed.ASKED: translate("Compliance", "Request taken down"),
        Deed.ANSWERED: translate("Compliance", "Answer noted"),
    }[which]


def saving(state: Saving) -> str:
    """Return how far a file is."""
    if not state.total:
        return translate("Compliance", "Making the file…")
    text = translate("Compliance", "Making the file: page %1 of %2")
    return text.replace("%1", str(state.done)).replace("%2", str(state.total))


def stale(file: PackFile, zone: tzinfo) -> str:
    """Return that a file says something else than the pack does now, and the key that makes it
    anew. A file is known by the end of its name.
    """
    text = {
        "pdf": translate(
            "Compliance", "The PDF of %1 (…%2) is out of date: something changed. P makes it anew."
        ),
        "xlsx": translate(
            "Compliance",
            "The workbook of %1 (…%2) is out of date: something changed. E makes it anew.",
        ),
    }.get(file.form, "")
    made = f"{file.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return text.replace("%1", made).replace("%2", file.sha256[:8])


def _made(head: Heading, zone: tzinfo) -> str:
    return f"{head.made_at.astimezone(zone):%Y-%m-%d %H:%M}  {head.made_by}"


def warnings(pack: InspectionPack) -> tuple[str, ...]:
    """Return what whoever reads a pack has to know of it."""
    said = []
    if pack.is_cut:
        said.append(translate("Compliance", "There are more records than a pack holds."))
    if pack.heading.is_restricted:
        said.append(translate("Compliance", "This file may only be kept and shown to inspectors."))
    return tuple(said)


def _line(line: SoldLine) -> tuple[str, ...]:
    return (
        line.name,
        line.code or translate("Compliance", "none known"),
        task_words.amount(line.qty_e4),
        line.rx_no or "",
        " ".join(line.trace_codes),
        line.batch_no or "",
    )


def _after(sale: Sale) -> tuple[str, ...]:
    pay = counter_words.pay_kind(sale.pay_kind)
    links = (link(sale.link(one)) for one in System)
    return (pay, sale.pharmacist, consultation(sale), buyer(sale.buyer), *links)


def consultation(sale: Sale) -> str:
    """Return what was said around a sale, and how sure it is that it belongs to it."""
    said = task_words.joined(sheet_words.side_effect(one) for one in sale.keywords)
    return said if sale.said_e2 is None else f"{said} {sure(sale.said_e2)}".strip()


def buyer(found: Buyer | None) -> str:
    """Return who bought in the customer's place, with the paper shown; nothing for nobody."""
    if found is None:
        return ""
    parts = (found.masked_name, sheet_words.id_kind(found.id_kind), sure(found.confidence_e2))
    return " ".join(filter(None, parts))


def link(found: Link | None) -> str:
    """Return what another system calls a sale and how sure it is; nothing where it does not."""
    return "" if found is None else f"{found.value} {sure(found.confidence_e2)}".strip()
