"""The counter desk, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from terminal.domain.card import CustomerCard, MedicineHit, MedicineLine, Revealed, TaskItem
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.domain.showing import Reason
from terminal.services import counter
from terminal.services.counter import CardFound, Found, HitsFound, MedicineFound, StrangerFound
from terminal.services.followups import Recorded
from terminal.services.work import Runner
from ui.counter import parking
from ui.counter.reread import SHOWN_KINDS, Reread
from ui.counter.sheets.desk import SheetDesk
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.news import SheetNews
from ui.counter.sheets.state import AdviceSheet
from ui.counter.state import CounterState, Parked
from ui.counter.teacher import Teacher
from ui.followups.desk import OutcomeDesk, RedFlag
from ui.followups.entry import NOTE, VALUE, Drafts
from ui.followups.state import Counts
from ui.scan_router import ScanKind


class CounterView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: CounterState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True)
class CounterNews:
    """Whom the page tells what concerns others, on the caller's thread. `answered`: there is
    something to see here, so bring this page to the front; True when customers are shown, so that
    keys are commands now and the search field can be left.
    """

    answered: Callable[[bool], None] = lambda _: None


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
        self._teacher = Teacher(run, changed=self._refresh, say=self._desk.say)
        sheet_news = SheetNews(
            changed=self._refresh,
            say=self._desk.say,
            done=self._on_entered,
            left=self._on_advice_left,
        )
        self.sheets = SheetDesk(run, sheet_news, drafts.now)
        self._is_entry_newest = False
        self._active: str | None = None
        self._wanted: str | None = None
        self._asked = 0  # Numbers look-ups: only the answer to the newest one counts.
        self._again = Reread(run, shown=self._shown_id, got=self._show_card)
        self._is_scanning, self._is_opening = False, False
        self.state = CounterState()

    @property
    def customer(self) -> str | None:
        """Return whose card is open, None for nobody's."""
        return None if self.state.card is None else self.state.card.id

    # What comes from scanner, search field and other pages.

    def accepts(self, kind: ScanKind) -> bool:
        """Tell whether a scan of this kind is answered here: all but badges."""
        return kind not in (ScanKind.BADGE, ScanKind.RECEIPT)

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
        self.sheets.arrive(None)
        self._desk.say(None)
        self._teacher.forget()
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

    def enter(self, kind: SheetKind | None) -> None:
        """Open a sheet of the card that is shown; None: note a refill as it was last time."""
        if not self.state.is_looking and not self.state.hits:
            self.sheets.repeat() if kind is None else self.sheets.open(kind)

    def teach(self) -> None:
        """Remember the unknown code as what is on offer."""
        self._teacher.teach()

    def expire_lesson(self, taught_id: str) -> None:
        """The time to take back what was taught is over."""
        self._teacher.expire(taught_id)

    def undo(self) -> None:
        """Take back what was just taught, or else what was recorded last."""
        if self._teacher.undo() or (self._is_entry_newest and self.sheets.undo()):
            return
        if self._desk.state.undo is not None:
            self._desk.undo()
        else:
            self.sheets.undo()

    def expire_undo(self, outcome_id: str) -> None:
        """The time to undo is over."""
        self._desk.expire(outcome_id)

    def dismiss(self) -> None:
        """Put the sheet away, then the topmost message, then a list of hits."""
        if not self.state.hits and self.sheets.close():
            return
        if self._desk.dismiss():
            return
        if self.state.answer is not None:
            self._become(replace(self.state, answer=None))
        elif self._teacher.forget():
            self._refresh()
        elif self.state.hits:
            self._become(replace(self.state, hits=()))

    def open_flagged(self) -> None:
        """Open the card of the customer whose reading needs a doctor."""
        if self._desk.state.red_flag is not None:
            self.open_card(self._desk.state.red_flag.customer)

    def reveal(self, reason: Reason | None = None) -> None:
        """Ask for the full name and phones; the service notes who asked."""
        card = self.state.card
        if card is not None and not self.state.is_looking:
            here = self.state.is_present
            work = partial(counter.reveal, customer_id=card.id, is_present=here, reason=reason)
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
            self._again.ask()

    def read_again(self) -> None:
        """Read the card that is shown again: what may be shown of it has changed."""
        if self.state.card is not None:
            self.conceal()
            self._again.ask()

    def set_parked(self, parked: tuple[Parked, ...]) -> None:
        """Show what whoever works here now has left unfinished, and let nobody undo for another."""
        self._desk.forget()
        self._become(replace(self.state, parked=parked))

    def on_crash(self, code: str) -> None:
        """Take commands again after work that broke off."""
        self._is_opening = self._is_scanning = False
        self._again.crashed()
        self._teacher.crashed()
        self.sheets.crashed()
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
        self._teacher.met(found, state.card)
        match found:
            case CardFound():
                self._open(found)
            case HitsFound(hits):
                self._become(replace(state, hits=hits, answer=None))
            case MedicineFound(line):
                before = state.answer
                answer = line.joined(before) if isinstance(before, MedicineLine) else line
                self._become(replace(state, answer=answer))
            case StrangerFound(member):
                self._become(replace(state, answer=member))
            case Refusal():
                self._become(replace(state, answer=found))
            case _:
                return
        self._news.answered(isinstance(found, CardFound | HitsFound))

    def _open(self, found: CardFound) -> None:
        card, before = found.card, self.state
        # Opened again from a list, it is still the card of whoever stands here.
        is_same = before.is_present and self.customer == card.id
        parked = self._parked_without(card.id)
        self._desk.say(None)
        self.sheets.arrive(card)
        first = card.tasks[0].id if card.tasks else None
        is_here = any(task.id == self._wanted for task in card.tasks)
        self._active, self._wanted = (self._wanted if is_here else first), None
        state = CounterState(before.counts, card, answer=found.also, parked=parked)
        self._become(replace(state, is_present=found.is_present or is_same))

    def _parked_without(self, arriving: str | None) -> tuple[Parked, ...]:
        """Return the parked cards after the present one was left for another one, or for none."""
        left, first = self.state.card, None
        if left is not None:
            has_task_draft = any(self._desk.has_draft(task.id) for task in left.tasks)
            if has_task_draft or self.sheets.has_draft(left.id):
                first = Parked(left.id, left.masked_name)
        return parking.with_first(self.state.parked, first, arriving)

    def _on_revealed(self, customer_id: str, result: Revealed | Refusal) -> None:
        card = self.state.card
        if card is None or card.id != customer_id:
            return
        if isinstance(result, Refusal):
            self._desk.say(result)
        else:
            self._become(replace(self.state, revealed=result))

    def _on_entered(self) -> None:
        self._again.wrote()
        self._is_entry_newest = True
        self._again.ask()
        self._refresh()

    def _on_advice_left(self, advice: AdviceSheet) -> None:
        flag = RedFlag(advice.customer, advice.name, advice.item, advice.recontact_on)
        self._desk.warn(flag)

    def _on_recorded(self, result: Recorded) -> None:
        self._again.wrote()
        self._is_entry_newest = False
        if self._active == result.task.id:
            self._active = parking.next_due(self.state.card, result.task.id)
        self._keep_task(result.task)

    def _on_undone(self, task: TaskItem) -> None:
        self._again.wrote()
        self._keep_task(task)
        if self._has_task(task.id):
            self.activate(task.id)
        elif self._desk.has_draft(task.id):
            # Its customer left, and what had been typed is back: one chip leads there.
            left = Parked(task.customer, task.masked_name)
            parked = parking.with_first(self.state.parked, left, None)
            self._become(replace(self.state, parked=parked))

    def _keep_task(self, task: TaskItem) -> None:
        """Show a task as it stands now, until the card is read again."""
        card = self.state.card
        if card is None or card.id != task.customer:
            self._refresh()  # Its customer left; the desk's message still counts.
            return
        self._show_card(parking.with_task(card, task))

    def _show_card(self, card: CustomerCard) -> None:
        if self._active is not None and not any(one.id == self._active for one in card.tasks):
            self._active = next((one.id for one in card.tasks if one.due in parking.DUE), None)
        self.state = replace(self.state, card=card)
        self.sheets.arrive(card)
        self._refresh()

    def _shown_id(self) -> str | None:
        return None if self.state.card is None else self.state.card.id

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
        self.state = replace(
            self.state,
            forms=forms,
            desk=desk.state,
            is_looking=is_looking,
            lesson=self._teacher.lesson,
            sheet=self.sheets.sheet,
            draft_at=self.sheets.draft_at,
            deed=self.sheets.deed,
            missing=self.sheets.missing,
        )
        self._view.show_state(self.state)
