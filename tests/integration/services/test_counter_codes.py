"""What a code or a few typed characters lead to, on the real store."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from terminal.domain.card import CustomerHit, MedicineHit, MedicineLine
from terminal.domain.identifiers import CodeKind, has_check_digit
from terminal.domain.problems import Refusal
from terminal.services import counter
from terminal.services.counter import BadgeRead, CardFound, Found, HitsFound, MedicineFound
from tests.builders import TestStore, a_customer, a_medicine, a_member_code
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import (
    BADGE,
    CODE,
    EAN,
    HOUSEHOLD,
    NOT_HERE,
    REVOKED,
    audited,
    counted,
    ops,
)

GS1 = f"010{EAN}17261231" + "10LOT9"
PAYMENT = "134811335577990022"
INSURANCE = "424" + "9" * 25
ID_CARD = "11010519491231002X"
TRACE = "8" + "1" * 19


def scan(till: TestStore, payload: str) -> Found:
    found: Found = till.run(lambda uow: counter.resolve(uow, payload=payload))
    return found


def typed(till: TestStore, text: str) -> Found:
    found: Found = till.run(lambda uow: counter.look_up(uow, text=text))
    return found


def opened(found: Found) -> str:
    assert isinstance(found, CardFound)
    return found.card.id


def test_a_member_code_opens_the_card_of_its_customer(till: TestStore) -> None:
    assert "c-1" == opened(scan(till, CODE))


@pytest.mark.parametrize("payload", [f"  {CODE}\r\n", "３２００００００００１６"])
def test_blanks_and_full_width_digits_around_a_code_mean_nothing(
    till: TestStore, payload: str
) -> None:
    assert "c-1" == opened(scan(till, payload))


def test_a_card_number_of_another_form_is_found_in_the_stores_own_table(shop: Shop) -> None:
    till, _ = shop(("member_code", "mc-3", a_member_code("c-3", "VIP-00003")))
    assert "c-3" == opened(scan(till, "VIP-00003"))


def test_the_card_of_a_joined_file_opens_the_file_that_stayed(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-old", a_customer(4, canonical_id="c-1")),
        ("member_code", "mc-4", a_member_code("c-old", "320000000047")),
    )
    assert "c-1" == opened(scan(till, "320000000047"))
    assert [("customer.opened", "c-1")] == audited(till)


def test_a_badge_says_whose_it_is_and_opens_nothing(till: TestStore) -> None:
    found = scan(till, BADGE)
    assert isinstance(found, BadgeRead)
    assert ("staff-1", "pharmacist") == (found.staff.id, found.staff.role)
    assert [] == ops(till)


@pytest.mark.parametrize("payload", [EAN, f"0{EAN}", GS1, f"\x1d{GS1}"])
def test_a_medicine_is_found_by_its_bar_code_and_by_gs1(till: TestStore, payload: str) -> None:
    found = scan(till, payload)
    assert isinstance(found, MedicineFound)
    line = found.line
    assert isinstance(line, MedicineLine)
    assert ("m-1", "盐酸二甲双胍片 0.5 g × 60", 120_000) == (
        line.medicine,
        line.title,
        line.stock_e4,
    )
    assert [] == ops(till)


def test_a_package_says_its_lot_and_expiry_and_what_in_them_is_not_sure(till: TestStore) -> None:
    found = scan(till, f"]d2010{EAN}1726123110A7\x1d21S9")
    assert isinstance(found, MedicineFound)
    pack = found.line.pack
    assert pack is not None
    assert ("A7", "S9", date(2026, 12, 31)) == (pack.lot, pack.serial, pack.expires_on)
    lost = scan(till, f"]d2010{EAN}1720010110A721S9")
    assert isinstance(lost, MedicineFound)
    assert lost.line.is_expired
    assert lost.line.pack is not None
    assert ("GS1_RUN_TOGETHER", None) == (lost.line.pack.problem, lost.line.pack.lot)


def test_a_code_that_could_be_two_things_is_what_was_asked_for_and_said_to_be_both(
    shop: Shop,
) -> None:
    upc = "012345678905"
    till, _ = shop(
        ("member_code", "mc-3", a_member_code("c-3", upc)),
        ("medicine", "m-2", a_medicine(gtins=[upc])),
    )
    both = scan(till, upc)
    assert "c-3" == opened(both)
    assert isinstance(both, CardFound)
    assert Refusal("SCAN_ALSO_MEDICINE") == both.also
    alone = scan(till, CODE)
    assert isinstance(alone, CardFound)
    assert None is alone.also
    asked = till.run(lambda uow: counter.resolve(uow, payload=upc, asked=CodeKind.RETAIL))
    assert isinstance(asked, MedicineFound)
    assert "m-2" == asked.line.medicine


def test_a_medicine_nobody_counted_says_that_its_stock_is_unknown(shop: Shop) -> None:
    till, _ = shop(("medicine", "m-2", a_medicine(gtins=["6901234567885"])))
    found = scan(till, "6901234567885")
    assert isinstance(found, MedicineFound)
    assert (None, None) == (found.line.stock_e4, found.line.stock_as_of)


def test_a_phone_of_one_customer_opens_the_card(till: TestStore) -> None:
    assert "c-1" == opened(scan(till, "15400000001"))
    assert "c-1" == opened(typed(till, "154 0000 0001"))


def test_a_phone_of_a_household_lists_everybody_masked(till: TestStore) -> None:
    found = scan(till, HOUSEHOLD)
    assert isinstance(found, HitsFound)
    assert (
        CustomerHit("c-2", "合**2", "f", 67, "0009", "A", "phone"),
        CustomerHit("c-3", "合**3", "f", 67, "0009", "A", "phone"),
    ) == found.hits
    assert [] == audited(till), "nobody's file was opened yet"


@pytest.mark.parametrize("tail", ["0001", "00001", "000001"])
def test_a_phones_tail_finds_its_customer(till: TestStore, tail: str) -> None:
    assert "c-1" == opened(typed(till, tail))


def test_a_tail_of_several_customers_lists_them(till: TestStore) -> None:
    found = typed(till, "0009")
    assert isinstance(found, HitsFound)
    assert ["c-2", "c-3"] == [hit.id for hit in found.hits]


def test_the_start_of_a_name_finds_who_is_called_so(till: TestStore) -> None:
    assert "c-2" == opened(typed(till, "合成客2"))
    found = typed(till, "合成")
    assert isinstance(found, HitsFound)
    assert ["c-1", "c-2", "c-3"] == [hit.id for hit in found.hits]


def test_pinyin_finds_customers_and_medicines_masked_and_with_the_reason(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-9", a_customer(99, name="严素兰")),
        ("medicine", "m-9", a_medicine(generic="烟酸片", gtins=["6901234567885"])),
    )
    found = typed(till, "ys")
    assert isinstance(found, HitsFound)
    assert (
        CustomerHit("c-9", "严*兰", "f", 67, "0099", "A", "initials"),
        MedicineHit("m-1", "盐酸二甲双胍片 0.5 g × 60", 120_000, "initials"),
        MedicineHit("m-9", "烟酸片 0.5 g × 60", None, "initials"),
    ) == tuple(sorted(found.hits, key=lambda hit: hit.id))
    assert [] == audited(till), "nobody's file was opened yet"
    assert "c-9" == opened(typed(till, "YanSuL"))
    alone = typed(till, "yansuanp")
    assert isinstance(alone, MedicineFound)
    assert "m-9" == alone.line.medicine


def test_the_end_of_a_phone_that_could_be_a_bar_code_is_found(shop: Shop) -> None:
    till, _ = shop(("customer", "c-9", a_customer(99, phones=["15440170725"])))
    assert "40170725" == "15440170725"[-8:]
    assert has_check_digit("40170725")
    assert "c-9" == opened(typed(till, "40170725"))


def test_a_list_is_never_longer_than_its_keys(shop: Shop) -> None:
    more = [("customer", f"d-{n:02}", a_customer(100 + n)) for n in range(20)]
    till, _ = shop(*more)
    found = typed(till, "合成")
    assert isinstance(found, HitsFound)
    assert counter.HITS_SHOWN == len(found.hits)


REFUSED = {
    "SCAN_PAYMENT": PAYMENT,
    "SCAN_INSURANCE": INSURANCE,
    "SCAN_ID_CARD": ID_CARD,
    "SCAN_TRACE": TRACE,
    "MEMBER_CODE_DAMAGED": "GT2" + "A" * 30,
    "SCAN_ID_OR_PAYMENT": "110105194912310038",
    "SCAN_OTHER_UDI": "+A123BJC5D6E71G",
    "SCAN_GS1_NO_PRODUCT": "]d210LOT",
    "GS1_BROKEN": "]d2050X",
    "SCAN_URL": "https://example.invalid/x",
    "SCAN_CHECK_DIGIT": "320000000018",
    "SCAN_NOT_HERE": NOT_HERE,
    "SCAN_PHONE_NOT_HERE": "15499999999",
    "SCAN_MEDICINE_UNKNOWN": "6901234567885",
    "SCAN_UNKNOWN": "WHAT-IS-THIS",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_resolved_is_refused_by_its_own_code(till: TestStore, code: str) -> None:
    before = counted(till)
    found = scan(till, REFUSED[code])
    assert isinstance(found, Refusal)
    assert code == found.code
    assert before == counted(till)


@pytest.mark.parametrize("code", sorted(REFUSED.keys() - {"SCAN_UNKNOWN"}))
def test_a_typed_code_is_refused_as_a_scanned_one(till: TestStore, code: str) -> None:
    found = typed(till, REFUSED[code])
    assert isinstance(found, Refusal)
    assert code == found.code


@pytest.mark.parametrize("text", ["", "  ", "没有此人", "9999", "WHAT-IS-THIS"])
def test_typed_text_that_fits_nobody_says_so(till: TestStore, text: str) -> None:
    found = typed(till, text)
    assert isinstance(found, Refusal)
    assert "LOOKUP_NOTHING" == found.code


def test_a_revoked_card_is_a_card_that_is_not_here(till: TestStore) -> None:
    found = scan(till, REVOKED)
    assert Refusal("SCAN_NOT_HERE", {"tail": "0023"}) == found


def test_a_badge_of_somebody_who_left_is_no_badge(till: TestStore) -> None:
    found = scan(till, "B009")
    assert isinstance(found, Refusal)
    assert "SCAN_UNKNOWN" == found.code


def test_no_fact_of_a_refusal_repeats_what_was_scanned_of_a_person(till: TestStore) -> None:
    for code in ("SCAN_PAYMENT", "SCAN_INSURANCE", "SCAN_ID_CARD", "SCAN_UNKNOWN", "SCAN_URL"):
        found = scan(till, REFUSED[code])
        assert isinstance(found, Refusal)
        assert not any(REFUSED[code] in fact for fact in found.facts.values())
    phone = scan(till, REFUSED["SCAN_PHONE_NOT_HERE"])
    assert Refusal("SCAN_PHONE_NOT_HERE") == phone


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(st.characters(), max_size=60))
@example(text="合\ud800")
@example(text="15400000001\udfff")
@example(text="\x00")
@example(text="\ufeff" + CODE)
def test_any_text_is_answered_and_nothing_of_it_is_kept(till: TestStore, text: str) -> None:
    for found in (scan(till, text), typed(till, text)):
        assert isinstance(found, CardFound | MedicineFound | BadgeRead | HitsFound | Refusal)
