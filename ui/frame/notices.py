"""What is said above a page: what stands for as long as it is so, and what happened just now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import i18n, theme
from ui.frame.standing import Standing
from ui.frame.standing_bar import StandingBar
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction, NoticeContent

DISMISS = "dismiss"
translate: Final = QCoreApplication.translate


def closing() -> NoticeAction:
    """Return what puts a message away."""
    return NoticeAction(DISMISS, translate("Screens", "Close"), "Esc", is_way_out=True)


def refusal(code: str, facts: Mapping[str, str] | None = None) -> NoticeContent:
    """Return what is said about something that could not be done."""
    said = i18n.message(code, facts)
    return NoticeContent(said.what, said.detail, said.code, Tone.WARN, (closing(),))


class Notices(QWidget):
    """Takes no room while there is nothing to say."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window.notices")
        self._standing = StandingBar(self)
        self._notice = Notice(name="main_window.notice", parent=self)
        self._notice.action_requested.connect(self._on_action)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(theme.GAP))
        self._layout = layout
        layout.addWidget(self._standing)
        layout.addWidget(self._notice)
        self._fit()

    def show_standing(self, standing: Standing | None, zone: tzinfo) -> None:
        """Say what stands, or that nothing does."""
        self._standing.show_standing(standing, zone)
        self._fit()

    def show_notice(self, content: NoticeContent | None) -> None:
        """Say what happened, or take it away."""
        self._notice.show_content(content)
        self._fit()

    def dismiss(self) -> bool:
        """Put away what happened. Return whether there was anything."""
        if self._notice.content() is None:
            return False
        self.show_notice(None)
        return True

    def _on_action(self, action: str) -> None:
        if action == DISMISS:
            self.show_notice(None)
        self.action_requested.emit(action)

    def _fit(self) -> None:
        has_any = self._standing.shown() is not None or self._notice.content() is not None
        pad = theme.px(theme.PAD)
        self._layout.setContentsMargins(pad, theme.px(12) if has_any else 0, pad, 0)
