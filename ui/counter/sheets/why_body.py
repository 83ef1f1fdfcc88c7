"""What stands in the sheet that asks what a name is needed for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.showing import REASONS, Reason
from ui import theme
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import WhySheet
from ui.theme import Role
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate


def reason(code: Reason) -> str:
    """Return what a name is needed for."""
    return {
        Reason.NO_CARD: translate("Why", "Stands here without the card"),
        Reason.CALLED: translate("Why", "Is on the phone"),
        Reason.FOLLOW_UP: translate("Why", "Is to be called: a task, a medicine"),
        Reason.CORRECT: translate("Why", "Checks or corrects the file"),
        Reason.PROXY: translate("Why", "Somebody fetches for them"),
        Reason.RIGHTS: translate("Why", "Asked for their own data"),
    }[code]


class WhyBody(QWidget):
    """One key says it; then the PIN is asked for."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        what = translate("Why", "What is the full name needed for? It is noted with your name.")
        self._what = Text(what, name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        captions = [(reason(code), str(n)) for n, code in enumerate(REASONS, 1)]
        self._reasons = Choices(captions, name=f"{name}.reason", parent=self)
        self._reasons.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._what)
        layout.addWidget(self._reasons)

    def show_sheet(self, _sheet: WhySheet) -> None:
        """Show that nothing was said yet."""
        self._reasons.show_chosen(set())
