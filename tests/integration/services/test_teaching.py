"""One key teaches a code that nobody knew, and one takes it back; a package is sold once."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings

from terminal.domain.problems import Refusal, UnknownCode
from terminal.services import counter, teaching
from terminal.services.counter import CardFound, Found, MedicineFound
from terminal.services.teaching import Taught
from tests.builders import SESSION, TestStore, a_line, a_medicine, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import CODE, EAN, audited, everything, ops
from tests.unit.domain import dropped_strategies as dropped

OWN: Final = "SHELF-0042"
OTHER_EAN: Final = "6901234567885"
TRACE: Final = "81234560000000000017"


def scan(till: TestStore, payload: str) -> Found:
    found: Found = till.run(lambda uow: counter.resolve(uow, payload=payload))
    return found


def teach(till: TestStore, payload: str, *, medicine: str = "", customer: str = "") -> Any:
    if medicine:
        return till.run(
            lambda uow: teaching.medicine(uow, payload=payload, medicine_id=medicine), SESSION
        )
    return till.run(lambda uow: teaching.card(uow, payload=payload, customer_id=customer), SESSION)


def medicine_of(found: Found) -> str:
    assert isinstance(found, MedicineFound)
    return found.line.medicine


@pytest.mark.parametrize("payload", [OWN, OTHER_EAN, f"]d2010{OTHER_EAN}10A7", "x" * 64])
def test_an_unknown_code_is_taught_to_be_a_medicines_and_taken_back(
    till: TestStore, payload: str
) -> None:
    unknown = scan(till, payload)
    assert isinstance(unknown, UnknownCode)
    assert payload not in repr(unknown) or payload == OTHER_EAN
    taught = teach(till, unknown.payload, medicine="m-1")
    assert isinstance(taught, Taught)
    assert ("medicine", "m-1", "盐酸二甲双胍片 0.5 g × 60") == (
        taught.kind,
        taught.entity,
        taught.name,
    )
    assert "m-1" == medicine_of(scan(till, payload))
    (fact,) = ops(till, "external_id")
    assert ("barcode", "scan", "staff-1") == tuple(fact["fact"][k] for k in ("system", "how", "by"))
    assert taught == till.run(lambda uow: teaching.undo(uow, taught=taught), SESSION)
    assert isinstance(scan(till, payload), UnknownCode)
    again = till.run(lambda uow: teaching.undo(uow, taught=taught), SESSION)
    assert Refusal("TEACH_GONE") == again
    assert ["code.taught", "code.untaught"] == [action for action, _ in audited(till)]


def test_a_medicine_has_as_many_codes_as_it_was_taught(till: TestStore) -> None:
    for payload in (OWN, OTHER_EAN, "第二条码-7"):
        teach(till, payload, medicine="m-1")
    for payload in (EAN, OWN, OTHER_EAN, "第二条码-7"):
        assert "m-1" == medicine_of(scan(till, payload))


def test_an_unknown_code_is_taught_to_be_somebodys_card(till: TestStore) -> None:
    taught = teach(till, OWN, customer="c-1")
    assert isinstance(taught, Taught)
    assert ("customer", "合**1") == (taught.kind, taught.name)
    found = scan(till, OWN)
    assert isinstance(found, CardFound)
    assert "c-1" == found.card.id
    (fact,) = ops(till, "external_id")
    assert "c-1" == fact["fact"]["customer"], "it goes where the file goes"
    till.run(lambda uow: teaching.undo(uow, taught=taught), SESSION)
    assert isinstance(scan(till, OWN), UnknownCode)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (EAN, "TEACH_KNOWN"),
        (CODE, "TEACH_NOT_THIS"),
        ("320000000030", "TEACH_NOT_THIS"),
        ("15499999999", "TEACH_NOT_THIS"),
        ("B001", "TEACH_NOT_THIS"),
        ("https://example.invalid/1", "TEACH_NOT_THIS"),
        (TRACE, "TEACH_NOT_THIS"),
        ("abc", "TEACH_NOT_THIS"),
        ("y" * 65, "TEACH_NOT_THIS"),
        ("134811335577990022", "TEACH_NOT_THIS"),
        ("11010519491231002X", "TEACH_NOT_THIS"),
    ],
)
def test_what_means_something_or_must_not_be_kept_is_not_taught(
    till: TestStore, payload: str, code: str
) -> None:
    assert Refusal(code) == teach(till, payload, medicine="m-1")
    assert [] == ops(till)


def test_nobody_teaches_who_is_not_signed_in_nor_of_what_is_not_here(till: TestStore) -> None:
    unsigned = till.run(lambda uow: teaching.medicine(uow, payload=OWN, medicine_id="m-1"), None)
    assert Refusal("NOT_SIGNED_IN") == unsigned
    assert Refusal("LOOKUP_NOTHING") == teach(till, OWN, medicine="gone")
    assert Refusal("CUSTOMER_NOT_HERE") == teach(till, OWN, customer="gone")
    teach(till, OWN, customer="c-1")
    assert Refusal("TEACH_NOT_THIS") == teach(till, OWN, customer="c-2")
    assert 1 == len(ops(till, "external_id"))


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(arrival=dropped.arrivals() | dropped.wrapped())
def test_no_code_that_must_be_dropped_is_ever_taught_or_kept(
    till: TestStore, arrival: tuple[str, str]
) -> None:
    bare, payload = arrival
    assert isinstance(scan(till, payload), Refusal)
    for target in ({"medicine": "m-1"}, {"customer": "c-1"}):
        assert Refusal("TEACH_NOT_THIS") == teach(till, payload, **target)
    assert bare not in everything(till)


def _sale(day: str, qty_e4: int = 10_000, **changes: Any) -> dict[str, Any]:
    line = a_line(trace_codes=[TRACE], qty_e4=qty_e4, **changes)
    return a_ticket("c-1", business_day=day, receipt_no=f"R-{day}", lines=[line])


def test_a_package_that_was_sold_here_is_said_at_once_with_its_receipt(shop: Shop) -> None:
    till, _ = shop(("ticket", "t-1", _sale("2025-11-02")))
    sold = Refusal("TRACE_SOLD", {"day": "2025-11-02", "receipt": "R-2025-11-02"})
    assert sold == scan(till, TRACE)
    assert Refusal("SCAN_TRACE") == scan(till, "8" + TRACE[1:-1] + "8")


def test_a_trace_code_leads_to_the_medicine_where_hq_said_how_its_codes_begin(shop: Shop) -> None:
    till, _ = shop(
        ("medicine", "m-2", a_medicine(gtins=[], trace_prefixes=["8123456", "7012345"])),
        ("ticket", "t-1", _sale("2025-11-02")),
    )
    found = scan(till, TRACE)
    assert isinstance(found, MedicineFound)
    assert ("m-2", date(2025, 11, 2)) == (
        found.line.medicine,
        found.line.sold and found.line.sold.business_day,
    )
    other = scan(till, "70123450000000000017")
    assert isinstance(other, MedicineFound)
    assert ("m-2", None) == (other.line.medicine, other.line.sold)


def test_a_package_that_came_back_may_be_sold_again(shop: Shop) -> None:
    till, _ = shop(
        ("ticket", "t-1", _sale("2025-11-02")),
        ("ticket", "t-2", _sale("2025-11-05", -10_000) | {"sold_at": 1_763_690_400_001}),
    )
    assert Refusal("SCAN_TRACE") == scan(till, TRACE)


def test_the_serial_of_a_gs1_package_counts_for_its_own_medicine_only(shop: Shop) -> None:
    line = a_line(medicine="m-1", trace_codes=["S9"])
    till, _ = shop(
        ("ticket", "t-1", a_ticket("c-1", lines=[line])),
        ("medicine", "m-2", a_medicine(gtins=[OTHER_EAN])),
    )
    found = scan(till, f"010{EAN}21S9")
    assert isinstance(found, MedicineFound)
    assert found.line.sold is not None
    other = scan(till, f"010{OTHER_EAN}21S9")
    assert isinstance(other, MedicineFound)
    assert other.line.sold is None
