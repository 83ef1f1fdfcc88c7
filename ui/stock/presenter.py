"""The stock page, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, Protocol

from terminal.domain.card import MedicineHit, MedicineLine
from terminal.domain.problems import Refusal
from terminal.domain.stock import RunsOut, Shortage
from terminal.services import stock
from terminal.services.counter import Found, MedicineFound
from terminal.services.stock import Slice, StockAnswer
from terminal.services.work import Runner
from ui.held_file import HeldFile
from ui.plug import Changes
from ui.scan_router import ScanKind
from ui.stock.state import StockState, Tab

_SHOWN_KINDS: Final = frozenset(
    {"stock", "nearby_stock", "neighbour", "medicine", "article", "rule", "customer"}
)
_SLICES_MOST: Final = stock.CUSTOMERS_MOST // stock.SLICE


class StockView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: StockState) -> None:
        """Show exactly this."""


class StockPresenter:
    """Turn gestures into service calls, and results into state. `run` looks things up; `read` goes
    through the week's customers slice by slice, beside everything that people wait for. `answer` is
    what the counter says: a medicine that was scanned or chosen there is what F5 opens with.
    """

    def __init__(
        self,
        view: StockView,
        run: Runner,
        read: Runner,
        *,
        customer: Callable[[], str | None],
        answer: Callable[[], object] = lambda: None,
    ) -> None:
        self._view, self._run, self._read = view, run, read
        self._answer = answer
        self._brought: MedicineLine | None = None
        self._file, self._customer = HeldFile(customer), customer
        self._held_for: str | None = None
        self._is_shown = False
        self._round = 0
        self.state = StockState()

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away: whose medicines run out is not kept then."""
        self._is_shown = is_shown
        if is_shown and self._customer() != self._held_for:
            # What was held against the last one's file is not this one's.
            self._held_for = self._customer()
            self._become(replace(self.state, answer=None))
        if is_shown and not self._bring():
            self.refresh()
        if not is_shown:
            self._round += 1
            self._become(replace(self.state, short=None, is_looking=False, is_held=False))

    def refresh(self) -> None:
        """Read again what is shown."""
        if not self._is_shown:
            return
        if self.state.tab is Tab.SHORT:
            self._go_through()
        elif self.state.selected is not None:
            self._ask(self.state.selected)

    def on_store_changed(self, changes: Changes) -> None:
        """Read again when something shown was touched. The week is gone through when asked for."""
        if self.state.tab is Tab.FOUND and not _SHOWN_KINDS.isdisjoint(changes):
            self.refresh()

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what was typed stays."""
        self._round += 1
        self._become(replace(self.state, refusal=Refusal(code), is_looking=False))

    def park(self) -> Callable[[], None]:
        """Put away what somebody looked for; what is returned brings it back."""
        text = self.state.text
        self._leave_week()
        self._become(StockState())
        return lambda: self.type(text) if text else None

    # What a scan brings.

    def accepts(self, kind: ScanKind) -> bool:
        """Take medicines: somebody asks whether there is one."""
        return kind is ScanKind.MEDICINE

    def take(self, found: Found) -> None:
        """Answer for the medicine that was scanned."""
        if isinstance(found, MedicineFound):
            self._leave_week()
            hit = _hit(found.line)
            self._become(StockState(hits=(hit,), selected=hit.id, scanned=found.line))
            self._ask(hit.id)

    def _bring(self) -> bool:
        """Show the medicine that the counter answers for; once, so that what somebody looks for
        here afterwards stays. Return whether there was one.
        """
        answer = self._answer()
        if not isinstance(answer, MedicineLine) or answer is self._brought:
            return False
        self._brought, hit = answer, _hit(answer)
        self._leave_week()
        # What is wrong with the very package was said there; here the next name can be typed.
        self._become(StockState(hits=(hit,), selected=hit.id))
        self._ask(hit.id)
        work = partial(stock.packs, medicine_id=hit.id)
        self._run(work, partial(self._on_packs, self.state.hits))
        return True

    # What comes from the page.

    def type(self, text: str) -> None:
        """Look for what is typed, at every key."""
        self._leave_week()
        fresh = replace(self.state, scanned=None, refusal=None, is_held=False)
        self._become(replace(fresh, text=text, tab=Tab.FOUND))
        self._run(partial(stock.find, text=text), partial(self._on_found, text))

    def choose_tab(self, tab: Tab) -> None:
        """Show one of the two lists."""
        if tab is self.state.tab:
            return
        self._leave_week()
        self._become(replace(self.state, tab=tab, is_held=False))
        if tab is Tab.SHORT:
            self._go_through()
        else:
            self._select_first()

    def choose(self, medicine: str) -> None:
        """Show one on the right."""
        if medicine == self.state.selected:
            return
        self._become(replace(self.state, selected=medicine, is_held=False, scanned=None))
        if self.state.tab is Tab.FOUND:
            self._ask(medicine)

    def step(self, by: int) -> None:
        """Show the next of the list (+1) or the one before (-1); at the end stay."""
        ids = self.state.ids
        if ids:
            at = ids.index(self.state.selected) if self.state.selected in ids else -by
            self.choose(ids[min(max(at + by, 0), len(ids) - 1)])

    def look_up(self, medicine: str) -> None:
        """Answer for one of the others, or for one that is short, as if it had been typed."""
        answer, shortage = self.state.answer, self.state.shortage
        title = "" if shortage is None else shortage.title
        if answer is not None:
            known = {one.medicine.id: one.medicine.title for one in answer.others}
            title = known.get(medicine, title)
        if title:
            self._leave_week()
            hit = MedicineHit(medicine, title, None, None)
            self._become(StockState(hits=(hit,), selected=medicine))
            self._ask(medicine)

    def pick(self, store: str) -> None:
        """Take another store to ask."""
        self._become(replace(self.state, picked=store, is_held=False))

    def hold(self) -> None:
        """Show the slip: what to ask the store for."""
        if self.state.can_hold:
            self._become(replace(self.state, is_held=True))

    def turn_file(self) -> None:
        """Hold answers against nobody's file, or again against the open card's."""
        self._file.turn()
        self.refresh()

    def dismiss(self) -> None:
        """Leave the slip or the message; what was looked for stays."""
        self._become(replace(self.state, is_held=False, refusal=None, scanned=None))

    # What comes from the store.

    def _ask(self, medicine: str) -> None:
        work = partial(stock.answer, medicine_id=medicine, customer_id=self._file.customer)
        self._run(work, partial(self._on_answer, medicine))

    def _on_answer(self, medicine: str, done: StockAnswer | Refusal) -> None:
        if medicine != self.state.selected:
            return  # Somebody went on meanwhile.
        if isinstance(done, Refusal):
            self._become(replace(self.state, refusal=done))
        else:
            self._become(replace(self.state, answer=done, is_apart=self._file.is_apart))

    def _on_found(self, text: str, hits: tuple[MedicineHit, ...]) -> None:
        if text != self.state.text:
            return
        chosen = self.state.selected
        # The same asked again changes nothing of what somebody chose from it meanwhile.
        is_again = text.strip() == self.state.found_for and chosen in {one.id for one in hits}
        shown = chosen if is_again else next((one.id for one in hits), None)
        self._become(replace(self.state, hits=hits, found_for=text.strip(), selected=shown))
        if shown is not None and shown != chosen:
            self._ask(shown)

    def _on_packs(self, brought: tuple[MedicineHit, ...], packs: tuple[MedicineHit, ...]) -> None:
        """List the other packs beside the one that was brought, unless somebody went on."""
        if packs and not self.state.text and self.state.hits is brought:
            self._become(replace(self.state, hits=packs))

    def _select_first(self) -> None:
        first = next(iter(self.state.ids), None)
        self._become(replace(self.state, selected=first))
        if first is not None:
            self._ask(first)

    def _leave_week(self) -> None:
        if self.state.tab is Tab.SHORT or self.state.is_looking:
            self._round += 1
            self._become(
                replace(self.state, tab=Tab.FOUND, short=None, is_looking=False, selected=None)
            )

    def _go_through(self) -> None:
        self._round += 1
        self._become(replace(self.state, is_looking=True, refusal=None))
        work = partial(stock.running_out, after="")
        self._read(work, partial(self._on_slice, self._round, ()))

    def _on_slice(
        self, number: int, running: tuple[RunsOut, ...], done: Slice | Refusal, slices: int = 1
    ) -> None:
        if number != self._round:
            return  # Nobody waits for it any more.
        if isinstance(done, Refusal):
            self._become(replace(self.state, refusal=done, is_looking=False, short=None))
            return
        running += done.running
        if done.after is None or slices == _SLICES_MOST:
            self._read(partial(stock.short, running=running), partial(self._on_short, number))
            return
        work = partial(stock.running_out, after=done.after)
        self._read(work, partial(self._on_slice, number, running, slices=slices + 1))

    def _on_short(self, number: int, short: tuple[Shortage, ...]) -> None:
        if number != self._round:
            return
        ids = [one.medicine for one in short]
        kept = self.state.selected if self.state.selected in ids else next(iter(ids), None)
        self._become(replace(self.state, short=short, is_looking=False, selected=kept))

    def _become(self, state: StockState) -> None:
        if state.selected != self.state.selected:
            # Whom to ask was chosen for that medicine: of another one it is who has it, nearest.
            state = replace(state, picked=None)
        self.state = state
        self._view.show_state(state)


def _hit(line: MedicineLine) -> MedicineHit:
    return MedicineHit(line.medicine, line.title, line.stock_e4, None)
