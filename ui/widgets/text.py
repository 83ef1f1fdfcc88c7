"""Text on the screen. Plain always: what HQ or a person wrote is never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role, Tone


class Text(QLabel):
    """A label of one role and tone. It wraps when told to, and never cuts silently."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str,
        role: Role = Role.BODY,
        tone: Tone = Tone.PLAIN,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setProperty("tone", tone.value)
        self.setWordWrap(wrap)
        if wrap:
            self.setMinimumWidth(1)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Change what the colour says."""
        theme.retone(self, tone=tone.value)

    def set_role(self, role: Role) -> None:
        """Change size and weight."""
        theme.retone(self, role=role.value)


class ElidedText(Text):
    """One line that ends in … when it has no room; the whole is its tool tip and its name for a
    screen reader.
    """

    def __init__(
        self,
        text: str = "",
        *,
        name: str,
        role: Role = Role.BODY,
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        self._whole = ""
        super().__init__(text, name=name, role=role, tone=tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show `text`, as much of it as there is room for."""
        if text == self._whole:
            return  # Or the whole page is laid out anew.
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole(self) -> str:
        """Return the text as it was given."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do with a few characters when there is no more room."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(4 * theme.PAD)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        tip = "" if shown == self._whole else self._whole
        if tip != self.toolTip():
            self.setToolTip(tip)
