"""The states in which pictures of the follow-up page are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from terminal.domain.card import Due, ReadingItem, TaskItem
from terminal.domain.customer import Allergy, Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
    Reading,
    level,
)
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services.handing_many import Given, Pile, Scope
from terminal.services.handing_over import Colleague
from ui.followups.desk import DeskState, FormState, RedFlag, UndoOffer
from ui.followups.entry import VALUE, Draft, level_of
from ui.followups.state import Counts, FollowUpsState, HandingState, Lane, LaneRow, Row, TaskRow

TODAY: Final = date(2026, 11, 21)
NOW: Final = datetime(2026, 11, 21, 2, 32, tzinfo=UTC)

_RULES: Final[dict[str, tuple[dict[str, str], dict[str, str], str | None, tuple[int, ...]]]] = {
    "diabetes": (
        {"zh_CN": "糖尿病 14 天随访", "en": "Diabetes follow-up, 14 days"},
        {
            "zh_CN": "问：近两周空腹血糖？有无低血糖、漏服？",
            "en": "Ask: fasting glucose of the last two weeks? Any low sugar, missed doses?",
        },
        GLUCOSE_FASTING,
        (3, 2, 6, 7),
    ),
    "pressure": (
        {"zh_CN": "高血压 28 天随访", "en": "Hypertension follow-up, 28 days"},
        {
            "zh_CN": "问：最近一次家测血压？有无头晕、漏服？",
            "en": "Ask: the last reading at home? Any dizziness, missed doses?",
        },
        BLOOD_PRESSURE,
        (3, 2, 6, 7),
    ),
    "refill": (
        {"zh_CN": "二甲双胍续购提醒", "en": "Refill reminder: metformin"},
        {
            "zh_CN": "已用完 9 天，她平常 30 天来一次。今天在店，可当面询问。",
            "en": "Ran out 9 days ago; the usual interval is 30 days. Here today: ask in person.",
        },
        None,
        (1, 2, 3, 5),
    ),
}

_ALLERGIES: Final = (Allergy("青霉素类"), Allergy("头孢克肟", "2024 年皮疹"))


def reading(code: str, *values: int, at: datetime = NOW, mark: Mark = Mark.ACCEPTED) -> ReadingItem:
    """Return a made-up reading: one value for glucose × 10, two for a pressure."""
    names = (GLUCOSE,) if code == GLUCOSE_FASTING else (SYSTOLIC, DIASTOLIC)
    items = dict(zip(names, values, strict=True))
    return ReadingItem(Reading("r", "c", code, at, items, mark=mark), level(code, items))


def task(
    number: int,
    rule: str = "diabetes",
    *,
    name: str = "王*兰",
    days: int = 2,
    attempts: int = 0,
    value: ReadingItem | None = None,
) -> TaskItem:
    """Return a made-up open task that has been overdue for some days, 0 for one due today."""
    title, ask, code, keys = _RULES[rule]
    return TaskItem(
        id=f"task-{number}",
        customer=f"customer-{number}",
        masked_name=name,
        phone_tail=f"{6021 + 37 * number % 3900:04d}",
        rule=rule,
        title=title,
        ask=ask,
        due_on=TODAY - timedelta(days=days),
        due=Due.OVERDUE if days > 0 else Due.TODAY if days == 0 else Due.LATER,
        days_overdue=max(days, 0),
        reading=code,
        keys=keys,
        attempts=attempts,
        value=value,
    )


def done(
    open_task: TaskItem,
    outcome: OutcomeCode,
    *,
    minutes: int = 0,
    value: ReadingItem | None = None,
    mark: Mark = Mark.LOCAL,
) -> TaskItem:
    """Return a task as it stands after an outcome."""
    return replace(
        open_task,
        due=Due.DONE,
        outcome=outcome.value,
        outcome_id=f"outcome-of-{open_task.id}",
        done_at=NOW - timedelta(minutes=minutes),
        value=value,
        mark=mark,
    )


def rows_of(*tasks: TaskItem, counts: Counts | None = None) -> tuple[Row, ...]:
    """Return tasks in their lanes."""
    lanes = {Due.OVERDUE: Lane.OVERDUE, Due.TODAY: Lane.TODAY, Due.DONE: Lane.DONE}
    rows: list[Row] = []
    for due, lane in lanes.items():
        here = [one for one in tasks if one.due is due]
        accepted = sum(one.mark is Mark.ACCEPTED and due is Due.DONE for one in here)
        number = len(here)
        if counts is not None:
            number = {Lane.OVERDUE: counts.overdue, Lane.TODAY: counts.today}.get(lane, number)
        if here:
            rows.append(LaneRow(lane, number, accepted))
            rows += [TaskRow(lane, one) for one in here]
    return tuple(rows)


def _open_tasks() -> tuple[TaskItem, ...]:
    last = reading(GLUCOSE_FASTING, 84, at=NOW - timedelta(days=79))
    pressure = reading(BLOOD_PRESSURE, 152, 94, at=NOW - timedelta(days=30))
    return (
        task(1, name="赵*民", days=9, attempts=2),
        replace(task(2, "refill", name="孙*", days=9), is_unwanted=True),
        task(3, "pressure", name="周*芳", days=5, value=pressure),
        replace(task(4, name="王*兰", days=2, value=last), allergies=_ALLERGIES),
        task(5, "pressure", name="欧**兰", days=1, attempts=1),
        task(6, name="郑*国", days=0),
        task(7, "refill", name="冯*琴", days=0),
        task(8, "pressure", name="陈*", days=0),
        task(9, name="褚*华", days=0),
    )


def _done_tasks(mark: Mark | None = None) -> tuple[TaskItem, ...]:
    glucose = reading(GLUCOSE_FASTING, 68)
    finished = (
        (task(20, name="卫*"), OutcomeCode.DONE, 3, glucose, Mark.LOCAL),
        (task(21, "refill", name="蒋*英"), OutcomeCode.REFILLED, 21, None, Mark.RECEIVED),
        (task(22, name="沈*强"), OutcomeCode.REFUSED, 48, None, Mark.ACCEPTED),
    )
    return tuple(
        done(one, code, minutes=minutes, value=value, mark=mark or own)
        for one, code, minutes, value, own in finished
    )


def _state(*tasks: TaskItem, selected: str = "task-4") -> FollowUpsState:
    rows = rows_of(*tasks)
    chosen = next((one for one in tasks if one.id == selected), None)
    by_due = {due: [one for one in tasks if one.due is due] for due in Due}
    finished = by_due[Due.DONE]
    return FollowUpsState(
        is_loading=False,
        counts=Counts(
            len(by_due[Due.OVERDUE]),
            len(by_due[Due.TODAY]),
            len(finished),
            sum(one.mark is Mark.ACCEPTED for one in finished),
        ),
        rows=rows,
        selected=None if chosen is None else chosen.id,
        form=None if chosen is None else FormState(chosen),
    )


def _typing(state: FollowUpsState, value: str, problem: FieldProblem | None) -> FollowUpsState:
    assert state.form is not None
    level_now = level_of(state.form.task.reading, value)
    draft = Draft(value, "上周出差，两次没测")
    form = replace(state.form, draft=draft, problem=problem, level=level_now)
    return replace(state, form=form)


def _long(full: FollowUpsState) -> FollowUpsState:
    long_title = {
        "zh_CN": "冠心病合并慢性肾功能不全患者二级预防用药依从性 28 天随访",
        "en": "Secondary prevention in coronary disease with kidney failure: 28-day follow-up",
    }
    long_ask = {
        "zh_CN": "问：近四周有无胸闷、胸痛、夜间憋醒、下肢水肿？每天几片？有无黑便、牙龈出血？" * 2,
        "en": "Ask: chest tightness or pain, waking at night, swollen legs? How many a day, when? "
        "Black stools, bleeding gums? " * 2,
    }
    tasks = tuple(
        replace(
            row.task,
            masked_name="尉***华" if at % 2 else "欧**兰",
            title=long_title,
            ask=long_ask,
            allergies=_ALLERGIES * 3,
        )
        for at, row in enumerate(full.rows)
        if isinstance(row, TaskRow)
    )
    state = _state(*tasks)
    problem = FieldProblem(VALUE, "READING_RANGE", {"low": "1.7", "high": "55.4", "item": GLUCOSE})
    return _typing(state, "84", problem)


def states() -> Mapping[str, FollowUpsState]:
    """Return every named state."""
    full = _state(*_open_tasks(), *_done_tasks())
    finished = done(
        _open_tasks()[3], OutcomeCode.DONE, value=reading(GLUCOSE_FASTING, 172, mark=Mark.LOCAL)
    )
    others = tuple(one for one in _open_tasks() if one.id != finished.id)
    offer = UndoOffer(
        "outcome-1", OutcomeCode.DONE, _open_tasks()[3], Draft("6.8"), TODAY + timedelta(days=14)
    )
    flag = RedFlag(
        finished.customer,
        finished.masked_name,
        reading(GLUCOSE_FASTING, 172),
        TODAY + timedelta(days=14),
    )
    flagged = _state(*others, finished, *_done_tasks(), selected="task-5")
    given = replace(
        _open_tasks()[3],
        assignee="staff-2",
        assignee_name="李药师",
        handed_by="陈药师",
        handed_note="下午三点后才有空",
    )
    mine = _state(given)
    people = (
        Colleague("staff-2", "李药师", "pharmacist"),
        Colleague("staff-3", "周店员", "clerk"),
        Colleague("staff-1", "陈药师", "pharmacist", is_me=True),
    )
    assert full.form is not None
    handing = replace(full, form=replace(full.form, draft=Draft("", "下午三点后才有空")))
    titles = tuple(_RULES[rule][0] for rule in ("diabetes", "pressure", "refill"))
    piles = (
        Pile(Scope.CUSTOMER, ("task-4", "task-31", "task-32"), "", titles, 1, 0),
        Pile(Scope.COLLEAGUE, tuple(f"task-{n}" for n in range(12)), "李药师", titles, 5, 3),
    )
    went = tuple(Given(f"task-{n}", f"outcome-{n}", None) for n in range(12))
    low, high = {"low": "1.7", "high": "55.4", "item": GLUCOSE}, "684"
    return {
        "full": full,
        "unwanted": _state(*_open_tasks(), *_done_tasks(), selected="task-2"),
        "loading": FollowUpsState(),
        "empty": FollowUpsState(is_loading=False),
        "all_done": _state(*_done_tasks(Mark.ACCEPTED), selected="task-20"),
        "offline": _state(*others, finished, *_done_tasks(Mark.LOCAL), selected="task-20"),
        "typing": _typing(full, "6。8", None),
        "problem": _typing(full, high, FieldProblem(VALUE, "READING_RANGE", low)),
        "red_flag": replace(flagged, desk=DeskState(undo=offer, red_flag=flag)),
        "undo": replace(flagged, desk=DeskState(undo=offer)),
        "error": replace(full, desk=DeskState(refusal=Refusal("TASK_NOT_OPEN"))),
        "handing": replace(handing, handing=HandingState("task-4", people)),
        "handing_customer": replace(handing, handing=HandingState("task-4", people, 0, piles, 1)),
        "handing_colleague": replace(handing, handing=HandingState("task-4", people, 0, piles, 2)),
        "handed_many": replace(
            full, desk=DeskState(undo=replace(offer, code=OutcomeCode.HANDED_OVER, given=went))
        ),
        "mine": replace(mine, only=Lane.MINE, counts=Counts(7, 12, 3, 1, 1)),
        "long_names": _long(full),
    }
