"""The knowledge page, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from terminal.domain.knowledge import Article, Learned
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import knowledge, leaflets
from terminal.services.knowledge import About, KnowledgeDesk
from terminal.services.leaflets import Leaflet
from terminal.services.work import Runner
from ui.held_file import HeldFile
from ui.knowledge.state import HandOut, KnowledgeState, Tab, Way
from ui.plug import Changes
from ui.printing import paint
from ui.printing.layout import Sheet
from ui.printing.out import Paper, PaperOut
from ui.scan_router import TakesNoScan

_SHOWN_KINDS: Final = frozenset({"article", "question", "learning", "customer"})
_AT_FIRST: Final = 30


class KnowledgeView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: KnowledgeState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True)
class Press:
    """The printing press: lays an answer out, for paper and as a code, and brings a PDF onto
    paper.
    """

    sheets: Callable[[Leaflet], tuple[Sheet, ...]]
    code: Callable[[Leaflet], Sheet | Refusal]
    out: PaperOut


class KnowledgePresenter(TakesNoScan):
    """Turn gestures into service calls, and results into state."""

    def __init__(
        self, view: KnowledgeView, run: Runner, *, customer: Callable[[], str | None], press: Press
    ) -> None:
        self._view, self._run, self._file = view, run, HeldFile(customer)
        self._press, self._customer = press, customer
        self._last: str | None = None
        self._is_shown = self._is_reading = self._is_stale = False
        self.state = KnowledgeState()

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away. What is being asked stays for whoever comes
        back; what was looked for or read while another card was open does not. It begins with the
        answers: whoever comes at the till has a question, whatever was learned here before.
        """
        self._is_shown = is_shown
        if is_shown:
            last, self._last = self._last, self._customer()
            if last != self._last:
                self._turn_to_another(was_open=last is not None)
            if self.state.tab is not Tab.ANSWERS and self.state.asking is None:
                self.choose_tab(Tab.ANSWERS)
            self.refresh()

    def refresh(self) -> None:
        """Read everything again. While an answer is under way, once more after it."""
        if not self._is_shown:
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading = True
        self._run(partial(knowledge.desk, customer_id=self._file.customer), self._on_read)

    def on_store_changed(self, changes: Changes) -> None:
        """Read again when something shown was touched."""
        if not _SHOWN_KINDS.isdisjoint(changes):
            self.refresh()

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what was typed stays."""
        self._is_reading = False
        self._become(replace(self.state, refusal=Refusal(code), is_busy=False))

    # What comes from the page.

    def type(self, text: str) -> None:
        """Look for what is typed, at every key."""
        self._become(self._found(replace(self.state, text=text, tab=Tab.ANSWERS, hand_out=None)))

    def choose_tab(self, tab: Tab) -> None:
        """Show one of the three lists."""
        self._select_first(
            replace(self.state, tab=tab, has_asked=False, hand_out=None, turned=None)
        )

    def choose(self, record: str) -> None:
        """Show one on the right."""
        turned = self.state.turned if record == self.state.selected else None
        self._become(replace(self.state, selected=record, hand_out=None, turned=turned))

    def step(self, by: int) -> None:
        """Show the next of the list (+1) or the one before (-1); at the end stay."""
        ids = self.state.ids
        if ids and self.state.asking is None:
            at = ids.index(self.state.selected) if self.state.selected in ids else -by
            self.choose(ids[min(max(at + by, 0), len(ids) - 1)])

    def turn_file(self) -> None:
        """Hold answers against nobody's file, or again against the open card's."""
        self._file.turn()
        self.refresh()

    def begin_question(self) -> None:
        """Open the sheet for a question to HQ, with what was looked for to begin with."""
        if self.state.asking is None:
            about = None if self.state.desk is None else self.state.desk.about
            state = replace(self.state, asking=self.state.text, problem=None, has_asked=False)
            self._become(replace(state, hand_out=None, asks_for=about))

    def edit_question(self, text: str) -> None:
        """Keep what is being written."""
        if self.state.asking is not None:
            self._become(replace(self.state, asking=text, problem=None))

    def bring_question(self, text: str, about: About | None) -> None:
        """Show what was being written before the program ended, unless another is begun."""
        if self.state.asking is None:
            self._become(replace(self.state, asking=text, asks_for=about))

    def send_question(self) -> None:
        """Put the question to HQ. A second press while the first is under way is dropped."""
        if self.state.asking is None or self.state.is_busy:
            return
        about = self.state.asks_for
        customer = None if about is None else about.customer
        self._become(replace(self.state, is_busy=True))
        work = partial(knowledge.ask, text=self.state.asking, customer_id=customer)
        self._run(work, self._on_asked)

    def turn_card(self) -> None:
        """Show the answer of the card that asks."""
        article = self.state.article
        if self.state.hides_answer and article is not None:
            self._become(replace(self.state, turned=article.id))

    def learn(self, is_known: bool) -> None:
        """Note whether the card that is shown was known, and go on to the next that is not."""
        article = self.state.article
        if self.state.can_learn and article is not None:
            self._become(replace(self.state, is_busy=True))
            work = partial(knowledge.learn, card_id=article.id, is_known=is_known)
            self._run(work, partial(self._on_learned, article.id))

    def hand_out(self, way: Way) -> None:
        """Give the answer that is shown to the customer. Where the open file speaks against it,
        that is said first.
        """
        article, desk = self.state.article, self.state.desk
        if not self.state.can_hand_out or self.state.is_busy or article is None or desk is None:
            return
        asks = desk.about is not None and bool(desk.about.against(article))
        state = replace(self.state, refusal=None, has_asked=False)
        self._become(replace(state, hand_out=HandOut(way, article.id, asks=asks)))
        if not asks:
            self.hand_out_all_the_same()

    def hand_out_all_the_same(self) -> None:
        """Give it, whatever the file says. A second press while it is under way is dropped."""
        out = self.state.hand_out
        if out is not None and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True))
            self._run(partial(leaflets.leaflet, article_id=out.article), self._on_leaflet)

    def dismiss(self) -> None:
        """Leave the sheet, what was handed out or the message; what was looked for stays."""
        state = replace(self.state, asking=None, problem=None, refusal=None, has_asked=False)
        self._become(replace(state, hand_out=None))

    def park(self) -> Callable[[], None]:
        """Put away what somebody looked for or was asking; what is returned brings it back."""
        kept = self.state
        empty = replace(kept, text="", asking=None, problem=None, refusal=None, has_asked=False)
        empty = replace(empty, hand_out=None, turned=None)
        self._become(self._found(replace(empty, tab=Tab.ANSWERS)))

        def restore() -> None:
            self.type(kept.text)
            state = replace(self.state, tab=kept.tab, asking=kept.asking)
            self._become(replace(state, asks_for=kept.asks_for))

        return restore

    # What comes from the store.

    def _on_read(self, desk: KnowledgeDesk) -> None:
        self._is_reading, before = False, self.state.desk
        if desk.about is not None and desk.about.customer != self._file.customer:
            self._is_stale = False
            self.refresh()  # Another card was opened meanwhile: nothing of the last one's is shown.
            return
        state = self._found(replace(self.state, desk=desk, is_apart=self._file.is_apart))
        if state.selected not in state.ids:
            state = replace(state, selected=next(iter(state.ids), None))
        self._become(_without_stale(state, before))
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_asked(self, done: str | Refusal | list[FieldProblem]) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, Refusal):
            self._become(replace(state, refusal=done))
        elif isinstance(done, list):
            self._become(replace(state, problem=done[0]))
        else:
            self._become(replace(state, asking=None, has_asked=True, problem=None))
            self.refresh()

    def _on_learned(self, card: str, done: Learned | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, Refusal):
            self._become(replace(state, refusal=done))
        elif state.selected == card:
            self._become(replace(state, selected=_following(state, card), turned=None))
        else:
            self._become(state)
        self.refresh()

    def _on_leaflet(self, made: Leaflet | Sheet | Refusal) -> None:
        out = self.state.hand_out
        if out is None:  # Whoever asked for it has gone on.
            self._become(replace(self.state, is_busy=False))
            return
        if isinstance(made, Leaflet) and out.way is Way.CODE:
            made = self._press.code(made)
        if isinstance(made, Refusal):
            self._become(replace(self.state, refusal=made, is_busy=False, hand_out=None))
        elif isinstance(made, Sheet):
            self._become(replace(self.state, is_busy=False, hand_out=_shown(out, made)))
        else:
            sheets = self._press.sheets(made)
            self._become(replace(self.state, hand_out=_shown(out, sheets[0])))
            content = paint.pdf(sheets, made.article.id)
            self._press.out("guitai-leaflet.pdf", content, self._on_paper)

    def _on_paper(self, where: Paper | Refusal) -> None:
        state, out = replace(self.state, is_busy=False), self.state.hand_out
        if isinstance(where, Refusal):
            self._become(replace(state, refusal=where, hand_out=None))
        elif out is not None:
            self._become(replace(state, hand_out=replace(out, paper=where)))
        else:
            self._become(state)

    def _turn_to_another(self, *, was_open: bool) -> None:
        """Show nothing of the last customer's until what is for this one is read. What was typed
        while no card was open may be this one's question, asked before the card was.
        """
        text = "" if was_open else self.state.text
        state = replace(self.state, desk=None, hits=(), selected=None, hand_out=None, turned=None)
        self._become(replace(state, text=text, has_asked=False))

    def _found(self, state: KnowledgeState) -> KnowledgeState:
        if state.desk is None:
            return state
        typed = state.text.strip()
        hits = state.desk.index.find(typed) if typed else _at_first(state.desk)
        kept = state.selected if any(one.id == state.selected for one in hits) else None
        chosen = kept or (hits[0].id if hits else None)
        if state.text != self.state.text and hits:
            chosen = hits[0].id  # What fits best is what is read.
        is_answers = state.tab is Tab.ANSWERS
        return replace(state, hits=hits, selected=chosen if is_answers else state.selected)

    def _select_first(self, state: KnowledgeState) -> None:
        first = next(iter(state.ids), None)
        self._become(replace(state, selected=first))

    def _become(self, state: KnowledgeState) -> None:
        self.state = state
        self._view.show_state(state)


def _following(state: KnowledgeState, card: str) -> str:
    """Return the card after this one that was not learned this month, from the first on after the
    last; the same where there is none.
    """
    ids, learned = state.ids, set() if state.desk is None else state.desk.learned.keys()
    at = ids.index(card) if card in ids else -1
    waiting = [one for one in (*ids[at + 1 :], *ids[: max(at, 0)]) if one not in learned]
    return next(iter(waiting), card)


def _shown(out: HandOut, sheet: Sheet) -> HandOut:
    return replace(out, asks=False, sheet=sheet)


def _without_stale(state: KnowledgeState, before: KnowledgeDesk | None) -> KnowledgeState:
    """Put away what was handed out once the answer is gone or the file is another's."""
    was = None if before is None or before.about is None else before.about.customer
    now = None if state.desk is None or state.desk.about is None else state.desk.about.customer
    out = state.hand_out
    if out is not None and (was != now or out.article != state.selected):
        return replace(state, hand_out=None)
    return state


def _at_first(desk: KnowledgeDesk) -> tuple[Article, ...]:
    """Return what is listed before anything is typed, as on the card: what the customer's file
    speaks against, what a rule calls for, what concerns them, then the newest.
    """
    about = desk.about

    def order(one: Article) -> tuple[bool, bool, bool, int, str]:
        is_called_for = one.id in desk.called_for
        concerns = about is not None and about.concerns(one)
        warns = about is not None and concerns and bool(about.against(one))
        newest = -one.reviewed_on.toordinal()
        return not warns, not is_called_for, not concerns, newest, one.id

    return tuple(sorted(desk.index.articles, key=order)[:_AT_FIRST])
