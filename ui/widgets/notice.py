"""News inside a page: never in front of it, and never in the way of the next scan."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import empty
from ui.widgets.icon import Icon
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A way on: `id` comes back through `action_requested`. The first is the primary one, unless
    it is only a way out.
    """

    id: str
    text: str
    key: str = ""
    is_way_out: bool = False


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What a notice says: what happened, what to `say` aloud, then what was kept and what to do,
    then IT's code.
    """

    text: str
    detail: str = ""
    code: str = ""
    tone: Tone = Tone.INFO
    actions: tuple[NoticeAction, ...] = ()
    say: str = ""


class Notice(QFrame):
    """A soft bar with words and ways on. Empty content takes it away."""

    action_requested = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self._icon = Icon("warn", name=f"{name}.icon", tone=Tone.WARN, parent=self)
        self._text = Text(name=f"{name}.text", role=Role.STRONG, wrap=True, parent=self)
        self._say = Text(name=f"{name}.say", wrap=True, parent=self)
        self._detail = Text(name=f"{name}.detail", role=Role.SECONDARY, wrap=True, parent=self)
        self._code = Text(name=f"{name}.code", role=Role.HINT, parent=self)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.px(theme.GAP))
        self._content: NoticeContent | None = None
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._text)
        words.addWidget(self._say)
        words.addWidget(self._detail)
        layout = QHBoxLayout(self)
        pad = theme.px(12)
        layout.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(theme.GAP))
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addWidget(self._code)
        layout.addLayout(self._actions)
        self.hide()

    def content(self) -> NoticeContent | None:
        """Return what it says now, None while it is away."""
        return self._content

    def show_content(self, content: NoticeContent | None) -> None:
        """Say this, or go away. Saying the same again changes nothing on the screen."""
        if content == self._content:
            return
        self._content = content
        self.setVisible(content is not None)
        if content is None:
            return
        self._text.setText(content.text)
        self._text.set_tone(content.tone)
        self._say.setText(content.say)
        self._say.setVisible(bool(content.say))
        self._detail.setText(content.detail)
        self._detail.setVisible(bool(content.detail))
        self._code.setText(content.code)
        self._code.setVisible(bool(content.code))
        self._icon.setVisible(content.tone in (Tone.WARN, Tone.DANGER))
        self._icon.set_tone(content.tone)
        said = content.text, content.say, content.detail, content.code
        self.setAccessibleName(" ".join(filter(None, said)))
        theme.retone(self, tone=content.tone.value)
        self._show_actions(content.actions)

    def _show_actions(self, actions: tuple[NoticeAction, ...]) -> None:
        empty(self._actions)
        for place, action in enumerate(actions):
            is_primary = place == 0 and not action.is_way_out
            kind = ButtonKind.PRIMARY if is_primary else ButtonKind.SECONDARY
            name = f"{self.objectName()}.{action.id}"
            button = Button(action.text, name=name, key=action.key, kind=kind, parent=self)
            button.setProperty("action", action.id)
            button.clicked.connect(self._on_clicked)
            self._actions.addWidget(button)

    def _on_clicked(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))
