"""The follow-up desk, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from terminal.domain.card import Due, TaskItem, Worklist
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.services import followups
from terminal.services.counter import Found, MedicineFound
from terminal.services.followups import Recorded
from terminal.services.work import Runner
from ui.followups.desk import OutcomeDesk
from ui.followups.entry import NOTE, VALUE, Drafts
from ui.followups.handing import Handing
from ui.followups.moving import moved
from ui.followups.state import (
    LANE_OF,
    Answer,
    Counts,
    FollowUpsState,
    Lane,
    LaneRow,
    Row,
    TaskRow,
)
from ui.scan_router import ScanKind

SHOWN_KINDS: Final = frozenset(
    {"task", "outcome", "observation", "customer", "consent", "rule", "staff"}
)
"""Kinds of record whose change can change the list."""


class FollowUpsView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: FollowUpsState) -> None:
        """Show exactly this."""


def _ignore(_: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class FollowUpsNews:
    """Whom the page tells what concerns others, on the caller's thread."""

    customer_wanted: Callable[[str], None] = _ignore
    counted: Callable[[Counts], None] = _ignore


class FollowUpsPresenter:
    """Turn gestures into service calls, and results into state."""

    def __init__(
        self,
        view: FollowUpsView,
        run: Runner,
        *,
        drafts: Drafts,
        news: FollowUpsNews | None = None,
    ) -> None:
        self._view, self._run, self._news = view, run, news or FollowUpsNews()
        self._desk = OutcomeDesk(
            run, drafts, changed=self._refresh, recorded=self._on_recorded, undone=self._on_undone
        )
        self._work = Worklist()
        self._is_loading, self._is_fetching, self._is_stale = True, False, False
        self._writes = 0
        self._only: Lane | None = None
        self._selected: TaskItem | None = None
        self._is_by_hand = False  # Whether a person chose, or began to work, what is selected.
        self._answer: Answer | None = None
        self._handing = Handing(run, self._desk, self._refresh)
        self.state = FollowUpsState()

    def start(self) -> None:
        """Ask for the list. Further requests while one is under way become one."""
        if self._is_fetching:
            self._is_stale = True
            return
        self._is_fetching = True
        self._run(followups.worklist, partial(self._on_loaded, self._writes))

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Ask again when something shown may have changed."""
        if SHOWN_KINDS & changes.keys():
            self.start()

    def on_crash(self, code: str) -> None:
        """Take commands again after work that broke off."""
        self._is_fetching = False
        self._desk.crashed(code)

    def accepts(self, kind: ScanKind) -> bool:
        """Tell whether a scan of this kind is answered here. A customer never is."""
        return kind in (ScanKind.MEDICINE, ScanKind.OTHER)

    def take(self, found: Found) -> None:
        """Say what a scan led to. The task at hand stays as it is."""
        if isinstance(found, MedicineFound | Refusal):
            self._answer = found.line if isinstance(found, MedicineFound) else found
            self._refresh()

    def choose_lane(self, lane: Lane | None) -> None:
        """Show one lane only, or all of them."""
        self._only = lane
        if self._index_of_selected() is None:
            self._select(self._first_open())
        self._refresh()

    def select(self, task_id: str) -> None:
        """Open a task."""
        found = next((row.task for row in self._task_rows() if row.task.id == task_id), None)
        if found is not None:
            self._is_by_hand = True
            self._select(found)
            self._refresh()

    def step(self, by: int) -> None:
        """Open the next task (+1) or the one before (-1); at the end stay."""
        if self.state.handing is not None:
            self._handing.turn(by)
            return
        rows = self._task_rows()
        at = self._index_of_selected()
        if rows:
            self._is_by_hand = True
            to = 0 if at is None else min(max(at + by, 0), len(rows) - 1)
            self._select(rows[to].task)
            self._refresh()

    def edit_value(self, task_id: str, text: str) -> None:
        """Keep the value as it is being typed."""
        self._desk.edit(task_id, VALUE, text)

    def edit_note(self, task_id: str, text: str) -> None:
        """Keep the note as it is being typed."""
        self._desk.edit(task_id, NOTE, text)

    def give(self, task_id: str, code: OutcomeCode) -> None:
        """Record an outcome of the open task."""
        task = self._open_task(task_id)
        if task is not None:
            self._desk.give(task, code)

    def park(self) -> Callable[[], None]:
        """Let nobody undo for another, and forget what was chosen; what is returned brings that
        back.
        """
        chosen, only = self._selected, self._only
        self._desk.forget()
        self._answer, self._only, self._is_by_hand = None, None, False
        self._handing.leave()
        self._select(self._first_open())
        self._refresh()

        def restore() -> None:
            self._only = only
            if chosen is not None:
                self.select(chosen.id)

        return restore

    def press(self, digit: int) -> None:
        """Record the outcome of a digit key, if the open task offers it, or choose who is to have
        the task.
        """
        task = None if self._selected is None else self._open_task(self._selected.id)
        if self.state.handing is not None and self._selected is not None:
            self._handing.choose(self._selected, digit)
        elif task is not None:
            self._desk.key(task, digit)

    def begin_handing(self) -> None:
        """Ask who is to have the open task, or take more with it."""
        task = None if self._selected is None else self._open_task(self._selected.id)
        if task is not None and self.state.form is not None and not self.state.form.is_gone:
            self._handing.begin(task)

    def undo(self) -> None:
        """Take the last outcome back."""
        self._desk.undo()

    def expire_undo(self, outcome_id: str) -> None:
        """The time to undo is over."""
        self._desk.expire(outcome_id)

    def dismiss(self) -> None:
        """Put the topmost message away, or what was asked."""
        if self._handing.leave():
            self._refresh()
        elif not self._desk.dismiss() and self._answer is not None:
            self._answer = None
            self._refresh()

    def open_customer(self) -> None:
        """Ask for the card of the selected task's customer."""
        if self._selected is not None:
            self._news.customer_wanted(self._selected.customer)

    def open_flagged(self) -> None:
        """Ask for the card of the customer whose reading needs a doctor."""
        if self._desk.state.red_flag is not None:
            self._news.customer_wanted(self._desk.state.red_flag.customer)

    def _on_loaded(self, writes: int, work: Worklist) -> None:
        self._is_fetching = False
        if self._is_stale or writes != self._writes:
            # Older than what is on screen: an outcome was recorded meanwhile.
            self._is_stale = False
            self.start()
            return
        was_at = self._index_of_selected()
        self._work, self._is_loading = work, False
        self._keep_selection(was_at)
        self._refresh()
        self._tell_counts()

    def _keep_selection(self, was_at: int | None) -> None:
        rows = self._task_rows()
        chosen = self._selected
        if chosen is None or not (self._is_by_hand or self._desk.has_draft(chosen.id)):
            # A till that is still loading offers the first task anew as tasks come in.
            self._select(self._first_open())
            return
        same = next((row.task for row in rows if row.task.id == chosen.id), None)
        if same is not None:
            self._select(same)
        elif not self._desk.has_draft(chosen.id):
            # Somebody else finished it: go on with what stands in its place.
            at = min(was_at or 0, len(rows) - 1)
            self._select(rows[at].task if rows else None)

    def _on_recorded(self, result: Recorded) -> None:
        self._writes += 1
        self._is_by_hand = True
        following = self._next_open(result.task.id)
        self._work = moved(self._work, result.task)
        self._select(following)
        self._refresh()
        self._tell_counts()

    def _on_undone(self, task: TaskItem) -> None:
        self._writes += 1
        self._work = moved(self._work, task)
        if self._only not in (None, Lane.MINE) and self._only is not LANE_OF.get(task.due):
            self._only = None
        self._select(task)
        self._refresh()
        self._tell_counts()

    def _next_open(self, task_id: str) -> TaskItem | None:
        """Return the open task after this one in the list, or else the first other one. What went
        with it is not worked next.
        """
        undo = self._desk.state.undo
        gone = set() if undo is None else {one.task for one in undo.given} - {task_id}
        every = [row.task for row in self._task_rows() if row.lane is not Lane.DONE]
        rows = [one for one in every if one.id not in gone]
        at = next((i for i, task in enumerate(rows) if task.id == task_id), -1)
        others = [*rows[at + 1 :], *rows[: max(at, 0)]]
        others += [one for one in every if one.id in gone]
        return others[0] if others else None

    def _first_open(self) -> TaskItem | None:
        rows = self._task_rows()
        waiting = [row for row in rows if row.lane is not Lane.DONE]
        return (waiting or rows)[0].task if rows else None

    def _open_task(self, task_id: str) -> TaskItem | None:
        """Return the selected task, when it is this one and still wants an outcome."""
        task = self._selected
        if task is None or task.id != task_id or task.due is Due.DONE:
            return None
        return task

    def _select(self, task: TaskItem | None) -> None:
        self._selected = task

    def _index_of_selected(self) -> int | None:
        chosen = self._selected
        if chosen is None:
            return None
        rows = enumerate(self._task_rows())
        return next((at for at, row in rows if row.task.id == chosen.id), None)

    def _task_rows(self) -> list[TaskRow]:
        return [row for row in self._rows() if isinstance(row, TaskRow)]

    def _rows(self) -> list[Row]:
        work, rows = self._work, list[Row]()
        lanes = [
            (LaneRow(Lane.OVERDUE, work.overdue_count), work.overdue),
            (LaneRow(Lane.TODAY, work.today_count), work.today),
            (LaneRow(Lane.DONE, work.done_count, work.done_accepted_count), work.done),
        ]
        if self._only is Lane.MINE:
            own = [(head.lane, tuple(filter(self._is_mine, tasks))) for head, tasks in lanes]
            lanes = [(LaneRow(lane, len(tasks)), tasks) for lane, tasks in own]
        for head, tasks in lanes:
            if tasks and self._only in (None, Lane.MINE, head.lane):
                has_draft = self._desk.has_draft
                rows.append(head)
                rows += [TaskRow(head.lane, task, has_draft(task.id)) for task in tasks]
        return rows

    def _counts(self) -> Counts:
        work = self._work
        done = work.done_count, work.done_accepted_count
        mine = sum(map(self._is_mine, (*work.overdue, *work.today)))
        return Counts(work.overdue_count, work.today_count, *done, mine)

    def _is_mine(self, task: TaskItem) -> bool:
        is_open = task.due is not Due.DONE
        return is_open and task.assignee is not None and task.assignee == self._work.reader

    def _tell_counts(self) -> None:
        self._news.counted(self._counts())

    def _refresh(self) -> None:
        chosen = self._selected
        asked = self._handing.state
        if asked is not None and (chosen is None or chosen.id != asked.task):
            self._handing.leave()
        is_gone = chosen is not None and not self._is_loading and not self._is_known(chosen.id)
        form = None if chosen is None else self._desk.form(chosen, is_gone=is_gone)
        self.state = FollowUpsState(
            is_loading=self._is_loading,
            counts=self._counts(),
            only=self._only,
            rows=tuple(self._rows()),
            selected=None if chosen is None else chosen.id,
            form=form,
            desk=self._desk.state,
            answer=self._answer,
            is_truncated=self._work.truncated,
            handing=self._handing.state,
        )
        self._view.show_state(self.state)

    def _is_known(self, task_id: str) -> bool:
        work = self._work
        return any(task.id == task_id for task in (*work.overdue, *work.today, *work.done))
