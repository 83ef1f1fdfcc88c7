"""The page of questionnaires, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from terminal.domain.forms.checking import FormProblem
from terminal.domain.forms.filling import Filling
from terminal.domain.problems import Refusal
from terminal.services import form_corrections, forms
from terminal.services.forms import Answers, FormsDesk, Opened, SavedForm
from terminal.services.work import Runner
from ui.forms.filler import Filler
from ui.forms.saving import saving, undoing
from ui.forms.state import FORM, RESPONSE, Filled, FormsState, Place, SavedDeed, Screen
from ui.plug import Changes
from ui.scan_router import TakesNoScan

_SHOWN_KINDS: Final = frozenset({"form", "flag", "response", "customer", "consent"})


class FormsView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: FormsState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True)
class FormsNews:
    """What the page asks of others. `customer`: whose card is open; `leave`: go back to it."""

    customer: Callable[[], str | None]
    leave: Callable[[], None]


class FormsPresenter(TakesNoScan):
    """Turn gestures into service calls, and results into state. Nothing typed is lost: a draft is
    kept at every answer, and when somebody leaves.
    """

    def __init__(self, view: FormsView, run: Runner, news: FormsNews) -> None:
        self._view, self._run, self._news = view, run, news
        self._filler: Filler | None = None
        self._owner: str | None = None
        self._is_shown = self._is_keeping = False
        self._next: partial[Refusal | None] | None = None
        self._answers = ""  # Those that are read.
        self._read = self._asked = 0  # Only the answer to the newest question counts.
        self.state = FormsState()

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away. A form goes on where it was left, for the
        customer it is about.
        """
        self._is_shown = is_shown
        if not is_shown:
            self.keep()
            return
        customer = self._news.customer()
        if customer != self._owner or self._filler is None:
            self._filler, self._owner = None, customer
            self._become(FormsState(deed=self._deed_of(customer)))
            self.refresh(opens=True)
        elif self._refuses:
            self._become(replace(self.state, refusal=None))
            self.refresh()  # They may have said yes by now.

    def refresh(self, *, opens: bool = False) -> None:
        """Read what can be asked again; where it is one form that nobody has answered, open it."""
        if self._owner is None:
            self._become(FormsState())
            return
        self._read += 1
        work = partial(forms.desk, customer_id=self._owner)
        self._run(work, partial(self._on_desk, self._read, opens=opens))

    def read_again(self) -> None:
        """What may be shown has changed: put the form away as a draft and begin with the list."""
        self.keep()
        self._filler = None
        self._become(FormsState())
        if self._is_shown:
            self._owner = self._news.customer()
            self.refresh()

    def on_store_changed(self, changes: Changes) -> None:
        """Read again when something shown was touched."""
        if self._is_shown and not _SHOWN_KINDS.isdisjoint(changes):
            self.refresh()

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what was typed stays."""
        self._is_keeping = False
        if self._filler is not None:
            self._filler.busy(is_busy=False)
        self._become(replace(self.state, refusal=Refusal(code)))

    # The list

    def choose(self, row: str) -> None:
        """Mark a row of the list."""
        self._become(replace(self.state, selected=row))

    def open(self, row: str | None) -> None:
        """Fill a form in, or read answers."""
        owner = self._owner
        if row is None or owner is None:
            return
        self._asked += 1
        if row.startswith(FORM):
            work = partial(forms.begin, customer_id=owner, form_id=row.removeprefix(FORM))
            self._run(work, partial(self._on_opened, self._asked))
        else:
            response = row.removeprefix(RESPONSE)
            reading = partial(forms.read, customer_id=owner, response_id=response)
            self._run(reading, partial(self._on_answers, self._asked))

    # The form

    def edit(self, text: str) -> None:
        """Take what stands in the field, as it is being typed."""
        if self._filler is not None:
            self._filler.type(text)
            self._show_filler()

    def digit(self, digit: int) -> None:
        """Do what a digit stands for: an answer, or a row of the list."""
        if self.state.screen is Screen.LIST:
            rows = self.state.rows
            if 1 <= digit <= len(rows):
                self.open(rows[digit - 1])
        elif self._filler is not None and self.state.screen is Screen.FILL:
            self._filler.digit(digit)
            self._after_change()

    def pick(self, number: int) -> None:
        """Choose an answer that was pointed at."""
        if self._filler is not None:
            self._filler.pick(number)
            self._after_change()

    def leave_blank(self, number: int) -> None:
        """Note why there is no answer."""
        if self._filler is not None:
            self._filler.leave_blank(number)
            self._after_change()

    def confirm(self) -> None:
        """Go on; at the end save."""
        if self.state.screen is Screen.LIST:
            self.open(self.state.selected)
        elif self.state.screen is Screen.READ:
            self._correct()
        elif self._filler is not None and self.state.screen is Screen.FILL:
            if self._filler.enter():
                self.save()
            else:
                self._after_change()

    def step(self, by: int) -> None:
        """Go to the next question or row (+1), or back (-1)."""
        if self._filler is not None and self.state.screen is Screen.FILL:
            self._filler.step(by)
            self._after_change()
        elif self.state.rows and self.state.screen is Screen.LIST:
            rows = self.state.rows
            now = rows.index(self.state.selected) if self.state.selected in rows else -1
            self.choose(rows[min(max(now + by, 0), len(rows) - 1)])

    def go(self, place: Place) -> None:
        """Go to a question that was pointed at."""
        if self._filler is not None and self.state.screen is Screen.FILL:
            self._filler.go(place)
            self._after_change()

    def back_in(self) -> None:
        """Take the last of several answers back into the field."""
        if self._filler is not None:
            self._filler.back_in()
            self._after_change()

    def save(self) -> None:
        """Save the answers; where something is open, go there and ask."""
        filler, owner = self._filler, self._owner
        if filler is None or owner is None or filler.shown.is_busy:
            return
        if not filler.can_save():
            self._after_change()
            return
        filler.busy(is_busy=True)
        self._next = None
        self._show_filler()
        self._run(saving(owner, filler), partial(self._on_saved, filler))

    def keep(self) -> None:
        """Keep the draft as it stands; while one is being kept, once more after it."""
        filler, owner = self._filler, self._owner
        if filler is None or owner is None or filler.is_blank or filler.shown.is_busy:
            return
        form = filler.shown.form
        work = partial(
            forms.keep,
            customer_id=owner,
            form_id=form.id,
            version=form.version,
            content=filler.draft(),
        )
        if self._is_keeping:
            self._next = work
        else:
            self._keep(work)

    def dismiss(self) -> None:
        """Put a message away, then a field, then answers that are read; else go to the card."""
        if self.state.refusal is not None:
            self._become(replace(self.state, refusal=None))
        elif self._filler is not None and self._filler.leave_field():
            self._after_change()
        elif self.state.screen is Screen.READ:
            self._become(replace(self.state, screen=Screen.LIST, filled=None))
        else:
            self.keep()
            if not self._refuses:
                self._filler = None  # It is a draft now: the list has it.
            self._news.leave()

    def undo(self) -> None:
        """Take back what was just saved."""
        deed = self.state.deed
        if deed is None:
            return
        self._become(replace(self.state, deed=None))
        self._run(undoing(deed), partial(self._on_undone, deed))

    def expire(self, response: str) -> None:
        """The time to take something back is over."""
        if self.state.deed is not None and self.state.deed.saved.response == response:
            self._become(replace(self.state, deed=None))

    @property
    def _refuses(self) -> bool:
        """Tell whether no draft is kept: the customer refused a health file. What was typed stays
        here, as the way to their yes leads over the card.
        """
        return self.state.desk is not None and self.state.desk.refuses_health

    def _correct(self) -> None:
        """Open the answers that are read to be corrected, in their own version of the form."""
        filled, owner = self.state.filled, self._owner
        if filled is not None and filled.is_own_version and owner is not None:
            self._asked += 1
            work = partial(form_corrections.begin, customer_id=owner, response_id=self._answers)
            self._run(work, partial(self._on_opened, self._asked))

    def _on_desk(self, asked: int, found: FormsDesk | Refusal, *, opens: bool) -> None:
        if asked != self._read:
            return
        if isinstance(found, Refusal):
            self._become(replace(self.state, refusal=found, desk=None))
            return
        state = replace(self.state, desk=found)
        if state.selected not in state.rows:
            state = replace(state, selected=next(iter(state.rows), None))
        self._become(state)
        is_one = len(found.forms) == 1 and not found.responses
        if opens and is_one and not found.refuses_health:
            self.open(FORM + found.forms[0].id)

    def _on_opened(self, asked: int, found: Opened | Refusal) -> None:
        if asked != self._asked:
            return
        if isinstance(found, Refusal):
            self._become(replace(self.state, refusal=found))
            return
        draft = None if found.draft is None else found.draft.content
        self._filler = Filler(found.form, draft, newest=found.newest, corrects=found.corrects)
        self._become(replace(self.state, screen=Screen.FILL, refusal=None))
        self._show_filler()

    def _on_answers(self, asked: int, found: Answers | Refusal) -> None:
        if asked != self._asked:
            return
        if isinstance(found, Refusal):
            self._become(replace(self.state, refusal=found))
            return
        lines = Filling(found.form, found.answers).lines()
        filled = Filled(found.form, lines, is_own_version=found.is_own_version)
        self._answers = found.response.id
        self._become(replace(self.state, screen=Screen.READ, filled=filled))

    def _on_saved(
        self, filler: Filler, result: SavedForm | Refusal | tuple[FormProblem, ...]
    ) -> None:
        filler.busy(is_busy=False)
        if isinstance(result, SavedForm):
            desk, owner = self.state.desk, self._owner
            if filler is self._filler and owner is not None:
                self._filler = None
                name = "" if desk is None else desk.masked_name
                form = filler.shown.form
                deed = SavedDeed(owner, name, form.id, form.title, result, filler.draft())
                self._become(replace(self.state, screen=Screen.LIST, filled=None, deed=deed))
                self.refresh()
        elif isinstance(result, Refusal):
            self._become(replace(self.state, refusal=result))
            self._show_filler()
        else:
            filler.tell(result)
            self._show_filler()

    def _on_kept(self, result: Refusal | None) -> None:
        self._is_keeping = False
        if isinstance(result, Refusal):
            self._become(replace(self.state, refusal=result))
        waiting, self._next = self._next, None
        if waiting is not None:
            self._keep(waiting)

    def _on_undone(self, deed: SavedDeed, result: Refusal | None) -> None:
        if isinstance(result, Refusal):
            self._become(replace(self.state, refusal=result))
            return
        self.refresh()
        if self._owner == deed.customer and self._filler is None:
            self.open(FORM + deed.form)  # Undo brings back what was typed.

    def _keep(self, work: partial[Refusal | None]) -> None:
        self._is_keeping = True
        self._run(work, self._on_kept)

    def _after_change(self) -> None:
        self._show_filler()
        self.keep()

    def _show_filler(self) -> None:
        if self._filler is not None:
            self._become(replace(self.state, filled=self._filler.shown))

    def _deed_of(self, customer: str | None) -> SavedDeed | None:
        deed = self.state.deed
        return deed if deed is not None and deed.customer == customer else None

    def _become(self, state: FormsState) -> None:
        self.state = state
        self._view.show_state(state)
