"""What may be said to a customer, how and when, and who lives with them: one quiet line on the card
in which a refusal stands out.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard
from ui import theme
from ui.counter import file_words
from ui.followups.flow import Flow
from ui.theme import Role, Tone
from ui.widgets.icon import Icon
from ui.widgets.text import Text


class _Sign(QWidget):
    """A few words; a warning has an icon before them, since colour alone says nothing."""

    def __init__(self, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.WARN, size=14, parent=self)
        self._text = Text(name=f"{name}.text", role=Role.SECONDARY, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.px(theme.GAP), 0)
        layout.setSpacing(theme.px(theme.GAP_TIGHT))
        layout.addWidget(self._icon)
        layout.addWidget(self._text)

    def say(self, text: str, tone: Tone) -> None:
        """Show these words."""
        self._icon.setVisible(tone is Tone.WARN)
        self._text.setText(text)
        self._text.set_tone(tone)
        self.setAccessibleName(text)


class Standing(QWidget):
    """Consents, ways to reach, family."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._signs: list[_Sign] = []
        self._inside = QWidget(self)
        self._inside.setObjectName(f"{name}.inside")
        self._flow = Flow(gap=theme.px(theme.GAP_TIGHT), parent=self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._inside)

    def show_card(self, card: CustomerCard) -> None:
        """Show what stands for a customer; nothing where it may not be read."""
        said = [] if card.is_locked else file_words.standing(card.file)
        while len(self._signs) < len(said):
            sign = _Sign(name=f"{self._name}.{len(self._signs)}", parent=self._inside)
            self._signs.append(sign)
            self._flow.addWidget(sign)
        for place, sign in enumerate(self._signs):
            sign.setVisible(place < len(said))
            if place < len(said):
                sign.say(*said[place])
        self.setVisible(bool(said))
        self.setAccessibleName(" · ".join(text for text, _ in said))
