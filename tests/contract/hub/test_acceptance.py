"""HQ's word on counted work, as tills read it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from sync.hub import acceptance
from sync.hub.hub import Hub
from sync.hub.worker import AcceptanceWorker
from tests.hub_fixtures import FakeTime, ScriptedTill, load_lines, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
TASK = {
    "rule": "r-glucose", "rule_version": 1, "customer": "c-1", "anchor": "a-1",
    "due_on": "2026-11-21",
}  # fmt: skip
RULE = {
    "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01",
    "content": {"type": "followup", "reading": "glucose_fasting", "cycle_days": 30},
}  # fmt: skip
READING = {"customer": "c-1", "code": "glucose_fasting", "at": 1, "items": {"glucose_mmol_e1": 84}}


@pytest.fixture
def tills(hub: Hub) -> tuple[ScriptedTill, ScriptedTill]:
    load_lines(hub, {"k": "rule", "id": "r-glucose", "b": RULE})
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER, ("task", "t-1", {"set": TASK})))
    return first, second


def outcome(till: ScriptedTill, record: str, code: str, **more: Any) -> tuple[str, str, Any]:
    fields = {
        "task": "t-1", "customer": "c-1", "code": code, "at": till.hub.outside.now_ms(),
        "by": "staff-1", **more,
    }  # fmt: skip
    return ("outcome", record, {"fact": fields})


def word(till: ScriptedTill, record: str) -> tuple[bool | None, str | None]:
    till.hub.judge_work()
    till.read_all()
    body = till.body("outcome", record) or {}
    return body.get("accepted"), body.get("accepted_code")


def test_work_shows_as_received_until_hq_accepted_it(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]
) -> None:
    till, _ = tills
    answer = till.sync(till.save(outcome(till, "x-1", "refused")))
    assert "accepted" not in (till.body("outcome", "x-1") or {})
    assert 1_000 == answer.next_ms
    assert (True, None) == word(till, "x-1")
    assert 15_000 == till.sync().next_ms
    assert 2 == till.rows["s:0018"]["outcome", "x-1"]["rev"]


def test_a_done_outcome_needs_the_reading_its_rule_asks_for(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    till, _ = tills
    till.sync(till.save(outcome(till, "x-1", "done")))
    assert (False, "READING_MISSING") == word(till, "x-1")
    till.sync(till.save(outcome(till, "x-2", "done", observation="o-9")))
    assert (False, "READING_MISSING") == word(till, "x-2")
    reading = ("observation", "o-1", {"fact": READING})
    till.sync(till.save(reading, outcome(till, "x-3", "done", observation="o-1")))
    assert (True, None) == word(till, "x-3")


def took_its_place(record: str, before: str, **more: Any) -> tuple[str, str, Any]:
    return ("observation", record, {"fact": {**READING, "supersedes": before, **more}})


def test_work_whose_reading_was_withdrawn_counts_no_more_and_one_put_right_does(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    first, second = tills
    reading = ("observation", "o-1", {"fact": {**READING, "task": "t-1"}})
    first.sync(first.save(reading, outcome(first, "x-1", "done", observation="o-1")))
    assert (True, None) == word(first, "x-1")
    right = took_its_place("o-2", "o-1", task="t-1", items={"glucose_mmol_e1": 68})
    second.sync(second.save(right))
    assert (True, None) == word(first, "x-1")
    error = {"items": {}, "note": "entered_in_error"}
    second.sync(second.save(took_its_place("o-3", "o-2", task="t-1", **error)))
    assert (False, "READING_MISSING") == word(first, "x-1")
    second.sync(second.save(took_its_place("o-4", "o-3", task="t-1", note="restored")))
    assert (True, None) == word(first, "x-1")


def test_work_that_arrives_after_its_reading_was_withdrawn_does_not_count(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    till, _ = tills
    reading = ("observation", "o-1", {"fact": READING})
    error = took_its_place("o-2", "o-1", items={}, note="entered_in_error")
    till.sync(till.save(reading, error, outcome(till, "x-1", "done", observation="o-1")))
    assert (False, "READING_MISSING") == word(till, "x-1")


def test_a_second_close_from_another_till_is_a_double_until_the_first_is_undone(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    first, second = tills
    first.sync(first.save(outcome(first, "x-1", "refused")))
    fake_time.ms += 5
    second.sync(second.save(outcome(second, "x-2", "refilled")))
    assert (True, None) == word(first, "x-1")
    assert (False, "DOUBLE") == word(first, "x-2")
    fake_time.ms += 5
    first.sync(first.save(outcome(first, "x-3", "undo", undoes="x-1")))
    assert (False, "UNDONE") == word(first, "x-1")
    assert (True, None) == word(first, "x-2")
    assert (True, None) == word(first, "x-3")


def test_work_on_a_task_that_is_not_there_does_not_count(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    till, _ = tills
    till.sync(till.save(outcome(till, "x-1", "refused", task="t-9")))
    assert (False, "TASK_UNKNOWN") == word(till, "x-1")


@pytest.mark.parametrize(
    ("shift_ms", "expected"),
    [
        (5 * 60_000, (True, None)),
        (5 * 60_000 + 1, (False, "AT_FUTURE")),
        (-90 * 24 * 3_600_000, (True, None)),
        (-90 * 24 * 3_600_000 - 1, (False, "AT_OLD")),
    ],
)
def test_work_has_to_be_dated_near_its_arrival(
    tills: tuple[ScriptedTill, ScriptedTill], shift_ms: int, expected: tuple[bool, str | None]
) -> None:
    till, _ = tills
    at = till.hub.outside.now_ms() + shift_ms
    till.sync(till.save(outcome(till, "x-1", "refused", at=at)))
    assert expected == word(till, "x-1")


@pytest.mark.parametrize(("days", "code"), [(100, "AT_OLD"), (-9, "AT_FUTURE")])
def test_work_refused_while_hqs_own_clock_was_wrong_counts_once_it_is_counted_anew(
    hub: Hub,
    tills: tuple[ScriptedTill, ScriptedTill],
    fake_time: FakeTime,
    days: int,
    code: str,
) -> None:
    till, other = tills
    right = fake_time.ms
    fake_time.ms += days * 24 * 3_600_000
    wrong = fake_time.ms
    till.sync(till.save(outcome(till, "x-1", "refused", at=right), stamp_ms=min(right, wrong)))
    assert (False, code) == word(till, "x-1")
    fake_time.ms = right
    assert 0 == hub.review.recount(other.device, since_ms=0)
    assert 0 == hub.review.recount(till.device, since_ms=wrong + 1)
    assert (False, code) == word(till, "x-1")
    assert 1 == hub.review.recount(till.device, since_ms=wrong)
    assert (True, None) == word(till, "x-1")


def test_hqs_word_is_stamped_by_hq(hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]) -> None:
    till, _ = tills
    till.sync(till.save(outcome(till, "x-1", "refused")))
    word(till, "x-1")
    clocks = till.rows["s:0018"]["outcome", "x-1"]["c"]
    assert clocks["accepted"].endswith(acceptance.HQ_DEVICE)


def test_two_hubs_judging_at_once_accept_one_of_two_closes(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]
) -> None:
    first, second = tills
    for n in range(20):
        task = {**TASK, "anchor": f"a-{n}"}
        first.sync(first.save(("task", f"t-m{n}", {"set": task})))
        first.sync(first.save(outcome(first, f"x-{n}", "refused", task=f"t-m{n}")))
        second.sync(second.save(outcome(second, f"y-{n}", "refused", task=f"t-m{n}")))
    threads = [threading.Thread(target=hub.judge_work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first.read_all()
    for n in range(20):
        bodies = [first.body("outcome", f"{letter}-{n}") or {} for letter in "xy"]
        assert [False, True] == sorted(body["accepted"] for body in bodies)


def test_the_worker_judges_a_push_at_once(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]
) -> None:
    till, _ = tills
    broke = threading.Event()
    worker = AcceptanceWorker(hub, broke=broke.set)
    worker.start()
    try:
        till.sync(till.save(outcome(till, "x-1", "refused")))
        for _ in range(200):
            till.sync()
            if "accepted" in (till.body("outcome", "x-1") or {}):
                break
            threading.Event().wait(0.01)
    finally:
        worker.stop()
    assert (till.body("outcome", "x-1") or {})["accepted"] is True
    assert (False, False) == (worker.is_broken, broke.is_set())
