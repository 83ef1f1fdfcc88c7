"""Keeps what is being typed in the store, so that it is there again when the program was ended in
the middle of it: not at every key, and never in anybody's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, SignalInstance

from terminal.domain.begun import Begun
from terminal.services import begun
from terminal.services.begun import Mine
from terminal.services.work import Runner

QUIET_MS: Final = 1_000
"""Typing is kept once the keys have been still for so long."""
LATEST_MS: Final = 5_000
"""Who never pauses loses no more than this."""
_TAKEN_BACK: Final = frozenset({"customer", "visit", "outcome", "task"})
"""Kinds whose changes may bring back what was typed: somebody took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeps:
    """What a page has begun. `edited` are the signals after which it may be something else; `begun`
    returns all of it, and `bring` shows what was begun before the program ended, the newest first
    and possibly nothing of this page's.
    """

    edited: tuple[SignalInstance, ...]
    begun: Callable[[], Iterable[Begun]]
    bring: Callable[[Sequence[Begun]], None]


class Keeper(QObject):
    """Methods are for the GUI thread. Nothing is kept before what whoever signed in had begun is
    there: it would be taken for something they have put away.
    """

    def __init__(
        self, run: Runner, keeps: Sequence[Keeps | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("keeper")
        self._run, self._keeps = run, [one for one in keeps if one is not None]
        self._known: set[str] = set()
        self._asked = 0  # Numbers those who signed in: only the newest one's is shown.
        self._is_open = self._has_any = False
        self._quiet, self._latest = self._timer(QUIET_MS), self._timer(LATEST_MS)
        for one in self._keeps:
            for signal in one.edited:
                signal.connect(self.touch)

    def arrived(self) -> None:
        """Somebody signed in: bring back what they had begun, once in each run."""
        self._stop()
        self._is_open = False
        self._asked += 1
        self._run(begun.mine, partial(self._on_mine, self._asked))

    def flush(self) -> None:
        """Keep at once what was typed last: whoever typed it may be leaving."""
        if self._quiet.isActive():
            self._keep()

    def changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Hear what the store committed: what was typed may be there again."""
        if not _TAKEN_BACK.isdisjoint(changes):
            self.touch()

    def _on_mine(self, asked: int, mine: Mine) -> None:
        if asked != self._asked or mine.owner is None:
            return
        if mine.owner not in self._known:
            self._known.add(mine.owner)
            for one in self._keeps:
                one.bring(mine.entries)
        self._is_open, self._has_any = True, bool(mine.entries)
        self.touch()

    def touch(self, *_: Any) -> None:
        """What was begun may be something else now."""
        if not self._is_open:
            return
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def _keep(self) -> None:
        self._stop()
        typed = tuple(entry for one in self._keeps for entry in one.begun())
        if typed or self._has_any:
            self._has_any = bool(typed)
            self._run(partial(begun.keep, typed=typed), lambda _: None)

    def _stop(self) -> None:
        self._quiet.stop()
        self._latest.stop()

    def _timer(self, interval_ms: int) -> QTimer:
        timer = QTimer(self, interval=interval_ms, singleShot=True)
        timer.timeout.connect(self._keep)
        return timer
