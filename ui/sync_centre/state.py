"""Everything the sync centre shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.sync_centre import Exported, Pile, Save, SaveContent, SyncPage
from ui.frame.status import SILENCE, TRANSIENT
from ui.sync_centre.rules import RulesState

PILES: Final = (Pile.UNSENT, Pile.HELD, Pile.REFUSED)
"""What Alt+1 to Alt+3 show."""


class Sheet(StrEnum):
    """A question asked inside the page."""

    GIVE_UP = "give_up"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class SyncCentreState:
    """The page. `page` is None until it was read. `selected` is the group of the save on the right,
    `content` what it holds once somebody asked; `reason` is what is being typed in the sheet.
    `rate` is rows a second of a running load. `has_exports`: this till has a place for exports.
    `rules`: how far HQ's rules were held against the store.
    """

    page: SyncPage | None = None
    pile: Pile = Pile.UNSENT
    selected: str | None = None
    content: SaveContent | None = None
    sheet: Sheet | None = None
    reason: str = ""
    problem: FieldProblem | None = None
    is_busy: bool = False
    exported: Exported | None = None
    refusal: Refusal | None = None
    rate: int | None = None
    has_exports: bool = True
    rules: RulesState = field(default_factory=RulesState)

    @property
    def save(self) -> Save | None:
        """Return the save on the right."""
        return None if self.page is None else self.page.find(self.selected)

    @property
    def can_look(self) -> bool:
        """Tell whether the save can be opened to see what is in it."""
        if self.save is None or self.page is None or self.page.centre.state.is_reading_locked:
            return False
        return self.content is None and self.sheet is None

    @property
    def can_resolve(self) -> bool:
        """Tell whether the save can be given up: HQ refused it, and whoever is here may decide."""
        save, page = self.save, self.page
        if save is None or save.is_decided or save.entry.state != Pile.REFUSED:
            return False
        return page is not None and page.may_resolve and self.sheet is None

    @property
    def can_correct(self) -> bool:
        """Tell whether there is a task at this till to enter it anew on: only what is recorded for
        the same task takes the place of what was refused.
        """
        save = self.save
        is_here = save is not None and save.customer is not None and save.task is not None
        return self.can_resolve and is_here

    @property
    def can_export(self) -> bool:
        """Tell whether there is anything to export, and somebody who may."""
        page = self.page
        if page is None or self.sheet is not None or not (page.may_resolve and self.has_exports):
            return False
        return any(page.count_of(pile) for pile in PILES)


class Say(StrEnum):
    """The one sentence on top. The view has the words."""

    LOADING = "loading"
    REFUSED = "refused"
    TROUBLE = "trouble"
    NEVER = "never"
    OFFLINE = "offline"
    WAITING = "waiting"
    HELD = "held"
    ALL_THERE = "all_there"


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page says first: `count` saves, `since` when, and the `code` of what is wrong, which
    may be so although the exchange goes on.
    """

    say: Say
    count: int = 0
    since: datetime | None = None
    oldest: datetime | None = None
    code: str = ""


_CLOCKS: Final = frozenset({"CLOCK_SUSPECT", "HQ_CLOCK_SUSPECT", "SYNC_MISMATCH"})
"""Troubles under which the exchange itself goes on; the page says more of them further down."""
_FULL: Final = "HQ_ASIDE_FULL"
"""There is no use in looking at what was refused before HQ takes anything again."""


def headline(page: SyncPage) -> Headline:
    """Return the one sentence: what needs a person comes before what needs only time."""
    state = page.centre.state
    trouble = state.trouble if state.trouble not in _CLOCKS else None
    if state.quarantined and trouble != _FULL:
        return Headline(Say.REFUSED, state.quarantined)
    if state.loading and trouble is None:
        return Headline(Say.LOADING, state.unsent)
    unsent, oldest, heard = state.unsent, state.oldest_unsent_at, state.heard_at
    if (say := _away(trouble, heard, page.now)) is not None:
        return Headline(say, unsent, heard, oldest, trouble or "")
    wrong = state.trouble or ""
    if unsent:
        return Headline(Say.WAITING, unsent, heard, oldest, wrong)
    if state.held:
        return Headline(Say.HELD, state.held, code=wrong)
    return Headline(Say.ALL_THERE, since=heard, code=wrong)


def _away(trouble: str | None, heard: datetime | None, now: datetime) -> Say | None:
    """Return how HQ is out of reach, or None when it is not."""
    if trouble is not None and trouble not in TRANSIENT:
        return Say.TROUBLE
    if heard is None:
        return Say.NEVER
    return Say.OFFLINE if trouble is not None or now - heard > SILENCE else None
