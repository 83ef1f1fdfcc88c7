"""What else is done for a customer: a card, a family pharmacist. Without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Protocol

from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Question
from terminal.services import enrolment, self_fill, signups, temporary_cards
from terminal.services.enrolment import Whom
from terminal.services.self_fill import Handed
from terminal.services.signups import SignedUp
from terminal.services.temporary_cards import CardFacts
from terminal.services.work import Runner
from ui.printing import paint
from ui.printing.codes import UnprintableError
from ui.printing.layout import NoRoomError, Sheet
from ui.printing.out import Paper, PaperOut

CARD: Final = "card"
AGREEMENT: Final = "agreement"


@dataclass(frozen=True, slots=True)
class ErrandState:
    """Whose errands they are; `asks` that the agreement is shown before it is signed; `signed` what
    can be taken back; `number` is their member number, once a card was asked for; `printed` what
    came out last, and `paper` where.
    """

    whom: Whom | None = None
    asks: bool = False
    handed: Handed | None = None
    is_busy: bool = False
    signed: SignedUp | None = None
    is_temporary: bool = False
    number: str = field(default="", repr=False)
    printed: str = ""
    paper: Paper | None = None
    refusal: Refusal | None = None


class ErrandView(Protocol):
    """What the presenter needs of a screen."""

    def show_errands(self, state: ErrandState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True)
class Press:
    """The printing press: lays pages out, and brings a PDF onto paper. `form` is what a customer is
    asked on their own phone, in which language.
    """

    card: Callable[[CardFacts], tuple[Sheet, ...]]
    agreement: Callable[[SignedUp], tuple[Sheet, ...]]
    out: PaperOut
    form: Callable[[], tuple[tuple[Question, ...], str]]


def _nothing() -> None:
    """Go nowhere."""


class Errands:
    """Turn gestures into service calls and paper, and results into state. `back` leads to the card
    that a form was asked for from.
    """

    def __init__(
        self,
        view: ErrandView,
        run: Runner,
        press: Press,
        customer: Callable[[], str | None],
        back: Callable[[], None] = _nothing,
    ) -> None:
        self._view, self._run, self._press, self._customer = view, run, press, customer
        self._back = back
        self._asked, self._wants_form, self._is_from_card = "", "", False
        self.state = ErrandState()

    def look(self) -> None:
        """See whose errands they are now: of whoever was just enrolled, or whose card is open."""
        wanted = self._customer()
        whom = self.state.whom
        if self._wants_form != wanted:
            self._wants_form = ""
        if wanted is None:
            self._become(ErrandState())
        elif whom is None or whom.customer != wanted:
            self._become(ErrandState())
            if self._asked != wanted:
                self._asked = wanted
                self._run(partial(enrolment.whom, customer_id=wanted), self._on_whom)

    def print_card(self) -> None:
        """Print a member card."""
        if (whom := self._free()) is not None:
            self._begin()
            self._run(partial(temporary_cards.card, customer_id=whom.customer), self._on_card)

    def ask_sign_up(self) -> None:
        """Show what is agreed, before it is."""
        if self._free() is not None:
            self._become(replace(self.state, asks=True, handed=None, refusal=None, paper=None))

    def sign_up(self) -> None:
        """Record that it was agreed, and print it to be signed."""
        whom = self._free()
        if whom is not None and self.state.asks:
            self._begin()
            self._run(partial(signups.sign_up, customer_id=whom.customer), self._on_signed)

    def hand_out(self) -> None:
        """Show a form to be filled in on the customer's own phone."""
        self._is_from_card = False
        self._hand_out()

    def hand_out_to(self, customer: str) -> None:
        """Show the form to the customer whose card is open, as soon as it is known whose errands
        these are; while one is shown for them, it is that one. Leaving it leads back to the card.
        """
        whom, self._is_from_card = self.state.whom, True
        if whom is None or whom.customer != customer:
            self._wants_form = customer
            self.look()
        elif self.state.handed is None:
            self._become(replace(self.state, asks=False))
            self._hand_out()

    def answered(self, record: str) -> None:
        """Put the code of a hand-out away: its answer came, and its secret counts once."""
        if self.state.handed is not None and self.state.handed.id == record:
            self._become(replace(self.state, handed=None))

    def undo(self) -> bool:
        """Take the sign-up back. Return False when there is none to take back."""
        signed = self.state.signed
        if signed is None:
            return False
        self._become(replace(self.state, signed=None))
        self._run(partial(signups.undo, signed=signed), self._on_undone)
        return True

    def expire(self, record: str) -> None:
        """The time to take it back is over."""
        if self.state.signed is not None and self.state.signed.id == record:
            self._become(replace(self.state, signed=None))

    def dismiss(self) -> bool:
        """Put away what is asked or was said. Return whether there was anything."""
        state = self.state
        if not (state.asks or state.handed or state.refusal or state.paper):
            return False
        is_from_card = self._is_from_card and state.handed is not None
        self._is_from_card = False
        self._become(replace(state, asks=False, handed=None, refusal=None, paper=None))
        if is_from_card:
            self._back()
        return True

    def on_crash(self, code: str) -> None:
        """Say that work broke off."""
        self._asked = self._wants_form = ""
        self._become(replace(self.state, refusal=Refusal(code), is_busy=False))

    def _hand_out(self) -> None:
        if (whom := self._free()) is not None:
            self._begin()
            questions, language = self._press.form()
            work = partial(
                self_fill.hand_out,
                customer_id=whom.customer,
                questions=questions,
                language=language,
            )
            self._run(work, partial(self._on_handed, whom.customer))

    def _on_whom(self, whom: Whom | None) -> None:
        asked, self._asked = self._asked, ""
        wanted, self._wants_form = self._wants_form, ""
        if asked != self._customer():
            self.look()  # Somebody else came meanwhile.
        elif whom is not None:
            self._become(replace(self.state, whom=whom))
            if wanted == whom.customer:
                self._hand_out()
        elif wanted:
            self._become(replace(self.state, refusal=Refusal("CUSTOMER_NOT_HERE")))

    def _on_card(self, facts: CardFacts | Refusal) -> None:
        if isinstance(facts, Refusal):
            self._become(replace(self.state, refusal=facts, is_busy=False))
            return
        state = replace(self.state, is_temporary=facts.is_temporary, number=facts.number)
        self._become(state)
        self._print(CARD, partial(self._press.card, facts))

    def _on_signed(self, signed: SignedUp | Refusal) -> None:
        if isinstance(signed, Refusal):
            self._become(replace(self.state, refusal=signed, is_busy=False, asks=False))
            return
        self._become(replace(self.state, signed=signed, asks=False))
        self._print(AGREEMENT, partial(self._press.agreement, signed))

    def _on_handed(self, customer: str, handed: Handed | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if state.whom is None or state.whom.customer != customer:
            return  # Whoever asked for it has left.
        if isinstance(handed, Refusal):
            self._become(replace(state, refusal=handed))
        else:
            self._become(replace(state, handed=handed))

    def _on_undone(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._become(replace(self.state, refusal=refusal))

    def _print(self, what: str, lay_out: Callable[[], tuple[Sheet, ...]]) -> None:
        try:
            content = paint.pdf(lay_out(), what)
        except (NoRoomError, UnprintableError) as error:
            self._become(replace(self.state, refusal=Refusal(error.code), is_busy=False))
            return
        self._press.out(f"guitai-{what}.pdf", content, partial(self._on_paper, what))

    def _on_paper(self, what: str, paper: Paper | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(paper, Refusal):
            self._become(replace(state, refusal=paper))
        else:
            self._become(replace(state, printed=what, paper=paper))

    def _free(self) -> Whom | None:
        return None if self.state.is_busy else self.state.whom

    def _begin(self) -> None:
        self._become(replace(self.state, is_busy=True, refusal=None, paper=None))

    def _become(self, state: ErrandState) -> None:
        self.state = state
        self._view.show_errands(state)
