"""The counter desk, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from terminal.domain.card import CustomerCard, Due, MedicineHit, Revealed, TaskItem
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.services import counter
from terminal.services.counter import CardFound, Found, HitsFound, MedicineFound
from terminal.services.followups import Recorded
from terminal.services.work import Runner
from ui.counter.state import PARKED_SHOWN, CounterState, Parked
from ui.followups.desk import OutcomeDesk
from ui.followups.entry import NOTE, VALUE, Drafts
from ui.followups.state import Counts
from ui.scan_router import ScanKind

SHOWN_KINDS: Final = frozenset(
    {"task", "outcome", "observation", "ticket", "stock", "medicine", "rule"}
)
"""Kinds of record whose change can change the card of anybody."""

_DUE: Final = (Due.OVERDUE, Due.TODAY)


class CounterView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: CounterState) -> None:
        """Show exactly this."""


def _stay(_: bool) -> None:
    """Stay on the page that is shown."""


@dataclass(frozen=True, slots=True)
class CounterNews:
    """Whom the page tells what concerns others, on the caller's thread. `answered`: there is
    something to see here, so bring this page to the front; True when customers are shown, so that
    keys are commands now and the search field can be left.
    """

    answered: Callable[[bool], None] = _stay


class CounterPresenter:
    """Turn scans and gestures into service calls, and results into state."""

    def __init__(
        self,
        view: CounterView,
        run: Runner,
        *,
        drafts: Drafts,
        news: CounterNews | None = None,
    ) -> None:
        self._view, self._run, self._news = view, run, news or CounterNews()
        self._desk = OutcomeDesk(
            run, drafts, changed=self._refresh, recorded=self._on_recorded, undone=self._on_undone
        )
        self._active: str | None = None
        self._wanted: str | None = None
        self._asked = 0  # Numbers look-ups: only the answer to the newest one counts.
        self._writes = 0
        self._is_again, self._is_stale = False, False
        self._is_scanning, self._is_opening = False, False
        self.state = CounterState()

    # What comes from scanner, search field and other pages.

    def accepts(self, kind: ScanKind) -> bool:
        """Tell whether a scan of this kind is answered here: all but badges."""
        return kind is not ScanKind.BADGE

    def take(self, found: Found) -> None:
        """Show what a scan or a search led to. It wins over a card that was asked for by hand."""
        self._asked += 1
        self._is_opening = False
        self._show_found(found)

    def show_looking(self, is_looking: bool) -> None:
        """Say that a look-up is under way, or that none is."""
        self._is_scanning = is_looking
        self._become(self.state)

    def open_card(self, customer_id: str, *, task_id: str | None = None) -> None:
        """Open the card of a customer known by id, at one of the tasks."""
        self._wanted = task_id
        self._asked += 1
        self._is_opening = True
        self._become(self.state)
        work = partial(counter.card, customer_id=customer_id)
        self._run(work, partial(self._on_card, self._asked))

    def pick(self, place: int) -> None:
        """Open one of the hits, counted from 1 as its key says."""
        if not 1 <= place <= len(self.state.hits):
            return
        hit = self.state.hits[place - 1]
        if isinstance(hit, MedicineHit):
            self._open_medicine(hit.id)
        else:
            self.open_card(hit.id)

    def go_home(self) -> None:
        """Put the card away and invite to scan. Something typed is parked, not lost."""
        self._asked += 1
        self._is_opening = False
        parked = self._parked_without(None)
        self._desk.say(None)
        self._become(CounterState(counts=self.state.counts, parked=parked))

    # What comes from the page.

    def activate(self, task_id: str) -> None:
        """Open the form of one of the customer's tasks."""
        if any(form.task.id == task_id for form in self.state.forms):
            self._active = task_id
            self._refresh()

    def step(self, by: int) -> None:
        """Open the form of the next task (+1) or the one before (-1); at the end stay."""
        ids = [form.task.id for form in self.state.forms]
        if self._active in ids:
            self.activate(ids[min(max(ids.index(self._active) + by, 0), len(ids) - 1)])
        elif ids:
            self.activate(ids[0])

    def edit_value(self, task_id: str, text: str) -> None:
        """Keep the value as it is being typed."""
        self._desk.edit(task_id, VALUE, text)

    def edit_note(self, task_id: str, text: str) -> None:
        """Keep the note as it is being typed."""
        self._desk.edit(task_id, NOTE, text)

    def give(self, task_id: str, code: OutcomeCode) -> None:
        """Record an outcome of one of the customer's tasks."""
        if (task := self._open_task(task_id)) is not None:
            self._active = task_id
            self._desk.give(task, code)

    def press(self, digit: int) -> None:
        """Record the outcome of a digit key for the active task, or pick that hit."""
        if self.state.hits:
            self.pick(digit)
        elif self._active is not None and (task := self._open_task(self._active)) is not None:
            self._desk.key(task, digit)

    def undo(self) -> None:
        """Take the last outcome back."""
        self._desk.undo()

    def expire_undo(self, outcome_id: str) -> None:
        """The time to undo is over."""
        self._desk.expire(outcome_id)

    def dismiss(self) -> None:
        """Put the topmost message away, then a list of hits."""
        if self._desk.dismiss():
            return
        if self.state.answer is not None:
            self._become(replace(self.state, answer=None))
        elif self.state.hits:
            self._become(replace(self.state, hits=()))

    def open_flagged(self) -> None:
        """Open the card of the customer whose reading needs a doctor."""
        if self._desk.state.red_flag is not None:
            self.open_card(self._desk.state.red_flag.customer)

    def reveal(self) -> None:
        """Ask for the full name and phones; the service notes who asked."""
        card = self.state.card
        if card is not None and not self.state.is_looking:
            work = partial(counter.reveal, customer_id=card.id)
            self._run(work, partial(self._on_revealed, card.id))

    def conceal(self) -> None:
        """Mask the name again."""
        if self.state.revealed is not None:
            self._become(replace(self.state, revealed=None))

    # What comes from elsewhere.

    def show_counts(self, counts: Counts) -> None:
        """Show how the day stands."""
        if counts != self.state.counts:
            self._become(replace(self.state, counts=counts))

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Read the card again when something on it may have changed."""
        card = self.state.card
        if card is None:
            return
        if SHOWN_KINDS & changes.keys() or card.id in changes.get("customer", frozenset()):
            self._read_again(card.id)

    def read_again(self) -> None:
        """Read the card that is shown again: what may be shown of it has changed."""
        if self.state.card is not None:
            self.conceal()
            self._read_again(self.state.card.id)

    def on_crash(self, code: str) -> None:
        """Take commands again after work that broke off."""
        self._is_again = self._is_opening = self._is_scanning = False
        self._desk.crashed(code)

    def _open_medicine(self, medicine_id: str) -> None:
        self._asked += 1
        self._is_opening = True
        self._become(replace(self.state, hits=()))
        work = partial(counter.medicine, medicine_id=medicine_id)
        self._run(work, partial(self._on_card, self._asked))

    def _on_card(self, asked: int, found: CardFound | MedicineFound | Refusal) -> None:
        if asked != self._asked:
            return  # A scan came meanwhile.
        self._is_opening = False
        self._show_found(found)

    def _show_found(self, found: Found) -> None:
        state = replace(self.state, revealed=None)
        match found:
            case CardFound(card):
                self._open(card)
            case HitsFound(hits):
                self._become(replace(state, hits=hits, answer=None))
            case MedicineFound(line):
                self._become(replace(state, answer=line))
            case Refusal():
                self._become(replace(state, answer=found))
            case _:
                return
        self._news.answered(isinstance(found, CardFound | HitsFound))

    def _open(self, card: CustomerCard) -> None:
        parked = self._parked_without(card.id)
        first = card.tasks[0].id if card.tasks else None
        is_here = any(task.id == self._wanted for task in card.tasks)
        self._active, self._wanted = (self._wanted if is_here else first), None
        self._desk.say(None)
        state = CounterState(counts=self.state.counts, card=card, parked=parked)
        self._become(state)

    def _parked_without(self, arriving: str | None) -> tuple[Parked, ...]:
        """Return the parked cards after the present one was left for another one, or for none."""
        left = self.state.card
        if left is not None and any(self._desk.has_draft(task.id) for task in left.tasks):
            return self._parked_with(Parked(left.id, left.masked_name), arriving)
        return self._parked_with(None, arriving)

    def _parked_with(self, first: Parked | None, arriving: str | None) -> tuple[Parked, ...]:
        kept: dict[str, Parked] = {}
        for one in (first, *self.state.parked):
            if one is not None and one.customer != arriving:
                kept.setdefault(one.customer, one)
        return tuple(kept.values())[:PARKED_SHOWN]

    def _read_again(self, customer_id: str) -> None:
        if self._is_again:
            self._is_stale = True
            return
        self._is_again = True
        work = partial(counter.refresh, customer_id=customer_id)
        self._run(work, partial(self._on_read_again, customer_id, self._writes))

    def _on_read_again(self, customer_id: str, writes: int, found: CardFound | Refusal) -> None:
        self._is_again = False
        card = self.state.card
        if card is None or card.id != customer_id:
            self._is_stale = False
            return
        if self._is_stale or writes != self._writes:
            self._is_stale = False
            self._read_again(customer_id)
        elif isinstance(found, CardFound):
            self._show_card(found.card)

    def _on_revealed(self, customer_id: str, result: Revealed | Refusal) -> None:
        card = self.state.card
        if card is None or card.id != customer_id:
            return
        if isinstance(result, Refusal):
            self._desk.say(result)
        else:
            self._become(replace(self.state, revealed=result))

    def _on_recorded(self, result: Recorded) -> None:
        self._writes += 1
        if self._active == result.task.id:
            self._active = self._next_due(result.task.id)
        self._keep_task(result.task)

    def _next_due(self, after: str) -> str | None:
        """Return the next task to work. One that was just put off waits until somebody opens it."""
        tasks = () if self.state.card is None else self.state.card.tasks
        at = next((i for i, one in enumerate(tasks) if one.id == after), 0)
        others = [*tasks[at + 1 :], *tasks[:at]]
        return next((one.id for one in others if one.due in _DUE), None)

    def _on_undone(self, task: TaskItem) -> None:
        self._writes += 1
        self._keep_task(task)
        if self._has_task(task.id):
            self.activate(task.id)
        elif self._desk.has_draft(task.id):
            # Its customer left, and what had been typed is back: one chip leads there.
            parked = self._parked_with(Parked(task.customer, task.masked_name), None)
            self._become(replace(self.state, parked=parked))

    def _keep_task(self, task: TaskItem) -> None:
        """Show a task as it stands now, until the card is read again."""
        card = self.state.card
        if card is None or card.id != task.customer:
            self._refresh()  # Its customer left; the desk's message still counts.
            return
        others = [one for one in card.tasks if one.id != task.id]
        kept = others if task.due is Due.DONE else [*others, task]
        tasks = sorted(kept, key=lambda one: (one.due_on, one.id))
        self._show_card(replace(card, tasks=tuple(tasks)))

    def _show_card(self, card: CustomerCard) -> None:
        if self._active is not None and not any(one.id == self._active for one in card.tasks):
            self._active = next((one.id for one in card.tasks if one.due in _DUE), None)
        self._become(replace(self.state, card=card))

    def _open_task(self, task_id: str) -> TaskItem | None:
        # While a look-up is under way the person means the customer who is coming.
        if self.state.is_looking or self.state.card is None:
            return None
        return next((task for task in self.state.card.tasks if task.id == task_id), None)

    def _has_task(self, task_id: str) -> bool:
        card = self.state.card
        return card is not None and any(task.id == task_id for task in card.tasks)

    def _become(self, state: CounterState) -> None:
        self.state = state
        self._refresh()

    def _refresh(self) -> None:
        card, desk = self.state.card, self._desk
        tasks = () if card is None else card.tasks
        forms = tuple(desk.form(task, is_active=task.id == self._active) for task in tasks)
        is_looking = self._is_scanning or self._is_opening
        self.state = replace(self.state, forms=forms, desk=desk.state, is_looking=is_looking)
        self._view.show_state(self.state)
