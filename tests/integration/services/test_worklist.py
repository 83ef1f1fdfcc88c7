"""The follow-up list: what is overdue, due today and done today, on the real store."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import Due, Worklist
from terminal.domain.consent import Purpose
from terminal.domain.customer import Allergy, Mark
from terminal.domain.followup import OutcomeCode
from terminal.services import consents, followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import START_MS, TestStore, a_customer, an_observation, an_outcome, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import Record, a_due, at, rows

GLUCOSE = {"glucose_mmol_e1": 68}


def worklist(till: TestStore) -> Worklist:
    found = till.read(followups.worklist)
    assert isinstance(found, Worklist)
    return found


def record(till: TestStore, task: str, code: OutcomeCode = OutcomeCode.DONE, **more: Any) -> str:
    entry = OutcomeEntry(code, **({"items": GLUCOSE} | more))
    done = till.run(lambda uow: followups.record(uow, task_id=task, entry=entry))
    assert isinstance(done, Recorded)
    return done.outcome_id


def due(task: str, days: int, customer: str = "c-1", **changes: Any) -> Record:
    return "task", task, a_due(customer, days, anchor=f"fact of {task}", **changes)


def ids(items: tuple[Any, ...]) -> list[str]:
    return [item.id for item in items]


def test_an_empty_list_is_a_list(till: TestStore) -> None:
    assert Worklist(reader="staff-1") == worklist(till)


def test_who_wants_no_reminders_is_not_to_be_called(shop: Shop) -> None:
    silent = "customer", "c-4", a_customer(4, silent=True)
    till, _ = shop(*(due(f"k-{n}", -n, f"c-{n}") for n in (1, 2, 3)), silent, due("k-4", -4, "c-4"))

    def say(customer: str, *, given: bool) -> None:
        till.clock.ms += 1_000
        words = {Purpose.REMINDERS: given}
        till.run(partial(consents.say, customer_id=customer, words=words, text_version="t"))

    say("c-1", given=False)
    say("c-2", given=False)
    say("c-2", given=True)  # They changed their mind.
    unwanted = {one.customer: one.is_unwanted for one in worklist(till).overdue}
    assert {"c-1": True, "c-2": False, "c-3": False, "c-4": True} == unwanted


def test_the_longest_overdue_stands_first_and_the_future_is_left_out(shop: Shop) -> None:
    till, _ = shop(
        due("k-today-b", 0), due("k-late-1", -1), due("k-late-9", -9),
        due("k-today-a", 0, "c-2"), due("k-tomorrow", 1),
    )  # fmt: skip
    found = worklist(till)
    assert ["k-late-9", "k-late-1"] == ids(found.overdue)
    assert ["k-today-a", "k-today-b"] == ids(found.today)
    assert (2, 2, 0, False) == (
        found.overdue_count,
        found.today_count,
        found.done_count,
        found.truncated,
    )
    first = found.overdue[0]
    assert (Due.OVERDUE, 9, "合**1", "0001", "glucose_fasting") == (
        first.due,
        first.days_overdue,
        first.masked_name,
        first.phone_tail,
        first.reading,
    )
    assert {"zh_CN": "糖尿病随访", "en": "Diabetes follow-up"} == first.title
    assert {"zh_CN": "空腹血糖多少？", "en": "Fasting glucose?"} == first.ask
    assert (Due.TODAY, 0, None, None) == (
        found.today[0].due,
        found.today[0].days_overdue,
        found.today[0].outcome,
        found.today[0].mark,
    )


def test_every_task_names_the_allergies_of_its_customer(shop: Shop) -> None:
    other = a_customer(2, allergies=[{"substance": "磺胺", "note": ""}])
    till, _ = shop(("customer", "c-2", other), due("k-1", -1), due("k-2", 0, "c-2"))
    found = worklist(till)
    assert (Allergy("青霉素", "2024 年皮疹"),) == found.overdue[0].allergies
    assert (Allergy("磺胺"),) == found.today[0].allergies


def test_what_was_done_today_stands_below_newest_first_with_its_mark(shop: Shop) -> None:
    till, _ = shop(due("k-1", -2), due("k-2", 0, "c-2"), due("k-3", 0, "c-3"))
    record(till, "k-1")
    till.clock.advance(ms=60_000)
    record(till, "k-2", OutcomeCode.REFUSED, items=None, note="不想说")
    found = worklist(till)
    assert (["k-2", "k-1"], ["k-3"], ()) == (ids(found.done), ids(found.today), found.overdue)
    assert (0, 1, 2, 0) == (
        found.overdue_count,
        found.today_count,
        found.done_count,
        found.done_accepted_count,
    )
    refused, done = found.done
    assert (Due.DONE, "refused", "不想说", Mark.LOCAL) == (
        refused.due,
        refused.outcome,
        refused.note,
        refused.mark,
    )
    assert done.value is not None
    assert GLUCOSE == done.value.reading.items
    assert datetime.fromtimestamp(START_MS / 1000, UTC) == done.done_at


def test_a_call_that_reached_nobody_is_no_work_done(shop: Shop) -> None:
    till, _ = shop(due("k-1", 0))
    record(till, "k-1", OutcomeCode.NO_ANSWER, items=None)
    found = worklist(till)
    assert ((), (), ()) == (found.overdue, found.today, found.done)
    till.clock.advance(days=1)
    (task,) = worklist(till).today
    assert ("k-1", 1, "no_answer") == (task.id, task.attempts, task.outcome)


def test_yesterdays_work_is_not_in_todays_list(shop: Shop) -> None:
    till, _ = shop(due("k-1", 0))
    record(till, "k-1")
    assert 1 == worklist(till).done_count
    till.clock.advance(days=1)
    assert (0, ()) == (worklist(till).done_count, worklist(till).done)


def test_the_day_begins_at_the_stores_cut_off_and_not_at_midnight_utc(shop: Shop) -> None:
    till, _ = shop(due("k-1", 0))
    till.clock.ms = START_MS - 10 * 3_600_000 - 1  # One millisecond before midnight in Shanghai.
    assert () == worklist(till).today
    till.clock.advance(ms=1)
    assert ["k-1"] == ids(worklist(till).today)


def test_only_what_hq_accepted_counts_as_accepted(shop: Shop) -> None:
    till, _ = shop(
        due("k-1", 0), due("k-2", 0), due("k-3", 0),
        ("outcome", "u-1", an_outcome("k-1", "c-1", accepted=True)),
        ("outcome", "u-2", an_outcome("k-2", "c-1", accepted=False, accepted_code="DOUBLE")),
        ("outcome", "u-3", an_outcome("k-3", "c-1")),
    )  # fmt: skip
    found = worklist(till)
    assert (3, 1) == (found.done_count, found.done_accepted_count)
    by_id = {item.id: item for item in found.done}
    assert {
        "k-1": (Mark.ACCEPTED, None),
        "k-2": (Mark.RECEIVED, "DOUBLE"),
        "k-3": (Mark.RECEIVED, None),
    } == {one: (item.mark, item.refusal) for one, item in by_id.items()}


@pytest.mark.parametrize(("tasks", "truncated"), [(20, False), (21, True)])
def test_a_list_that_is_cut_says_so_and_still_counts_everything(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tasks: int, truncated: bool
) -> None:
    monkeypatch.setattr(followups, "LIST_LIMIT", 20)
    till, _ = shop(*[due(f"k-{n:03}", -n) for n in range(tasks)])
    found = worklist(till)
    assert 20 == len(found.overdue) + len(found.today)
    assert (tasks - 1, 1, truncated) == (
        found.overdue_count,
        found.today_count,
        found.truncated,
    )


def test_a_task_whose_customer_has_not_come_yet_waits_out_of_sight(shop: Shop) -> None:
    till, stream = shop(due("k-1", 0, "c-later"), due("k-2", 0))
    assert ["k-2"] == ids(worklist(till).today)
    stream.change("customer", "c-later", a_customer(50))
    load(till, stream)
    assert ["k-1", "k-2"] == ids(worklist(till).today)


def test_tasks_of_a_joined_file_show_the_customer_that_stayed(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-old", a_customer(4, name="合成旧档", canonical_id="c-1")),
        due("k-1", 0, "c-old"),
    )
    (task,) = worklist(till).today
    assert ("c-1", "合**1") == (task.customer, task.masked_name)


def test_the_list_reads_beside_the_writer_and_writes_nothing(shop: Shop) -> None:
    till, _ = shop(due("k-1", 0))
    before = rows(till, "SELECT count(*) FROM outbox")
    till.read(followups.worklist)
    assert before == rows(till, "SELECT count(*) FROM outbox")


def test_counts_are_those_of_the_rows(shop: Shop) -> None:
    till, _ = shop(*[due(f"k-{n}", n - 4, f"c-{n % 3 + 1}") for n in range(9)])
    for task in ("k-0", "k-4"):
        record(till, task)
    found = worklist(till)
    state = "SELECT count(*) FROM task WHERE state = 'open' AND due_on"
    assert rows(till, f"{state} < '2025-11-21'") == [(found.overdue_count,)]
    assert rows(till, f"{state} = '2025-11-21'") == [(found.today_count,)]
    assert rows(till, "SELECT count(*) FROM task WHERE state = 'done'") == [(found.done_count,)]
    assert (3, 0, 2) == (found.overdue_count, found.today_count, found.done_count)

    def every(uow: UnitOfWork) -> int:
        return uow.tasks.count_open(uow.today) + uow.tasks.count_open_on(uow.today)

    assert every_shown(found) == till.read(every)


def every_shown(found: Worklist) -> int:
    return len(found.overdue) + len(found.today)


def test_the_list_shows_what_was_measured_last_of_each_customer(shop: Shop) -> None:
    older = an_observation("c-1", items={"glucose_mmol_e1": 70}, at=at(-9))
    newer = an_observation("c-1", items={"glucose_mmol_e1": 84}, at=at(-3))
    other = an_observation("c-2", items={"glucose_mmol_e1": 61}, at=at(-1))
    till, _ = shop(
        due("k-1", -1), due("k-2", -2, "c-2"),
        ("observation", "g-1", older), ("observation", "g-2", newer), ("observation", "g-3", other),
    )  # fmt: skip
    found = {item.id: item.value and item.value.reading.id for item in worklist(till).overdue}
    assert {"k-1": "g-2", "k-2": "g-3"} == found
