"""Reading is locked: names masked and allergies stay, recording goes on, everything else waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.card import CustomerCard, CustomerHit, TaskItem
from terminal.domain.customer import Allergy
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.services import counter, followups, sync_centre, sync_status
from terminal.services.counter import CardFound, HitsFound
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import START_MS, TestStore, an_observation
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import HOUSEHOLD, a_due, ops

DAY_MS: Final = 86_400_000
ENTRY: Final = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68}, "合成备注")


def lease_over(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 14 * DAY_MS))
    till.clock.advance(ms=14 * DAY_MS + 1)


def wanted_back(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))


LOCKS: Final = pytest.mark.parametrize("lock", [lease_over, wanted_back])
Lock = Callable[[TestStore], None]


@pytest.fixture
def till(shop: Shop) -> TestStore:
    due = ("task", "k-1", a_due())
    return shop(due, ("observation", "o-1", an_observation("c-1")))[0]


def card(till: TestStore) -> CustomerCard:
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    return found.card


def is_bare(task: TaskItem) -> bool:
    return ({}, {}, "", None, "") == (
        task.title,
        task.ask,
        task.phone_tail,
        task.value,
        task.note,
    )


def test_before_the_lease_is_over_everything_is_shown(till: TestStore) -> None:
    lease_over(till)
    till.clock.advance(ms=-1)
    found = card(till)
    assert not found.is_locked
    assert found.glucose is not None


@LOCKS
def test_a_card_keeps_masked_name_and_allergies_and_nothing_else(
    till: TestStore, lock: Lock
) -> None:
    full = card(till)
    lock(till)
    found = card(till)
    assert (full.masked_name, (Allergy("青霉素", "2024 年皮疹"),)) == (
        found.masked_name,
        found.allergies,
    )
    kept = (found.sex, found.age, found.phone_tail, found.tier, found.member_code)
    assert (None, None, "", None, None) == kept
    assert (None, None, 0, 0) == (found.glucose, found.pressure, found.spent_fen, found.visits)
    assert ((), (), (), ()) == (found.conditions, found.tags, found.medicines, found.events)
    assert found.is_locked
    assert all(is_bare(task) for task in found.tasks)
    assert ["k-1"] == [task.id for task in found.tasks]


@LOCKS
def test_the_list_and_a_choice_of_customers_keep_masked_names(till: TestStore, lock: Lock) -> None:
    lock(till)
    work = till.run(followups.worklist)
    listed = (*work.overdue, *work.today)
    assert ["合**1"] == [task.masked_name for task in listed]
    assert all(is_bare(task) for task in listed)
    hits = till.run(lambda uow: counter.look_up(uow, text=HOUSEHOLD))
    assert isinstance(hits, HitsFound)
    people = [hit for hit in hits.hits if isinstance(hit, CustomerHit)]
    assert {(None, None, "", None)} == {(h.sex, h.age, h.phone_tail, h.tier) for h in people}


@LOCKS
def test_recording_goes_on(till: TestStore, lock: Lock) -> None:
    lock(till)
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=ENTRY))
    assert isinstance(done, Recorded)
    assert is_bare(done.task)
    assert "合成备注" == ops(till, "outcome")[0]["fact"]["note"]


@LOCKS
def test_names_are_not_shown_and_saves_not_looked_into(till: TestStore, lock: Lock) -> None:
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=ENTRY))
    lock(till)
    refusal = Refusal("READING_LOCKED")
    assert refusal == till.run(lambda uow: counter.reveal(uow, customer_id="c-1"))
    (save,) = till.run(sync_centre.read).unsent
    assert refusal == till.run(lambda uow: sync_centre.look(uow, group=save.entry.group))


def test_word_from_hq_opens_it_again(till: TestStore) -> None:
    lease_over(till)
    assert till.run(sync_status.read).is_reading_locked
    now = START_MS + 15 * DAY_MS
    till.run(lambda uow: uow.sync.note_exchange(now, 0, now + 14 * DAY_MS))
    assert not till.run(sync_status.read).is_reading_locked
    assert card(till).glucose is not None


def test_a_clock_that_is_set_back_makes_the_lease_no_longer(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 14 * DAY_MS))
    till.clock.advance(ms=13 * DAY_MS)
    card(till)
    till.clock.advance(ms=-10 * DAY_MS)
    assert not till.run(sync_status.read).is_reading_locked
    till.clock.advance(ms=11 * DAY_MS + 1)
    assert card(till).is_locked
    till.clock.advance(ms=-11 * DAY_MS)
    assert till.run(sync_status.read).is_reading_locked, "once over, it is over"


def test_a_clock_that_was_once_far_ahead_locks_until_hq_says_what_time_it_is(
    till: TestStore,
) -> None:
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 14 * DAY_MS))
    till.clock.advance(ms=4_000 * DAY_MS)
    card(till)
    till.clock.advance(ms=-4_000 * DAY_MS)
    assert card(till).is_locked
    assert not is_later_than_now(till), "what is saved is dated by the clock all the same"
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 14 * DAY_MS))
    assert not card(till).is_locked
    till.clock.advance(ms=13 * DAY_MS)
    assert not card(till).is_locked


def test_looking_notes_the_time_too_as_long_as_something_is_saved_by_it(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 14 * DAY_MS))
    till.clock.advance(ms=5 * DAY_MS)
    card(till)
    assert START_MS + 5 * DAY_MS == till.run(lambda uow: uow.sync.seen_ms)
    till.clock.advance(ms=1_000)
    card(till)
    assert START_MS + 5 * DAY_MS == till.run(lambda uow: uow.sync.seen_ms), "not with every save"


def is_later_than_now(till: TestStore) -> bool:
    return bool(till.run(lambda uow: uow.now_ms) > START_MS)
