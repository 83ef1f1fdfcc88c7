"""Everything the till holds about a customer, on the real store: complete, theirs alone, noted."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.problems import Refusal
from terminal.domain.proxy import IdKind
from terminal.domain.staff import Role
from terminal.services import own_data, proxies, visits
from terminal.services.own_data import OwnData
from tests import desk_builders as desk
from tests.builders import SESSION, START_MS, TestStore, a_customer, a_line, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import DAY_MS, Record, on, rows

WHO = "c-8"


def records(customer: str, tail: str) -> list[Record]:
    """Return one record of each kind about a customer."""
    sale = a_ticket(
        customer,
        receipt_no=f"t{tail}",
        business_day=on(-900),
        sold_at=START_MS - 900 * DAY_MS,
        lines=[a_line()],
    )
    return [
        ("ticket", f"t{tail}", sale),
        ("consent", f"k{tail}", desk.a_consent(customer)),
        ("tag", f"g{tail}", desk.a_tag(customer)),
        ("response", f"f{tail}", desk.a_response(customer)),
        ("visit", f"v{tail}", desk.a_visit(customer)),
        ("contact", f"n{tail}", desk.a_contact(customer)),
        ("signup", f"s{tail}", desk.a_signup(customer)),
        ("complaint", f"p{tail}", desk.a_complaint(customer=customer)),
        ("attendance", f"a{tail}", desk.an_attendance("event-1", customer)),
        ("request", f"r{tail}", desk.a_request(customer)),
        ("lead", f"l{tail}", desk.a_lead(customer=customer)),
        (
            "external_id",
            f"x{tail}",
            desk.an_external_id(
                entity_kind="customer", entity=customer, system="card", value=f"32{tail}"
            ),
        ),
    ]


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with one of everything of two people, one of whom has a file that was joined."""
    return shop(
        ("customer", WHO, a_customer(8)),
        ("customer", "c-7", a_customer(7, canonical_id=WHO)),
        ("customer", "c-9", a_customer(9, restricted=True)),
        ("customer", "c-6", a_customer(6)),
        ("event", "event-1", desk.an_event()),
        *records(WHO, "8"),
        *records("c-6", "6"),
        ("visit", "v7", desk.a_visit("c-7")),
    )[0]


def collected(till: TestStore, customer: str = WHO) -> OwnData:
    found = till.read(lambda uow: own_data.collect(uow, customer_id=customer))
    assert isinstance(found, OwnData)
    return found


def ids(kind: Any) -> set[str]:
    return {one.response.id if hasattr(one, "response") else one.id for one in kind}


def test_it_is_everything_of_the_person_and_nothing_of_anybody_else(till: TestStore) -> None:
    data = collected(till)
    assert {"t8"} == ids(data.tickets), "older than what an inspection asks for, too"
    assert [{"k8"}, {"g8"}, {"f8"}, {"v7", "v8"}] == [
        ids(kind) for kind in (data.consents, data.tags, data.answers, data.visits)
    ]
    assert [{"n8"}, {"s8"}, {"p8"}, {"a8"}] == [
        ids(kind) for kind in (data.contacts, data.signups, data.complaints, data.attendances)
    ]
    assert [{"r8"}, {"l8"}, {"x8"}] == [ids(kind) for kind in (data.requests, data.leads, data.ids)]
    assert data.customer == till.read(lambda uow: uow.customers.get(WHO))
    assert (WHO, False, 0) == (collected(till, "c-7").customer.id, data.is_cut, data.unreadable)


def test_a_reading_a_follow_up_a_buyer_and_a_look_are_in_it(till: TestStore) -> None:
    def add(uow: Any) -> None:
        uow.audit("customer.opened", entity_kind="customer", entity="c-7")
        uow.audit("visit.noted", entity_kind="customer", entity=WHO)
        uow.audit("customer.opened", entity_kind="customer", entity="c-6")

    till.run(add)
    till.run(
        lambda uow: proxies.note(uow, customer_id=WHO, name="合成 买家", id_kind=IdKind.ID_CARD)
    )
    till.run(lambda uow: visits.undo_note(uow, customer_id=WHO, visit_id="v7"))
    data = collected(till)
    assert {"v8"} == ids(data.visits), "what takes a note back is no note"
    assert ["customer.opened"] == [one.action for one in data.looks]
    assert ["合***家"] == [one.masked_name for one in data.proxies]
    assert {"f8"} == ids(data.answers), "who bought is no answer of theirs"


def test_taking_it_out_is_noted_with_its_hash_and_nothing_personal(till: TestStore) -> None:
    done = till.run(
        lambda uow: own_data.note_export(
            uow, customer_id=WHO, request_id="r8", sha256="0" * 64, rows=9
        )
    )
    assert None is done
    ((action, entity, facts),) = rows(till, "SELECT action, entity, facts FROM audit")
    assert ("own_data.exported", WHO) == (action, entity)
    assert {"sha256": "0" * 64, "rows": 9, "request": "r8"} == json.loads(facts)
    assert ["own_data.exported"] == [one.action for one in collected(till).looks]


@pytest.mark.parametrize("what", ["collect", "note"])
def test_who_may_not_gets_nothing_and_nothing_is_noted(till: TestStore, what: str) -> None:
    def work(uow: Any) -> Any:
        if what == "collect":
            return own_data.collect(uow, customer_id=whose[-1])
        return own_data.note_export(uow, customer_id=whose[-1], request_id="r", sha256="0", rows=1)

    whose = [WHO]
    assert Refusal("NOT_RESPONSIBLE") == till.run(work, replace(SESSION, role=Role.CLERK))
    assert Refusal("NOT_SIGNED_IN") == till.run(work, None)
    for other, code in (("c-9", "CUSTOMER_RESTRICTED"), ("nobody", "CUSTOMER_NOT_HERE")):
        whose.append(other)
        assert Refusal(code) == till.run(work)
    whose.append(WHO)
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    assert Refusal("READING_LOCKED") == till.run(work)
    assert [] == rows(till, "SELECT 1 FROM audit")


def test_no_name_stands_where_it_could_be_logged(till: TestStore) -> None:
    data = collected(till)
    assert data.customer.name not in repr(data)
    assert {"customer"} <= {one.name for one in fields(data)}
