"""Which pages may be opened: HQ may have switched some off."""

from __future__ import annotations

from collections.abc import Callable

from ui import shortcuts
from ui.frame import notices
from ui.frame.notices import Notices
from ui.frame.rail import Rail
from ui.shortcuts import Action, PageId


class Doors:
    """Keeps what is closed, leaves it out of the rail and says so to whoever asks for it. `changed`
    is called when what is closed has changed.
    """

    def __init__(self, rail: Rail, said: Notices, changed: Callable[[], None]) -> None:
        self._rail, self._said, self._changed = rail, said, changed
        self._closed: frozenset[PageId] = frozenset()

    def close(self, pages: frozenset[PageId]) -> None:
        """Take these pages away and give all others back. One that is shown stays until it is left:
        nothing is taken out of anybody's hands.
        """
        self._closed = pages
        self._rail.leave_out(pages)
        self._changed()

    def is_closed(self, page: PageId) -> bool:
        """Tell whether a page has been taken away."""
        return page in self._closed

    def lets_in(self, page: PageId, shown: PageId | None) -> bool:
        """Tell whether a page may be opened from the one that is shown; say so if it may not."""
        if page not in self._closed:
            return True
        if shown is not None:
            self._rail.show_page(shown)  # A click has marked the other one already.
        self._said.show_notice(notices.refusal("PAGE_OFF"))
        return False

    def open_ones(self, offered: frozenset[Action]) -> frozenset[Action]:
        """Return the actions without those that lead to a closed page."""
        return offered - {act for act, to in shortcuts.PAGE_OF.items() if to in self._closed}
