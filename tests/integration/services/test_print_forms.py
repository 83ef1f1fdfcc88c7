"""Printed forms on the real store: HQ's and the program's own, masked on the screen."""

from __future__ import annotations

from typing import Any

import pytest

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.print_form import Column, From, from_content
from terminal.domain.problems import Refusal
from terminal.services import print_forms
from terminal.services.print_forms import Filled
from tests import desk_builders as desk
from tests.builders import TestStore, a_customer, a_line, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import on, rows

FORM: dict[str, Any] = {
    "purpose": "reimbursement",
    "text": {"zh_CN": "总部表（合成）"},
    "form": {
        "fields": [
            {"label": {"zh_CN": "姓名"}, "from": "name"},
            {"label": {"zh_CN": "新"}, "from": "of_a_newer_program"},
        ],
        "columns": ["day", "of_a_newer_program", "amount"],
        "months": 1,
    },
}
CLAIM = "own.claim"


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with a form of HQ's, one that is none, and purchases paid in two ways."""
    bought = a_ticket(
        "c-1",
        business_day=on(-5),
        lines=[a_line(qty_e4=15_000, price_fen=1881, rx_no="RX-1"), a_line(qty_e4=-10_000)],
    )
    insured = a_ticket("c-1", receipt_no="R2", business_day=on(-40), pay_kind="insurance")
    bad = {**FORM, "form": {"fields": [], "columns": []}}
    return shop(
        ("customer", "c-9", a_customer(9, restricted=True)),
        ("ticket", "t-1", bought),
        ("ticket", "t-2", insured),
        ("template", "f-1", desk.a_config("template", "f-1", FORM)),
        ("template", "f-2", desk.a_config("template", "f-2", bad)),
    )[0]


def fill(till: TestStore, form: str = CLAIM, who: str = "c-1", **more: Any) -> Any:
    return till.run(lambda uow: print_forms.fill(uow, customer_id=who, form_id=form, **more))


def test_hqs_forms_come_first_and_the_programs_own_say_so(till: TestStore) -> None:
    found = till.read(print_forms.listed)
    assert [("f-1", False), (CLAIM, True), ("own.chronic", True)] == [
        (one.id, one.is_own) for one in found
    ]
    newest = found[0]
    assert [From.NAME, None] == [one.source for one in newest.fields]
    assert (Column.DAY, Column.AMOUNT) == newest.columns


def test_a_form_holds_what_was_paid_in_its_ways_and_its_months(till: TestStore) -> None:
    filled = fill(till)
    assert isinstance(filled, Filled)
    assert [2822, -1880] == [one.amount_fen for one in filled.lines]
    assert (942, "RX-1") == (filled.total_fen, filled.lines[0].rx_no)
    assert 3 == len(fill(till, "own.chronic").lines)
    assert 2 == len(fill(till, "f-1").lines)


def test_the_screen_sees_it_masked_and_paper_in_full_which_is_noted(till: TestStore) -> None:
    customer = till.read(lambda uow: uow.customers.get("c-1"))
    masked = fill(till)
    assert customer.name not in str(dict(masked.values))
    assert customer.phones[0] not in str(dict(masked.values))
    assert [] == rows(till, "SELECT 1 FROM audit")
    full = fill(till, is_masked=False)
    assert (customer.name, customer.phones[0]) == (
        full.values[From.NAME],
        full.values[From.PHONE],
    )
    assert [("form.printed", "c-1")] == rows(till, "SELECT action, entity FROM audit")
    assert customer.name not in repr(full)


def test_what_cannot_be_filled_says_why(till: TestStore) -> None:
    assert Refusal("PRINT_FORM_GONE") == fill(till, "nobody")
    assert Refusal("CUSTOMER_NOT_HERE") == fill(till, who="nobody")
    assert Refusal("CUSTOMER_RESTRICTED") == fill(till, who="c-9")


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": []},
        {"fields": [{"label": {}}]},
        {"columns": None},
        {"months": 0},
        {"months": 99},
        {"pay": [1]},
        {"sign": "x"},
    ],
)
def test_what_is_no_form_is_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(PolicyInvalidError) as refused:
        from_content("f-3", {**FORM, "form": {**FORM["form"], **wrong}})
    assert "f-3" == refused.value.record_id
