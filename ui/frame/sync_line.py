"""What the window says all the time of sync and scanners: its chips, and the line above a page."""

from __future__ import annotations

from collections.abc import Callable

from terminal.domain.card import SyncState
from ui.frame.loading_rate import LoadingRate
from ui.frame.standing import standing
from ui.frame.status import FrameStatus, ScannerHealth
from ui.main_window import MainWindow
from ui.screen_parts import ScreenParts
from ui.shortcuts import PageId


class SyncLine:
    """Keeps what is known, and shows it anew when it or the time has moved. `said` hears what the
    sync chip says, for where the chip cannot be seen.
    """

    def __init__(self, window: MainWindow, parts: ScreenParts, said: Callable[[str], None]) -> None:
        self._window, self._zone, self._now, self._said = window, parts.zone, parts.now, said
        self._status = FrameStatus(parts.zone, is_training=parts.place.is_training)
        self._rate = LoadingRate()
        self.sync = SyncState()

    def scanner_changed(self, health: ScannerHealth) -> None:
        """Take how a scanner is doing."""
        self._status.scanner_changed(health)
        self.show()

    def sync_changed(self, state: SyncState) -> None:
        """Take how sync stands."""
        self.sync = state
        if state.loading:
            self._rate.note(self._now(), state.loaded_rows)
        else:
            self._rate.forget()
        self._status.sync_changed(state)
        self._window.set_count(PageId.SYNC, state.quarantined)
        self.show()

    def show(self) -> None:
        """Say everything as of now."""
        bar = self._window.top_bar
        bar.show_sync(self._status.sync(self._now()))
        bar.show_scanner(self._status.scanner())
        self._said(bar.sync_words())
        self.show_standing()

    def show_standing(self) -> None:
        """Say what stands, unless the page that is shown says it itself."""
        stands = standing(self.sync, self._now(), self._rate.per_second)
        if stands is not None and stands.is_told_on(self._window.current_page()):
            stands = None
        self._window.notices.show_standing(stands, self._zone)
