"""The right side of the knowledge page: an answer with who stands for it, or a question."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import i18n, theme
from ui.followups.flow import Flow
from ui.knowledge import words
from ui.knowledge.state import KnowledgeState, Tab, Way
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.text import Text


class KnowledgeDetail(Card):
    """What is read out to the customer, and above it in red what must not be overlooked."""

    ask_requested = Signal()
    learn_requested = Signal(bool)
    turned = Signal()
    hand_out_wanted = Signal(object)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The answer"))
        self._zone = zone
        self._against = Text(name=f"{name}.against", role=Role.STRONG, wrap=True, parent=self)
        self._against.set_tone(Tone.DANGER)
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._answer = Text(name=f"{name}.answer", wrap=True, parent=self)
        self._source = Text(name=f"{name}.source", role=Role.SECONDARY, wrap=True, parent=self)
        self._compared = Text(name=f"{name}.compared", role=Role.SECONDARY, wrap=True, parent=self)
        self._state = Text(name=f"{name}.state", role=Role.SECONDARY, wrap=True, parent=self)
        self.ask = Button(self.tr("Ask HQ"), name=f"{name}.ask", key="Alt A", parent=self)
        self.turn = Button(
            self.tr("Show the answer"),
            name=f"{name}.turn",
            key="⏎",
            kind=ButtonKind.PRIMARY,
            parent=self,
        )
        self.learn = Button(
            self.tr("Known"), name=f"{name}.learn", key="L", kind=ButtonKind.PRIMARY, parent=self
        )
        self.not_yet = Button(self.tr("Not yet"), name=f"{name}.not_yet", key="N", parent=self)
        self.print = Button(self.tr("Print"), name=f"{name}.print", key="Alt P", parent=self)
        code = self.tr("For their phone")
        self.code = Button(code, name=f"{name}.code", key="Alt Q", parent=self)
        self.print.clicked.connect(lambda: self.hand_out_wanted.emit(Way.PAPER))
        self.code.clicked.connect(lambda: self.hand_out_wanted.emit(Way.CODE))
        self.ask.clicked.connect(self.ask_requested)
        self.turn.clicked.connect(self.turned)
        self.learn.clicked.connect(lambda: self.learn_requested.emit(True))
        self.not_yet.clicked.connect(lambda: self.learn_requested.emit(False))
        self._lay_out(name)

    def show_state(self, state: KnowledgeState) -> None:
        """Show what was chosen, or that there is no reviewed answer."""
        self.turn.setVisible(state.hides_answer)
        for button in (self.learn, self.not_yet):
            button.setVisible(self._asks_whether(state))
            button.setEnabled(state.can_learn)
        self.ask.set_kind(ButtonKind.PRIMARY if state.finds_nothing else ButtonKind.SECONDARY)
        for button in (self.print, self.code):
            button.setVisible(state.can_hand_out)
            button.setEnabled(not state.is_busy)
        self._against.hide()
        self._compared.setText("")
        if state.tab is Tab.QUESTIONS:
            self._show_question(state)
        elif state.article is not None:
            self._show_article(state)
        else:
            self._show_nothing(state)
        for part in (self._answer, self._source, self._compared, self._state):
            part.setVisible(bool(part.text()))

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return [self.turn, self.learn, self.not_yet, self.print, self.code, self.ask]

    @staticmethod
    def _asks_whether(state: KnowledgeState) -> bool:
        article, desk = state.article, state.desk
        if state.tab is not Tab.CARDS or article is None or desk is None or state.hides_answer:
            return False
        return article.id not in desk.learned

    def _show_article(self, state: KnowledgeState) -> None:
        article, desk = state.article, state.desk
        assert article is not None
        assert desk is not None
        self._title.setText(words.title(article))
        if state.hides_answer:
            self._answer.setText(self.tr("What is the answer? Think of it first."))
            self._source.setText("")
        else:
            self._answer.setText(i18n.pick(article.answer))
            self._source.setText(words.source(article))
        self._state.setText(words.learned(desk, article))
        about = desk.about
        speaks = () if about is None else about.against(article)
        if about is not None and speaks:
            self._against.setText(words.against(speaks, about.masked_name))
            self._against.show()
        elif about is not None and state.tab is Tab.ANSWERS:
            self._compared.setText(words.nothing_against(article, about))

    def _show_question(self, state: KnowledgeState) -> None:
        question = state.question
        if question is None:
            self._say(
                self.tr("No question to HQ yet"),
                self.tr("What nobody here can answer goes to HQ's pharmacists with Alt A."),
            )
            return
        self._title.setText(question.text)
        self._answer.setText(question.answer or "")
        self._source.setText(self._when(question.at))
        self._state.setText(words.question_state(question))

    def _show_nothing(self, state: KnowledgeState) -> None:
        if state.desk is None:
            self._say("", "")
        elif state.finds_nothing:
            self._say(
                self.tr("No reviewed answer"),
                self.tr("Nothing is guessed here. Ask HQ: the answer appears under “Asked HQ”."),
            )
        else:
            self._say(
                self.tr("Nothing published yet"),
                self.tr("HQ's reviewed answers come with the next exchange."),
            )

    def _say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._answer.setText(text)
        self._source.setText("")
        self._state.setText("")

    def _when(self, at: datetime) -> str:
        return self.tr("Asked %1").replace("%1", f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}")

    def _lay_out(self, name: str) -> None:
        inside = QWidget(self)
        inside.setObjectName(f"{name}.inside")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(*(theme.px(theme.PAD),) * 4)
        inner.setSpacing(theme.px(12))
        texts = (
            self._against,
            self._title,
            self._answer,
            self._compared,
            self._source,
            self._state,
        )
        for part in texts:
            inner.addWidget(part)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}.scroll")
        scroll.setAccessibleName(self.tr("The answer"))
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        row = QWidget(self)
        row.setObjectName(f"{name}.buttons")
        buttons = Flow(gap=theme.px(theme.GAP), parent=row)
        for button in (self.turn, self.learn, self.not_yet, self.print, self.code, self.ask):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        pad = theme.px(theme.PAD)
        foot.setContentsMargins(pad, theme.px(theme.GAP), pad, theme.px(12))
        foot.addWidget(row)
        self.body.addLayout(foot)
