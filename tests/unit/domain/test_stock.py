"""What is said of a medicine: who decides on another one, where to send somebody, what is short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from terminal.domain.medicine import Medicine, NearbyLevel, StockLevel
from terminal.domain.neighbour import Neighbour
from terminal.domain.stock import Decides, RunsOut, decides, ingredient, nearest, shortages

AT = datetime(2025, 11, 21, 2, tzinfo=UTC)
DAY = date(2025, 11, 24)


@pytest.mark.parametrize(
    ("asked", "other", "who"),
    [
        (("otc", "otc_a"), ("otc", "otc_b"), Decides.CUSTOMER),
        (("otc", None), ("otc", None), Decides.CUSTOMER),
        (("otc", "otc_a"), ("otc", "rx"), Decides.DOCTOR),
        (("otc", "rx"), ("otc", "otc_a"), Decides.DOCTOR),
        (("doctor", "otc_a"), ("otc", "otc_a"), Decides.DOCTOR),
        ((None, "otc_a"), ("otc", "otc_a"), Decides.DOCTOR),
        (("later", "otc_a"), ("otc", "otc_a"), Decides.DOCTOR),
    ],
)
def test_the_customer_decides_only_where_hq_says_so_of_both(
    asked: tuple[str | None, str | None], other: tuple[str | None, str | None], who: Decides
) -> None:
    first = Medicine("m-1", "x", substitution=asked[0], rx=asked[1])
    assert who is decides(first, Medicine("m-2", "y", substitution=other[0], rx=other[1]))


ACARBOSE = Medicine(
    "m-1", "阿卡波糖片", strength="50 mg", units_per_pack=30, unit="片", rx="rx",
    substitute_group="acarbose|50 mg", substitution="doctor", approval_no="合成H1", trade="示安",
)  # fmt: skip


@pytest.mark.parametrize(
    ("other", "who"),
    [
        ({}, Decides.SAME),
        ({"approval_no": None}, Decides.SAME),
        ({"trade": None}, Decides.SAME),
        ({"approval_no": "合成H2"}, Decides.DOCTOR),
        ({"approval_no": None, "trade": "示康"}, Decides.DOCTOR),
        ({"generic": "阿卡波糖胶囊"}, Decides.DOCTOR),
        ({"strength": "100 mg"}, Decides.DOCTOR),
        ({"unit": "袋"}, Decides.DOCTOR),
        ({"rx": "otc_a"}, Decides.DOCTOR),
    ],
)
def test_another_pack_size_alone_needs_nobodys_word(other: dict[str, Any], who: Decides) -> None:
    assert who is decides(ACARBOSE, replace(ACARBOSE, id="m-2", units_per_pack=45, **other))


def test_without_a_strength_nothing_is_said_to_be_the_same() -> None:
    one = replace(ACARBOSE, strength=None)
    assert Decides.DOCTOR is decides(one, replace(one, id="m-2", units_per_pack=45))


def test_a_group_begins_with_its_ingredient() -> None:
    assert "acarbose" == ingredient(Medicine("m", "x", substitute_group="acarbose|50 mg"))
    assert None is ingredient(Medicine("m", "x"))


def test_stores_that_had_it_come_first_and_what_nobody_could_call_is_left_out() -> None:
    stores = [Neighbour(f"s{rank}", f"店 {rank}", rank, minutes=rank) for rank in (4, 3, 2, 1)]
    levels = [
        NearbyLevel("s1", StockLevel(0, AT)),
        NearbyLevel("s3", StockLevel(10_000, AT), 30),
        NearbyLevel("s4", StockLevel(20_000, AT)),
        NearbyLevel("gone", StockLevel(90_000, AT), 1),
    ]
    found = nearest(stores, levels, 3)
    assert [("s3", 30), ("s4", 4), ("s1", 1)] == [(one.store, one.minutes) for one in found]


def test_short_is_what_does_not_reach_everybody_counted_once() -> None:
    def runs_out(customer: str, medicine: str) -> RunsOut:
        return RunsOut(customer, "合*", medicine, DAY, 10_000)

    running = [runs_out("c-1", "m-1"), runs_out("c-1", "m-1"), runs_out("c-2", "m-1")]
    running += [runs_out("c-1", "m-2"), runs_out("c-1", "m-3"), runs_out("c-1", "left")]
    titles = {"m-1": "A", "m-2": "B", "m-3": "C"}
    levels = {"m-1": StockLevel(10_000, AT), "m-2": StockLevel(10_000, AT)}
    found = shortages(running, titles, levels)
    assert [("m-1", 20_000, 2), ("m-3", 10_000, 1)] == [
        (one.medicine, one.wanted_e4, len(one.people)) for one in found
    ]
    assert () == shortages(running[:2], titles, levels)
