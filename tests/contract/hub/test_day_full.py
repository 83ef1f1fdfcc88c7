"""How much a till may bring in a day: what is once in HQ's log stays there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.hub.push import OP_BYTES
from sync.protocol.canonical import encode
from sync.protocol.cycle import Push
from sync.protocol.problems import ProblemCode
from sync.protocol.version import MIN_SCHEMA_VERSION
from tests.hub_fixtures import FakeTime, ScriptedTill, new_till

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
NOTE = "字" * 300
CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲", "note": NOTE}})
LARGE = OP_BYTES + len(encode(CUSTOMER[2]))

told_to_wait = pytest.mark.expected_logs("too much from one till")


@pytest.fixture
def till(hub: Hub, fake_time: FakeTime) -> ScriptedTill:
    """A till of an HQ that takes about three saves a day of it, an hour before the day's end."""
    hub.settings = replace(hub.settings, push_bytes_per_day=2 * LARGE + 1)
    fake_time.ms += DAY_MS - fake_time.ms % DAY_MS - HOUR_MS
    return new_till(hub)


def refusal(till: ScriptedTill, push: Push) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        till.sync(push)
    return caught.value


def alerts(hub: Hub) -> list[tuple[str, str]]:
    with hub.storage.snapshot() as tx:
        return [(one.device, one.code) for one in tx.alerts.listed(since_ms=0)]


@told_to_wait
def test_who_brought_a_days_share_keeps_the_rest_and_brings_it_the_next_day(
    hub: Hub, till: ScriptedTill, fake_time: FakeTime
) -> None:
    pushes = [till.save(CUSTOMER) for _ in range(4)]
    assert [1, 2, 3] == [till.sync(one).ack.n for one in pushes[:3]]
    fake_time.ms += 1
    told = refusal(till, pushes[3])
    assert (ProblemCode.DAY_FULL, 429, 3600) == (told.problem, told.status, told.retry_after_s)
    fake_time.ms += HOUR_MS - 2
    assert 1 == refusal(till, pushes[3]).retry_after_s
    assert 3 == till.sync().ack.n, "it may read all the same"
    assert [] == [one.g for one in hub.review.listed()]
    fake_time.ms += 1
    assert 4 == till.sync(pushes[3]).ack.n


def test_an_answer_that_was_lost_is_repeated_to_who_may_bring_no_more(
    till: ScriptedTill,
) -> None:
    pushes = [till.save(CUSTOMER) for _ in range(3)]
    acked = [till.sync(one).ack.n for one in pushes]
    assert acked[2:] * 3 == [till.sync(one).ack.n for one in pushes]


@told_to_wait
def test_a_save_that_is_larger_than_a_days_share_is_taken_as_the_days_first(
    hub: Hub, till: ScriptedTill, fake_time: FakeTime
) -> None:
    hub.settings = replace(hub.settings, push_bytes_per_day=1)
    assert 1 == till.sync(till.save(CUSTOMER)).ack.n
    more = till.save(CUSTOMER)
    assert ProblemCode.DAY_FULL == refusal(till, more).problem
    fake_time.ms += HOUR_MS
    assert 2 == till.sync(more).ack.n


@told_to_wait
def test_small_ops_count_for_the_room_they_take_in_the_log(hub: Hub, till: ScriptedTill) -> None:
    hub.settings = replace(hub.settings, push_bytes_per_day=10 * OP_BYTES)
    small = ("customer", "c-1", {"set": {"name": "测"}})
    till.sync(till.saves_of(*[[small]] * 10))
    assert ProblemCode.DAY_FULL == refusal(till, till.save(small)).problem


@told_to_wait
def test_each_till_has_its_own_share_and_hq_is_told_once_a_day_of_who_went_beyond(
    hub: Hub, till: ScriptedTill, fake_time: FakeTime
) -> None:
    other = new_till(hub)
    till.sync(till.saves_of(*[[CUSTOMER]] * 3))
    more = till.save(CUSTOMER)
    for _ in range(3):
        fake_time.ms += 1
        refusal(till, more)
    assert 1 == other.sync(other.save(CUSTOMER)).ack.n
    assert [(till.device, "HQ_DAY_FULL")] == alerts(hub)
    fake_time.ms += DAY_MS
    till.sync(more)
    till.sync(till.saves_of(*[[CUSTOMER]] * 3))
    refusal(till, till.save(CUSTOMER))
    assert [(till.device, "HQ_DAY_FULL")] * 2 == alerts(hub)


@told_to_wait
def test_a_till_of_the_oldest_schema_is_told_the_same(till: ScriptedTill) -> None:
    till.schema = MIN_SCHEMA_VERSION
    till.sync(till.saves_of(*[[CUSTOMER]] * 3))
    assert ProblemCode.DAY_FULL == refusal(till, till.save(CUSTOMER)).problem
