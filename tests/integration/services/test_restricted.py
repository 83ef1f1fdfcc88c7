"""A customer whose file may only be kept: nobody finds it, works with it or looks into it, and
everybody else is served as before. Whoever holds the customer's card sees the allergies.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import pytest

from sync.protocol.cycle import DeviceState
from terminal.domain.card import CustomerHit
from terminal.domain.card_file import CardFile
from terminal.domain.customer import Allergy
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.services import counter, followups, sync_centre
from terminal.services.counter import CardFound, HitsFound
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.restriction import RESTRICTED
from tests.builders import HqStream, TestStore, a_customer, a_member_code, load
from tests.integration.bad_input.rig import assert_told
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import HOUSEHOLD, NOT_HERE, a_due, audited, groups, ops

CARD: Final = NOT_HERE
PHONE: Final = "15400000088"
NOTHING: Final = (None, "", 0, (), False, CardFile())
ENTRY: Final = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68}, "合成备注")
KEPT: Final = ("customer", "c-8", a_customer(8, name="王秀兰", phones=[PHONE], restricted=True))
JOINED: Final = ("customer", "c-7", a_customer(7, canonical_id="c-8", phones=["15400000077"]))

Till = tuple[TestStore, HqStream]


@pytest.fixture
def both(shop: Shop) -> Till:
    """A till with two files of one person that may only be kept, and a task of each and of another
    customer, late and due.
    """
    return shop(
        KEPT,
        JOINED,
        ("member_code", "mc-8", a_member_code("c-8", CARD)),
        ("task", "k-8", a_due("c-8", days=-3)),
        ("task", "k-7", a_due("c-7")),
        ("task", "k-1", a_due("c-1", days=-2)),
        ("task", "k-2", a_due("c-2")),
    )


@pytest.fixture
def till(both: Till) -> TestStore:
    return both[0]


def lift(both: Till) -> None:
    """Let HQ take the restriction back."""
    till, stream = both
    _, record_id, body = KEPT
    stream.change("customer", record_id, {**body, "restricted": False})
    load(till, stream)


@pytest.mark.parametrize("text", ["王秀兰", "秀兰", "wangxiulan", "wxl", PHONE, "0088", "0077"])
def test_nobody_is_found_by_whatever_is_typed(both: Till, text: str) -> None:
    till, _ = both
    assert () == till.run(lambda uow: counter.search(uow, text=text))
    found = till.run(lambda uow: counter.look_up(uow, text=text))
    assert isinstance(found, Refusal)
    assert found.code in {"LOOKUP_NOTHING", "SCAN_PHONE_NOT_HERE", "SCAN_UNKNOWN"}
    assert [] == audited(till)
    lift(both)
    assert ["c-8"] == [one.id for one in till.run(lambda uow: counter.search(uow, text=text))]


def test_whoever_shares_a_phone_is_found_alone(shop: Shop) -> None:
    till, _ = shop(("customer", "c-9", a_customer(9, phones=[HOUSEHOLD], restricted=True)))
    found = till.run(lambda uow: counter.look_up(uow, text=HOUSEHOLD))
    assert isinstance(found, HitsFound)
    people = [one.id for one in found.hits if isinstance(one, CustomerHit)]
    assert ["c-2", "c-3"] == sorted(people)


def test_the_card_in_the_customers_hand_shows_the_allergies_why_and_nothing_else(
    till: TestStore,
) -> None:
    found = till.run(lambda uow: counter.resolve(uow, payload=CARD))
    assert isinstance(found, CardFound)
    card = found.card
    assert (Allergy("青霉素", "2024 年皮疹"),) == card.allergies
    assert (True, True) == (card.is_restricted, card.is_locked)
    shown = {one.name for one in fields(card) if getattr(card, one.name) not in NOTHING}
    expected = {"id", "allergies", "today", "mark", "is_locked", "is_restricted"}
    assert expected == shown
    assert_told(RESTRICTED.code)


def test_who_saw_the_allergies_is_on_record(till: TestStore) -> None:
    till.run(lambda uow: counter.resolve(uow, payload=CARD))
    (entry,) = ops(till, "audit")
    assert ("customer.opened", {"restricted": True}) == (
        entry["fact"]["action"],
        entry["fact"]["facts"],
    )


@pytest.mark.parametrize("asked", ["c-8", "c-7"])
def test_a_card_on_screen_keeps_its_allergies_and_no_name_is_shown(
    till: TestStore, asked: str
) -> None:
    found = till.run(lambda uow: counter.refresh(uow, customer_id=asked))
    assert isinstance(found, CardFound)
    assert (True, "") == (found.card.is_restricted, found.card.masked_name)
    assert RESTRICTED == till.run(lambda uow: counter.reveal(uow, customer_id=asked))
    assert [] == audited(till)


def test_locked_reading_shows_no_more_of_it(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    found = till.run(lambda uow: counter.resolve(uow, payload=CARD))
    assert isinstance(found, CardFound)
    assert (True, "") == (found.card.is_restricted, found.card.masked_name)


def test_the_work_of_the_day_leaves_it_out_and_does_not_count_it(both: Till) -> None:
    till, _ = both
    work = till.run(followups.worklist)
    assert (["k-1"], ["k-2"]) == ([t.id for t in work.overdue], [t.id for t in work.today])
    assert (1, 1, False) == (work.overdue_count, work.today_count, work.truncated)
    lift(both)
    work = till.run(followups.worklist)
    assert (2, 2) == (work.overdue_count, work.today_count)
    assert ["k-8", "k-1"] == [task.id for task in work.overdue]


@pytest.mark.parametrize("task", ["k-8", "k-7"])
def test_nothing_is_recorded_of_it(till: TestStore, task: str) -> None:
    done = till.run(lambda uow: followups.record(uow, task_id=task, entry=ENTRY))
    assert RESTRICTED == done
    assert [] == ops(till)


def test_what_was_recorded_before_is_sent_and_not_looked_into_any_more(both: Till) -> None:
    till, stream = both
    lift(both)
    done = till.run(lambda uow: followups.record(uow, task_id="k-8", entry=ENTRY))
    assert isinstance(done, Recorded)
    (group,) = [one.entry.group for one in till.run(sync_centre.read).unsent]
    assert not isinstance(till.run(lambda uow: sync_centre.look(uow, group=group)), Refusal)
    stream.change(*KEPT)
    load(till, stream)
    saves = len(groups(till))
    assert RESTRICTED == till.run(lambda uow: sync_centre.look(uow, group=group))
    assert RESTRICTED == till.run(lambda uow: followups.undo(uow, outcome_id=done.outcome_id))
    assert saves == len(groups(till))
    (save, *_) = till.run(sync_centre.read).unsent
    assert ("", None) == (save.masked_name, save.customer)


def test_with_the_restriction_lifted_the_card_opens_again(both: Till) -> None:
    till, _ = both
    lift(both)
    found = till.run(lambda uow: counter.resolve(uow, payload=CARD))
    assert isinstance(found, CardFound)
    assert ["k-8", "k-7"] == [task.id for task in found.card.tasks]
