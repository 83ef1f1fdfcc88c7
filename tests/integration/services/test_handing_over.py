"""A follow-up handed over to a colleague, on the real store and between two tills."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from terminal.domain.card import TaskItem
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import followups, handing_over
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import TestStore
from tests.integration.bad_input.rig import Till, a_till, seed
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, groups

HERE, THERE, GONE = "staff-1", "staff-2", "staff-9"


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with one task due yesterday."""
    return shop(("task", "k-1", a_due(days=-1)))[0]


def hand(till: TestStore, to: str | None, note: str = "") -> Recorded:
    work = partial(handing_over.hand_over, task_id="k-1", to=to, note=note)
    made = till.run(work)
    assert isinstance(made, Recorded), made
    till.clock.advance(ms=1000)
    return made


def back(till: TestStore, outcome: str, was: str | None) -> TaskItem | Refusal:
    work = partial(handing_over.take_back, outcome_id=outcome, assignee=was)
    found: TaskItem | Refusal = till.run(work)
    till.clock.advance(ms=1000)
    return found


def only(till: TestStore) -> TaskItem:
    (item,) = till.read(followups.worklist).overdue
    assert isinstance(item, TaskItem)
    return item


def test_the_list_shows_whose_task_it_is_who_gave_it_and_why(till: TestStore) -> None:
    hand(till, THERE, " 下午再打 ")
    item = only(till)
    assert (THERE, "合成店员", "下午再打") == (item.assignee, item.assignee_name, item.handed_note)
    assert item.handed_by
    assert ["task", "outcome", "audit"] == groups(till)[-1], "HQ takes it whole"
    assert [("followup.handed_over", "k-1")] == audited(till)


def test_it_stays_open_and_due_as_it_was_and_is_worked_by_anybody(till: TestStore) -> None:
    due_on = only(till).due_on
    hand(till, THERE)
    assert due_on == only(till).due_on
    entry = OutcomeEntry(OutcomeCode.NO_ANSWER)
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert isinstance(done, Recorded)


def test_taken_back_it_is_again_whose_it_was(till: TestStore) -> None:
    first, second = hand(till, THERE), hand(till, None, "谁有空谁打")
    assert (None, "谁有空谁打") == (only(till).assignee, only(till).handed_note)
    assert isinstance(back(till, second.outcome_id, THERE), TaskItem)
    assert (THERE, "") == (only(till).assignee, only(till).handed_note)
    assert isinstance(back(till, first.outcome_id, None), TaskItem)
    assert (None, "") == (only(till).assignee, only(till).handed_by)
    assert Refusal("OUTCOME_UNDONE") == back(till, first.outcome_id, THERE)


def test_what_went_on_to_another_since_stays_with_them(till: TestStore) -> None:
    first = hand(till, THERE)
    hand(till, HERE)
    back(till, first.outcome_id, None)
    assert HERE == only(till).assignee


def test_only_an_open_task_goes_and_only_to_somebody_who_works_here(till: TestStore) -> None:
    def tried(task: str, to: str, note: str = "") -> object:
        return till.run(partial(handing_over.hand_over, task_id=task, to=to, note=note))

    assert Refusal("COLLEAGUE_GONE") == tried("k-1", GONE)
    assert Refusal("COLLEAGUE_GONE") == tried("k-1", "nobody")
    assert Refusal("TASK_GONE") == tried("k-9", THERE)
    limit = FieldProblem("note", "NOTE_TOO_LONG", {"limit": "500"})
    assert [limit] == tried("k-1", THERE, "长" * 501)
    entry = OutcomeEntry(OutcomeCode.REFUSED)
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert Refusal("TASK_NOT_OPEN") == tried("k-1", THERE)


def test_colleagues_are_those_who_work_here_and_oneself_last(till: TestStore) -> None:
    found = till.run(handing_over.colleagues)
    assert GONE not in {one.id for one in found}
    assert [False] * (len(found) - 1) + [True] == [one.is_me for one in found]
    assert till.run(followups.worklist).reader == found[-1].id


@pytest.fixture
def tills(hub: Hub, hub_url: str, tmp_path: Path) -> Iterator[tuple[Till, Till]]:
    """Two tills of the store, both with what HQ has."""
    seed(hub)
    made = a_till(hub, hub_url, tmp_path / "a"), a_till(hub, hub_url, tmp_path / "b")
    for till in made:
        assert till.exchange().trouble is None
    yield made
    for till in made:
        till.close()


def test_the_other_till_hears_of_it_with_the_words(tills: tuple[Till, Till]) -> None:
    ours, theirs = tills
    (someone,) = ours.run(handing_over.colleagues)
    work = partial(handing_over.hand_over, task_id="k-1", to=someone.id, note="下午再打")
    ours.run(work)
    for till in (ours, theirs):
        assert till.exchange().trouble is None
    seen = theirs.worklist()
    (item,) = [one for one in (*seen.overdue, *seen.today) if one.id == "k-1"]
    assert (someone.id, "下午再打") == (item.assignee, item.handed_note)
