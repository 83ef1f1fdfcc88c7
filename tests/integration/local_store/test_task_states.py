"""Where tasks stand, kept in their rows whatever comes in whatever order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain.followup import TaskState, standing, state_of
from tests.builders import (
    START_MS,
    HqStream,
    TestStore,
    a_store,
    a_task,
    an_outcome,
    load,
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def _states(till: TestStore) -> dict[str, str]:
    sql = "SELECT id, state FROM task"
    return dict(till.read(lambda uow: uow._db.execute(sql).fetchall()))


def _put_outcome(till: TestStore, outcome: str, task: str, **changes: Any) -> None:
    fields = an_outcome(task, "c1", **changes)
    till.run(lambda uow: uow.put("outcome", outcome, Fact(fields)))


def _put_task(till: TestStore, task: str, anchor: str = "fact") -> None:
    till.run(lambda uow: uow.put("task", task, Set(a_task("c1", anchor=anchor))))


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("done", "done"),
        ("refilled", "done"),
        ("no_answer", "open"),
        ("stopped", "cancelled"),
        ("from a newer program", "open"),
    ],
)
def test_an_outcome_moves_its_task(till: TestStore, code: str, state: str) -> None:
    _put_task(till, "t1")
    _put_outcome(till, "u1", "t1", code=code)
    assert {"t1": state} == _states(till)


def test_taking_an_outcome_back_opens_the_task_and_puts_the_next_to_sleep(
    till: TestStore,
) -> None:
    _put_task(till, "t1")
    _put_outcome(till, "u1", "t1")
    _put_task(till, "t2", anchor="t1")
    assert {"t1": "done", "t2": "open"} == _states(till)
    _put_outcome(till, "u2", "t1", code="undone", undoes="u1", at=START_MS + 1)
    assert {"t1": "open", "t2": "dormant"} == _states(till)
    _put_outcome(till, "u3", "t1", at=START_MS + 2)
    assert {"t1": "done", "t2": "open"} == _states(till)


def test_the_state_shows_within_the_save_that_changed_it(till: TestStore) -> None:
    def save(uow: UnitOfWork) -> str:
        uow.put("task", "t1", Set(a_task("c1")))
        uow.put("outcome", "u1", Fact(an_outcome("t1", "c1")))
        task = uow.tasks.get("t1")
        assert task is not None
        return task.state

    assert "done" == till.run(save)


def test_changing_a_task_does_not_open_it_again(till: TestStore) -> None:
    _put_task(till, "t1")
    _put_outcome(till, "u1", "t1")
    till.run(lambda uow: uow.put("task", "t1", Set({"due_on": "2026-01-01"})))
    assert {"t1": "done"} == _states(till)


def test_screens_hear_of_every_task_that_moved(till: TestStore) -> None:
    _put_task(till, "t1")
    _put_task(till, "t2", anchor="t1")
    told: list[frozenset[str]] = []
    till.store.on_committed = lambda changes: told.append(changes["task"])
    _put_outcome(till, "u1", "t1")
    assert [frozenset({"t1", "t2"})] == told


RECORDS = [
    ("task", "t1", a_task("c1")),
    ("outcome", "u1", an_outcome("t1", "c1")),
    ("task", "t2", a_task("c1", anchor="t1")),
    ("outcome", "u2", an_outcome("t1", "c1", code="undone", undoes="u1", at=START_MS + 5)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_records_may_come_from_hq_in_any_order_and_one_by_one(
    till: TestStore, order: tuple[int, ...]
) -> None:
    stream = HqStream()
    for index in order:
        stream.change(*RECORDS[index])
    load(till, stream, limit=1)
    assert {"t1": "open", "t2": "dormant"} == _states(till)


def test_records_that_hq_takes_away_count_no_more(till: TestStore) -> None:
    stream = HqStream()
    for record in RECORDS[:3]:
        stream.change(*record)
    load(till, stream)
    assert {"t1": "done", "t2": "open"} == _states(till)
    stream.remove("outcome", "u1")
    load(till, stream)
    assert {"t1": "open", "t2": "dormant"} == _states(till)
    stream.remove("task", "t1")
    load(till, stream)
    assert {"t2": "open"} == _states(till)


def test_tasks_that_name_one_another_in_a_ring_come_to_rest(till: TestStore) -> None:
    for task, anchor in [("t1", "t3"), ("t2", "t1"), ("t3", "t2"), ("t4", "t4")]:
        _put_task(till, task, anchor)
    _put_outcome(till, "u1", "t1")
    assert {"t1": "done", "t2": "open", "t3": "dormant"} == {
        task: state for task, state in _states(till).items() if task != "t4"
    }


@pytest.mark.parametrize("seed", range(12))
def test_every_state_is_what_the_rule_says_of_all_outcomes_there_are(
    till: TestStore, seed: int
) -> None:
    rng, stream = random.Random(seed), HqStream()
    tasks = [f"t{n}" for n in range(8)]
    for n in range(60):
        what = rng.random()
        if what < 0.35:
            anchor = rng.choice([*tasks, "fact"])
            stream.change("task", rng.choice(tasks), a_task("c1", anchor=anchor))
        elif what < 0.8:
            code = rng.choice(["done", "no_answer", "stopped", "undone"])
            undoes = f"u{rng.randrange(n + 1)}" if code == "undone" else None
            body = an_outcome(rng.choice(tasks), "c1", code=code, undoes=undoes, at=START_MS + n)
            stream.change("outcome", f"u{n}", body)
        else:
            live = [key for key, row in stream.rows.items() if row.op == "P"]
            for key in rng.sample(live, min(len(live), 1)):
                stream.remove(*key)
        if rng.random() < 0.3:
            load(till, stream, limit=rng.randint(1, 4))
    load(till, stream)
    till.read(_check)


def _check(uow: UnitOfWork) -> None:
    rows = uow._db.execute("SELECT id, anchor, state FROM task").fetchall()
    outcomes = uow.outcomes.of_tasks([row[0] for row in rows])
    states = {task: state for task, _, state in rows}
    for task, anchor, state in rows:
        live = states.get(anchor) in (TaskState.OPEN, TaskState.DORMANT)
        if anchor != task:
            codes = frozenset(one.code for one in standing(outcomes.get(task, [])))
            assert state_of(codes, anchor_open=live) == state, task
