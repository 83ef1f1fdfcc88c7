"""The stock desk on the real store: here, nearby, in other packs, and whose own runs out."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest

from terminal.domain.problems import Refusal
from terminal.domain.stock import Decides, RunsOut
from terminal.services import stock
from terminal.services.stock import StockAnswer
from tests import desk_builders as desk
from tests.builders import START_MS, TestStore, a_customer, a_line, a_medicine, a_stock, a_ticket
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import TODAY, Record, ops
from tests.integration.services.test_reading_lock import wanted_back

HOUR_MS: Final = 3_600_000
ACARBOSE: Final = {
    "generic": "阿卡波糖片",
    "strength": "50 mg",
    "units_per_pack": 30,
    "gtins": ["6900000000014"],
    "substitute_group": "acarbose|50 mg",
    "substitution": "doctor",
}
VITAMIN: Final = {
    "rx": "otc_a",
    "substitute_group": "ascorbic|100 mg",
    "substitution": "otc",
    "generic": "维生素C片",
}
WARNING: Final = {
    **desk.CONTENTS["article"],
    "ingredients": ["acarbose"],
    "against": ["ibd"],
}
RULE: Final = {
    "type": "conflict",
    "when": "'acarbose' in taken && 'cirrhosis' in conditions",
    "ask": {"zh_CN": "肝硬化顾客拟用阿卡波糖，是否已由医生确认？"},
    "replies": [{"code": "yes", "words": {"zh_CN": "已确认"}}],
}


def neighbours() -> list[Record]:
    """Return four stores: the nearest has nothing, one nobody knows of, two have some."""
    found: list[Record] = []
    for rank, store in enumerate(("0019", "0020", "0021", "0022"), start=1):
        body = desk.a_neighbour(near=store, name=f"示例 {store} 店", rank=rank, minutes=6 * rank)
        found.append(("neighbour", f"n-{store}", body))
    levels = {"0019": 0, "0021": 40_000, "0022": 90_000, "0099": 990_000}
    for number, (store, qty) in enumerate(levels.items()):
        body = desk.a_nearby_stock(
            "m-a", store=store, qty_e4=qty, eta_min=None, as_of_at=START_MS - number * HOUR_MS
        )
        found.append(("nearby_stock", f"ns-{store}", body))
    return found


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till that has no acarbose, with stores nearby and other packs of it."""
    sick = a_customer(8, conditions=["t2dm", "ibd", "cirrhosis"], allergies=[])
    return shop(
        ("medicine", "m-a", a_medicine(**ACARBOSE)),
        ("medicine", "m-b", a_medicine(**{**ACARBOSE, "units_per_pack": 60, "gtins": []})),
        ("medicine", "m-c", a_medicine(**{**ACARBOSE, "generic": "阿卡波糖胶囊", "gtins": []})),
        ("medicine", "v-1", a_medicine(**VITAMIN, gtins=[])),
        ("medicine", "v-2", a_medicine(**{**VITAMIN, "generic": "维生素C咀嚼片"}, gtins=[])),
        ("medicine", "v-3", a_medicine(**{**VITAMIN, "rx": "rx"}, units_per_pack=9, gtins=[])),
        ("medicine", "p-1", a_medicine(generic="青霉素V钾片", gtins=[])),
        ("stock", "s-a", a_stock("m-a", qty_e4=0)),
        ("stock", "s-c", a_stock("m-c", qty_e4=20_000)),
        ("customer", "c-8", sick),
        ("article", "a-1", desk.a_config("article", "a-1", WARNING)),
        ("rule", "x-1", desk.a_config("rule", "x-1", RULE)),
        *neighbours(),
    )[0]


def answer(till: TestStore, medicine: str, customer: str | None = None) -> StockAnswer:
    work: Any = lambda uow: stock.answer(uow, medicine_id=medicine, customer_id=customer)  # noqa: E731
    found = till.read(work)
    assert isinstance(found, StockAnswer)
    return found


def test_what_is_out_here_is_at_three_stores_with_the_way_there_and_how_sure(
    till: TestStore,
) -> None:
    hits = till.read(lambda uow: stock.find(uow, text="akbtp"))
    assert {"m-a", "m-b"} == {one.id for one in hits}
    found = answer(till, "m-a")
    assert found.level is not None
    assert 0 == found.level.qty_e4
    told = [(one.name, one.minutes, one.has_it, one.phone) for one in found.stores]
    assert [
        ("示例 0021 店", 18, True, "15400000019"),
        ("示例 0022 店", 24, True, "15400000019"),
        ("示例 0019 店", 6, False, "15400000019"),
    ] == told
    levels = [one.level for one in found.stores]
    assert all(one is not None and one.confidence_e2 == 80 for one in levels)
    assert levels[1] is not None
    assert timedelta(hours=2) <= found.now - levels[1].as_of


def test_another_pack_comes_first_and_another_prescription_form_is_the_doctors_word(
    till: TestStore,
) -> None:
    others = answer(till, "m-a").others
    assert [("m-b", Decides.SAME), ("m-c", Decides.DOCTOR)] == [
        (one.medicine.id, one.decides) for one in others
    ]


def test_the_customer_chooses_only_among_what_needs_no_prescription(till: TestStore) -> None:
    others = answer(till, "v-1").others
    assert {"v-2": Decides.CUSTOMER, "v-3": Decides.DOCTOR} == {
        one.medicine.id: one.decides for one in others
    }
    assert {Decides.DOCTOR} == {one.decides for one in answer(till, "v-3").others}


def test_the_packs_of_the_very_same_product_are_listed_with_what_is_here(till: TestStore) -> None:
    for medicine in ("m-a", "m-b"):
        packs = till.read(partial(stock.packs, medicine_id=medicine))
        assert {"m-a", "m-b"} == {one.id for one in packs}, "no other form, no other product"
        assert {"m-a": 0} == {one.id: one.stock_e4 for one in packs if one.stock_e4 is not None}
    assert () == till.read(partial(stock.packs, medicine_id="gone"))


def test_what_is_not_for_the_open_customer_is_said_of_every_pack(till: TestStore) -> None:
    found = answer(till, "m-a", "c-8")
    assert "合**8" == found.about
    assert ("ibd",) == found.against.codes
    assert [RULE["ask"]] == list(found.against.asks)
    assert all(one.against for one in found.others)
    allergic = answer(till, "p-1", "c-1")
    assert ("青霉素",) == allergic.against.codes
    assert not answer(till, "m-a", "c-1").against
    assert None is answer(till, "m-a").about


def test_while_reading_is_locked_shelves_are_told_and_files_are_not(till: TestStore) -> None:
    wanted_back(till)
    found = answer(till, "m-a", "c-8")
    assert (3, 2, None) == (len(found.stores), len(found.others), found.about)
    assert not found.against
    assert Refusal("READING_LOCKED") == till.read(stock.running_out)


def test_a_medicine_nobody_knows_is_refused_and_nothing_is_found_for_nothing(
    till: TestStore,
) -> None:
    gone = till.read(lambda uow: stock.answer(uow, medicine_id="nothing"))
    assert Refusal("LOOKUP_NOTHING") == gone
    assert () == till.read(lambda uow: stock.find(uow, text="  "))
    assert [] == ops(till)


def test_who_runs_out_this_week_is_held_against_the_shelf(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bought(name: str, customer: str, days_ago: int, **changes: Any) -> Record:
        day = (TODAY - timedelta(days=days_ago)).isoformat()
        body = a_ticket(customer, receipt_no=name, business_day=day, lines=[a_line(**changes)])
        return "ticket", name, body

    made = shop(
        ("customer", "c-5", a_customer(5, restricted=True)),
        ("customer", "c-6", a_customer(6, conditions=[])),
        ("stock", "k-2", a_stock("m-1", qty_e4=20_000, as_of_at=START_MS + 1)),
        bought("t-1", "c-1", 30),
        bought("t-2", "c-2", 23, qty_e4=20_000),
        bought("t-3", "c-3", 22),
        bought("t-4", "c-3", 31, days_supply=None, ds_source="none", medicine="m-x"),
        bought("t-5", "c-5", 25),
        bought("t-6", "c-6", 25),
    )[0]
    monkeypatch.setattr(stock, "SLICE", 2)
    running: list[RunsOut] = []
    after: str | None = ""
    rounds = 0
    while after is not None:
        begin = after
        part = made.read(lambda uow, begin=begin: stock.running_out(uow, after=begin))
        assert isinstance(part, stock.Slice)
        running += part.running
        after, rounds = part.after, rounds + 1
    assert 3 == rounds
    assert {("c-1", TODAY), ("c-2", TODAY + timedelta(days=7))} == {
        (one.customer, one.on) for one in running
    }
    (short,) = made.read(lambda uow: stock.short(uow, running=[*running, *running]))
    assert ("m-1", 30_000, 2) == (short.medicine, short.wanted_e4, len(short.people))
    assert "合**1" == short.people[0].masked_name
    assert () == made.read(lambda uow: stock.short(uow, running=running[:1]))
