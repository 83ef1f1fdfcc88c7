"""The window of a till that cannot start: what happened, what was kept, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import i18n, theme
from ui.theme import Role
from ui.widgets.text import Text


class FailureWindow(QWidget):
    """Says why there is no counter today. Closing it ends the program."""

    def __init__(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(None)
        self.setObjectName("failure")
        self.setWindowTitle(self.tr("Counter"))
        message = i18n.message(code, facts)
        layout = QVBoxLayout(self)
        pad = theme.px(theme.PAD) * 2
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme.px(theme.GAP))
        for name, role, text in (
            ("what", Role.FIGURE, message.what),
            ("detail", Role.BODY, message.detail),
            ("code", Role.HINT, message.code),
        ):
            label = Text(name=f"failure.{name}", role=role, wrap=True, parent=self)
            label.setText(text)
            layout.addWidget(label)
        layout.addStretch(1)
        self.resize(theme.px(720), theme.px(320))


class WaitWindow(FailureWindow):
    """Says what is done before the counter opens. It cannot be closed: the work is not to be left
    half-way for want of patience.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.setObjectName("wait")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay."""
        event.ignore()
