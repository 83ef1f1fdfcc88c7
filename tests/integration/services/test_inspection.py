"""The inspection pack on the real store: whose it is to make, what it holds, what is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.inspection import InspectionPack, System, Why
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.proxy import IdKind
from terminal.domain.staff import Role
from terminal.services import conflicts, forms, inspection, note_corrections, proxies, visits
from terminal.services.inspection import FileKind
from tests import desk_builders as desk
from tests.builders import SESSION, START_MS, TestStore, a_customer, a_line, a_member_code, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import DAY_MS, Record, on, rows

SOLD_MS = START_MS - 5 * DAY_MS
CLERK = replace(SESSION, role=Role.CLERK)


def sale(record: str, customer: str = "c-8", days: int = -5, **more: Any) -> Record:
    body = a_ticket(
        customer,
        receipt_no=record,
        business_day=on(days),
        sold_at=START_MS + days * DAY_MS,
        pay_kind="insurance",
        staff="staff-1",
        lines=[a_line(rx_no="RX-1", trace_codes=["81234567890123456789"], batch_no="B7")],
        **more,
    )
    return "ticket", record, body


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with somebody who bought three times, once long ago and once as another file."""
    visit = desk.a_visit("c-8", at=SOLD_MS + 4 * 60_000)
    wecom = desk.an_external_id(
        entity_kind="visit", entity="v-1", system="wecom", value="WX-1", customer="c-8"
    )
    return shop(
        ("customer", "c-8", a_customer(8)),
        ("customer", "c-7", a_customer(7, canonical_id="c-8")),
        ("customer", "c-9", a_customer(9, restricted=True)),
        ("member_code", "mc-9", a_member_code("c-9", "320000000047")),
        sale("t-1", order_no="SO-1"),
        sale("t-2", customer="c-7", days=-40),
        sale("t-3", days=-600),
        sale("t-9", customer="c-9"),
        ("visit", "v-1", visit),
        ("external_id", "x-1", wecom),
        ("lead", "l-1", desk.a_lead(customer="c-8", at=SOLD_MS - DAY_MS)),
    )[0]


def made(till: TestStore, customer: str = "c-8", why: Why = Why.INSURANCE) -> InspectionPack:
    found = till.run(lambda uow: inspection.make(uow, customer_id=customer, why=why))
    assert isinstance(found, InspectionPack)
    return found


def audits(till: TestStore) -> Iterator[tuple[str, str, dict[str, Any]]]:
    found = rows(till, "SELECT action, entity, facts FROM audit ORDER BY rowid")
    for action, entity, facts in found:
        yield action, entity, json.loads(facts or "{}")


def test_a_pack_holds_18_months_of_all_files_of_a_person(till: TestStore) -> None:
    pack = made(till)
    assert ["t-1", "t-2"] == [one.id for one in pack.sales]
    first = pack.sales[0]
    assert ("insurance", 95 - 4) == (first.pay_kind, first.said_e2)
    assert {"blood_pressure", "dizzy"} == set(first.keywords)
    assert "合成" in first.pharmacist
    (line,) = first.lines
    assert ("RX-1", ("81234567890123456789",)) == (line.rx_no, line.trace_codes)
    assert {"erp": "SO-1", "wecom": "WX-1", "lead": "l-1"} == {
        one.system: one.value for one in first.links
    }
    assert ("t-2",) == pack.orphans(System.ERP)
    assert made(till, "c-7").heading.customer == "c-8"


def test_making_and_exporting_are_noted_with_the_hash(till: TestStore) -> None:
    pack = made(till, why=Why.DRUG)
    done = till.run(
        lambda uow: inspection.note_export(
            uow,
            customer_id="c-8",
            sha256=pack.sha256,
            content=pack.content,
            kind=FileKind.PDF,
        )
    )
    (file,) = done
    assert ("pdf", pack.sha256, pack.content) == (file.form, file.sha256, file.content)
    exported = {"sha256": pack.sha256, "content": pack.content, "form": "pdf"}
    assert [
        ("inspection.made", "c-8", {"sha256": pack.sha256, "why": "drug", "sales": 2}),
        ("inspection.exported", "c-8", exported),
    ] == list(audits(till))


def test_a_file_is_out_of_date_once_its_pack_says_something_else_and_no_more_when_undone(
    till: TestStore,
) -> None:
    def export(pack: InspectionPack, kind: FileKind) -> None:
        till.run(
            lambda uow: inspection.note_export(
                uow, customer_id="c-8", sha256=pack.sha256, content=pack.content, kind=kind
            )
        )

    first = made(till)
    assert ((), ()) == (first.files, first.stale)
    export(first, FileKind.PDF)
    export(first, FileKind.XLSX)
    again = made(till, why=Why.DRUG)
    assert first.sha256 != again.sha256, "another reason"
    assert (["pdf", "xlsx"], ()) == ([one.form for one in again.files], again.stale)
    link = till.run(
        lambda uow: inspection.link_order(uow, customer_id="c-8", ticket_id="t-2", order_no="SO-2")
    )
    changed = made(till)
    assert ["pdf", "xlsx"] == [one.form for one in changed.stale]
    export(changed, FileKind.PDF)
    assert ["xlsx"] == [one.form for one in made(till, "c-7").stale]
    till.run(
        lambda uow: inspection.unlink_order(uow, customer_id="c-8", ticket_id="t-2", link_id=link)
    )
    assert ["pdf"] == [one.form for one in made(till).stale], "by what it says, not by its time"
    note(till, ticket="t-1")
    assert ["pdf", "xlsx"] == [one.form for one in made(till).stale]


def test_a_file_of_an_earlier_program_and_of_another_customer_says_nothing(
    till: TestStore,
) -> None:
    def old(uow: Any) -> None:
        facts = {"sha256": "0" * 64, "form": "pdf"}
        uow.audit("inspection.exported", entity_kind="customer", entity="c-8", facts=facts)
        other = {**facts, "content": "0" * 64, "form": "xlsx"}
        uow.audit("inspection.exported", entity_kind="customer", entity="c-9", facts=other)

    till.run(old)
    assert () == made(till).stale


def test_a_restricted_file_is_what_the_pack_is_for(till: TestStore) -> None:
    pack = made(till, "c-9")
    assert pack.heading.is_restricted
    assert ["t-9"] == [one.id for one in pack.sales]


def note(
    till: TestStore, name: str = "合成 买家", ticket: str | None = None, who: str = "c-8"
) -> Any:
    return till.run(
        lambda uow: proxies.note(
            uow, customer_id=who, name=name, id_kind=IdKind.INSURANCE, ticket_id=ticket
        )
    )


def test_who_buys_for_somebody_is_in_the_pack_masked_and_can_be_taken_back(till: TestStore) -> None:
    record = note(till, ticket="t-1")
    buyer = made(till).sales[0].buyer
    assert buyer is not None
    assert ("合***家", IdKind.INSURANCE, 100) == (
        buyer.masked_name,
        buyer.id_kind,
        buyer.confidence_e2,
    )
    done = till.run(lambda uow: proxies.undo(uow, customer_id="c-8", record_id=record))
    assert None is done
    assert None is made(till).sales[0].buyer
    noted = [action for action, *_ in audits(till) if action.startswith("proxy")]
    assert ["proxy.noted", "proxy.undone"] == noted
    assert "买家" not in json.dumps(list(audits(till)), ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" ", "PROXY_NAME_MISSING"),
        ("x" * 41, "PROXY_NAME_WRONG"),
        ("买家110101199001011237", "PROXY_NAME_WRONG"),
    ],
)
def test_no_number_of_a_paper_gets_in_with_the_name(till: TestStore, name: str, code: str) -> None:
    problem = note(till, name)
    assert isinstance(problem, FieldProblem)
    assert code == problem.code
    assert [] == rows(till, "SELECT 1 FROM response")


def test_nobody_buys_for_a_file_that_may_only_be_kept(till: TestStore) -> None:
    assert Refusal("CUSTOMER_RESTRICTED") == note(till, who="c-9")
    assert Refusal("CUSTOMER_NOT_HERE") == note(till, who="nobody")


def test_a_buyer_is_no_answer_that_contradictions_are_looked_for_in(till: TestStore) -> None:
    note(till)
    facts = till.read(lambda uow: conflicts.facts(uow, uow.customers.get("c-8")))
    assert {} == facts.answers
    assert [] == till.read(lambda uow: forms.answered(uow, "c-8"))


def test_one_is_chosen_by_search_and_a_kept_file_by_its_card_alone(till: TestStore) -> None:
    def found(text: str) -> list[tuple[str, bool]]:
        people = till.run(lambda uow: inspection.find(uow, text=text))
        return [(one.id, one.is_restricted) for one in people]

    name = till.read(lambda uow: uow.customers.get("c-9").name)
    assert ("c-8", False) in found("0008")
    assert "c-9" not in dict(found(name))
    assert [("c-9", True)] == found("320000000047")
    present = till.run(lambda uow: inspection.who(uow, customer_id="c-9"))
    assert (True, True) == (present.is_present, present.is_restricted)
    who = till.run(lambda uow: inspection.who(uow, customer_id="c-8"), CLERK)
    assert Refusal("NOT_RESPONSIBLE") == who
    assert [] == list(audits(till))


@pytest.mark.parametrize("what", ["make", "export", "link"])
def test_a_clerk_and_a_stranger_get_nothing(till: TestStore, what: str) -> None:
    def work(uow: Any) -> Any:
        if what == "make":
            return inspection.make(uow, customer_id=who, why=Why.INSURANCE)
        if what == "export":
            return inspection.note_export(
                uow, customer_id=who, sha256="0", content="0", kind=FileKind.XLSX
            )
        return inspection.link_order(uow, customer_id=who, ticket_id="t-1", order_no="SO-1")

    who = "c-8"
    assert Refusal("NOT_RESPONSIBLE") == till.run(work, CLERK)
    assert Refusal("NOT_SIGNED_IN") == till.run(work, None)
    who = "nobody"
    assert Refusal("CUSTOMER_NOT_HERE") == till.run(work)
    assert [] == list(audits(till))


def test_nothing_is_shown_while_reading_is_locked(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    found = till.run(lambda uow: inspection.make(uow, customer_id="c-8", why=Why.INSURANCE))
    assert Refusal("READING_LOCKED") == found


def shown(till: TestStore, ticket: str) -> str | None:
    found = next(one for one in made(till).sales if one.id == ticket).link(System.ERP)
    return None if found is None else found.value


def test_the_receipts_barcode_fills_the_order_number_once(till: TestStore) -> None:
    def link(number: str, ticket: str = "t-2") -> Any:
        return till.run(
            lambda uow: inspection.link_order(
                uow, customer_id="c-8", ticket_id=ticket, order_no=number
            )
        )

    first = link(" SO-2 ")
    assert first == link("SO-2")
    assert () == made(till).orphans(System.ERP)
    for wrong in ("", "订单", "x" * 65):
        assert FieldProblem("order_no", "ORDER_NO_WRONG") == link(wrong)
    assert FieldProblem("ticket", "SALE_NOT_THEIRS") == link("SO-9", "t-9")
    # A number that would be noted and never shown.
    assert FieldProblem("order_no", "SALE_HAS_ORDER", {"number": "SO-1"}) == link("SO-9", "t-1")
    corrected = link("SO-3")
    assert "SO-3" == shown(till, "t-2")
    till.run(
        lambda uow: inspection.unlink_order(
            uow, customer_id="c-8", ticket_id="t-2", link_id=corrected
        )
    )
    assert "SO-2" == shown(till, "t-2")
    for _ in range(2):
        till.run(
            lambda uow: inspection.unlink_order(
                uow, customer_id="c-8", ticket_id="t-2", link_id=first
            )
        )
    assert ("t-2",) == made(till).orphans(System.ERP)
    assert [(2,)] == rows(till, "SELECT count(*) FROM external_id WHERE undoes IS NOT NULL")


def test_a_note_that_was_taken_back_is_not_in_the_pack(till: TestStore) -> None:
    till.run(lambda uow: visits.undo_note(uow, customer_id="c-8", visit_id="v-1"))
    pack = made(till)
    assert ((), ()) == (pack.sales[0].keywords, pack.loose_notes)


def test_a_note_that_was_put_right_keeps_the_order_it_was_saved_with(till: TestStore) -> None:
    before = made(till).sales[0]
    till.run(lambda uow: note_corrections.correct(uow, visit_id="v-1", text="晨起头晕，已复测"))
    after = made(till).sales[0]
    assert (before.links, before.said_e2) == (after.links, after.said_e2)
    assert before.notes != after.notes
    assert ("dizzy",) == after.keywords
