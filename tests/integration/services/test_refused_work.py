"""Work that HQ refuses, from the refusal to the end: given up or entered anew, with a real HQ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from sync.hub.hub import Hub
from terminal.domain.followup import OutcomeCode
from terminal.domain.staff import Role, Session
from terminal.domain.sync_centre import SyncPage
from terminal.services import followups, sync_centre
from terminal.services.followups import OutcomeEntry, Recorded
from tests.hub_fixtures import STORE
from tests.integration.bad_input.rig import GLUCOSE, Till, a_till, seed

ENTRY: Final = OutcomeEntry(OutcomeCode.DONE, GLUCOSE)


@pytest.fixture
def till(hub: Hub, hub_url: str, tmp_path: Path) -> Iterator[Till]:
    """A till with what HQ has, where somebody HQ does not know has recorded a follow-up."""
    seed(hub)
    made = a_till(hub, hub_url, tmp_path / "a")
    assert made.exchange().trouble is None
    stranger = Session("staff-404", Role.CLERK, made.device, STORE.id)
    work: Any = lambda uow: followups.record(uow, task_id="k-1", entry=ENTRY)  # noqa: E731
    assert isinstance(made.store.run(work, stranger).result(timeout=30), Recorded)
    exchange(made)
    yield made
    made.close()


def exchange(till: Till, times: int = 3) -> None:
    for _ in range(times):
        assert till.exchange().trouble is None


def page(till: Till) -> SyncPage:
    found = till.run(sync_centre.read)
    assert isinstance(found, SyncPage)
    return found


def test_it_is_listed_with_hqs_reason_and_whose_it_is(till: Till) -> None:
    (save,) = page(till).refused
    assert ("ACTOR_UNKNOWN", "合**1", "k-1") == (save.entry.code, save.masked_name, save.task)
    assert ["k-1"] == [task.id for task in till.worklist().today], "it never took effect"


def test_what_was_given_up_leaves_the_list_once_hq_has_heard(till: Till) -> None:
    group = page(till).refused[0].entry.group
    done = till.run(lambda uow: sync_centre.give_up(uow, group=group, reason="合成：录错"))
    assert done is None
    assert page(till).refused[0].is_decided
    exchange(till)
    found = page(till)
    assert ((), (), 0, 0) == (
        found.refused,
        found.unsent,
        found.centre.state.quarantined,
        found.centre.state.unsent,
    )
    assert ["k-1"] == [task.id for task in till.worklist().today], "and can be done again"


def test_what_was_entered_anew_takes_its_place(hub: Hub, till: Till) -> None:
    till.done()
    exchange(till)
    hub.judge_work()
    exchange(till)
    found = page(till)
    assert ((), (), ()) == (found.refused, found.held, found.unsent)
    assert (1, 1) == (till.worklist().done_count, till.worklist().done_accepted_count)
    assert till.read(lambda uow: uow.sync.mismatch) == {}


def a_refused_decision(till: Till, *, name: str = "staff-405") -> str:
    """Let somebody whom HQ does not know give the save up, and return its group."""
    group = page(till).refused[0].entry.group
    stranger = Session(name, Role.PHARMACIST, till.device, STORE.id)
    work: Any = lambda uow: sync_centre.give_up(uow, group=group, reason="合成：录错")  # noqa: E731
    assert till.store.run(work, stranger).result(timeout=30) is None
    assert page(till).refused[0].is_decided
    exchange(till)
    return group


def test_a_decision_that_hq_refuses_leaves_the_save_open_and_says_why(till: Till) -> None:
    group = a_refused_decision(till)
    found = page(till)
    (save,) = found.refused
    assert (group, False) == (save.entry.group, save.is_decided)
    assert ("ACTOR_UNKNOWN", "ACTOR_UNKNOWN") == (save.entry.code, save.entry.decision)
    assert 1 == found.centre.state.quarantined


def test_the_next_decision_settles_the_save_and_the_refused_decisions(hub: Hub, till: Till) -> None:
    for name in "staff-405", "staff-406":
        group = a_refused_decision(till, name=name)
    assert 3 == len(hub.review.listed())
    assert till.run(lambda uow: sync_centre.give_up(uow, group=group, reason="合成：录错")) is None
    exchange(till)
    found = page(till)
    assert ((), 0, []) == (found.refused, found.centre.state.quarantined, hub.review.listed())


def test_a_correction_settles_them_too(hub: Hub, till: Till) -> None:
    a_refused_decision(till)
    till.done()
    exchange(till)
    assert ((), []) == (page(till).refused, hub.review.listed())


def test_a_refused_decision_about_what_hqs_people_settled_is_a_matter_of_its_own(
    hub: Hub, till: Till
) -> None:
    group = a_refused_decision(till)
    first = next(one.first_n for one in hub.review.listed() if one.g == group)
    hub.review.close(till.device, first)
    exchange(till)
    (save,) = page(till).refused
    assert ([("resolution")], None) == (
        sorted({kind for kind, _ in save.entry.items} - {"audit"}),
        save.entry.decision,
    )
    other = save.entry.group
    assert till.run(lambda uow: sync_centre.give_up(uow, group=other, reason="合成：录错")) is None
    exchange(till)
    assert ((), []) == (page(till).refused, hub.review.listed())
