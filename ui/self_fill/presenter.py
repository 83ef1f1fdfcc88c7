"""The inbox of self-filled forms, without a single widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from terminal.domain import self_fill as rules
from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Piece
from terminal.services import self_fill
from terminal.services.self_fill import Accepted, Waiting
from terminal.services.work import Runner
from ui.self_fill.state import InboxState


class InboxView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: InboxState) -> None:
        """Show exactly this."""


@dataclass(frozen=True, slots=True)
class InboxNews:
    """Whom the inbox tells. `say`: above whatever page is shown, a code with its facts; `arrived`:
    an answer to this hand-out is there, so bring the inbox to the front.
    """

    say: Callable[[str, Mapping[str, str] | None], None]
    arrived: Callable[[str], None]


class InboxPresenter:
    """Turn scans and gestures into service calls, and results into state."""

    def __init__(self, view: InboxView, run: Runner, news: InboxNews) -> None:
        self._view, self._run, self._news = view, run, news
        self._pieces: dict[int, Piece] = {}
        self.state = InboxState()

    def show(self, is_shown: bool) -> None:
        """The inbox came to the front."""
        if is_shown:
            self.refresh()

    def refresh(self) -> None:
        """Read anew what waits."""
        self._run(partial(self_fill.inbox), self._on_inbox)

    def scan(self, payload: str) -> bool:
        """Take a scanned code that is a part of an answer. Return False for any other code."""
        if not rules.is_piece(payload):
            return False
        piece = rules.piece(payload)
        if piece is None:
            self._news.say("SELF_FILL_DAMAGED", None)
            return True
        if any(one.id != piece.id for one in self._pieces.values()):
            self._pieces = {}
        self._pieces[piece.at] = piece
        if len(self._pieces) < piece.of:
            self._news.say("SELF_FILL_HALF", {"at": str(piece.at), "of": str(piece.of)})
            return True
        pieces, self._pieces = tuple(self._pieces.values()), {}
        self._run(partial(self_fill.arrive, pieces=pieces), self._on_arrived)
        return True

    # What comes from the page.

    def choose(self, record: str) -> None:
        """Show one of those that wait."""
        self._become(replace(self.state, selected=record))

    def step(self, by: int) -> None:
        """Show the next (+1) or the one before (-1); at the end stay."""
        ids = [one.id for one in self.state.waiting]
        shown = self.state.shown
        if shown is not None:
            self.choose(ids[min(max(ids.index(shown.id) + by, 0), len(ids) - 1)])

    def settle(self, stand: str) -> None:
        """Keep the file or take the answer, for the first field that differs."""
        asked, shown = self.state.asked, self.state.shown
        if asked is not None and shown is not None:
            decided = {**self.state.stands.get(shown.id, {}), asked.code: stand}
            stands = {**self.state.stands, shown.id: decided}
            self._become(replace(self.state, stands=stands, refusal=None))

    def accept(self) -> None:
        """Take over what is shown."""
        shown = self.state.shown
        if shown is not None and self.state.can_accept:
            stands = dict(self.state.stands.get(shown.id, {}))
            self._become(replace(self.state, is_busy=True, refusal=None))
            work = partial(self_fill.accept, record=shown.id, stands=stands)
            self._run(work, self._on_accepted)

    def put_away(self) -> None:
        """Let what is shown go."""
        shown = self.state.shown
        if shown is not None and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, refusal=None))
            self._run(partial(self_fill.put_away, record=shown.id), self._on_done)

    def undo(self) -> None:
        """Take back what was just taken over."""
        accepted = self.state.accepted
        if accepted is not None:
            self._become(replace(self.state, accepted=None))
            self._run(partial(self_fill.undo, accepted=accepted), self._on_done)

    def expire(self, record: str) -> None:
        """The time to take it back is over."""
        accepted = self.state.accepted
        if accepted is not None and accepted.waiting.id == record:
            self._become(replace(self.state, accepted=None))

    def dismiss(self) -> None:
        """Put away what was said."""
        self._become(replace(self.state, refusal=None))

    def on_crash(self, code: str) -> None:
        """Say that work broke off; what came is still there."""
        self._become(replace(self.state, refusal=Refusal(code), is_busy=False))

    # What comes from the store.

    def _on_inbox(self, waiting: tuple[Waiting, ...]) -> None:
        self._become(replace(self.state, waiting=waiting, is_read=True))

    def _on_arrived(self, came: Waiting | Refusal) -> None:
        if isinstance(came, Refusal):
            self._news.say(came.code, came.facts)
            return
        others = tuple(one for one in self.state.waiting if one.id != came.id)
        self._become(replace(self.state, waiting=(*others, came), selected=came.id, is_read=True))
        self._news.arrived(came.id)

    def _on_accepted(self, done: Accepted | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, Refusal):
            self._become(replace(state, refusal=done))
        else:
            self._become(replace(state, accepted=done))
        self.refresh()

    def _on_done(self, refusal: Refusal | None) -> None:
        self._become(replace(self.state, is_busy=False, refusal=refusal))
        self.refresh()

    def _become(self, state: InboxState) -> None:
        self.state = state
        self._view.show_state(state)
