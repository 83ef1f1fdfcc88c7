"""A file that was begun and not saved: that it is a draft, what it lacks, and which key is next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from terminal.domain.enrolment import KINDS
from terminal.services.consents import ASKED
from ui import theme
from ui.counter.sheets import words as sheet_words
from ui.enrol.state import EnrolState
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.text import Text

translate: Final = QCoreApplication.translate


def lacks(state: EnrolState) -> tuple[str, ...]:
    """Return what must still be said before the file can be saved."""
    draft = state.draft
    nobody = translate("Enrol", "a phone or a name")
    bought = translate("Enrol", "what is bought")
    is_nobody = not (draft.phone.strip() or draft.name.strip())
    return (*((nobody,) if is_nobody else ()), *((bought,) if draft.kind is None else ()))


def unsaid(state: EnrolState) -> tuple[str, ...]:
    """Return the uses of the data that nothing was said about: those count as no."""
    return tuple(sheet_words.purpose(one) for one in ASKED if one not in state.draft.words)


def told(state: EnrolState) -> str:
    """Return that it is a draft, and what it lacks; nothing where nothing was begun."""
    if state.draft.is_empty or state.done is not None:
        return ""
    said = [state.since or translate("Enrol", "Draft, not saved.")]
    if missing := lacks(state):
        listed = task_words.joined(missing)
        said.append(translate("Enrol", "Still missing: %1.").replace("%1", listed))
    if open_ones := unsaid(state):
        listed = task_words.joined(open_ones)
        said.append(translate("Enrol", "Nothing said, counts as no: %1.").replace("%1", listed))
    return task_words.sentences(said)


def next_step(state: EnrolState, *, is_typing: bool) -> str:
    """Return which key is next. `is_typing`: a field has the keys, and digits are text."""
    draft = state.draft
    if not (draft.phone.strip() or draft.name.strip()):
        return translate("Enrol", "Next: type the phone.")
    if is_typing:
        return translate("Enrol", "Next: Enter goes on to the answers.")
    if draft.kind is None:
        return translate("Enrol", "Next: 1–%1 say what is bought.").replace("%1", str(len(KINDS)))
    if state.has_moved:
        return translate("Enrol", "Next: Enter goes on to the answers.")
    if unsaid(state):
        return translate("Enrol", "Next: Alt and a letter say yes or no; Enter saves.")
    return translate("Enrol", "Next: Enter saves.")


class Unfinished(QWidget):
    """Two lines of words; gone where nothing was begun."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._told = Text(
            name=f"{name}.told", role=Role.STRONG, tone=Tone.WARN, wrap=True, parent=self
        )
        self._next = Text(name=f"{name}.next", role=Role.SECONDARY, wrap=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.PAD))
        layout.addWidget(self._told, 3, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._next, 2, Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: EnrolState, *, is_typing: bool) -> None:
        """Show what is left to do."""
        said = told(state)
        self._told.setText(said)
        self._next.setText(next_step(state, is_typing=is_typing) if said else "")
        self.setVisible(bool(said))
