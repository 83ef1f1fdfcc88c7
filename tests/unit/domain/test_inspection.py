"""The inspection pack: what belongs together, how sure that is, what is missing, and its hash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from terminal.domain import inspection
from terminal.domain.external_id import ExternalId
from terminal.domain.inspection import Around, CodeKind, Heading, InspectionPack, System, Why
from terminal.domain.lead import Lead
from terminal.domain.medicine import Medicine
from terminal.domain.proxy import IdKind, Proxy
from terminal.domain.ticket import Ticket, TicketLine
from terminal.domain.visit import VisitNote

AT = datetime(2025, 11, 1, 2, 30, tzinfo=UTC)
HEADING = Heading(
    "c-1", "合*客", "s-1", date(2024, 5, 22), date(2025, 11, 21), AT, "合成药师", Why.INSURANCE
)
MEDICINE = Medicine("m-1", "盐酸二甲双胍片", gtins=("06901234567892",))
NOTHING = Around(medicines={}, visits=(), proxies=(), ids={}, leads=(), names={})


def a_ticket(record: str = "t-1", at: datetime = AT, **more: Any) -> Ticket:
    line = TicketLine("m-1", "盐酸二甲双胍片", 10_000, 1880, trace_codes=("81" * 10,))
    given: dict[str, Any] = {"pay_kind": "insurance", "staff_name": "合成药师"}
    given |= more
    pay, staff = given.pop("pay_kind"), given.pop("staff_name")
    return Ticket(record, at.date(), at, 1880, pay, staff, (line,), **given)


def a_note(record: str, minutes: int, **more: Any) -> VisitNote:
    at = AT + timedelta(minutes=minutes)
    return VisitNote(record, "c-1", at, "staff-1", "counter", keywords=("blood_sugar",), **more)


def an_id(entity: str, system: str, value: str, sure: int = 100) -> ExternalId:
    return ExternalId(f"x-{value}", "visit", entity, system, value, "time_window", AT, sure)


def made(*tickets: Ticket, **around: Any) -> InspectionPack:
    return inspection.pack(HEADING, tickets, replace(NOTHING, **around), is_cut=False)


@pytest.mark.parametrize(
    ("medicine", "kind", "code"),
    [
        (replace(MEDICINE, insurance_code="XA10", approval_no="H1"), CodeKind.INSURANCE, "XA10"),
        (replace(MEDICINE, approval_no="国药准字H1"), CodeKind.APPROVAL, "国药准字H1"),
        (MEDICINE, CodeKind.GTIN, "06901234567892"),
        (None, CodeKind.NONE, ""),
    ],
)
def test_a_medicine_goes_by_the_code_an_inspection_asks_for_first(
    medicine: Medicine | None, kind: CodeKind, code: str
) -> None:
    known = {} if medicine is None else {"m-1": medicine}
    (sale,) = made(a_ticket(), medicines=known).sales
    assert (kind, code) == (sale.lines[0].code_kind, sale.lines[0].code)


@pytest.mark.parametrize(("minutes", "sure"), [(0, 95), (-10, 85), (30, 65), (31, None)])
def test_a_note_belongs_to_a_sale_within_half_an_hour_and_says_how_sure_that_is(
    minutes: int, sure: int | None
) -> None:
    found = made(a_ticket(), visits=[a_note("v-1", minutes)])
    (sale,) = found.sales
    assert sure == sale.said_e2
    assert (("blood_sugar",) if sure else ()) == sale.keywords
    assert ([] if sure else ["v-1"]) == [one.id for one in found.loose_notes]


def test_a_note_goes_to_the_nearest_sale_only_of_two_as_near_to_the_earlier() -> None:
    first, second = a_ticket("t-1"), a_ticket("t-2", AT + timedelta(minutes=20))
    found = inspection.match([second, first], [a_note("v-1", 10), a_note("v-2", 11)])
    assert {"t-1": ["v-1"], "t-2": ["v-2"]} == {
        ticket: [note.id for note, _ in said] for ticket, said in found.items()
    }


def test_an_order_number_on_the_note_is_certain_and_one_of_another_sale_is_not_overruled() -> None:
    sold = a_ticket(order_no="SO-1")
    far, foreign = a_note("v-1", 600, order_no="SO-1"), a_note("v-2", 1, order_no="SO-9")
    found = made(sold, visits=[far, foreign])
    assert (("v-1",), 100) == (found.sales[0].notes, found.sales[0].said_e2)
    assert ["v-2"] == [one.id for one in found.loose_notes]


def test_a_link_over_a_note_is_no_surer_than_either_step() -> None:
    ids = {"v-1": [an_id("v-1", "wecom", "WX1", 90)]}
    (sale,) = made(a_ticket(order_no="SO-1"), visits=[a_note("v-1", 25)], ids=ids).sales
    wecom, erp = sale.link(System.WECOM), sale.link(System.ERP)
    assert wecom is not None
    assert erp is not None
    assert ("WX1", 70) == (wecom.value, wecom.confidence_e2)
    assert ("SO-1", "ticket", 100) == (erp.value, erp.how, erp.confidence_e2)
    assert (System.LEAD,) == sale.missing


def test_a_lead_of_the_customer_before_the_sale_is_linked_with_little_confidence() -> None:
    old = Lead("l-1", "s-1", "event", AT - timedelta(days=91), "staff-1", "c-1")
    late = Lead("l-2", "s-1", "event", AT + timedelta(minutes=1), "staff-1", "c-1")
    right = Lead("l-3", "s-1", "event", AT - timedelta(days=90), "staff-1", "c-1")
    assert None is made(a_ticket(), leads=[old, late]).sales[0].link(System.LEAD)
    link = made(a_ticket(), leads=[old, late, right]).sales[0].link(System.LEAD)
    assert link is not None
    assert ("l-3", 60) == (link.value, link.confidence_e2)
    crm = {"l-3": [an_id("l-3", "lead", "CRM-7")]}
    link = made(a_ticket(), leads=[right], ids=crm).sales[0].link(System.LEAD)
    assert link is not None
    assert "CRM-7" == link.value


def test_a_sale_from_an_old_table_has_no_hour_and_takes_no_note_by_time() -> None:
    midnight = datetime(2025, 11, 1, tzinfo=UTC)
    bare = a_ticket(at=midnight, pay_kind=None, staff_name=None)
    note = replace(a_note("v-1", 0), at=midnight)
    (sale,) = made(bare, visits=[note]).sales
    assert (None, ()) == (sale.at, sale.notes)
    (sold,) = made(a_ticket(at=midnight), visits=[note]).sales
    assert (midnight, ("v-1",)) == (sold.at, sold.notes)


def test_orphans_are_listed_for_each_system() -> None:
    found = made(a_ticket("t-1", order_no="SO-1"), a_ticket("t-2"))
    assert ("t-2",) == found.orphans(System.ERP)
    assert ("t-1", "t-2") == found.orphans(System.WECOM)


def test_the_hash_is_of_everything_the_pack_says_and_of_nothing_else() -> None:
    one, again = made(a_ticket()), made(a_ticket())
    assert one.sha256 == again.sha256
    other = a_ticket(pay_kind="cash")
    assert made(other).sha256 != one.sha256
    assert made(a_ticket(), visits=[a_note("v-1", 50)]).sha256 != one.sha256
    assert inspection.FORMAT == json.loads(inspection.canonical(one))["format"]
    assert 64 == len(one.sha256)
    changed = replace(one, heading=replace(HEADING, why=Why.CUSTOMER))
    assert inspection.digest(changed) != one.sha256


def a_proxy(record: str, minutes: int, ticket: str | None = None) -> Proxy:
    at = AT + timedelta(minutes=minutes)
    return Proxy(record, "c-1", at, "staff-1", "合成买家", IdKind.ID_CARD, ticket)


def test_a_buyer_belongs_to_the_sale_named_or_to_the_nearest_in_time() -> None:
    tickets = a_ticket(), a_ticket("t-2", AT + timedelta(hours=3))
    named, near, far = a_proxy("p-1", 600, "t-2"), a_proxy("p-2", 7), a_proxy("p-3", 60)
    pack = made(*tickets, proxies=(named, near, far))
    assert {"t-1": 95 - 7, "t-2": 100} == {
        one.id: one.buyer.confidence_e2 for one in pack.sales if one.buyer is not None
    }
    assert 1 == pack.loose_buyers
    assert "合成买家" not in inspection.canonical(pack)
    assert pack.sha256 != made(*tickets).sha256


def test_of_two_buyers_of_one_sale_the_surest_counts_and_of_those_the_last() -> None:
    first = replace(a_proxy("p-1", 0, "t-1"), id_kind=IdKind.OTHER)
    pack = made(a_ticket(), proxies=(a_proxy("p-2", 2, "t-1"), a_proxy("p-3", 3), first))
    (sale,) = pack.sales
    assert sale.buyer is not None
    assert (IdKind.ID_CARD, 100, 0) == (
        sale.buyer.id_kind,
        sale.buyer.confidence_e2,
        pack.loose_buyers,
    )
