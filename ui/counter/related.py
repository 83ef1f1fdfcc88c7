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
        self._has_item, self._is_brief = False, False
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
        self._told = (self._line, self._head, self._question)
        self._more = (self._answer, self._source)
        self.hide()

    def full_height(self, width: int) -> int:
        """Return how high it is with everything that it has to say, 0 with nothing. What is hidden
        just now is not shown for it: that would lay the page out.
        """
        pad = theme.px(theme.PAD)
        wide = width - 2 * (pad + theme.px(2))
        height = 0
        if self._has_item:
            texts = [self._question, self._answer, *([self._against] * bool(self._against.text()))]
            height += self._head.sizeHint().height() + self._source.sizeHint().height()
            height += sum(one.heightForWidth(wide) + theme.px(2) for one in texts)
            height += theme.px(12)
        if self._script.text():
            height += self._script.sizeHint().height() + 2 * theme.px(theme.GAP)
        return height + theme.px(2) * bool(height)

    def set_brief(self, *, is_brief: bool) -> None:
        """Say no more than what speaks against something: what is to be done needs the room, and F6
        has the rest.
        """
        if is_brief is not self._is_brief:
            self._is_brief = is_brief
            self._show_parts()

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
        self._show_parts()

    def _show_parts(self) -> None:
        against, script = bool(self._against.text()), bool(self._script.text())
        is_told = self._has_item and (against or not self._is_brief)
        script = script and not self._is_brief
        for parts, is_shown in (
            (self._told, is_told),
            (self._more, is_told and not self._is_brief),
            ((self._against,), is_told and against),
            ((self._script, self._script_line), script),
        ):
            for part in parts:
                part.setVisible(is_shown)
        self.setVisible(is_told or script)

    def _show_item(self, item: KnowledgeItem | None, more: int) -> None:
        self._has_item = item is not None
        self._against.setText("" if item is None else file_words.against(item))
        if item is None:
            return
        self._question.setText(i18n.pick(item.question))
        self._answer.setText(i18n.pick(item.answer))
        self._source.setText(file_words.source(item))
        self._head.set_aside(self.tr("%1 more: F6").replace("%1", str(more)) if more > 0 else "F6")
        against = self._against.text()
        said = (self._question.text(), against, self._answer.text(), file_words.source(item))
        self.setAccessibleName(" ".join(filter(None, said)))
