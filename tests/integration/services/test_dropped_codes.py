"""Payment, insurance and identity codes are recognised in order to be dropped: no row, no op, no
audit entry, no log line and no answer ever holds one.
"""

from __future__ import annotations

import logging

import pytest

from terminal.domain.problems import Refusal
from terminal.services import counter
from tests.builders import TestStore, a_customer, a_member_code
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import CODE, counted, everything
from tests.integration.services.test_counter_codes import ID_CARD, INSURANCE, PAYMENT

DROPPED = {
    "SCAN_PAYMENT": [PAYMENT, "2811224466880055", "621111222233334444", f" {PAYMENT}\r"],
    "SCAN_INSURANCE": [INSURANCE, "opcK3xQ9pL2mV8cR5tW1zB7nH4dF"],
    "SCAN_ID_CARD": [ID_CARD, ID_CARD.lower()],
}
CASES = [(code, payload) for code, payloads in DROPPED.items() for payload in payloads]


@pytest.mark.parametrize(("code", "payload"), CASES)
def test_a_dropped_code_leaves_no_trace_in_any_table(
    till: TestStore, caplog: pytest.LogCaptureFixture, code: str, payload: str
) -> None:
    caplog.set_level(logging.DEBUG)
    till.run(lambda uow: counter.resolve(uow, payload=CODE))
    before = counted(till)
    for work in (
        lambda uow: counter.resolve(uow, payload=payload),
        lambda uow: counter.look_up(uow, text=payload),
    ):
        assert Refusal(code) == till.run(work)
    assert before == counted(till)
    bare = payload.strip()
    assert bare not in everything(till)
    assert bare[-8:] not in everything(till)
    assert bare not in caplog.text


def test_a_payment_code_can_never_pass_for_a_member(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-9", a_customer(9)),
        ("member_code", "mc-9", a_member_code("c-9", PAYMENT)),
    )
    assert Refusal("SCAN_PAYMENT") == till.run(lambda uow: counter.resolve(uow, payload=PAYMENT))


def test_the_rows_that_are_searched_do_hold_what_was_kept(till: TestStore) -> None:
    assert CODE in everything(till)
    assert "15400000001" in everything(till)
