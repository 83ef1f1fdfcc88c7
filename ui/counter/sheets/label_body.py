"""What stands in the sheet of labels: what to look for, and those that have a key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from terminal.domain.card_file import Label, LabelKind
from terminal.services.labels import Choice
from ui import theme
from ui.counter import file_words
from ui.counter import words as card_words
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.label_sheet import LABELS_SHOWN, LabelSheet
from ui.followups import words as task_words
from ui.theme import Role
from ui.widgets.field import ChineseField
from ui.widgets.text import Text

translate = QCoreApplication.translate


class LabelBody(QWidget):
    """One line to look for a label, and eight of those that fit; what is on is marked."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        label = translate("Label", "Label, its pinyin or initials")
        self.field = ChineseField(name=f"{name}.text", label=label, parent=self)
        keys = [("", f"Alt {place}") for place in range(1, LABELS_SHOWN + 1)]
        self._choices = Choices(keys, name=f"{name}.choice", parent=self)
        self._choices.picked.connect(self.picked)
        self._none = Text(name=f"{name}.none", role=Role.STRONG, wrap=True, parent=self)
        what = translate(
            "Label",
            "Enter takes the first that fits. One that is on is taken off if staff put it on;"
            " those of rules, of HQ and of the customer's own words stay.",
        )
        self._what = Text(what, name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        for part in (self.field, self._choices, self._none, self._what):
            layout.addWidget(part)

    def show_sheet(self, sheet: LabelSheet) -> None:
        """Show what was typed, and what fits."""
        if self.field.text() != sheet.text:
            self.field.setText(sheet.text)
        shown = sheet.shown
        for place, button in enumerate(self._choices.buttons):
            button.setVisible(place < len(shown))
            if place < len(shown):
                button.set_caption(_caption(shown[place]), f"Alt {place + 1}")
                button.setEnabled(not sheet.is_busy)
        self._choices.setVisible(bool(shown))
        self._choices.show_chosen({at for at, one in enumerate(shown, start=1) if one.is_on})
        lacks = sheet.choices is not None and not shown
        self._none.setText(translate("Label", "No label here is called so.") if lacks else "")
        self._none.setVisible(lacks)


def _caption(one: Choice) -> str:
    word = card_words.tag(one.word)
    if not one.is_on:
        return word
    on = translate("Label", "on") if one.is_ours else ""
    whose = on or file_words.whose(Label(one.code, LabelKind.TAG, one.owner))
    return task_words.joined((word, whose))
