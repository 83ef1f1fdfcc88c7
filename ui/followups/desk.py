"""Recording outcomes, wherever a task is shown: read what was typed, keep it when it cannot be
taken, offer to take it back, and warn when a reading needs a doctor. No widgets here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from terminal.domain.card import ReadingItem, TaskItem
from terminal.domain.followup import OUTCOME_KEYS, OutcomeCode
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import followups, handing_many, handing_over
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.handing_many import Given, HandedOver, TakenBack
from terminal.services.work import Runner, Work
from ui.followups.entry import (
    KEEPS_VALUE,
    REACHED_NOBODY,
    VALUE,
    Draft,
    Drafts,
    level_of,
    read_value,
    shown_problem,
    told_only,
    wants_value,
)


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """What was just recorded and can be taken back: the task as it was, and what had been typed.
    `given`: what went to another as one deed.
    """

    outcome_id: str
    code: OutcomeCode
    task: TaskItem
    draft: Draft
    next_due_on: date | None = None
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A reading that needs a doctor. It stays on screen until somebody has put it away."""

    customer: str
    masked_name: str
    value: ReadingItem
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class DeskState:
    """What the desk has to say. `busy` is the task being recorded; `problems` are by task."""

    busy: str | None = None
    problems: Mapping[str, FieldProblem] = field(default_factory=dict)
    undo: UndoOffer | None = None
    red_flag: RedFlag | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class FormState:
    """One task as a form shows it. `level` is what the value means so far; `is_gone` says that the
    task is no longer open, while something typed for it is still here.
    """

    task: TaskItem
    draft: Draft = field(default_factory=Draft)
    is_active: bool = True
    is_busy: bool = False
    is_gone: bool = False
    problem: FieldProblem | None = None
    level: ReadingLevel | None = None

    @property
    def wants_value(self) -> bool:
        """Tell whether there is a value to type."""
        return wants_value(self.task.reading)


class OutcomeDesk:
    """Records outcomes for one page. The page hears of every change of `state`."""

    def __init__(
        self,
        run: Runner,
        drafts: Drafts,
        *,
        changed: Callable[[], None],
        recorded: Callable[[Recorded], None],
        undone: Callable[[TaskItem], None],
    ) -> None:
        self.state = DeskState()
        self._run, self._drafts = run, drafts
        self._changed, self._recorded, self._undone = changed, recorded, undone

    def form(self, task: TaskItem, *, is_active: bool = True, is_gone: bool = False) -> FormState:
        """Return a task as its form shows it now."""
        draft = self._drafts.of(task.id)
        return FormState(
            task,
            draft,
            is_active=is_active,
            is_busy=self.state.busy == task.id,
            is_gone=is_gone,
            problem=self.state.problems.get(task.id),
            level=level_of(task.reading, draft.value),
        )

    def has_draft(self, task_id: str) -> bool:
        """Tell whether something typed for a task is not on record yet."""
        return self._drafts.has(task_id)

    def edit(self, task_id: str, name: str, text: str) -> None:
        """Keep what was typed; a problem goes as soon as its field changes."""
        self._drafts.edit(task_id, name, text)
        problem = self.state.problems.get(task_id)
        if problem is not None and problem.name == name:
            self._become(replace(self.state, problems=self._problems_without(task_id)))
        else:
            self._changed()

    def key(self, task: TaskItem, digit: int) -> None:
        """Give the outcome of a digit, if the task's rule offers it."""
        if digit in task.keys:
            self.give(task, OUTCOME_KEYS[digit])

    def give(self, task: TaskItem, code: OutcomeCode) -> None:
        """Record an outcome. A second tap while one is being recorded is dropped."""
        if self.state.busy is not None:
            return
        draft = self._drafts.of(task.id)
        is_read = code not in REACHED_NOBODY and not task.refuses_health
        value = read_value(task.reading, draft.value) if is_read else None
        wants = wants_value(task.reading) and not task.refuses_health
        if value is None and code is OutcomeCode.DONE and wants:
            value = FieldProblem(VALUE, "READING_MISSING", {"reading": task.reading or ""})
        if isinstance(value, FieldProblem):
            self._become(replace(self.state, problems={**self.state.problems, task.id: value}))
            return
        entry = OutcomeEntry(code, value, draft.note)
        problems = self._problems_without(task.id)
        self._become(replace(self.state, busy=task.id, problems=problems, refusal=None))
        work = partial(followups.record, task_id=task.id, entry=entry)
        self._run(work, partial(self._on_recorded, task, entry, draft))

    def hand_over(self, task: TaskItem, to: str | None, tasks: tuple[str, ...] = ()) -> None:
        """Leave a task to somebody else, None: to anybody of the store, or with it all of `tasks`.
        The note goes with each.
        """
        if self.state.busy is not None:
            return
        draft = self._drafts.of(task.id)
        problems = self._problems_without(task.id)
        self._become(replace(self.state, busy=task.id, problems=problems, refusal=None))
        entry = OutcomeEntry(OutcomeCode.HANDED_OVER, None, draft.note)
        then = partial(self._on_recorded, task, entry, draft)
        if tasks:
            all_of = partial(handing_many.hand_over, tasks=tasks)
            self._run(partial(all_of, task_id=task.id, to=to, note=draft.note), then)
            return
        one = partial(handing_over.hand_over, task_id=task.id, to=to, note=draft.note)
        self._run(one, then)

    def undo(self) -> None:
        """Take the last outcome back, while the offer stands."""
        offer = self.state.undo
        if offer is None or self.state.busy is not None:
            return
        self._become(replace(self.state, busy=offer.task.id, refusal=None))
        work: Work[TaskItem | TakenBack | Refusal]
        work = partial(followups.undo, outcome_id=offer.outcome_id)
        if offer.given:
            given, at = offer.given, offer.task.id
            work = partial(handing_many.take_back, task_id=at, given=given)
        elif offer.code is OutcomeCode.HANDED_OVER:
            was, outcome = offer.task.assignee, offer.outcome_id
            work = partial(handing_over.take_back, outcome_id=outcome, assignee=was)
        self._run(work, partial(self._on_undone, offer))

    def expire(self, outcome_id: str) -> None:
        """Withdraw the offer to undo this outcome: its time is over."""
        if self.state.undo is not None and self.state.undo.outcome_id == outcome_id:
            self._become(replace(self.state, undo=None))

    def dismiss(self) -> bool:
        """Put the topmost message away. Return whether there was one."""
        if self.state.red_flag is not None:
            self._become(replace(self.state, red_flag=None))
        elif self.state.refusal is not None:
            self._become(replace(self.state, refusal=None))
        else:
            return False
        return True

    def forget(self) -> None:
        """Somebody else works here now: nothing of the one before can be taken back or mended by
        them. A reading that needs a doctor stays until somebody has put it away.
        """
        self._become(DeskState(busy=self.state.busy, red_flag=self.state.red_flag))

    def say(self, refusal: Refusal | None) -> None:
        """Show why something could not be done, or put that away."""
        if refusal != self.state.refusal:
            self._become(replace(self.state, refusal=refusal))

    def warn(self, flag: RedFlag) -> None:
        """Show a reading that needs a doctor until somebody has put it away."""
        self._become(replace(self.state, red_flag=flag))

    def crashed(self, code: str) -> None:
        """Take commands again after work that broke off; what was typed is still here."""
        self._become(replace(self.state, busy=None, refusal=Refusal(code)))

    def _on_recorded(
        self,
        before: TaskItem,
        entry: OutcomeEntry,
        draft: Draft,
        result: Recorded | HandedOver | Refusal | list[FieldProblem],
    ) -> None:
        if isinstance(result, Refusal):
            self._become(replace(self.state, busy=None, refusal=result))
            return
        given: tuple[Given, ...] = ()
        if isinstance(result, HandedOver):
            given = result.given
            result = Recorded(result.task, given[0].outcome, ReadingLevel.UNKNOWN, None)
        if not isinstance(result, Recorded):
            problems = {**self.state.problems, before.id: shown_problem(result)}
            self._become(replace(self.state, busy=None, problems=problems))
            return
        keeps = entry.code in KEEPS_VALUE and not before.refuses_health
        kept = Draft(draft.value) if keeps else Draft()
        if self._drafts.of(before.id) == draft:
            self._drafts.keep(before.id, kept)
        reached = entry.code not in KEEPS_VALUE
        told = told_only(before, draft, self._drafts.now()) if reached else None
        if before.refuses_health:
            draft = Draft(note=draft.note)  # A reading that was told is not brought back.
        next_on = result.next_due_on
        offer = UndoOffer(result.outcome_id, entry.code, before, draft, next_on, given)
        flag = self._red_flag(result, told) or self.state.red_flag
        self.state = replace(self.state, busy=None, undo=offer, red_flag=flag, refusal=None)
        self._recorded(result)

    def _red_flag(self, result: Recorded, told: ReadingItem | None) -> RedFlag | None:
        task = result.task
        value = told or (task.value if result.level is ReadingLevel.DANGER else None)
        if value is None or value.level is not ReadingLevel.DANGER:
            return None
        return RedFlag(task.customer, task.masked_name, value, result.next_due_on)

    def _on_undone(self, offer: UndoOffer, result: TaskItem | TakenBack | Refusal) -> None:
        if isinstance(result, Refusal):
            self._become(replace(self.state, busy=None, undo=None, refusal=result))
            return
        refusal = None
        if isinstance(result, TakenBack):
            if result.left:
                refusal = Refusal("HANDED_ON_SINCE", {"left": str(result.left)})
            result = result.task
        if not self.has_draft(offer.task.id):
            self._drafts.keep(offer.task.id, offer.draft)  # Undo brings back what was typed.
        flag = self.state.red_flag
        if flag is not None and flag.customer == result.customer:
            flag = None
        self.state = replace(self.state, busy=None, undo=None, red_flag=flag, refusal=refusal)
        self._undone(result)

    def _problems_without(self, task_id: str) -> dict[str, FieldProblem]:
        return {task: one for task, one in self.state.problems.items() if task != task_id}

    def _become(self, state: DeskState) -> None:
        self.state = state
        self._changed()
