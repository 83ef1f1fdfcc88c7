"""The band that says what a customer must not be given: the same wherever somebody is served."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from terminal.domain.customer import Allergy
from ui import theme
from ui.followups import words
from ui.theme import Role, Tone
from ui.widgets.icon import Icon
from ui.widgets.text import Text


class AllergyBand(QFrame):
    """Allergies over the whole width in the colour of danger; a quiet line when none is on file,
    because "not asked yet" is not "none".
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.DANGER, parent=self)
        self._text = Text(name=f"{name}.text", role=Role.TITLE, wrap=True, parent=self)
        layout = QHBoxLayout(self)
        pad = theme.px(12)
        layout.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        layout.setSpacing(theme.px(theme.GAP))
        first_line = QVBoxLayout()
        first_line.setContentsMargins(0, theme.px(3), 0, 0)
        first_line.addWidget(self._icon)
        first_line.addStretch(1)
        layout.addLayout(first_line)
        layout.addWidget(self._text, 1)

    def show_allergies(self, allergies: Sequence[Allergy], *, was_asked: bool = False) -> None:
        """Show a customer's allergies; `was_asked`: somebody asked, and none was known."""
        known = bool(allergies)
        text = self.tr("Asked: no allergy known.") if was_asked else ""
        text = text or self.tr("No allergy on file. Ask.")
        if known:
            text = self.tr("Allergies: %1").replace("%1", _told(allergies))
        self._icon.setVisible(known)
        self._text.setText(text)
        role, tone = (Role.TITLE, Tone.DANGER) if known else (Role.SECONDARY, Tone.MUTED)
        theme.retone(self._text, role=role.value, tone=tone.value)  # Styled anew once for both.
        self.setAccessibleName(text)
        theme.retone(self, tone=(Tone.DANGER if known else Tone.PLAIN).value)


def _told(found: Iterable[Allergy]) -> str:
    """Return every allergy, with what happened."""
    return words.joined(
        f"{one.substance}（{one.note}）" if one.note else one.substance for one in found
    )
