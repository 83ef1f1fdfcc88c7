"""The sync centre, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.sync_centre import Exported, Pile, Save, SaveContent, SyncPage
from terminal.services import sync_centre
from terminal.services.sync_centre import Write
from terminal.services.work import Runner
from ui.frame.loading_rate import LoadingRate
from ui.plug import Changes
from ui.scan_router import TakesNoScan
from ui.sync_centre.rules import RuleSweep
from ui.sync_centre.state import Sheet, SyncCentreState


class SyncCentreView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: SyncCentreState) -> None:
        """Show exactly this."""


def _ignore(_save: Save, _content: SaveContent) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class SyncCentreNews:
    """Whom the page tells what concerns others, on the caller's thread. `correct`: open the record
    this save is about, so that it is entered anew.
    """

    correct: Callable[[Save, SaveContent], None] = _ignore


class SyncCentrePresenter(TakesNoScan):
    """Turn gestures into service calls, and results into state."""

    def __init__(
        self,
        view: SyncCentreView,
        run: Runner,
        *,
        write: Write | None = None,
        news: SyncCentreNews | None = None,
        read: Runner | None = None,
    ) -> None:
        self._view, self._run, self._write = view, run, write
        self._news = news or SyncCentreNews()
        self._rate = LoadingRate()
        self._rules = None if read is None else RuleSweep(read, self._on_rules)
        self._is_shown = self._is_reading = self._is_stale = self._has_chosen = False
        self.state = SyncCentreState(has_exports=write is not None)

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away: it is read only while somebody looks."""
        self._is_shown = is_shown
        if is_shown:
            self.refresh()
            if self._rules is not None and not self._rules.has_begun:
                self._rules.begin()
        else:
            self._has_chosen = False
            # What is being typed stays for whoever comes back; what was looked into does not.
            self._become(replace(self.state, content=None))

    def refresh(self) -> None:
        """Read everything again. While an answer is under way, once more after it."""
        if not self._is_shown:
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading = True
        self._run(sync_centre.read, self._on_read)

    def on_store_changed(self, changes: Changes) -> None:
        """Hold new rules against the store, whether somebody looks or not."""
        if self._rules is not None:
            self._rules.on_store_changed(changes)

    def on_rules_crash(self) -> None:
        """Begin anew at the next look: what broke off was only read."""
        if self._rules is not None:
            self._rules.has_begun = False

    # What comes from the page.

    def choose_pile(self, pile: Pile) -> None:
        """Show one of the three lists."""
        self._has_chosen = True
        page = self.state.page
        first = page.saves_of(pile)[:1] if page is not None else ()
        self._select(first[0].entry.group if first else None, pile)

    def choose(self, group: str) -> None:
        """Show a save on the right."""
        if group != self.state.selected:
            self._has_chosen = True
            self._select(group, self.state.pile)

    def step(self, by: int) -> None:
        """Show the next save (+1) or the one before (-1); at the end stay."""
        if self.state.page is None or self.state.sheet is not None:
            return
        groups = [save.entry.group for save in self.state.page.saves_of(self.state.pile)]
        if not groups:
            return
        at = groups.index(self.state.selected) if self.state.selected in groups else -by
        self.choose(groups[min(max(at + by, 0), len(groups) - 1)])

    def look(self) -> None:
        """Show what is in the save; the service notes who looked."""
        if self.state.can_look and self.state.selected is not None:
            work = partial(sync_centre.look, group=self.state.selected)
            self._run(work, self._on_content)

    def correct(self) -> None:
        """Open the record the save is about. What it held is there to begin with."""
        save = self.state.save
        if self.state.can_correct and save is not None:
            work = partial(sync_centre.look, group=save.entry.group)
            self._run(work, partial(self._on_correction, save))

    def begin(self, sheet: Sheet) -> None:
        """Ask before a save is given up, or before health data go into a file."""
        allowed = {Sheet.GIVE_UP: self.state.can_resolve, Sheet.EXPORT: self.state.can_export}
        if allowed[sheet]:
            self._become(
                replace(self.state, sheet=sheet, problem=None, exported=None, refusal=None)
            )

    def edit_reason(self, reason: str) -> None:
        """Keep the reason as it is being typed; a problem goes as soon as it changes."""
        self._become(replace(self.state, reason=reason, problem=None))

    def confirm(self) -> None:
        """Do what the open sheet asks about. A second press while it is being done is dropped."""
        state = self.state
        if state.is_busy or state.sheet is None:
            return
        if state.sheet is Sheet.EXPORT and self._write is not None:
            self._become(replace(state, is_busy=True))
            self._run(partial(sync_centre.export, write=self._write), self._on_exported)
        elif state.sheet is Sheet.GIVE_UP and state.selected is not None:
            self._become(replace(state, is_busy=True))
            work = partial(sync_centre.give_up, group=state.selected, reason=state.reason)
            self._run(work, self._on_given_up)

    def dismiss(self) -> bool:
        """Put the sheet away, then the message. Return whether there was anything."""
        state = self.state
        if state.sheet is not None:
            self._become(replace(state, sheet=None, reason="", problem=None))
        elif state.exported is not None or state.refusal is not None:
            self._become(replace(state, exported=None, refusal=None))
        elif state.content is not None:
            self._become(replace(state, content=None))
        else:
            return False
        return True

    def park(self) -> Callable[[], None]:
        """Put away what somebody looked into or was typing; what is returned brings it back."""
        kept = self.state
        self._become(replace(kept, content=None, sheet=None, reason="", problem=None, refusal=None))

        def restore() -> None:
            page = self.state.page
            if page is not None and page.find(kept.selected) is not None:
                self._become(
                    replace(
                        self.state, pile=kept.pile, selected=kept.selected,
                        sheet=kept.sheet, reason=kept.reason,
                    )
                )  # fmt: skip

        return restore

    def on_crash(self, code: str) -> None:
        """Take commands again after work that broke off."""
        self._is_reading = False
        self._become(replace(self.state, is_busy=False, refusal=Refusal(code)))

    def _select(self, group: str | None, pile: Pile) -> None:
        self._become(
            replace(
                self.state,
                pile=pile,
                selected=group,
                content=None,
                sheet=None,
                reason="",
                problem=None,
                refusal=None,
            )
        )

    def _on_read(self, page: SyncPage) -> None:
        self._is_reading = False
        self._note_rate(page)
        state = replace(self.state, page=page, rate=self._rate.per_second)
        if page.find(state.selected) is None:
            # It was settled meanwhile, or this is the first look: begin where somebody is needed.
            pile = state.pile if self._has_chosen else _first_pile(page)
            saves = page.saves_of(pile)
            group = saves[0].entry.group if saves else None
            lost = state.sheet is Sheet.GIVE_UP
            sheet = None if lost else state.sheet
            state = replace(state, pile=pile, selected=group, content=None, sheet=sheet)
        self._become(state)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_content(self, content: SaveContent | Refusal) -> None:
        if isinstance(content, Refusal):
            self._become(replace(self.state, refusal=content))
        elif content.group == self.state.selected:
            self._become(replace(self.state, content=content))

    def _on_correction(self, save: Save, content: SaveContent | Refusal) -> None:
        if isinstance(content, Refusal):
            self._become(replace(self.state, refusal=content))
        else:
            self._news.correct(save, content)

    def _on_given_up(self, result: Refusal | FieldProblem | None) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(result, FieldProblem):
            self._become(replace(state, problem=result))
            return
        refusal = result if isinstance(result, Refusal) else None
        self._become(replace(state, sheet=None, reason="", content=None, refusal=refusal))
        self.refresh()

    def _on_exported(self, result: Exported | Refusal) -> None:
        state = replace(self.state, is_busy=False, sheet=None)
        if isinstance(result, Refusal):
            self._become(replace(state, refusal=result))
        else:
            self._become(replace(state, exported=result))

    def _note_rate(self, page: SyncPage) -> None:
        if page.centre.loading:
            self._rate.note(page.now, sum(one.rows for one in page.centre.loading))
        else:
            self._rate.forget()

    def _on_rules(self) -> None:
        if self._rules is not None:
            self._become(replace(self.state, rules=self._rules.state))

    def _become(self, state: SyncCentreState) -> None:
        self.state = state
        self._view.show_state(state)


def _first_pile(page: SyncPage) -> Pile:
    """Return where to begin: what needs a person, then what waits, then what is being sent."""
    order = (Pile.REFUSED, Pile.HELD, Pile.UNSENT)
    return next((pile for pile in order if page.count_of(pile)), Pile.UNSENT)
