"""The list as it stands once something came of a task, before the store has been asked again."""

from __future__ import annotations

from dataclasses import replace

from terminal.domain.card import TaskItem, Worklist
from ui.followups.state import LANE_OF, Lane


def moved(work: Worklist, task: TaskItem) -> Worklist:
    """Return the list with a task where it belongs now, until HQ's or the store's own answer."""
    before = next(
        (one for one in (*work.overdue, *work.today, *work.done) if one.id == task.id), None
    )
    lanes = {
        Lane.OVERDUE: [one for one in work.overdue if one.id != task.id],
        Lane.TODAY: [one for one in work.today if one.id != task.id],
        Lane.DONE: [one for one in work.done if one.id != task.id],
    }
    counts = {
        Lane.OVERDUE: work.overdue_count,
        Lane.TODAY: work.today_count,
        Lane.DONE: work.done_count,
    }
    if before is not None and (left := LANE_OF.get(before.due)) is not None:
        counts[left] -= 1
    if (lane := LANE_OF.get(task.due)) is not None:
        counts[lane] += 1
        lanes[lane].insert(_place(lanes[lane], task, lane), task)
    return replace(
        work,
        overdue=tuple(lanes[Lane.OVERDUE]),
        today=tuple(lanes[Lane.TODAY]),
        done=tuple(lanes[Lane.DONE]),
        overdue_count=counts[Lane.OVERDUE],
        today_count=counts[Lane.TODAY],
        done_count=counts[Lane.DONE],
    )


def _place(tasks: list[TaskItem], task: TaskItem, lane: Lane) -> int:
    if lane is Lane.DONE:
        return 0  # The newest stands first.
    due = (task.due_on, task.id)
    return next((i for i, one in enumerate(tasks) if (one.due_on, one.id) > due), len(tasks))
