"""Two tills of one store finish the same task without knowing of each other; then HQ is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from terminal.domain.card import Due
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode, task_id
from terminal.domain.problems import Refusal
from terminal.services import counter, followups
from terminal.services.counter import CardFound
from terminal.services.followups import OutcomeEntry, Recorded
from tests.hub_fixtures import FakeTime
from tests.integration.bad_input.rig import CODE, Till, a_till, seed

NEXT = task_id("diabetes-14", "c-1", "k-1")


@pytest.fixture
def tills(hub: Hub, hub_url: str, tmp_path: Path) -> Iterator[tuple[Till, Till]]:
    """Two tills of the store, both with what HQ has."""
    seed(hub)
    made = a_till(hub, hub_url, tmp_path / "a"), a_till(hub, hub_url, tmp_path / "b")
    exchange(*made)
    yield made
    for till in made:
        till.close()


def exchange(*tills: Till) -> None:
    for till in tills:
        assert till.exchange().trouble is None


def settle(hub: Hub, *tills: Till) -> None:
    """Let everybody exchange, HQ judge, and everybody hear of it."""
    exchange(*tills)
    hub.judge_work()
    exchange(*tills)


def told(till: Till) -> dict[str, tuple[Mark, str | None]]:
    """Return mark and refusal of every outcome of the task, as this till holds them."""
    found = till.read(lambda uow: uow.outcomes.of_task("k-1"))
    return {one.id: (one.mark, one.accepted_code) for one in found}


def test_an_entry_is_local_then_received_then_accepted_and_shows_on_the_other_till(
    hub: Hub, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    outcome = ours.done()
    assert [Mark.LOCAL] == [item.mark for item in ours.worklist().done]
    exchange(ours)
    assert [Mark.RECEIVED] == [item.mark for item in ours.worklist().done]
    hub.judge_work()
    exchange(ours, theirs)
    for till in tills:
        work = till.worklist()
        assert [(outcome, Mark.ACCEPTED, None)] == [
            (item.outcome_id, item.mark, item.refusal) for item in work.done
        ]
        assert (1, 1, 0, 0) == (
            work.done_count,
            work.done_accepted_count,
            work.today_count,
            work.overdue_count,
        )
        assert "2026-10-05" == till.read(lambda uow: uow.tasks.get(NEXT)).due_on.isoformat()


def test_the_same_task_finished_on_both_counts_once_and_the_double_says_so(
    hub: Hub, fake_time: FakeTime, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    first, second = ours.done(), theirs.done()
    exchange(ours)
    fake_time.ms += 1000
    settle(hub, theirs)
    exchange(ours)
    assert told(ours) == told(theirs)
    assert (Mark.ACCEPTED, None) == told(ours)[first]
    assert "DOUBLE" == told(ours)[second][1]
    for till in tills:
        assert (0, 0) == (till.state().unsent, till.state().quarantined)
        work = till.worklist()
        assert (1, 1) == (work.done_count, work.done_accepted_count)
        # One task came of it, not two: its id follows from what called for it.
        assert [(NEXT, "open")] == till.rows("SELECT id, state FROM task WHERE anchor = 'k-1'")
        assert till.read(lambda uow: uow.sync.mismatch) == {}


def test_both_readings_of_a_double_stay_on_the_customers_card(
    hub: Hub, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    ours.done()
    theirs.clock.ms += 1000
    theirs.done()
    settle(hub, ours, theirs)
    exchange(ours)
    for till in tills:
        found = till.run(lambda uow: counter.resolve(uow, payload=CODE))
        assert isinstance(found, CardFound)
        assert 2 == len(found.card.events)
        assert [NEXT] != [task.id for task in found.card.tasks], "two weeks away is not near"


def test_a_task_finished_elsewhere_is_refused_here_once_that_is_known(
    hub: Hub, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    ours.done()
    settle(hub, ours, theirs)
    entry = OutcomeEntry(OutcomeCode.REFUSED)
    result = theirs.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert Refusal("TASK_NOT_OPEN") == result


def test_one_till_taking_back_what_the_other_did_opens_the_task_on_both(
    hub: Hub, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    outcome = ours.done()
    settle(hub, ours, theirs)
    theirs.clock.ms += 1000
    theirs.run(lambda uow: followups.undo(uow, outcome_id=outcome))
    settle(hub, theirs, ours)
    for till in tills:
        work = till.worklist()
        assert (["k-1"], 0) == ([item.id for item in work.today], work.done_count)
        assert [("dormant",)] == till.rows("SELECT state FROM task WHERE id = ?", NEXT)
        assert "UNDONE" == told(till)[outcome][1]
        assert till.read(lambda uow: uow.observations.latest("c-1", "glucose_fasting")) is None


def test_closing_beats_cancelling_when_the_two_tills_disagree(
    hub: Hub, tills: tuple[Till, Till]
) -> None:
    ours, theirs = tills
    entry = OutcomeEntry(OutcomeCode.WRONG_NUMBER)
    done = theirs.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert isinstance(done, Recorded)
    theirs.clock.ms += 1000
    ours.done()
    settle(hub, theirs, ours)
    exchange(theirs)
    for till in tills:
        assert [("done",)] == till.rows("SELECT state FROM task WHERE id = 'k-1'")
        (item,) = till.worklist().done
        assert Due.DONE is item.due
