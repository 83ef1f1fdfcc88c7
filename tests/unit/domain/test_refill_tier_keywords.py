"""When a refill is due and may be, why somebody is an A, what a note mentions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain import keywords, tier
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.refill import Method, Refill, refill
from terminal.domain.supply import Fill, course, fills_of
from terminal.domain.ticket import Ticket, TicketLine

FIRST = date(2025, 1, 1)
AT = datetime(2025, 1, 1, 2, tzinfo=UTC)


def bought(*days: int, lasts: int | None = 30, qty: int = 10_000) -> list[Ticket]:
    return [
        Ticket(
            f"t{day}-{qty}",
            FIRST + timedelta(days=day),
            AT + timedelta(days=day),
            1_000,
            None,
            None,
            (TicketLine("m", "二甲双胍", qty, 1_000, lasts),),
        )
        for day in days
    ]


def filled(tickets: list[Ticket]) -> list[Fill]:
    return course(fills_of(tickets).get("m", {}))


def seen(tickets: list[Ticket], day: int, insurance: str | None = None) -> Refill:
    found = refill("m", filled(tickets), FIRST + timedelta(days=day), insurance=insurance)
    assert found is not None
    return found


def test_an_insured_refill_is_not_before_what_was_bought_ran_out() -> None:
    found = seen(bought(0, 25), 40, insurance="a")
    assert FIRST + timedelta(days=60) == found.earliest_on == found.due_on
    assert None is seen(bought(0, 25), 40, insurance="none").earliest_on
    early = refill("m", filled(bought(0)), FIRST, insurance="b", early_days=7)
    assert early is not None
    assert FIRST + timedelta(days=23) == early.earliest_on


def test_without_days_of_supply_the_own_interval_speaks() -> None:
    found = seen(bought(0, 28, 60, 90, lasts=None), 95)
    assert (Method.OWN, 30, FIRST + timedelta(days=120)) == (
        found.method,
        found.usual_days,
        found.due_on,
    )
    assert None is refill("m", filled(bought(0, lasts=None)), FIRST, insurance=None)
    assert None is refill("m", [], FIRST, insurance=None)


def test_what_was_brought_back_was_not_bought() -> None:
    assert None is refill("m", filled(bought(0) + bought(0, qty=-10_000)), FIRST, insurance=None)


def test_risk_grows_while_nobody_comes_and_with_refills_missed_before() -> None:
    punctual, late = bought(0, 30, 60, 90), bought(0, 45, 90, 135)
    before = [seen(punctual, 110), seen(late, 155)]
    assert before[0].risk < 0.45 < before[1].risk
    assert (0, 3) == (before[0].missed, before[0].counted)
    assert (3, 3) == (before[1].missed, before[1].counted)
    by_day = [seen(punctual, day).risk for day in range(100, 140)]
    assert sorted(by_day) == by_day
    assert 1.0 == by_day[-1]


@given(
    st.lists(st.integers(0, 700), max_size=12, unique=True), st.integers(1, 90), st.integers(0, 900)
)
def test_a_risk_is_a_share(days: list[int], lasts: int, now: int) -> None:
    found = refill(
        "m", filled(bought(*days, lasts=lasts)), FIRST + timedelta(days=now), insurance="a"
    )
    assert found is None or 0.0 < found.risk <= 1.0


POLICY = tier.tier_policy_from_content(
    "p", {"a_spend_fen": 300_000, "a_visits_a_month": 4, "window_days": 365}
)


@pytest.mark.parametrize(
    ("spent", "visits", "is_a"),
    [(300_001, 0, True), (300_000, 0, False), (0, 48, True), (0, 47, False), (346_200, 31, True)],
)
def test_an_a_spends_more_than_3000_a_year_or_comes_four_times_a_month(
    spent: int, visits: int, is_a: bool
) -> None:
    found = tier.reason(POLICY, spent_fen=spent, visits=visits)
    assert is_a == found.is_a
    assert (found.missing_fen == 0) == found.by_spend
    more = tier.reason(POLICY, spent_fen=spent + found.missing_fen, visits=visits)
    assert more.is_a


@pytest.mark.parametrize(
    "change", [{"a_spend_fen": 0}, {"window_days": "365"}, {"a_visits_a_month": True}]
)
def test_a_tier_rule_that_cannot_be_used_is_refused(change: dict[str, Any]) -> None:
    content = {"a_spend_fen": 300_000, "a_visits_a_month": 4, "window_days": 365, **change}
    with pytest.raises(PolicyInvalidError):
        tier.tier_policy_from_content("p", content)


WORDS = {
    "dizzy": ["头晕", "眩晕"],
    "weak": ["乏力"],
    "glucose": ["血糖"],
    "hypo": ["低血糖"],
    "stopped": ["停药"],
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("晨起头晕，乏力", ("dizzy", "weak")),
        ("无头晕、乏力，血糖偏高", ("glucose",)),
        ("否认头晕及乏力", ()),
        ("没有头晕，但乏力", ("weak",)),
        ("有低血糖一次", ("hypo",)),
        ("不是没有头晕", ("dizzy",)),
        ("无乏力。昨天乏力", ("weak",)),
        ("没停药", ()),
        ("自行停药", ("stopped",)),
        ("", ()),
    ],
)
def test_a_note_is_read_for_words_that_are_so(text: str, said: tuple[str, ...]) -> None:
    assert said == keywords.codes(keywords.find(text, WORDS))


@given(st.text(alphabet="头晕乏力低血糖无没但，。停药a ", max_size=30))
def test_mentions_stand_where_they_say(text: str) -> None:
    found = keywords.find(text, WORDS)
    assert all(text[one.start :].startswith(one.word) for one in found)
    assert sorted(one.start for one in found) == [one.start for one in found]
