"""Several follow-ups handed over at once: on the real store, and between two tills."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sync.hub.hub import Hub
from terminal.domain.followup import OutcomeCode, TaskState
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import followups, handing_many, handing_over
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.handing_many import Choices, Given, HandedOver, Scope, TakenBack
from tests.builders import TestStore, a_customer
from tests.integration.bad_input.rig import Till, a_till, seed
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, groups, ops

HERE, THERE, GONE = "staff-1", "staff-2", "staff-9"
OF_C1 = ("k-1", "k-2", "k-3")


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till where one customer has three tasks, two of them a colleague's, who has another's too;
    one file may only be kept.
    """
    return shop(
        ("customer", "c-8", a_customer(8, restricted=True)),
        ("task", "k-1", a_due(days=-1)),
        ("task", "k-2", a_due(rule="htn-30", anchor="a-2", assignee=THERE)),
        ("task", "k-3", a_due(rule="call-60", anchor="a-3", days=40, assignee=THERE)),
        ("task", "k-4", a_due("c-2", assignee=THERE)),
        ("task", "k-5", a_due("c-8", assignee=THERE)),
    )[0]


def offered(till: TestStore, task: str = "k-2") -> Choices:
    found = till.read(partial(handing_many.choices, task_id=task))
    assert isinstance(found, Choices)
    return found


def hand(
    till: TestStore, to: str | None, tasks: tuple[str, ...] = OF_C1, note: str = "", at: str = "k-1"
) -> Any:
    work = partial(handing_many.hand_over, task_id=at, tasks=tasks, to=to, note=note)
    made = till.run(work)
    till.clock.advance(ms=1000)
    return made


def handed(till: TestStore, to: str | None, tasks: tuple[str, ...] = OF_C1) -> HandedOver:
    made = hand(till, to, tasks)
    assert isinstance(made, HandedOver), made
    return made


def back(till: TestStore, given: tuple[Given, ...]) -> TakenBack | Refusal:
    found: TakenBack | Refusal = till.run(
        partial(handing_many.take_back, task_id="k-1", given=given)
    )
    till.clock.advance(ms=1000)
    return found


def whose(till: TestStore, tasks: tuple[str, ...] = OF_C1) -> list[str | None]:
    found = till.read(lambda uow: uow.tasks.many(tasks))
    assert {one.state for one in found.values()} == {TaskState.OPEN}
    return [found[one].assignee for one in tasks]


def test_what_can_go_is_all_of_the_customer_and_all_of_whoever_has_the_task(
    till: TestStore,
) -> None:
    customer, colleague = offered(till).piles
    assert (Scope.CUSTOMER, 1, 1) == (customer.scope, customer.overdue, customer.today)
    assert set(OF_C1) == set(customer.tasks)
    assert ["糖尿病随访", "高血压随访"] == [one["zh_CN"][:5] for one in customer.titles[:2]]
    assert (Scope.COLLEAGUE, "合成店员") == (colleague.scope, colleague.name)
    assert {"k-2", "k-3", "k-4"} == set(colleague.tasks), "not what may only be kept"
    assert [Scope.CUSTOMER] == [one.scope for one in offered(till, "k-1").piles]


def test_a_single_task_offers_no_more_than_itself(shop: Shop) -> None:
    till = shop(("task", "k-1", a_due(assignee=THERE)))[0]
    assert () == offered(till, "k-1").piles
    assert Refusal("TASK_GONE") == till.read(partial(handing_many.choices, task_id="k-9"))


def test_all_go_with_the_same_words_each_as_a_save_of_its_own(till: TestStore) -> None:
    made = hand(till, HERE, note=" 我休假 ")
    assert isinstance(made, HandedOver)
    assert [HERE] * 3 == whose(till)
    assert [THERE] == whose(till, ("k-4",)), "another customer's stays"
    facts = [op["fact"] for op in ops(till, "outcome")]
    assert {("handed_over", "我休假")} == {(one["code"], one["note"]) for one in facts}
    assert sorted(OF_C1) == sorted(one["task"] for one in facts), "none twice"
    assert [["task", "outcome", "audit"]] * 3 == groups(till)
    assert [("followup.handed_over", one) for one in OF_C1] == audited(till)
    assert (HERE, "我休假") == (made.task.assignee, made.task.handed_note)


def test_taken_back_each_is_again_whose_it_was(till: TestStore) -> None:
    made = handed(till, HERE)
    found = back(till, made.given)
    assert isinstance(found, TakenBack)
    assert (None, 0) == (found.task.assignee, found.left)
    assert [None, THERE, THERE] == whose(till)
    assert Refusal("OUTCOME_UNDONE") == back(till, made.given)


def test_at_a_card_it_is_taken_back_alike_and_said_when_something_stays(till: TestStore) -> None:
    def undo(made: HandedOver) -> Refusal | None:
        work = partial(handing_many.undo, task_id="k-1", given=made.given)
        refused: Refusal | None = till.run(work)
        till.clock.advance(ms=1000)
        return refused

    assert None is undo(handed(till, HERE))
    assert [None, THERE, THERE] == whose(till)
    made = handed(till, HERE)
    handed(till, None, ("k-3",))
    assert Refusal("HANDED_ON_SINCE", {"left": "1"}) == undo(made)
    assert Refusal("HANDED_ON_SINCE", {"left": "1"}) == undo(made), "nothing else stood"


def test_what_went_on_since_stays_and_is_said(till: TestStore) -> None:
    made = handed(till, HERE)
    handed(till, None, ("k-3",))
    found = back(till, made.given)
    assert isinstance(found, TakenBack)
    assert 1 == found.left
    assert [None, THERE, None] == whose(till)


def test_what_is_done_meanwhile_or_theirs_already_is_left_alone(till: TestStore) -> None:
    entry = OutcomeEntry(OutcomeCode.REFUSED)
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert isinstance(done, Recorded)
    every = (*OF_C1, "k-4", "k-5", "k-9", "k-4")
    assert ["k-2", "k-3", "k-4"] == [one.task for one in handed(till, HERE, every).given]
    assert Refusal("HANDED_ALREADY") == hand(till, HERE, ("k-2", "k-3"))
    assert Refusal("TASK_NOT_OPEN") == hand(till, HERE, ("k-1", "k-5"))


def test_only_to_somebody_who_works_here_and_nothing_half_done(till: TestStore) -> None:
    assert Refusal("COLLEAGUE_GONE") == hand(till, GONE)
    limit = FieldProblem("note", "NOTE_TOO_LONG", {"limit": "500"})
    assert [limit] == hand(till, HERE, note="长" * 501)
    assert Refusal("TASK_GONE") == hand(till, HERE, at="k-9")
    assert [None, THERE, THERE] == whose(till)
    assert [] == ops(till)


def test_more_than_fit_in_one_group_go_all_the_same(shop: Shop) -> None:
    many = tuple(f"k-{n}" for n in range(120))
    records = [("task", one, a_due(anchor=f"a-{one}", assignee=THERE)) for one in many]
    till = shop(*records)[0]
    (pile,) = offered(till, "k-0").piles[1:]
    assert set(many) == set(pile.tasks)
    work = partial(handing_many.hand_over, task_id="k-0", tasks=pile.tasks, to=None)
    made = till.run(work)
    assert isinstance(made, HandedOver)
    assert {None} == set(whose(till, many))
    till.clock.advance(ms=1000)
    undone = till.run(partial(handing_many.take_back, task_id="k-0", given=made.given))
    assert isinstance(undone, TakenBack)
    assert {THERE} == set(whose(till, many))


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


def test_hq_takes_it_and_the_other_till_hears_of_it(tills: tuple[Till, Till]) -> None:
    ours, theirs = tills
    seen = ours.worklist()
    every = tuple(one.id for one in (*seen.overdue, *seen.today))
    assert every
    (someone,) = ours.run(handing_over.colleagues)
    work = partial(
        handing_many.hand_over, task_id=every[0], tasks=every, to=someone.id, note="休假"
    )
    made = ours.run(work)
    assert isinstance(made, HandedOver)
    for till in (ours, theirs):
        assert till.exchange().trouble is None
    assert {(someone.id, "休假")} == heard(theirs)
    ours.run(partial(handing_many.take_back, task_id=every[0], given=made.given))
    for till in (ours, theirs):
        assert till.exchange().trouble is None
    assert {(None, "")} == heard(theirs)


def heard(till: Till) -> set[tuple[str | None, str]]:
    """Return whose the tasks are there, and with what words."""
    work = till.worklist()
    return {(one.assignee, one.handed_note) for one in (*work.overdue, *work.today)}
