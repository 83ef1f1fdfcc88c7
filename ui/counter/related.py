"""At the foot of the right column: what HQ reviewed about this customer, and what the tier is
served. Where nothing was reviewed, nothing is claimed.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from terminal.domain.card import CustomerCard
from terminal.domain.card_file import KnowledgeItem
from ui import i18n, theme
from ui.counter import file_words
from ui.theme import Role, Tone
from ui.widgets.card import Line, SectionHeader
from ui.widgets.text import ElidedText, Text


class Related(QFrame):
    """One answer in full and how many more there are; the script in one line."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._shown: tuple[object, ...] = ()
        title = self.tr("Reviewed knowledge")
        self._line = Line(name=f"{name}.line", parent=self)
        self._head = SectionHeader(title, name=f"{name}.head", parent=self)
        self._question = Text(name=f"{name}.question", role=Role.STRONG, wrap=True, parent=self)
        self._against = Text(
            name=f"{name}.against", role=Role.STRONG, tone=Tone.DANGER, wrap=True, parent=self
        )
        self._answer = Text(name=f"{name}.answer", role=Role.SECONDARY, wrap=True, parent=self)
        self._source = ElidedText(name=f"{name}.source", role=Role.HINT, parent=self)
        self._script_line = Line(name=f"{name}.script.line", parent=self)
        self._script = ElidedText(name=f"{name}.script", role=Role.SECONDARY, parent=self)
        pad = theme.px(theme.PAD)
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, 0, pad, theme.px(12))
        inner.setSpacing(theme.px(2))
        for part in (self._question, self._against, self._answer, self._source):
            inner.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        foot.addWidget(self._script)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(2), 0, theme.px(2), theme.px(2))
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._head)
        layout.addLayout(inner)
        layout.addWidget(self._script_line)
        layout.addLayout(foot)
        self._parts = (self._line, self._head, self._question, self._answer, self._source)
        self.hide()

    def show_card(self, card: CustomerCard | None) -> None:
        """Show what is known for a customer, or nothing."""
        file = None if card is None else card.file
        told = () if file is None else (file.knowledge, file.script)
        if told == self._shown:
            return
        self._shown = told
        known = () if file is None else file.knowledge
        self._show_item(known[0] if known else None, len(known) - 1)
        script = "" if file is None or file.script is None else i18n.pick(file.script)
        self._script.setText(file_words.script(script) if script else "")
        for part in (self._script, self._script_line):
            part.setVisible(bool(script))
        self.setVisible(bool(known or script))

    def _show_item(self, item: KnowledgeItem | None, more: int) -> None:
        for part in self._parts:
            part.setVisible(item is not None)
        against = "" if item is None else file_words.against(item)
        self._against.setText(against)
        self._against.setVisible(bool(against))
        if item is None:
            return
        self._question.setText(i18n.pick(item.question))
        self._answer.setText(i18n.pick(item.answer))
        self._source.setText(file_words.source(item))
        self._head.set_aside(self.tr("%1 more: F6").replace("%1", str(more)) if more > 0 else "F6")
        said = (self._question.text(), against, self._answer.text(), file_words.source(item))
        self.setAccessibleName(" ".join(filter(None, said)))
