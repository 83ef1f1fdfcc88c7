"""The lock, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol, TypeVar

from terminal.domain import pin
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services import pins, session
from terminal.services.pins import Person, Pins, Proven
from terminal.services.session import SignedIn
from terminal.services.work import Runner
from ui.lock.state import TYPED, LockState, Step, Why
from ui.scans import ScanRead

T = TypeVar("T")

_BACK: Final = {
    Step.PIN: Step.PEOPLE,
    Step.BADGE: Step.PEOPLE,
    Step.CHOOSE: Step.PEOPLE,
    Step.REPEAT: Step.CHOOSE,
}


class LockView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: LockState) -> None:
        """Show exactly this."""


class PinRunner(Protocol):
    """Runs a job with the PINs on their thread, and calls `then` with the result on this one."""

    def __call__(self, job: Callable[[Pins], T], then: Callable[[T], None]) -> None:
        """Return at once."""


@dataclass(frozen=True, slots=True)
class LockNews:
    """Whom the lock tells. `signed_in`: this person works from now on; `refused`: why nothing
    can be proven.
    """

    signed_in: Callable[[SignedIn], None]
    refused: Callable[[Refusal], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockTools:
    """What the lock works with: the store and the PINs, milliseconds that never jump, the business
    day, and who is named as the first to sign in.
    """

    run: Runner
    pins: PinRunner
    elapsed_ms: Callable[[], int]
    today: Callable[[], object]
    named: str | None = None


class LockPresenter:
    """Asks who somebody is, and lets them in."""

    def __init__(self, view: LockView, tools: LockTools, news: LockNews) -> None:
        self._view, self._tools, self._news = view, tools, news
        self._named = tools.named
        self._vouched: str | None = None
        self._first = ""
        self._then: Callable[[], None] | None = None
        self._shift: tuple[object, frozenset[str]] = (None, frozenset())
        self._proven_ms: int | None = None
        self._been: set[str] = set()
        self.signed_in: SignedIn | None = None
        self.state = LockState()

    # What comes from the window.

    def lock(self) -> None:
        """Let nobody see the pages until somebody signed in. Whoever worked last is asked first."""
        if self.state.is_locked:
            return
        self._then, self._first, self._proven_ms = None, "", None
        state = LockState(Why.SIGN_IN, people=self.state.people, is_known=self.state.is_known)
        last = None if self.signed_in is None else self.signed_in.session.actor
        self._become(self._at(state, state_person(state, last)))
        self.refresh()

    def refresh(self) -> None:
        """Ask again who works here."""
        self._tools.run(pins.people, self._on_people)

    def badge(self, staff: Staff) -> None:
        """Somebody scanned their badge at the open counter: whoever has signed in today takes
        over at once, anybody else is asked for the PIN.
        """
        if self.signed_in is not None and self.signed_in.session.actor == staff.id:
            return
        if staff.id in self._in_shift():
            self._tools.run(partial(session.sign_in, staff_id=staff.id), self._on_switched)
            return
        self.lock()
        self._show_badge(staff)

    def scan(self, read: ScanRead) -> None:
        """Take a scan while locked: a badge says who is there, anything else is refused."""
        work = partial(pins.badge, payload=read.payload, symbology=read.symbology)
        self._tools.run(work, self._on_badge)

    def prove(self, then: Callable[[], None]) -> None:
        """Go on once whoever works here has typed their PIN; a proof lasts two minutes."""
        if self.state.is_locked:
            return
        if self.signed_in is None:
            self._news.refused(Refusal("NOT_SIGNED_IN"))
            return
        at = self._proven_ms
        if at is not None and 0 <= self._tools.elapsed_ms() - at < pin.PROOF_MS:
            then()
            return
        self._then = then
        actor = self.signed_in.session.actor
        person = state_person(self.state, actor)
        self._become(replace(self.state, why=Why.PROOF, step=Step.PIN, person=person, said=None))
        self.refresh()

    def cancel(self) -> bool:
        """Give a proof up. Return whether one was asked for."""
        if self.state.why is not Why.PROOF:
            return False
        self._open()
        return True

    # What comes from the page.

    def choose(self, staff_id: str) -> None:
        """Choose one of those who are listed."""
        person = state_person(self.state, staff_id)
        if person is None or self.state.is_busy:
            return
        if self.state.step is Step.MANAGERS:
            self._become(replace(self.state, step=Step.MANAGER_PIN, manager=person, problem=None))
        elif self.state.step is Step.PEOPLE:
            self._become(self._at(self.state, person))

    def pick(self, place: int) -> None:
        """Choose by the key, counted from 1."""
        listed = self.state.listed
        if 1 <= place <= len(listed):
            self.choose(listed[place - 1].staff.id)

    def edit(self) -> None:
        """Something is typed: what was said about the last one goes, but not that one waits."""
        state = self.state
        if (state.problem is not None and not state.wait_s) or state.said is not None:
            problem = state.problem if state.wait_s else None
            self._become(replace(state, problem=problem, said=None))

    def waited(self) -> None:
        """The time to wait is over."""
        self._become(replace(self.state, problem=None))

    def enter(self, typed: str) -> None:
        """Take what was typed. A second one while the first is looked at is dropped."""
        state = self.state
        if state.why is None or state.is_busy or state.person is None or state.wait_s:
            return
        staff = state.person.staff
        if not pin.is_whole(pin.read(typed)):
            self._fail(Refusal("PIN_NOT_SIX"))
        elif state.step is Step.PIN and state.why is Why.PROOF:
            self._ask(lambda own: own.prove(staff.id, typed), self._on_proven)
        elif state.step is Step.PIN:
            self._ask(lambda own: own.sign_in(staff.id, typed), self._on_signed_in)
        elif state.step is Step.CHOOSE:
            self._choose(staff, typed)
        elif state.step is Step.REPEAT:
            self._repeat(staff, typed)
        elif state.step is Step.MANAGER_PIN and state.manager is not None:
            manager = state.manager.staff.id
            self._ask(lambda own: own.reset(manager, typed, staff.id), self._on_reset)

    def forgot(self) -> None:
        """Have a manager let the person choose a new PIN."""
        state = self.state
        if state.why is not Why.SIGN_IN or state.is_busy or state.person is None:
            return
        if state.step not in (Step.PIN, Step.BADGE):
            return
        managers = state.managers
        if not managers:
            self._become(replace(state, problem=Refusal("PIN_NO_MANAGER"), turn=state.turn + 1))
        elif len(managers) == 1:
            self._become(self._with(Step.MANAGER_PIN, manager=managers[0]))
        else:
            self._become(self._with(Step.MANAGERS))

    def back(self) -> None:
        """Go one step back; a proof is given up."""
        state = self.state
        if state.is_busy:
            return
        if state.why is Why.PROOF:
            self._open()
        elif state.step in (Step.MANAGERS, Step.MANAGER_PIN) and state.person is not None:
            self._become(self._at(state, state.person))
        elif state.step in _BACK:
            self._vouched = None if _BACK[state.step] is Step.PEOPLE else self._vouched
            self._become(self._with(_BACK[state.step]))

    def say(self, said: Refusal) -> None:
        """Say what became of a scan."""
        self._become(replace(self.state, said=said, turn=self.state.turn + 1))

    def enter_unsigned(self) -> None:
        """Open the counter of a till that knows nobody yet: there is no one to ask."""
        if self.state.is_locked and self.state.is_empty:
            self._open()

    def on_crash(self, code: str) -> None:
        """Take keys again after work that broke off."""
        self._become(replace(self.state, is_busy=False, problem=Refusal(code)))

    # What comes from the store and the PINs.

    def _on_people(self, people: tuple[Person, ...]) -> None:
        state = replace(self.state, people=people, is_known=True)
        if state.why is None:
            self.state = state
            if people and self.signed_in is None:
                self.lock()  # It was opened while nobody was known.
            return
        if state.why is Why.PROOF:
            self._become(state)
            return
        now = state_person(state, None if state.person is None else state.person.staff.id)
        if now is None and state.step is Step.PEOPLE:
            now = state_person(state, self._named)
        if now is None or state.person is None or now.has_pin != state.person.has_pin:
            self._become(self._at(state, now))
        else:
            self._become(replace(state, person=now))

    def _on_badge(self, staff: Staff | None) -> None:
        if not self.state.is_locked:
            return  # Somebody signed in meanwhile.
        if staff is None:
            self.say(Refusal("LOCKED_SCAN"))
        elif not self.state.is_busy:
            self._show_badge(staff)

    def _show_badge(self, staff: Staff) -> None:
        self._vouched = staff.id
        known = state_person(self.state, staff.id)
        person = known or Person(staff, has_pin=True)
        self._become(self._at(self.state, person))
        if known is None:
            self.refresh()

    def _on_signed_in(self, done: SignedIn | Refusal) -> None:
        if isinstance(done, Refusal):
            self._fail(done)
            return
        self._note_proof(done.session.actor)
        self._let_in(done)

    def _on_switched(self, done: SignedIn | Refusal) -> None:
        if isinstance(done, Refusal):
            self._news.refused(done)
        elif not self.state.is_locked:
            self._proven_ms = None  # A badge proves nothing but that it was there.
            self._let_in(done)

    def _on_proven(self, done: Proven | Refusal) -> None:
        if isinstance(done, Refusal):
            self._fail(done)
            return
        self._note_proof(done.staff)
        then = self._then
        self._open()
        if then is not None:
            then()

    def _on_reset(self, done: Proven | Refusal) -> None:
        if isinstance(done, Refusal):
            self._fail(done)
        elif (person := self.state.person) is not None:
            self._vouched = person.staff.id
            new = Person(person.staff, has_pin=False)
            self._become(self._at(replace(self.state, is_busy=False), new))
            self.refresh()

    # Inside.

    def _choose(self, staff: Staff, typed: str) -> None:
        plain = pin.read(typed)
        if (weak := pin.weakness(plain, staff.badge)) is not None:
            self._fail(weak)
            return
        self._first = plain
        self._become(self._with(Step.REPEAT))

    def _repeat(self, staff: Staff, typed: str) -> None:
        first, self._first = self._first, ""
        if pin.read(typed) != first:
            self._become(self._with(Step.CHOOSE, problem=Refusal("PIN_DIFFERENT")))
            return
        self._ask(lambda own: own.choose(staff.id, first), self._on_signed_in)

    def _ask(self, job: Callable[[Pins], T], then: Callable[[T], None]) -> None:
        self._become(replace(self.state, is_busy=True, problem=None, said=None))
        self._tools.pins(job, then)

    def _fail(self, why: Refusal) -> None:
        step = Step.CHOOSE if self.state.step is Step.REPEAT else self.state.step
        self._become(self._with(step, problem=why, manager=self.state.manager))

    def _at(self, state: LockState, person: Person | None) -> LockState:
        """Return the state in which this person is asked for what lets them in."""
        if person is None:
            step = Step.PEOPLE
        elif person.has_pin:
            step = Step.PIN
        else:
            step = Step.CHOOSE if self._may_choose(person) else Step.BADGE
        return replace(
            state, step=step, person=person, manager=None, problem=None, said=None,
            is_busy=False, turn=state.turn + 1, was_here=self._was_here(person),
        )  # fmt: skip

    def _was_here(self, person: Person | None) -> bool:
        return person is not None and person.staff.id in self._been

    def _may_choose(self, person: Person) -> bool:
        staff = person.staff
        return staff.badge is None or staff.id in (self._vouched, self._named)

    def _with(self, step: Step, **changes: object) -> LockState:
        clean: dict[str, object] = {"manager": None, "problem": None, "said": None}
        made = {**clean, "step": step, "is_busy": False, "turn": self.state.turn + 1, **changes}
        return replace(self.state, **made)  # type: ignore[arg-type]

    def _note_proof(self, actor: str) -> None:
        self._proven_ms = self._tools.elapsed_ms()
        self._shift = self._tools.today(), self._in_shift() | {actor}

    def _in_shift(self) -> frozenset[str]:
        day, people = self._shift
        return people if day == self._tools.today() else frozenset()

    def _let_in(self, done: SignedIn) -> None:
        self.signed_in = done
        self._been.add(done.session.actor)
        self._named = self._vouched = None
        self._news.signed_in(done)
        self._open()

    def _open(self) -> None:
        self._then, self._first = None, ""
        state = LockState(people=self.state.people, is_known=self.state.is_known)
        self._become(replace(state, turn=self.state.turn + 1))

    def _become(self, state: LockState) -> None:
        if state.step not in TYPED:
            self._first = ""
        self.state = state
        self._view.show_state(state)


def state_person(state: LockState, staff_id: str | None) -> Person | None:
    """Return somebody of those who work here, None for nobody."""
    return next((one for one in state.people if one.staff.id == staff_id), None)
