"""What the knowledge page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from terminal.domain.knowledge import Article, Question
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services.knowledge import CARDS_A_MONTH, About, KnowledgeDesk
from ui.held_file import Held
from ui.printing.layout import Sheet
from ui.printing.out import Paper


class Tab(StrEnum):
    """The three lists."""

    ANSWERS = "answers"
    QUESTIONS = "questions"
    CARDS = "cards"


TABS: Final = tuple(Tab)


class Way(StrEnum):
    """How an answer leaves the store."""

    PAPER = "paper"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class HandOut:
    """An answer on its way out. `asks`: the open file speaks against it, and nothing has left yet;
    `sheet` is what was made, its first page, and `paper` where it came out.
    """

    way: Way
    article: str
    asks: bool = False
    sheet: Sheet | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """Everything the view shows. `asking` is the question being written, None while no sheet is
    open, `asks_for` whose file it is linked to; `has_asked` says that one went to HQ just now;
    `is_apart` that somebody else asks than whose card is open; `hand_out` the answer that is given
    to a customer; `turned` the card whose answer is shown.
    """

    desk: KnowledgeDesk | None = None
    tab: Tab = Tab.ANSWERS
    text: str = ""
    hits: tuple[Article, ...] = ()
    selected: str | None = None
    asking: str | None = None
    asks_for: About | None = None
    has_asked: bool = False
    problem: FieldProblem | None = None
    refusal: Refusal | None = None
    is_busy: bool = False
    is_apart: bool = False
    hand_out: HandOut | None = None
    turned: str | None = None

    @property
    def held(self) -> Held:
        """Return whose file answers are held against."""
        about = None if self.desk is None else self.desk.about
        return Held(None if about is None else about.masked_name, self.is_apart)

    @property
    def article(self) -> Article | None:
        """Return the answer or card that is shown."""
        shown = self.hits if self.tab is Tab.ANSWERS else self.cards
        if self.tab is Tab.QUESTIONS:
            return None
        return next((one for one in shown if one.id == self.selected), None)

    @property
    def can_hand_out(self) -> bool:
        """Tell whether there is a reviewed answer to give to a customer."""
        return self.tab is Tab.ANSWERS and self.article is not None and self.asking is None

    @property
    def question(self) -> Question | None:
        """Return the question that is shown."""
        if self.tab is not Tab.QUESTIONS or self.desk is None:
            return None
        return next((one for one in self.desk.questions if one.id == self.selected), None)

    @property
    def cards(self) -> tuple[Article, ...]:
        """Return the cards to learn from."""
        return () if self.desk is None else self.desk.cards

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the list that is shown, in its order."""
        if self.tab is Tab.QUESTIONS:
            return () if self.desk is None else tuple(one.id for one in self.desk.questions)
        return tuple(one.id for one in (self.hits if self.tab is Tab.ANSWERS else self.cards))

    @property
    def finds_nothing(self) -> bool:
        """Tell whether something was looked for and no reviewed answer was found."""
        is_searching = self.tab is Tab.ANSWERS and bool(self.text.strip())
        return self.desk is not None and is_searching and not self.hits

    @property
    def can_learn(self) -> bool:
        """Tell whether it can be said of the card that is shown that it was known, or not: after
        its answer was seen.
        """
        article = self.article
        if article is None or self.desk is None or self.turned != article.id or self.is_busy:
            return False
        return self.tab is Tab.CARDS and article.id not in self.desk.learned

    @property
    def hides_answer(self) -> bool:
        """Tell whether a card asks: its answer is shown once it was thought of."""
        article = self.article
        return self.tab is Tab.CARDS and article is not None and self.turned != article.id

    @property
    def learned(self) -> tuple[int, int, int]:
        """Return how many cards of this month are done here, accepted by HQ, and wanted."""
        done = () if self.desk is None else tuple(self.desk.learned.values())
        return len(done), sum(one.accepted is True for one in done), CARDS_A_MONTH
