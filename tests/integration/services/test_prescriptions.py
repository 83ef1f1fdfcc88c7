"""The register of prescriptions on the real store."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.problems import Refusal
from terminal.domain.proxy import IdKind
from terminal.domain.staff import Role
from terminal.services import prescriptions, proxies
from terminal.services.prescriptions import Register
from tests.builders import SESSION, START_MS, TestStore, a_line, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import DAY_MS, Record, on, rows

CLERK = replace(SESSION, role=Role.CLERK)


def sale(record: str, customer: str | None, days: int, *lines: Any, **more: Any) -> Record:
    body = a_ticket(
        customer,
        receipt_no=record,
        business_day=on(days),
        sold_at=START_MS + days * DAY_MS,
        lines=list(lines),
        staff="staff-1",
        **more,
    )
    return "ticket", record, body


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till that sold on two prescriptions at once, on one of the whole sale, and without any."""
    return shop(
        sale("t-1", "c-1", -1, a_line(rx_no="RX-1"), a_line(rx_no="RX-2", name="阿卡波糖片")),
        sale("t-2", None, -3, a_line(), a_line(name="阿卡波糖片"), rx_no="RX-3"),
        sale("t-3", "c-1", -2, a_line()),
        sale("t-4", "c-1", -600, a_line(rx_no="RX-OLD")),
    )[0]


def register(till: TestStore) -> Register:
    found = till.store.read(prescriptions.register, SESSION).result()
    assert isinstance(found, Register)
    return found


def test_every_prescription_of_18_months_is_a_row_with_the_customer_masked(till: TestStore) -> None:
    found = register(till)
    told = [(one.number, one.day.isoformat(), len(one.medicines)) for one in found.rows]
    assert [("RX-1", on(-1), 1), ("RX-2", on(-1), 1), ("RX-3", on(-3), 2)] == told
    name = till.read(lambda uow: uow.customers.get("c-1").name)
    assert name not in str(found)
    assert ["*" in found.rows[0].customer, found.rows[2].customer] == [True, ""]
    assert "合成" in found.rows[0].pharmacist
    assert ["RX-2"] == [one.number for one in found.rows if one.fits("阿卡波糖 rx-2")]


def test_who_bought_for_somebody_stands_in_the_register(till: TestStore) -> None:
    till.run(
        lambda uow: proxies.note(
            uow, customer_id="c-1", name="合成买家", id_kind=IdKind.ID_CARD, ticket_id="t-1"
        )
    )
    buyers = [one.buyer for one in register(till).rows]
    assert [("合**家", 100), ("合**家", 100), None] == [
        None if one is None else (one.masked_name, one.confidence_e2) for one in buyers
    ]


def test_only_who_answers_for_it_reads_and_exports_it_and_that_is_noted(till: TestStore) -> None:
    read = till.store.read
    assert Refusal("NOT_RESPONSIBLE") == read(prescriptions.register, CLERK).result()
    assert Refusal("NOT_SIGNED_IN") == read(prescriptions.register, None).result()
    done = till.run(lambda uow: prescriptions.note_export(uow, sha256="ab", rows=2))
    assert None is done
    ((action, facts),) = rows(till, "SELECT action, facts FROM audit")
    assert ("prescriptions.exported", {"sha256": "ab", "rows": 2}) == (action, json.loads(facts))
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    assert Refusal("READING_LOCKED") == read(prescriptions.register, SESSION).result()
