"""What may leave a till, by the registry alone."""

from __future__ import annotations

from datetime import date

import pytest

from sync.protocol.kinds import KINDS, Kind
from sync.protocol.retention import DAY_MS, going

NOW_MS = 1_763_690_400_000
TODAY = date(2025, 11, 21)
LEAVING = [kind for kind in KINDS.values() if kind.leaves is not None]


def test_every_kind_that_leaves_is_told_with_the_day_or_the_moment_before_which_it_may() -> None:
    found = {one.kind.name: one.before for one in going(TODAY, NOW_MS)}
    moment = NOW_MS - 548 * DAY_MS
    assert found == {
        "stock": NOW_MS - 90 * DAY_MS,
        "ticket": "2024-05-22",
        "task": "2024-05-22",
        "outcome": moment,
        "audit": moment,
        "contact": moment,
        "slot": "2025-09-22",
        "learning": moment,
        "event": moment,
        "attendance": moment,
        "nearby_stock": NOW_MS - 90 * DAY_MS,
        "past_sale": "2024-05-22",
    }


def test_tasks_go_before_their_outcomes() -> None:
    names = [one.kind.name for one in going(TODAY, NOW_MS)]
    assert names.index("task") < names.index("outcome")


@pytest.mark.parametrize("kind", LEAVING, ids=lambda kind: kind.name)
def test_what_dates_a_record_is_a_field_it_always_has(kind: Kind) -> None:
    assert kind.leaves is not None
    assert kind.body.model_fields[kind.leaves.since].is_required()


@pytest.mark.parametrize("kind", LEAVING, ids=lambda kind: kind.name)
def test_hq_keeps_a_record_at_least_as_long_as_a_till(kind: Kind) -> None:
    assert kind.leaves is not None
    assert kind.retention_days is None or kind.leaves.days <= kind.retention_days


@pytest.mark.parametrize(
    "name", ["customer", "consent", "request", "medicine", "rule", "staff", "observation", "visit"]
)
def test_who_somebody_is_what_they_said_and_what_holds_for_all_stays(name: str) -> None:
    assert None is KINDS[name].leaves
