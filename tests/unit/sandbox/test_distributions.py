"""The synthetic store resembles the figures it was calibrated to, within stated tolerances."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean, stdev
from typing import Any, Final

import pytest

from terminal.domain import observation
from terminal.domain.observation import ReadingLevel
from terminal.sandbox.seasons import Window, closed_until
from terminal.sandbox.store import StorePlan, generate

Line = dict[str, Any]
Records = dict[str, dict[str, Line]]
AS_OF: Final = date(2026, 11, 21)
YEARS: Final = 1.5


def _near(target: float, tolerance: float) -> object:
    return pytest.approx(target, abs=tolerance)


def _chronic(records: Records) -> set[str]:
    return {key for key, body in records["customer"].items() if body.get("conditions")}


def test_people_come_twelve_times_a_year_and_spend_seventy_yuan(records: Records) -> None:
    tickets = records["ticket"].values()
    assert _near(12.3, 1.3) == len(tickets) / len(records["customer"]) / YEARS
    assert _near(70, 6) == mean(body["total_fen"] for body in tickets) / 100
    assert _near(2.2, 0.3) == mean(len(body["lines"]) for body in tickets)


def test_chronic_customers_are_two_fifths_and_bring_more_than_half(records: Records) -> None:
    chronic = _chronic(records)
    assert _near(0.38, 0.05) == len(chronic) / len(records["customer"])
    spent: Counter[bool] = Counter()
    for body in records["ticket"].values():
        spent[body["customer"] in chronic] += body["total_fen"]
    assert _near(0.57, 0.05) == spent[True] / spent.total()


def _intervals(courses: list[Line], condition: str) -> list[int]:
    found: list[int] = []
    for course in courses:
        if course["condition"] == condition:
            days = [date.fromisoformat(day).toordinal() for day in course["fills"]]
            found += [b - a for a, b in pairwise(days)]
    return found


def test_refill_intervals_match_the_calibration() -> None:
    courses: list[Line] = []
    for seed in (1, 2, 3):
        plan = StorePlan(seed=seed, store="0018", customers=800, as_of=AS_OF)
        for _ in generate(plan, truth=courses.append):
            pass
    pressure = _intervals(courses, "htn")
    assert _near(92, 6) == mean(pressure)
    assert _near(47, 6) == stdev(pressure)
    off = sum(abs(days - mean(pressure)) > 14 for days in pressure) / len(pressure)
    assert 0.45 < off < 0.66
    assert _near(65, 8) == mean(_intervals(courses, "t2dm"))
    assert _near(76, 6) == mean(_intervals(courses, "hyperlipidemia"))


def test_the_shop_is_closed_for_the_spring_festival_and_busier_before(records: Records) -> None:
    per_day = Counter(body["business_day"] for body in records["ticket"].values())
    assert 0 == sum(per_day[f"2026-02-{day:02d}"] for day in range(16, 22))
    new_year = date(2026, 2, 17).toordinal()
    assert new_year + 5 == closed_until(new_year) == closed_until(new_year - 1)
    assert closed_until(new_year + 5) is None
    days = [date.fromisoformat(text) for text in per_day]
    assert AS_OF - timedelta(days=548) <= min(days)
    assert AS_OF - timedelta(days=1) == max(days)


def test_sales_are_within_opening_hours_of_their_business_day(records: Records) -> None:
    window = Window(AS_OF)
    for body in records["ticket"].values():
        midnight = window.at(date.fromisoformat(body["business_day"]).toordinal(), 0)
        assert 8 * 60 <= (body["sold_at"] - midnight) / 60_000 < 21 * 60 + 30
    # Midnight in Shanghai is 16:00 of the day before in UTC.
    assert 1_795_190_400_000 == window.at(AS_OF.toordinal(), 0)


def test_tiers_rank_customers_by_what_the_card_shows_they_spent(records: Records) -> None:
    spent: dict[str, list[tuple[str, int]]] = {key: [] for key in records["customer"]}
    since = (AS_OF - timedelta(days=365)).isoformat()
    for body in records["ticket"].values():
        if body["business_day"] > since:
            spent[body["customer"]].append((body["business_day"], body["total_fen"]))
    by_tier: dict[str, list[int]] = {}
    for key, body in records["customer"].items():
        reason = body["tier_reason"]
        assert "2026-11-21" == reason["as_of_on"]
        assert max(sum(fen for _, fen in spent[key]), 0) == reason["spend_fen"]
        assert len({day for day, _ in spent[key]}) == reason["visits"]
        by_tier.setdefault(body["tier"], []).append(reason["spend_fen"])
    assert {"A": 96, "B": 304, "C": 400} == {tier: len(fen) for tier, fen in by_tier.items()}
    assert min(by_tier["A"]) >= max(by_tier["B"])
    assert min(by_tier["B"]) >= max(by_tier["C"])


def test_the_mix_of_customers_is_as_stated(records: Records) -> None:
    customers = records["customer"].values()
    size = len(customers)
    phones = Counter(phone for body in customers for phone in body.get("phones", ()))
    shared = sum(any(phones[p] > 1 for p in body.get("phones", ())) for body in customers)
    assert _near(0.06, 0.03) == shared / size
    assert _near(0.12, 0.035) == sum("allergies" in body for body in customers) / size
    minors = [body for body in customers if body["birth_on"] > "2008-11-21"]
    assert _near(0.03, 0.02) == len(minors) / size
    assert not any(body.get("conditions") for body in minors)


def test_readings_can_be_taken_and_few_need_a_doctor(records: Records) -> None:
    levels: Counter[ReadingLevel] = Counter()
    for body in records["observation"].values():
        if "value" in body:
            continue  # Told, not measured.
        assert [] == observation.check(body["code"], body["items"])
        levels[observation.level(body["code"], body["items"])] += 1
    total = levels.total()
    assert 0.002 < levels[ReadingLevel.DANGER] / total < 0.03
    assert 0.3 < levels[ReadingLevel.HIGH] / total < 0.65
    glucose = [
        body["items"][observation.GLUCOSE]
        for body in records["observation"].values()
        if body["code"] == observation.GLUCOSE_FASTING
    ]
    assert _near(76, 5) == mean(glucose)
    assert _near(17, 5) == stdev(glucose)


def test_the_truth_tells_of_every_course_and_what_happened_to_it(
    records: Records, lines: list[Line], truth: list[Line]
) -> None:
    assert lines
    assert len(truth) > 400
    bought = {
        (body["customer"], item["medicine"], body["business_day"])
        for body in records["ticket"].values()
        for item in body["lines"]
    }
    for course in truth:
        for day in course["fills"]:
            assert (course["customer"], course["medicine"], day) in bought
        assert (course["dropped_on"] is None) != (course["next_on"] is None)
    regular = [course["regular"] for course in truth]
    assert _near(0.45, 0.1) == sum(regular) / len(regular)
    dropped = {
        kind: mean(c["dropped_on"] is not None for c in truth if c["regular"] is kind)
        for kind in (True, False)
    }
    assert dropped[True] < dropped[False]
