"""Follow-ups of a synthetic store: what a till makes of them is what was meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from terminal.domain import followup, observation
from terminal.domain.conflicts import conflict_from_content
from terminal.domain.followup import CONTINUES, TaskState, rule_from_content
from terminal.domain.observation import ReadingLevel
from terminal.sandbox.rules import NO_MEDICINE, RULES

Line = dict[str, Any]
Records = dict[str, dict[str, Line]]
AS_OF: Final = date(2026, 11, 21)
ZONE: Final = ZoneInfo("Asia/Shanghai")


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZONE).date()


@pytest.fixture(scope="session")
def outcomes(records: Records) -> dict[str, list[tuple[str, Line]]]:
    """Outcomes by task, in the order they were made."""
    found: dict[str, list[tuple[str, Line]]] = {task: [] for task in records["task"]}
    for key, body in records["outcome"].items():
        found[body["task"]].append((key, body))
    return {task: sorted(told, key=lambda one: one[1]["at"]) for task, told in found.items()}


@pytest.fixture(scope="session")
def states(outcomes: dict[str, list[tuple[str, Line]]]) -> dict[str, TaskState]:
    found = {}
    for task, told in outcomes.items():
        codes = followup.standing_codes([(key, b["code"], b.get("undoes")) for key, b in told])
        found[task] = followup.state_of(codes, anchor_open=False)
    return found


def test_the_rules_are_readable_by_the_domain(records: Records) -> None:
    found = records["rule"]
    of_type = {one: body["content"]["type"] for one, body in found.items()}
    assert RULES.keys() == {one for one, type_ in of_type.items() if type_ == "followup"}
    assert [NO_MEDICINE] == [one for one, type_ in of_type.items() if type_ == "conflict"]
    asked = conflict_from_content(NO_MEDICINE, 1, found[NO_MEDICINE]["content"])
    assert 4 == len(asked.replies)
    for key, body in found.items():
        if key in RULES:
            assert RULES[key] == rule_from_content(key, body["version"], body["content"])
        assert ("live", "all", "content") == (body["status"], body["ring"], body["key_id"])
        assert body["valid_from"] < AS_OF.isoformat()
    assert (2, 3, 4, 6, 7) == RULES["followup-diabetes-14"].keys
    assert {14, 28, 30} == {rule.cycle_days for rule in RULES.values()}


def test_today_has_a_pharmacists_day_of_work(
    records: Records, states: dict[str, TaskState]
) -> None:
    due = [
        date.fromisoformat(body["due_on"])
        for task, body in records["task"].items()
        if states[task] is TaskState.OPEN
    ]
    assert 12 <= due.count(AS_OF) <= 16
    overdue = [day for day in due if day < AS_OF]
    assert 8 <= len(overdue) <= 20
    assert AS_OF - timedelta(days=20) <= min(overdue)
    assert len([day for day in due if day > AS_OF]) > 150


def test_two_or_three_were_done_this_morning_and_all_were_accepted(records: Records) -> None:
    today = [body for body in records["outcome"].values() if _day(body["at"]) == AS_OF]
    assert 2 <= len(today) <= 3
    assert {"done", "referred", "refilled"} >= {body["code"] for body in today}
    assert all(body["accepted"] is True for body in records["outcome"].values())


def test_nothing_was_measured_or_said_in_the_future(records: Records) -> None:
    for body in [*records["outcome"].values(), *records["observation"].values()]:
        assert _day(body["at"]) <= AS_OF


def test_every_id_follows_from_what_called_for_the_task(
    records: Records, states: dict[str, TaskState]
) -> None:
    tasks = records["task"]
    for key, body in tasks.items():
        assert followup.task_id(body["rule"], body["customer"], body["anchor"]) == key
        if body["anchor"] in tasks:
            assert TaskState.DONE is states[body["anchor"]]
        else:
            first = {**records["observation"], **records["ticket"]}[body["anchor"]]
            assert body["customer"] == first["customer"]
    followed = {body["anchor"] for body in tasks.values()}
    ends = [key for key in tasks if key not in followed]
    assert {TaskState.OPEN, TaskState.DONE, TaskState.CANCELLED} == {states[key] for key in ends}


def test_due_dates_are_those_a_till_would_have_set(
    records: Records, outcomes: dict[str, list[tuple[str, Line]]]
) -> None:
    tasks, readings = records["task"], records["observation"]
    for key, body in tasks.items():
        told = [one for _, one in outcomes[key]]
        due = str(told[0].get("due_was_on", body["due_on"]) if told else body["due_on"])
        before = body["anchor"]
        if before in tasks:
            last = outcomes[before][-1][1]
            assert last["code"] in CONTINUES
            items = readings.get(last.get("observation", ""), {}).get("items", {})
            level = observation.level(RULES[body["rule"]].reading or "", items)
            expected = followup.next_due(
                RULES[body["rule"]], done_on=_day(last["at"]), danger=level is ReadingLevel.DANGER
            )
            assert expected.isoformat() == due
        for one in told:
            moved = followup.due_after(
                one["code"], due_on=date.fromisoformat(due), today=_day(one["at"])
            )
            assert one.get("due_on") == (moved.isoformat() if moved else None)
            due = str(one.get("due_on", due))
        assert body["due_on"] == due


def test_a_measured_follow_up_holds_its_reading_and_a_danger_was_referred(
    records: Records,
) -> None:
    referred = 0
    for body in records["outcome"].values():
        rule = RULES[records["task"][body["task"]]["rule"]]
        if body["code"] not in CONTINUES:
            assert "observation" not in body
            continue
        assert (rule.reading is not None) == ("observation" in body)
        if rule.reading is not None:
            reading = records["observation"][body["observation"]]
            assert (rule.reading, body["task"]) == (reading["code"], reading["task"])
            level = observation.level(reading["code"], reading["items"])
            assert (level is ReadingLevel.DANGER) == (body["code"] == "referred")
            referred += body["code"] == "referred"
    assert referred > 0
