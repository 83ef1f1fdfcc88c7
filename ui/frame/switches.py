"""HQ's switches: pages and parts that are taken away and given back while the window stays open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from terminal.services import switches
from terminal.services.work import Runner
from ui.main_window import MainWindow
from ui.members.page import MembersPage, Part
from ui.shortcuts import PageId

FLAG: Final = "flag"
_PAGE: Final = "page."
_PART: Final = "part."
PAGES: Final = frozenset({PageId.FORMS, PageId.STOCK, PageId.KNOWLEDGE, PageId.COMPLIANCE})
"""Pages that HQ may switch off. The counter, tasks and members are the work itself; devices and
sync are how a till is mended, and how it hears that something is on again.
"""
PARTS: Final = frozenset({Part.INBOX, Part.PAIRS, Part.IMPORT})


class Switches:
    """Asks what is off at the start, when a flag changes, and when the day does."""

    def __init__(self, window: MainWindow, members: MembersPage, run: Runner) -> None:
        self._window, self._members, self._run = window, members, run
        self.ask()

    def changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """The store committed something."""
        if FLAG in changes:
            self.ask()

    def ask(self) -> None:
        """Read what is off now."""
        self._run(switches.off, self._on_read)

    def _on_read(self, off: frozenset[str]) -> None:
        self._window.doors.close(frozenset(one for one in PAGES if f"{_PAGE}{one.value}" in off))
        self._members.close_parts(frozenset(one for one in PARTS if f"{_PART}{one.value}" in off))
