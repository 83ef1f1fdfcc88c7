"""What came of a task that is finished."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.card import Due
from ui import i18n, theme
from ui.followups import words
from ui.followups.desk import FormState
from ui.followups.signs import MarkSign
from ui.theme import Role, Tone
from ui.widgets.text import Text


class TaskResult(QWidget):
    """Value, note, how far it has come, and what HQ says against it, if anything."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value = Text(name=f"{name}.value", role=Role.FIGURE, wrap=True, parent=self)
        self._note = Text(name=f"{name}.note", wrap=True, parent=self)
        self._mark = MarkSign(name=f"{name}.mark", parent=self)
        self._refusal = Text(name=f"{name}.refusal", tone=Tone.WARN, wrap=True, parent=self)
        self._draft = Text(name=f"{name}.draft", tone=Tone.WARN, wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self._value, self._note, self._mark, self._refusal, self._draft):
            layout.addWidget(part)

    def show_state(self, form: FormState) -> None:
        """Show the standing outcome; nothing while the task is open."""
        task = form.task
        done = task.due is Due.DONE
        self.setVisible(done or form.is_gone)
        value = words.reading_text(task.value) if done and task.value is not None else ""
        self._show(self._value, value)
        self._value.set_tone(words.level_tone(task.value.level if task.value else None))
        self._show(self._note, task.note if done else "")
        self._mark.show_mark(task.mark if done else None)
        self._show(self._refusal, self._refusal_text(form))
        self._show(self._draft, self._draft_text(form))

    def _refusal_text(self, form: FormState) -> str:
        code = form.task.refusal
        if not code or form.task.due is not Due.DONE:
            return ""
        text = i18n.message(code)
        counted = self.tr("HQ does not count this (%1).").replace("%1", code)
        return words.sentences((counted, text.what, text.next))

    def _draft_text(self, form: FormState) -> str:
        typed = " · ".join(filter(None, (form.draft.value.strip(), form.draft.note.strip())))
        if not typed:
            return ""
        return self.tr("Finished elsewhere. Typed here and not recorded: %1").replace("%1", typed)

    def _show(self, label: Text, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
