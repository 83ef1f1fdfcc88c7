"""The sheet of a new file, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from terminal.domain import enrolment as rules
from terminal.domain.enrolment import Draft
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import enrolment
from terminal.services.enrolment import Enrolled, Likely
from terminal.services.work import Runner
from ui.enrol.state import EnrolState, Group, picked

_FIELDS = ("phone", "name", "birth")


class EnrolView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: EnrolState) -> None:
        """Show exactly this."""

    def go_on(self) -> None:
        """Leave the field: digits are answers now."""


def _nothing() -> None:
    """Tell nobody."""


def _nobody() -> None:
    """Say that no card is open."""


@dataclass(frozen=True, slots=True)
class EnrolNews:
    """What stands around. `open_card` shows a customer; `looked_for` is what was searched for on
    the counter and found nobody, if anything, and `times` counts what was looked for; `turned`
    hears that a file was begun, saved or left behind; `customer` is whose card is open.
    """

    open_card: Callable[[str], None]
    looked_for: Callable[[], str]
    turned: Callable[[], None] = _nothing
    times: Callable[[], int] = lambda: 0
    customer: Callable[[], str | None] = _nobody


class EnrolPresenter:
    """Turn gestures into service calls, and results into state. What was typed stays until it is
    saved, wherever somebody goes meanwhile.
    """

    def __init__(self, view: EnrolView, run: Runner, news: EnrolNews) -> None:
        self._view, self._run, self._news = view, run, news
        self._carried = ("", 0)
        self._asked = 0  # Numbers questions: only the answer to the newest one counts.
        self._is_shown = False
        self._beside: str | None = None  # Whose card was open when a file was saved.
        self.state = EnrolState()

    @property
    def is_wanted(self) -> bool:
        """Tell whether somebody was looked for who is not on file, and it was not said yet."""
        text, times = self._looked_for()
        return bool(text) and (text, times) != self._carried

    def show(self, is_shown: bool) -> None:
        """The sheet came to the front, or went away. What found nobody on the counter is typed
        already.
        """
        self._is_shown = is_shown
        if not is_shown:
            if not self.state.is_fresh:
                self._become(replace(self.state, done=None))
            return
        if self.state.done is not None and self._has_another():
            # Whoever was served meanwhile is who cards and agreements are printed for.
            self._become(replace(self.state, done=None, is_fresh=False))
        if self.is_wanted and not self.state.is_busy:
            self._carried = self._looked_for()
            self._carry(self._carried[0])
            if self.state.is_phone_whole:
                self._view.go_on()
        self._ask()

    def take_phone(self, phone: str) -> bool:
        """Begin a file for a phone that was read while the sheet is shown; another one that was
        begun is put aside. Return False while one is being saved.
        """
        if self.state.is_busy:
            return False
        self._carry(phone)
        self._view.go_on()
        return True

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what was typed stays."""
        self._become(replace(self.state, refusal=Refusal(code), is_busy=False))

    # What comes from the page.

    def edit(self, name: str, text: str) -> None:
        """Keep a field as it is being typed; with the last digit of a phone the answers follow."""
        was_whole = self.state.is_phone_whole
        draft = replace(self.state.draft, **{name: text})  # type: ignore[arg-type]
        self._typed(draft)
        if name == "phone" and self.state.is_phone_whole and not was_whole:
            self._become(replace(self.state, has_moved=True))
            self._view.go_on()

    def pick(self, group: Group, digit: int) -> None:
        """Do what a digit, or the place of a letter, answers of a group, counted from 1."""
        draft = picked(self.state.draft, group, digit)
        if draft is not None and self._may_type():
            # Who is no child needs nobody to speak for them.
            free = draft if draft.is_childs else replace(draft, guardian=None, guardian_name="")
            self._typed(free)

    def take_guardian(self, place: int) -> None:
        """Let one of those on file speak for the child, counted from 1."""
        if 1 <= place <= len(self.state.likely) and self._may_type():
            one = self.state.likely[place - 1]
            if one in self.state.guardians:
                hit = one.hit
                draft = replace(self.state.draft, guardian=hit.id, guardian_name=hit.masked_name)
                self._typed(draft)

    def open_likely(self, place: int) -> None:
        """Open the file of one of those on file instead; what was typed is not lost."""
        if 1 <= place <= len(self.state.likely):
            self._news.open_card(self.state.likely[place - 1].hit.id)

    def swap(self) -> None:
        """Bring back the draft that was put aside; the present one takes its place."""
        parked = self.state.parked
        if parked is not None and self._may_type():
            left = () if self.state.draft.is_empty else (self.state.draft,)
            self._become(replace(self.state, aside=(*self.state.aside[1:], *left)))
            self._typed(parked)

    def put_aside(self) -> None:
        """Begin with an empty sheet; what stood in it can be brought back."""
        if self.state.can_put_aside and self.state.done is None:
            self._become(EnrolState(aside=(self.state.draft,)))

    def enter(self) -> None:
        """Do what Enter does: go on to the answers, or what the first button does."""
        if self.state.enter_goes_on:
            self._become(replace(self.state, has_moved=False))
            self._view.go_on()
        else:
            self.confirm()

    def confirm(self) -> None:
        """Save what stands in the sheet, or open the card of what was saved."""
        state = self.state
        if state.done is not None:
            self._news.open_card(state.done.customer)
        elif state.is_busy:
            return
        elif state.has_sure and not state.is_asked:
            self._become(replace(state, is_asked=True))
        else:
            self._become(replace(state, is_busy=True, problems=(), refusal=None))
            self._run(partial(enrolment.enrol, draft=state.draft), self._on_enrolled)

    def begin_anew(self) -> None:
        """Leave what was saved behind: the next customer."""
        if self.state.done is not None:
            self._become(EnrolState(aside=self.state.aside))

    def park(self) -> Callable[[], None]:
        """Put away what one person typed; what is returned brings it back."""
        kept = self.state
        self._become(EnrolState())

        def restore() -> None:
            left = kept.draft if kept.done is None else Draft()
            self._become(EnrolState(aside=kept.aside))
            self._typed(left)

        return restore

    def bring(self, drafts: Sequence[Draft], since: str) -> None:
        """Show what was typed before the program ended, the first in front; what was begun since
        stays in front of it. `since` says how long it has been waiting.
        """
        state = self.state
        if state.draft.is_empty and state.done is None and not state.is_busy:
            front, *drafts = drafts
            self._typed(front)
            self._become(replace(self.state, since=since))
        self._become(replace(self.state, aside=(*self.state.aside, *drafts)))

    def leave_for(self, customer: str) -> None:
        """Somebody on file is served here: what was saved of another is left behind. What is being
        typed stays.
        """
        done = self.state.done
        if done is not None and done.customer != customer:
            self.begin_anew()

    def undo(self) -> None:
        """Take back what was just saved."""
        done = self.state.done
        if done is not None and self.state.is_fresh:
            self._become(replace(self.state, is_fresh=False))
            self._run(partial(enrolment.undo, enrolled=done), partial(self._on_undone, done))

    def expire(self, customer: str) -> None:
        """The time to take it back is over."""
        done = self.state.done
        if done is not None and done.customer == customer:
            left = done if self._is_shown else None
            self._become(replace(self.state, is_fresh=False, done=left))

    def dismiss(self) -> bool:
        """Put away what was said, then what was saved. Return whether there was anything."""
        state = self.state
        if state.refusal is not None or state.problems or state.is_asked:
            self._become(replace(state, refusal=None, problems=(), is_asked=False))
        elif state.done is not None:
            self.begin_anew()
        else:
            return False
        return True

    # What comes from the store.

    def _carry(self, text: str) -> None:
        draft = _draft_of(text)
        if draft is None:
            return
        state = self.state
        if state.done is not None:
            state = EnrolState(aside=state.aside)
        if _is_for(state.draft, draft):
            self._become(state)  # It was begun already: nothing of it is asked again.
            return
        if not state.draft.is_empty:
            state = replace(state, aside=(state.draft, *state.aside))
        begun = next((one for one in state.aside if _is_for(one, draft)), None)
        if begun is not None:
            state = replace(state, aside=tuple(one for one in state.aside if one is not begun))
            draft = begun
        self.state = state
        self._typed(draft)
        self._become(replace(self.state, has_moved=self.state.is_phone_whole))

    def _has_another(self) -> bool:
        """Tell whether somebody else's card was opened since the file was saved."""
        done, now = self.state.done, self._news.customer()
        return done is not None and now not in (None, self._beside, done.customer)

    def _looked_for(self) -> tuple[str, int]:
        return self._news.looked_for().strip(), self._news.times()

    def _ask(self) -> None:
        self._asked += 1
        draft = self.state.draft
        if draft.phone.strip() or draft.name.strip():
            work = partial(enrolment.likely, draft=draft)
            self._run(work, partial(self._on_likely, self._asked))
        elif self.state.likely:
            self._become(replace(self.state, likely=()))

    def _on_likely(self, asked: int, found: tuple[Likely, ...]) -> None:
        if asked == self._asked:
            self._become(replace(self.state, likely=found))

    def _on_enrolled(self, done: Enrolled | tuple[FieldProblem, ...] | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, Enrolled):
            self._asked += 1
            self._beside = self._news.customer()
            self._become(EnrolState(aside=state.aside, done=done, is_fresh=True))
        elif isinstance(done, Refusal):
            self._become(replace(state, refusal=done))
        else:
            self._become(replace(state, problems=done))

    def _on_undone(self, done: Enrolled, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._become(replace(self.state, refusal=refusal))
            return
        self._become(replace(self.state, done=None))
        if self.state.draft.is_empty:
            self._typed(done.draft)

    def _typed(self, draft: Draft) -> None:
        was = self.state.draft
        state = replace(self.state, draft=draft, problems=(), is_asked=False, has_moved=False)
        self._become(replace(state, since=""))
        if any(getattr(was, name) != getattr(draft, name) for name in _FIELDS):
            self._ask()

    def _may_type(self) -> bool:
        return not self.state.is_busy and self.state.done is None

    def _become(self, state: EnrolState) -> None:
        before, self.state = self.state, state
        self._view.show_state(state)
        if before.done is not state.done:
            self._news.turned()


def _is_for(draft: Draft, wanted: Draft) -> bool:
    """Tell whether a draft was begun for somebody: by the phone, however it was written, or by the
    name where no phone is known.
    """
    if wanted.phone:
        return rules.plain_phone(draft.phone) == rules.plain_phone(wanted.phone)
    return draft.name.strip() == wanted.name.strip()


def _draft_of(text: str) -> Draft | None:
    """Return a draft with what was searched for: a phone, or a name."""
    phone, _ = rules.read_phone(text)
    if phone is not None or rules.tail_of(text):
        return Draft(phone=text)
    return Draft(name=text) if rules.name_to_look_for(text) and not _has_digit(text) else None


def _has_digit(text: str) -> bool:
    return any(one.isdigit() for one in text)
